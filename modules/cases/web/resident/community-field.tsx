import { Failure, Loading } from '@hezhi/ui';
import { Field } from '@hezhi/ui/phone';
import { useWords } from '@hezhi/web';
import { useState } from 'react';
import { useRoute } from '../shared/client.ts';
import type { DraftPlace } from './place-field.tsx';

/** Street, then community, from the official lists: the way for those to whom map and address are no help. */
export function CommunityField({
  value,
  onChange,
  district,
  open,
}: {
  value: DraftPlace;
  onChange: (change: (before: DraftPlace) => DraftPlace) => void;
  district: string | null;
  open: boolean;
}) {
  const t = useWords('cases');
  const [shown, setShown] = useState(value.area !== '');
  const streets = useRoute(
    'GET /territory',
    { query: { parent: district ?? '', limit: 100 } },
    { enabled: district !== null && (shown || open), fresh: 3600_000 },
  );
  const communities = useRoute(
    'GET /territory',
    { query: { parent: value.street, limit: 100 } },
    { enabled: value.street !== '', fresh: 3600_000, keep: false },
  );
  return (
    <details className="hz-res-more" open={shown || open} onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>{t('resident.place.byCommunity')}</summary>
      <div className="hz-form">
        {streets.error ? <Failure error={streets.error} retry={() => void streets.refetch()} /> : null}
        {streets.isLoading ? <Loading rows={2} /> : null}
        <Field label={t('resident.place.street')}>
          {(attributes) => (
            <select
              {...attributes}
              className="hz-input"
              value={value.street}
              onChange={(event) => onChange((before) => ({ ...before, street: event.target.value, area: '' }))}
            >
              <option value="">{t('resident.choose')}</option>
              {streets.data?.items.map((one) => (
                <option key={one.code} value={one.code}>
                  {one.name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('resident.place.community')}>
          {(attributes) => (
            <select
              {...attributes}
              className="hz-input"
              disabled={value.street === '' || communities.data === undefined}
              value={value.area}
              onChange={(event) => onChange((before) => ({ ...before, area: event.target.value }))}
            >
              <option value="">{t(value.street === '' ? 'resident.place.streetFirst' : 'resident.choose')}</option>
              {communities.data?.items.map((one) => (
                <option key={one.code} value={one.code}>
                  {one.name}
                </option>
              ))}
            </select>
          )}
        </Field>
        {communities.error ? <Failure error={communities.error} retry={() => void communities.refetch()} /> : null}
      </div>
    </details>
  );
}
