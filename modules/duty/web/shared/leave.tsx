import { newId } from '@hezhi/contract/light';
import { Failure, Field, useToast } from '@hezhi/ui';
import { faultsByField, useDraft, useWords } from '@hezhi/web';
import { useState } from 'react';
import { useCommand } from './client.ts';

/** Asks for leave; closed until it is wanted. */
export function LeaveForm() {
  const t = useWords('duty');
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const [typed, setTyped, clear] = useDraft('duty.leave', { from: '', to: '', reason: '' });
  const ask = useCommand('POST /duty/leaves', { refresh: ['GET /duty/leaves'] });
  const faults = faultsByField(ask.error);
  if (!open)
    return (
      <div className="hz-row">
        <button type="button" className="hz-button" onClick={() => setOpen(true)}>
          {t('leave.ask')}
        </button>
      </div>
    );
  const send = async () => {
    try {
      await ask.run({ body: { id: newId(), from: typed.from, to: typed.to || typed.from, reason: typed.reason } });
    } catch {
      return;
    }
    clear();
    setOpen(false);
    toast(t('leave.sent'));
  };
  return (
    <form
      className="hz-form duty-card"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="duty-fields">
        <Field label={t('leave.from')} required error={faults['from'] ?? null}>
          {(attributes) => (
            <input {...attributes} type="date" className="hz-input" value={typed.from} onChange={(event) => setTyped({ ...typed, from: event.target.value })} />
          )}
        </Field>
        <Field label={t('leave.to')} error={faults['to'] ?? null}>
          {(attributes) => (
            <input
              {...attributes}
              type="date"
              className="hz-input"
              min={typed.from}
              value={typed.to}
              onChange={(event) => setTyped({ ...typed, to: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Field label={t('leave.reason')}>
        {(attributes) => (
          <input
            {...attributes}
            className="hz-input"
            maxLength={200}
            value={typed.reason}
            onChange={(event) => setTyped({ ...typed, reason: event.target.value })}
          />
        )}
      </Field>
      {ask.error ? <Failure error={ask.error} kept /> : null}
      <div className="hz-row">
        <button className="hz-button" data-primary="" disabled={ask.isPending || typed.from === ''}>
          {t('leave.send')}
        </button>
        <button type="button" className="hz-button" onClick={() => setOpen(false)}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}
