import { newId } from '@hezhi/contract/light';
import { Failure, Field, useToast } from '@hezhi/ui';
import { useDraft, useNow, useTime, useWords } from '@hezhi/web';
import { useState } from 'react';
import { useCommand, useRoute, type MyTurn } from './client.ts';

/** Asks a colleague of the roster to take a shift, or to exchange it for one of theirs of the same month. */
export function SwapForm({ turn, onClose }: { turn: MyTurn; onClose: () => void }) {
  const t = useWords('duty');
  const time = useTime();
  const now = useNow();
  const toast = useToast();
  const [typed, setTyped, clear] = useDraft(`duty.swap.${turn.id}`, { to: '', against: '', note: '' });
  const [missing, setMissing] = useState(false);
  const month = useRoute('GET /duty/rosters/:id/months/:month', { params: { id: turn.roster, month: turn.day.slice(0, 7) } });
  const ask = useCommand('POST /duty/swaps', { refresh: ['GET /duty'] });
  const colleagues = (month.data?.roster.members ?? []).filter((one) => one.person !== turn.person);
  const chosen = colleagues.find((one) => one.post === typed.to);
  const theirs = (month.data?.turns ?? []).filter((one) => one.person === chosen?.person && Date.parse(one.starts) > now);
  const send = async () => {
    setMissing(typed.to === '');
    if (typed.to === '') return;
    try {
      await ask.run({ body: { id: newId(), turn: turn.id, to: typed.to, against: typed.against === '' ? null : typed.against, note: typed.note } });
    } catch {
      return;
    }
    clear();
    toast(t('swap.sent'));
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
      <Field label={t('swap.to')} required error={missing ? t('swap.choose') : null}>
        {(attributes) => (
          <select {...attributes} className="hz-input" value={typed.to} onChange={(event) => setTyped({ ...typed, to: event.target.value, against: '' })}>
            <option value="">{t('swap.choose')}</option>
            {colleagues.map((one) => (
              <option key={one.post} value={one.post}>
                {one.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('swap.against')}>
        {(attributes) => (
          <select {...attributes} className="hz-input" value={typed.against} onChange={(event) => setTyped({ ...typed, against: event.target.value })}>
            <option value="">{t('swap.none')}</option>
            {theirs.map((one) => (
              <option key={one.id} value={one.id}>
                {time.moment(one.starts)} {one.shiftName}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('swap.note')}>
        {(attributes) => (
          <input
            {...attributes}
            className="hz-input"
            maxLength={200}
            value={typed.note}
            onChange={(event) => setTyped({ ...typed, note: event.target.value })}
          />
        )}
      </Field>
      {month.error && !month.data ? <Failure error={month.error} retry={() => void month.refetch()} /> : null}
      {ask.error ? <Failure error={ask.error} kept /> : null}
      <div className="hz-row">
        <button className="hz-button" data-primary="" disabled={ask.isPending}>
          {t('swap.send')}
        </button>
        <button type="button" className="hz-button" onClick={onClose}>
          {t('swap.cancel')}
        </button>
      </div>
    </form>
  );
}
