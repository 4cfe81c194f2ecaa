import { newId } from '@hezhi/contract/light';
import { Failure, Field, Loading, Tag, useConfirm, useToast } from '@hezhi/ui';
import { useDraft, useMarks, useTime, useWords } from '@hezhi/web';
import { useState } from 'react';
import { Link } from 'react-router';
import { useCommand, useList, type Handover, type Row } from '../shared/client.ts';

/** 交接班: what the shift before left, and writing what this one leaves. */
export function Handovers({ matter }: { matter: Row['matter'] | null }) {
  const t = useWords('command');
  const list = useList('GET /command/handovers', { query: { limit: 10, open: 'true' as never } });
  const [writing, setWriting] = useState(false);
  return (
    <section className="cmd-box" aria-label={t('handover.title')}>
      <h2>{t('handover.title')}</h2>
      {writing ? (
        <Write matter={matter} onClose={() => setWriting(false)} />
      ) : (
        <div className="cmd-bar">
          <button type="button" className="hz-button" onClick={() => setWriting(true)}>
            {t('handover.write')}
          </button>
        </div>
      )}
      {list.isPending ? <Loading rows={2} /> : null}
      {list.error ? <Failure error={list.error} retry={list.again} /> : null}
      {!list.isPending && !list.error && list.items.length === 0 ? <p className="hz-small">{t('handover.none')}</p> : null}
      {list.items.map((note) => (
        <Note key={note.id} note={note} />
      ))}
      {list.hasMore ? (
        <button type="button" className="hz-button" disabled={list.isMoreFetching} onClick={list.more}>
          {t('desk.more')}
        </button>
      ) : null}
    </section>
  );
}

function Note({ note }: { note: Handover }) {
  const t = useWords('command');
  const marks = useMarks();
  const time = useTime();
  const confirm = useConfirm();
  const toast = useToast();
  const refresh = { refresh: ['GET /command/handovers'] };
  const acknowledge = useCommand('POST /command/handovers/:id/acknowledge', refresh);
  const settle = useCommand('POST /command/handovers/:id/points/:point/settle', refresh);
  const ask = async (title: string, run: (remark: string) => Promise<unknown>) => {
    const given = await confirm({ title, yes: title, ask: { label: t('handover.remark'), max: 300 } });
    if (!given) return;
    try {
      await run(given.text);
      toast(t('handover.done'));
    } catch {
      // Shown below.
    }
  };
  const failure = acknowledge.error ?? settle.error;
  return (
    <article className="cmd-note">
      <p className="hz-small">{t('handover.by', { by: note.by, at: time.moment(note.at) })}</p>
      <p>{note.text}</p>
      <ul className="cmd-points">
        {note.points.map((point) => (
          <li key={point.id}>
            {point.text} {point.matter ? <Link to={`/matters/${point.matter.id}`}>{point.matter.number}</Link> : null}{' '}
            {point.done ? (
              <span className="hz-small">
                ✓ {t('handover.settled', { by: point.done.by })} {point.done.remark}
              </span>
            ) : (
              <button
                type="button"
                className="hz-button"
                aria-label={marks.says(t('handover.settle'), point.text)}
                disabled={settle.isPending}
                onClick={() => void ask(t('handover.settle'), (remark) => settle.run({ params: { id: note.id, point: point.id }, body: { remark } }))}
              >
                {t('handover.settle')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {note.acknowledged ? (
        <p className="hz-small">{t('handover.acknowledged', { by: note.acknowledged.by, at: time.moment(note.acknowledged.at) })}</p>
      ) : note.mayAcknowledge ? (
        <button
          type="button"
          className="hz-button"
          data-primary=""
          disabled={acknowledge.isPending}
          onClick={() => void ask(t('handover.acknowledge'), (remark) => acknowledge.run({ params: { id: note.id }, body: { remark } }))}
        >
          {t('handover.acknowledge')}
        </button>
      ) : (
        <Tag tone="neutral">{t('handover.waiting')}</Tag>
      )}
      {failure ? <Failure error={failure} /> : null}
    </article>
  );
}

function Write({ matter, onClose }: { matter: Row['matter'] | null; onClose: () => void }) {
  const t = useWords('command');
  const toast = useToast();
  const [typed, setTyped, clear] = useDraft('command.handover', { text: '', points: '' });
  const [empty, setEmpty] = useState(false);
  const write = useCommand('POST /command/handovers', { refresh: ['GET /command/handovers'] });
  const send = async () => {
    setEmpty(typed.text.trim() === '');
    if (typed.text.trim() === '') return;
    // A line that begins with a number of the chosen matter is tied to it.
    const points = typed.points
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
      .slice(0, 30)
      .map((text) => ({ id: newId(), text: text.slice(0, 300), matter: matter && text.includes(matter.number) ? matter.id : null }));
    try {
      await write.run({ body: { id: newId(), text: typed.text, points } });
    } catch {
      return;
    }
    clear();
    toast(t('handover.saved'));
    onClose();
  };
  return (
    <form
      className="hz-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Field label={t('handover.text')} required error={empty ? t('handover.needText') : null}>
        {(attributes) => (
          <textarea
            {...attributes}
            className="hz-input"
            rows={3}
            maxLength={2000}
            value={typed.text}
            onChange={(event) => setTyped({ ...typed, text: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('handover.points')}>
        {(attributes) => (
          <textarea
            {...attributes}
            className="hz-input"
            rows={3}
            value={typed.points}
            onChange={(event) => setTyped({ ...typed, points: event.target.value })}
          />
        )}
      </Field>
      <p className="hz-small">{t('handover.effect')}</p>
      {write.error ? <Failure error={write.error} kept /> : null}
      <div className="cmd-bar">
        <button className="hz-button" data-primary="" disabled={write.isPending}>
          {t('handover.save')}
        </button>
        <button type="button" className="hz-button" onClick={onClose}>
          {t('handover.cancel')}
        </button>
      </div>
    </form>
  );
}
