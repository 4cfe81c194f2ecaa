import { Facts, Failure, Field, Stars } from '@hezhi/ui';
import { Panel, useConfirm, useToast } from '@hezhi/ui/desk';
import { useDraft, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { useCommand, type CallbackOne } from '../shared/client.ts';
import TemplatePicker from './template-picker.tsx';

const solved = ['yes', 'partly', 'no'] as const;
type Typed = { reached: '' | 'yes' | 'no'; solved: '' | (typeof solved)[number]; score: number; note: string };
const start: Typed = { reached: '', solved: '', score: 0, note: '' };
const refresh = ['GET /hotline', 'GET /matters'];

/** One call-back: the case in a sentence, the contact for the purpose, and what came of it. */
export function CallbackPanel({ one, onDone, onClose }: { one: CallbackOne; onDone: () => void; onClose: () => void }) {
  const t = useWords('hotline');
  const say = useSay();
  const time = useTime();
  const toast = useToast();
  const { can } = useSession();
  const take = useCommand('POST /hotline/callbacks/:id/take', { refresh: ['GET /hotline/callbacks'] });
  const open = one.state === 'waiting' || one.state === 'taken';
  const working = one.state === 'taken' && one.mine;
  return (
    <Panel
      title={t('back.one')}
      extra={
        <button type="button" className="hz-button" onClick={onClose}>
          {t('close')}
        </button>
      }
    >
      <div className="hz-form">
        <Facts
          items={[
            [
              t('back.matter'),
              <Link key="matter" to={`/matters/${one.matter.id}`}>
                {one.matter.title}
              </Link>,
              'wide',
            ],
            [
              t('back.number'),
              <span key="number" className="hz-num">
                {one.matter.number}
              </span>,
            ],
            [t('form.category'), say(one.matter.subjectName)],
            [t('log.area'), one.matter.areaName],
            [t('back.now'), one.sentence, 'wide'],
            [t('back.whom'), say(one.reporter)],
            [t('back.due'), time.exact(one.dueAt)],
            [t('back.tries'), time.count(one.tries)],
            [t('back.skipped'), one.skipped],
            [t('log.agent'), one.agent?.name],
          ]}
        />
        {open && !working && can('hotline.call_back') ? (
          <button
            type="button"
            className="hz-button"
            data-primary
            disabled={take.isPending}
            onClick={() =>
              void take.run({ params: { id: one.id } }).then(
                () => toast(t('back.yours')),
                () => undefined,
              )
            }
          >
            {t('back.take')}
          </button>
        ) : null}
        {take.error ? <Failure error={take.error} /> : null}
        {working ? <Working one={one} onDone={onDone} /> : null}
      </div>
    </Panel>
  );
}

function Working({ one, onDone }: { one: CallbackOne; onDone: () => void }) {
  const t = useWords('hotline');
  const toast = useToast();
  const confirm = useConfirm();
  const [value, set, clear] = useDraft<Typed>(`hotline.callback.${one.id}`, start);
  const [fault, setFault] = useState<string | null>(null);
  const [phone, setPhone] = useState<{ name: string | null; phone: string | null } | null>(null);
  const contact = useCommand('POST /cases/:id/contact', { refresh: [] });
  const result = useCommand('POST /hotline/callbacks/:id/result', { refresh });
  const skip = useCommand('POST /hotline/callbacks/:id/skip', { refresh });
  // A number in clear does not stay on the screen after the call.
  useEffect(() => {
    if (phone === null) return undefined;
    const timer = setTimeout(() => setPhone(null), 5 * 60_000);
    return () => clearTimeout(timer);
  }, [phone]);
  const reveal = async () => {
    try {
      setPhone(await contact.run({ params: { id: one.matter.id }, body: { purpose: t('back.purpose') } }));
    } catch {
      // Shown below.
    }
  };
  const submit = async () => {
    if (value.reached === '') return setFault(t('back.needReached'));
    if (value.reached === 'yes' && value.solved === '') return setFault(t('back.needSolved'));
    setFault(null);
    const yes = value.reached === 'yes';
    try {
      await result.run({
        params: { id: one.id },
        body: {
          reached: value.reached,
          ...(yes && value.solved ? { solved: value.solved } : {}),
          ...(yes && value.score > 0 ? { score: value.score } : {}),
          ...(value.note.trim() ? { note: value.note.trim() } : {}),
        },
      });
      clear();
      toast(t(yes ? 'back.saved' : 'back.again'));
      onDone();
    } catch {
      toast(t('back.notSaved'));
    }
  };
  const putOff = async () => {
    const given = await confirm({
      title: t('back.skipTitle'),
      effect: t('back.skipEffect'),
      yes: t('back.skip'),
      ask: { label: t('back.skipReason'), required: true, max: 200 },
    });
    if (!given) return;
    try {
      await skip.run({ params: { id: one.id }, body: { reason: given.text, hours: 4 } });
      onDone();
    } catch {
      // Shown below.
    }
  };
  const error = result.error ?? skip.error ?? contact.error;
  return (
    <form
      className="hz-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className="hz-row">
        {phone ? (
          <p role="status">
            {phone.name} <strong className="hz-num hzl-number">{phone.phone ?? t('back.noPhone')}</strong>
          </p>
        ) : (
          <button type="button" className="hz-button" disabled={contact.isPending} onClick={() => void reveal()}>
            {t('back.reveal')}
          </button>
        )}
        <span className="hz-small">{t('back.revealEffect')}</span>
      </div>
      {fault ? (
        <div className="hz-failure" role="alert">
          <p>{fault}</p>
        </div>
      ) : null}
      <fieldset className="hzl-choices">
        <legend>{t('back.reached')}</legend>
        {(['yes', 'no'] as const).map((key) => (
          <label key={key}>
            <input type="radio" name="hzl-reached" checked={value.reached === key} onChange={() => set({ ...value, reached: key })} /> {t(`back.reach.${key}`)}
          </label>
        ))}
      </fieldset>
      {value.reached === 'yes' ? (
        <>
          <fieldset className="hzl-choices">
            <legend>{t('back.solvedQuestion')}</legend>
            {solved.map((key) => (
              <label key={key}>
                <input type="radio" name="hzl-solved" checked={value.solved === key} onChange={() => set({ ...value, solved: key })} />{' '}
                {t(`back.solved.${key}`)}
              </label>
            ))}
          </fieldset>
          <Stars value={value.score || null} onChange={(score) => set({ ...value, score })} label={t('back.score')} />
        </>
      ) : null}
      <Field label={t('outcome.note')} error={null}>
        {(attributes) => (
          <textarea
            {...attributes}
            className="hz-input"
            rows={3}
            maxLength={1000}
            value={value.note}
            onChange={(event) => set({ ...value, note: event.target.value })}
          />
        )}
      </Field>
      <TemplatePicker
        matter={one.matter.id}
        step="call_back"
        onPick={(text) => set({ ...value, note: value.note.trim() === '' ? text : `${value.note.trimEnd()}\n${text}` })}
      />
      {error ? <Failure error={error} kept /> : null}
      <div className="hz-dialog-buttons">
        <button type="button" className="hz-button" disabled={skip.isPending} onClick={() => void putOff()}>
          {t('back.skip')}
        </button>
        <button className="hz-button" data-primary disabled={result.isPending}>
          {t('back.save')}
        </button>
      </div>
    </form>
  );
}
