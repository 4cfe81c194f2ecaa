import { Failure } from '@hezhi/ui';
import { Field } from '@hezhi/ui/phone';
import { useWords } from '@hezhi/web';
import { useRoute } from '../shared/client.ts';

/** The district, a street, or a community of it, from the official lists. `value` is a code; '' for none. */
export function AreaField({
  district,
  value,
  onChange,
  whole = false,
}: {
  district: string | null;
  value: string;
  onChange: (code: string) => void;
  whole?: boolean;
}) {
  const t = useWords('publicity');
  const street = value.length >= 9 ? value.slice(0, 9) : '';
  const streets = useRoute('GET /territory', { query: { parent: district ?? '', limit: 100 } }, { enabled: district !== null, fresh: 3600_000 });
  const communities = useRoute('GET /territory', { query: { parent: street, limit: 100 } }, { enabled: street !== '', fresh: 3600_000, keep: false });
  return (
    <>
      <Field label={t('area.street')}>
        {(attributes) => (
          <select
            {...attributes}
            className="hz-input"
            value={street || (value === district && !whole ? value : '')}
            onChange={({ target }) => onChange(target.value)}
          >
            <option value="">{t(whole ? 'area.wholeDistrict' : 'area.choose')}</option>
            {!whole && district ? <option value={district}>{t('area.wholeDistrict')}</option> : null}
            {streets.data?.items.map((one) => (
              <option key={one.code} value={one.code}>
                {one.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('area.community')}>
        {(attributes) => (
          <select
            {...attributes}
            className="hz-input"
            disabled={street === '' || !communities.data}
            value={value.length >= 12 ? value.slice(0, 12) : street}
            onChange={({ target }) => onChange(target.value)}
          >
            <option value={street}>{t(street === '' ? 'area.streetFirst' : 'area.wholeStreet')}</option>
            {communities.data?.items.map((one) => (
              <option key={one.code} value={one.code}>
                {one.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Failure error={streets.error ?? communities.error} />
    </>
  );
}
