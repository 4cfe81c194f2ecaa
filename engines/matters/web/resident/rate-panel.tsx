import { Failure, Stars } from '@hezhi/ui';
import { BigButton, Field } from '@hezhi/ui/phone';
import { useDraft, useWords } from '@hezhi/web';
import { useState } from 'react';
import type { Step } from '../shared/client.ts';

type Draft = { readonly score: number | null; readonly note: string };
const start: Draft = { score: null, note: '' };

/** The keys of stars (1 to 5) and words of a step that is a rating and asks nothing else that is needed; null for any other step. */
export function ratingOf(step: Step): { score: string; note: string | null } | null {
  const stars = step.fields.find((field) => field.type === 'number' && field.min === 1 && field.max === 5);
  if (!stars || step.fields.some((field) => field !== stars && field.required)) return null;
  return { score: stars.key, note: step.fields.find((field) => field.type === 'text')?.key ?? null };
}

/** Two touches: a star, then send. Words are welcome and never needed. `low`: what is said at one or two stars. */
export function RatePanel({
  matter,
  step,
  low,
  onRate,
}: {
  matter: string;
  step: Step;
  low: string | null;
  onRate: (data: Record<string, unknown>) => Promise<void>;
}) {
  const t = useWords('matters');
  const [{ score, note }, set, clear] = useDraft(`asker.${matter}.${step.key}`, start);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      const keys = ratingOf(step);
      if (keys === null) return;
      await onRate({ [keys.score]: score, ...(keys.note !== null && note.trim() ? { [keys.note]: note.trim() } : {}) });
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
            {score <= 2 && low !== null ? <p className="hz-small">{low}</p> : null}
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
