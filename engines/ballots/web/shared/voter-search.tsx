import { Failure, Field } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { useState } from 'react';
import { useRoute } from './client.ts';
import { useVoterName } from './voter-name.ts';

export type FoundVoter = { entry: string; voter: string; label: string };

/** Finds a voter by how the unit's name begins; chosen, it can be changed again. */
export function VoterSearch({ ballot, value, onChange }: { ballot: string; value: FoundVoter | null; onChange: (voter: FoundVoter | null) => void }) {
  const t = useWords('ballots');
  const name = useVoterName();
  const [q, setQ] = useState('');
  const asked = useRoute(
    'GET /ballots/:id/voters',
    { params: { id: ballot }, query: { q: q.trim(), limit: 8 } },
    { enabled: value === null && q.trim() !== '' },
  );
  const items = asked.data?.items ?? [];
  if (value)
    return (
      <p className="hz-row">
        <strong>{name(value.label)}</strong>
        <button type="button" className="hz-button" onClick={() => onChange(null)}>
          {t('find.other')}
        </button>
      </p>
    );
  return (
    <>
      <Field label={t('find.label')} hint={t('find.hint')} required>
        {(attributes) => (
          <input {...attributes} type="search" className="hz-input" autoComplete="off" maxLength={60} value={q} onChange={({ target }) => setQ(target.value)} />
        )}
      </Field>
      <Failure error={asked.error} retry={() => void asked.refetch()} />
      {q.trim() !== '' && asked.data && items.length === 0 ? <p role="status">{t('find.none')}</p> : null}
      {q.trim() !== '' && items.length > 0 ? (
        <ul className="hzb-choices" aria-label={t('find.found')}>
          {items.map((one) => (
            <li key={one.entry}>
              <button type="button" className="hzb-choice" onClick={() => onChange({ entry: one.entry, voter: one.voter, label: one.unit })}>
                <span>
                  {name(one.unit)}
                  {one.units > 1 ? <span className="hz-small">{t('find.more', { label: one.label, n: one.units })}</span> : null}
                </span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
