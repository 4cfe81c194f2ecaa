import { Empty } from '@hezhi/ui';
import { Panel, useToast } from '@hezhi/ui/desk';
import { useTime, useWords } from '@hezhi/web';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useCommand, type CallOne } from '../shared/client.ts';
import { CallerPanel } from './caller-panel.tsx';
import { CaseForm } from './case-form.tsx';
import { OutcomeForm } from './outcome-form.tsx';
import { Timer } from './timer.tsx';
import { kinds, useDraftCall } from './use-draft-call.ts';
import { useKeys } from './use-keys.ts';

const refresh = ['GET /hotline/board'];

/** Middle and right column: what is taken down during my call, and who calls. */
export function CallPanels({ call }: { call: CallOne | null }) {
  const t = useWords('hotline');
  if (!call)
    return (
      <div className="hzl-column hzl-rest">
        <Panel>
          <Empty title={t('call.none')} why={t('call.noneWhy')} />
        </Panel>
      </div>
    );
  return <Talking call={call} />;
}

function Talking({ call }: { call: CallOne }) {
  const t = useWords('hotline');
  const time = useTime();
  const toast = useToast();
  const draft = useDraftCall(call.id);
  const { value, change } = draft;
  // In clear once the agent has asked who calls: “me too” is said for this number.
  const [phone, setPhone] = useState('');
  const end = useCommand('POST /hotline/calls/:id/end', { refresh });
  const words = useRef<HTMLTextAreaElement>(null);
  useEffect(() => words.current?.focus(), []);
  const hangUp = () => {
    if (call.endedAt === null && !end.isPending)
      void end.run({ params: { id: call.id } }).then(
        () => toast(t('call.wrapUp')),
        () => undefined,
      );
  };
  useKeys({ F10: hangUp });
  return (
    <>
      <section className="hzl-column" aria-label={t('call.title')}>
        <Panel>
          <div className="hzl-call-head">
            <strong className="hz-num">{call.number ?? t('call.noNumber')}</strong>
            {call.line ? <span className="hz-small">{call.line}</span> : null}
            {call.waited === null ? null : <span className="hz-small">{t('call.waited', { n: call.waited })}</span>}
            <span className="hz-small">{t(call.endedAt ? 'call.ended' : 'call.talking')}</span>
            <Timer from={call.answeredAt ?? call.rangAt} until={call.endedAt} />
            {call.endedAt ? null : (
              <button type="button" className="hz-button" disabled={end.isPending} onClick={hangUp}>
                {t('call.hangUp')}
                <kbd>F10</kbd>
              </button>
            )}
          </div>
          {draft.restored ? (
            <p className="hz-small" role="status">
              {t('call.restored')}
            </p>
          ) : null}
          {call.matters.length > 0 ? (
            <p className="hzl-filed" role="status">
              {t('call.filed', { n: call.matters.length })}{' '}
              {call.matters.map((id, index) => (
                <Link key={id} to={`/matters/${id}`} target="_blank">
                  {t('call.filedOne', { n: index + 1 })}
                </Link>
              ))}
            </p>
          ) : null}
          <div className="hz-form">
            <div className="hz-field">
              <label htmlFor="hzl-words">{t('call.words')}</label>
              <textarea
                id="hzl-words"
                ref={words}
                className="hz-input"
                rows={4}
                maxLength={2000}
                value={value.description}
                onChange={(event) => change({ description: event.target.value })}
              />
            </div>
            <fieldset className="hzl-choices">
              <legend>{t('call.kind')}</legend>
              {kinds.map((kind) => (
                <label key={kind}>
                  <input type="radio" name="hzl-kind" checked={value.kind === kind} onChange={() => change({ kind })} /> {t(`kinds.${kind}`)}
                </label>
              ))}
            </fieldset>
          </div>
        </Panel>
        <CaseForm call={call} draft={draft} phone={phone} />
        <OutcomeForm call={call} draft={draft} />
        <p className="hz-small">{t('call.since', { when: time.exact(call.rangAt) })}</p>
      </section>
      <CallerPanel call={call} draft={draft} onNumber={setPhone} />
    </>
  );
}
