import { Failure, Stars } from '@hezhi/ui';
import { BigButton, Field } from '@hezhi/ui/phone';
import { useDraft, useWords } from '@hezhi/web';
import { useState } from 'react';

type Draft = { readonly score: number | null; readonly note: string };
const start: Draft = { score: null, note: '' };

/** Two touches: a star, then send. Words are welcome and never needed. */
export function RatePanel({ matter, onRate }: { matter: string; onRate: (data: Record<string, unknown>) => Promise<void> }) {
  const t = useWords('cases');
  const [{ score, note }, set, clear] = useDraft(`cases.${matter}.rate`, start);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      await onRate({ score, ...(note.trim() ? { note: note.trim() } : {}) });
      clear();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="hz-card">
      <div className="hz-res-section">
        <h2>{t('resident.rate.title')}</h2>
        <Stars
          label={t('resident.rate.label')}
          value={score}
          names={[1, 2, 3, 4, 5].map((star) => t(`resident.rate.names.${star}`))}
          onChange={(next) => set((before) => ({ ...before, score: next }))}
        />
        {score === null ? null : (
          <>
            <Field label={t('resident.rate.note')}>
              {(attributes) => (
                <textarea
                  {...attributes}
                  className="hz-input"
                  rows={2}
                  maxLength={500}
                  value={note}
                  onChange={({ target }) => set((before) => ({ ...before, note: target.value }))}
                />
              )}
            </Field>
            {score <= 2 ? <p className="hz-small">{t('resident.rate.low')}</p> : null}
            <Failure error={error} kept />
            <BigButton busy={busy} onClick={() => void send()}>
              {t('resident.rate.send')}
            </BigButton>
          </>
        )}
      </div>
    </section>
  );
}
