import { Empty, Failure, Field, Tag } from '@hezhi/ui';
import { Panel, useConfirm, useToast } from '@hezhi/ui/desk';
import { useSay, useTime, useWords } from '@hezhi/web';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { useCommand, type Caller, type CallOne } from '../shared/client.ts';
import { clockOf, type Drafting } from './use-draft-call.ts';
import { useKeys } from './use-keys.ts';

/** Right column: who calls. Nothing is shown before the agent asks; asking is logged and listed to the person. */
export function CallerPanel({ call, draft, onNumber }: { call: CallOne; draft: Drafting; onNumber: (number: string) => void }) {
  const t = useWords('hotline');
  const [number, setNumber] = useState('');
  const [found, setFound] = useState<Caller | null>(null);
  const box = useRef<HTMLInputElement>(null);
  const ask = useCommand('POST /hotline/calls/:id/caller', { refresh: ['GET /hotline/board'] });
  const look = async () => {
    const typed = number.trim();
    if (call.number === null && typed === '') return box.current?.focus();
    try {
      const caller = await ask.run({ params: { id: call.id }, body: call.number === null ? { number: typed } : {} });
      setFound(caller);
      onNumber(caller.number);
      if (caller.people.length === 1 && draft.value.name === '') draft.change({ name: caller.people[0]!.name });
      if (caller.wish) draft.change({ wish: { text: caller.wish.text, from: clockOf(caller.wish.from), to: clockOf(caller.wish.to) } });
    } catch {
      // Shown below.
    }
  };
  useKeys({ F4: ask.isPending ? undefined : () => void look() });
  return (
    <aside className="hzl-column" aria-label={t('caller.title')}>
      <Panel
        title={t('caller.title')}
        extra={
          <button type="button" className="hz-button" disabled={ask.isPending} onClick={() => void look()}>
            {t('caller.look')}
            <kbd>F4</kbd>
          </button>
        }
      >
        {call.number === null ? (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void look();
            }}
          >
            <Field label={t('waiting.number')} error={null}>
              {(attributes) => (
                <input
                  {...attributes}
                  ref={box}
                  className="hz-input hz-num"
                  type="tel"
                  autoComplete="off"
                  maxLength={20}
                  value={number}
                  onChange={(event) => setNumber(event.target.value)}
                />
              )}
            </Field>
          </form>
        ) : null}
        {ask.error ? <Failure error={ask.error} retry={() => void look()} /> : null}
        {found ? <Found caller={found} draft={draft} /> : <p className="hz-small">{t('caller.logged')}</p>}
      </Panel>
      <WishPanel draft={draft} known={found?.wish?.at ?? null} />
    </aside>
  );
}

function Found({ caller, draft }: { caller: Caller; draft: Drafting }) {
  const t = useWords('hotline');
  const say = useSay();
  const time = useTime();
  const confirm = useConfirm();
  const toast = useToast();
  const urge = useCommand('POST /matters/:id/steps');
  const { value, change } = draft;
  const hurry = async (matter: Caller['cases'][number]['matter']) => {
    const given = await confirm({
      title: t('caller.urgeTitle', { number: matter.number }),
      effect: t('caller.urgeEffect'),
      yes: t('caller.urge'),
      ask: { label: t('caller.urgeNote'), required: true, max: 500, start: value.description.slice(0, 500) },
    });
    if (!given) return;
    try {
      await urge.run({ params: { id: matter.id }, body: { step: 'urge', data: { note: given.text } } });
      change({ matter: matter.id, outcome: 'existing' });
      toast(t('caller.urged'));
    } catch {
      // Shown below.
    }
  };
  return (
    <div className="hz-form">
      <p>
        <strong className="hz-num">{caller.number}</strong>
      </p>
      {caller.people.length === 0 ? <p className="hz-small">{t('caller.nobody')}</p> : null}
      <ul className="hzl-list">
        {caller.people.map((one) => (
          <li key={one.id}>
            <strong>{one.name}</strong> <span className="hz-small">{one.areaName}</span>
          </li>
        ))}
      </ul>
      <h3>{t('caller.cases', { n: caller.cases.length })}</h3>
      {caller.cases.length === 0 ? <Empty title={t('caller.noCases')} /> : null}
      <ul className="hzl-list">
        {caller.cases.map(({ matter, sentence }) => (
          <li key={matter.id} className="hzl-case" data-on={value.matter === matter.id ? '' : undefined}>
            <Link to={`/matters/${matter.id}`} target="_blank">
              {matter.title}
            </Link>
            <p className="hz-small">
              <span className="hz-num">{matter.number}</span> {time.moment(matter.openedAt)}{' '}
              <Tag tone={matter.overdue ? 'late' : 'neutral'}>{say(matter.stateName)}</Tag>{' '}
              {matter.rating === null ? null : t('caller.rated', { n: matter.rating })}
            </p>
            <p className="hz-small">{sentence}</p>
            <div className="hz-row">
              <button
                type="button"
                className="hz-button"
                aria-pressed={value.matter === matter.id}
                onClick={() => change({ matter: matter.id, outcome: 'existing' })}
              >
                {t('caller.about')}
              </button>
              {matter.final ? null : (
                <button type="button" className="hz-button" disabled={urge.isPending} onClick={() => void hurry(matter)}>
                  {t('caller.urge')}
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {urge.error ? <Failure error={urge.error} /> : null}
      <h3>{t('caller.calls', { n: caller.calls.length })}</h3>
      <ul className="hzl-list">
        {caller.calls.map((one) => (
          <li key={one.id}>
            <span>{time.moment(one.rangAt)}</span> {one.outcome ? <Tag>{t(`outcomes.${one.outcome}`)}</Tag> : null}{' '}
            <span className="hz-small">{one.agent?.name}</span>
            {one.note ? <p className="hz-small">{one.note}</p> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What the caller asks for: a sentence, and hours in which to call. */
function WishPanel({ draft, known }: { draft: Drafting; known: string | null }) {
  const t = useWords('hotline');
  const time = useTime();
  const wish = draft.value.wish ?? { text: '', from: '', to: '' };
  const set = (part: Partial<typeof wish>) => draft.change({ wish: { ...wish, ...part } });
  return (
    <Panel title={t('wish.title')}>
      <div className="hz-form">
        {known ? <p className="hz-small">{t('wish.known', { when: time.moment(known) })}</p> : null}
        <Field label={t('wish.text')} hint={t('wish.hint')} error={null}>
          {(attributes) => (
            <input {...attributes} className="hz-input" maxLength={200} value={wish.text} onChange={(event) => set({ text: event.target.value })} />
          )}
        </Field>
        <div className="hz-row">
          <Field label={t('wish.from')} error={null}>
            {(attributes) => (
              <input {...attributes} className="hz-input" type="time" value={wish.from} onChange={(event) => set({ from: event.target.value })} />
            )}
          </Field>
          <Field label={t('wish.to')} error={null}>
            {(attributes) => <input {...attributes} className="hz-input" type="time" value={wish.to} onChange={(event) => set({ to: event.target.value })} />}
          </Field>
        </div>
      </div>
    </Panel>
  );
}
