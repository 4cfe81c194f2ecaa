import { Failure, Field } from '@hezhi/ui';
import { Panel, useToast } from '@hezhi/ui/desk';
import { useSay, useWords } from '@hezhi/web';
import { diversions, divertReasons } from '../../contract/divert.ts';
import { useCommand, type CallOne } from '../shared/client.ts';
import TemplatePicker from './template-picker.tsx';
import { minutesOf, outcomes, type Drafting } from './use-draft-call.ts';
import { useKeys } from './use-keys.ts';

/** How the call ends: answered at once, a case, about an existing case, diverted with the right number, broken off. */
export function OutcomeForm({ call, draft }: { call: CallOne; draft: Drafting }) {
  const t = useWords('hotline');
  const say = useSay();
  const toast = useToast();
  const { value, change } = draft;
  const finish = useCommand('POST /hotline/calls/:id/finish', { refresh: ['GET /hotline'] });
  const outcome = value.outcome || (call.matters.length > 0 ? 'case' : '');
  const submit = async () => {
    if (outcome === '') return toast(t('outcome.choose'));
    const { wish } = value;
    try {
      await finish.run({
        params: { id: call.id },
        body: {
          outcome,
          kind: value.kind || call.kind,
          category: value.category || null,
          note: value.note.trim() || (outcome === 'answered' ? '' : value.description.trim()),
          divert: outcome === 'diverted' ? value.divert || null : null,
          divertTo: outcome === 'diverted' ? value.divertTo || null : null,
          matter: outcome === 'existing' ? value.matter || null : null,
          ...(wish ? { wish: wish.text.trim() === '' ? null : { text: wish.text.trim(), from: minutesOf(wish.from), to: minutesOf(wish.to) } } : {}),
        },
      });
      draft.clear();
      toast(t('outcome.finished'));
    } catch {
      toast(t('outcome.notFinished'));
    }
  };
  useKeys({ F9: finish.isPending ? undefined : () => void submit() });
  const channels = value.divert ? diversions[value.divert] : [];
  return (
    <Panel
      title={t('outcome.title')}
      extra={
        <button type="button" className="hz-button" data-primary disabled={finish.isPending} onClick={() => void submit()}>
          {t('outcome.finish')}
          <kbd>F9</kbd>
        </button>
      }
    >
      <div className="hz-form">
        <fieldset className="hzl-choices">
          <legend>{t('outcome.how')}</legend>
          {outcomes.map((one) => (
            <label key={one}>
              <input type="radio" name="hzl-outcome" checked={outcome === one} onChange={() => change({ outcome: one })} /> {t(`outcomes.${one}`)}
            </label>
          ))}
        </fieldset>
        {outcome === 'existing' ? <p className="hz-small">{t(value.matter ? 'outcome.existingChosen' : 'outcome.existingHint')}</p> : null}
        {outcome === 'diverted' ? (
          <>
            <fieldset className="hzl-choices hzl-rows">
              <legend>{t('outcome.reason')}</legend>
              {divertReasons.map((reason) => (
                <label key={reason}>
                  <input type="radio" name="hzl-divert" checked={value.divert === reason} onChange={() => change({ divert: reason, divertTo: '' })} />{' '}
                  {t(`diverts.${reason}`)}
                </label>
              ))}
            </fieldset>
            {value.divert ? <p className="hzl-advice">{t(`advice.${value.divert}`)}</p> : null}
            {channels.length > 0 ? (
              <fieldset className="hzl-choices hzl-rows">
                <legend>{t('outcome.to')}</legend>
                {channels.map((channel) => (
                  <label key={channel.key}>
                    <input type="radio" name="hzl-to" checked={value.divertTo === channel.key} onChange={() => change({ divertTo: channel.key })} />{' '}
                    {channel.number ? <strong className="hz-num hzl-number">{channel.number}</strong> : null} {say(channel.name)}
                  </label>
                ))}
              </fieldset>
            ) : null}
          </>
        ) : null}
        <Field label={t('outcome.note')} hint={t('outcome.noteHint')} error={null}>
          {(attributes) => (
            <textarea
              {...attributes}
              className="hz-input"
              rows={3}
              maxLength={2000}
              value={value.note}
              onChange={(event) => change({ note: event.target.value })}
            />
          )}
        </Field>
        <TemplatePicker
          step="line"
          category={value.category || undefined}
          onPick={(text) => change({ note: value.note.trim() === '' ? text : `${value.note.trimEnd()}\n${text}`, outcome: value.outcome || 'answered' })}
        />
        {finish.error ? <Failure error={finish.error} kept retry={() => void submit()} /> : null}
      </div>
    </Panel>
  );
}
