import { Failure, Icon, Loading, Tag } from '@hezhi/ui';
import { Field, useConfirm, useToast } from '@hezhi/ui/phone';
import { useDraft, useTime, useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import { useCommand, useList, type Reply } from '../shared/client.ts';
import { useWho } from './device.ts';
import './publicity.css';

type One = Reply<'GET /public/cases/:district/:id/comments'>['items'][number];
const refresh = ['GET /public/cases/:district/:id/comments'] as const;
const reasons = ['insult', 'personal_data', 'false', 'advertising', 'other'] as const;

/** On the public page of a case: what people and offices say of it. */
export default function Comments({ district, id }: { district: string; id: string }) {
  const t = useWords('publicity');
  const { ready, headers } = useWho();
  const call = { params: { district, id }, headers, query: { limit: 20 } };
  const list = useList('GET /public/cases/:district/:id/comments', call, { enabled: ready, keep: false });
  return (
    <section className="hz-card">
      <div className="hz-res-section">
        <h2>{t('comments.title')}</h2>
        {list.isPending ? <Loading rows={2} /> : <Failure error={list.error} retry={list.again} />}
        {!list.isPending && !list.error && list.items.length === 0 ? <p className="hz-small">{t('comments.none')}</p> : null}
        <ul className="hz-list" aria-label={t('comments.title')}>
          {list.items.map((one) => (
            <li key={one.id} className="hzp-comment" data-official={one.by === 'official' ? '' : undefined}>
              <Comment one={one} district={district} />
            </li>
          ))}
        </ul>
        {list.hasMore ? (
          <button type="button" className="hz-button" disabled={list.isMoreFetching} onClick={list.more}>
            {t('more')}
          </button>
        ) : null}
        <Write district={district} id={id} />
      </div>
    </section>
  );
}

function Comment({ one, district }: { one: One; district: string }) {
  const t = useWords('publicity');
  const time = useTime();
  const confirm = useConfirm();
  const toast = useToast();
  const { headers } = useWho();
  const withdraw = useCommand('DELETE /public/comments/:district/:id', { refresh });
  const call = { params: { district, id: one.id }, headers };
  const back = async () => {
    if (!(await confirm({ title: t('comments.withdrawTitle'), effect: t('comments.withdrawEffect'), yes: t('comments.withdraw'), danger: true }))) return;
    await withdraw.run(call).then(
      () => toast(t('comments.withdrawn')),
      () => undefined,
    );
  };
  return (
    <>
      <p className="hz-res-line">
        <strong>{one.by === 'official' ? one.org : t(one.own ? 'comments.me' : `comments.by.${one.by}`)}</strong>
        {one.by === 'official' ? (
          <Tag tone="info" icon="check">
            {t('comments.official')}
          </Tag>
        ) : null}
        {one.state === 'shown' ? null : <Tag tone="warn">{t(`comments.state.${one.state}`)}</Tag>}
      </p>
      <p className="hz-res-quote">{one.text}</p>
      {one.reason ? <p className="hz-small">{t('comments.reason', { reason: one.reason })}</p> : null}
      <p className="hz-row hz-small">
        <span title={time.exact(one.at)}>{time.moment(one.at)}</span>
        {one.own ? (
          <button type="button" className="hz-button" disabled={withdraw.isPending} onClick={() => void back()}>
            {t('comments.withdraw')}
          </button>
        ) : one.by === 'official' ? null : (
          <Abuse one={one} district={district} />
        )}
      </p>
      <Failure error={withdraw.error} />
    </>
  );
}

function Abuse({ one, district }: { one: One; district: string }) {
  const t = useWords('publicity');
  const toast = useToast();
  const { headers } = useWho();
  const report = useCommand('POST /public/comments/:district/:id/abuse', { refresh });
  const [open, setOpen] = useState(false);
  if (one.reported) return <span>{t('comments.reported')}</span>;
  const send = async (reason: (typeof reasons)[number]) => {
    const call = { params: { district, id: one.id }, body: { reason }, headers };
    await report.run(call).then(
      () => toast(t('comments.reportedNow')),
      () => undefined,
    );
  };
  return (
    <>
      <button type="button" className="hz-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('comments.report')}
      </button>
      {open ? (
        <span className="hz-row" role="group" aria-label={t('comments.reportWhy')}>
          {reasons.map((reason) => (
            <button key={reason} type="button" className="hz-button" disabled={report.isPending} onClick={() => void send(reason)}>
              {t(`abuse.${reason}`)}
            </button>
          ))}
        </span>
      ) : null}
      <Failure error={report.error} />
    </>
  );
}

const most = 500;

function Write({ district, id }: { district: string; id: string }) {
  const t = useWords('publicity');
  const toast = useToast();
  const { headers } = useWho();
  const [text, setText, clear] = useDraft(`publicity.comment.${id}`, '');
  const [fault, setFault] = useState<string | null>(null);
  const send = useCommand('POST /public/cases/:district/:id/comments', { refresh });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim().length < 2) return setFault(t('comments.short'));
    setFault(null);
    const call = { params: { district, id }, body: { text: text.trim() }, headers };
    try {
      await send.run(call);
    } catch {
      // Told below; what was typed stays.
      return;
    }
    clear();
    toast(t('comments.sent'));
  };
  return (
    <form className="hz-form" onSubmit={(event) => void submit(event)} noValidate>
      <Field label={t('comments.write')} hint={t('comments.hint')} error={fault}>
        {(attributes) => (
          <textarea {...attributes} className="hz-input" rows={3} maxLength={most} value={text} onChange={({ target }) => setText(target.value)} />
        )}
      </Field>
      <Failure error={send.error} kept />
      <div className="hz-row">
        <button className="hz-button" data-primary="" disabled={send.isPending}>
          <Icon name="check" /> {t('comments.send')}
        </button>
      </div>
    </form>
  );
}
