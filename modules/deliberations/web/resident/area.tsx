import { Failure } from '@hezhi/ui';
import { Field } from '@hezhi/ui/phone';
import { useWords } from '@hezhi/web';
import { useRoute } from '../shared/client.ts';

/** Street and community from the official lists; `value` a code, '' for the whole district. */
export function AreaField({
  district,
  value,
  onChange,
  error,
  required = false,
}: {
  district: string;
  value: string;
  onChange: (code: string) => void;
  error?: string | null;
  required?: boolean;
}) {
  const t = useWords('deliberations');
  const street = value.length >= 9 ? value.slice(0, 9) : '';
  const streets = useRoute('GET /territory', { query: { parent: district, limit: 100 } }, { enabled: district !== '', fresh: 3600_000 });
  const communities = useRoute('GET /territory', { query: { parent: street, limit: 100 } }, { enabled: street !== '', fresh: 3600_000, keep: false });
  return (
    <>
      <Field label={t('area.street')} required={required}>
        {(attributes) => (
          <select {...attributes} className="hz-input" value={street} onChange={({ target }) => onChange(target.value)}>
            <option value="">{t(required ? 'area.choose' : 'area.all')}</option>
            {streets.data?.items.map((one) => (
              <option key={one.code} value={one.code}>
                {one.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('area.community')} required={required} error={error ?? null}>
        {(attributes) => (
          <select
            {...attributes}
            className="hz-input"
            disabled={street === ''}
            value={value.length >= 12 ? value.slice(0, 12) : street}
            onChange={({ target }) => onChange(target.value)}
          >
            <option value={street}>{t(street === '' ? 'area.streetFirst' : required ? 'area.choose' : 'area.wholeStreet')}</option>
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
