import { Failure, Field } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { useRoute } from './client.ts';

export type CommunityChoice = { district: string; street: string; community: string };

/** District, street and community, one after the other; the community may be left open. */
export function CommunityField({ value, onChange }: { value: CommunityChoice; onChange: (value: CommunityChoice) => void }) {
  const t = useWords('directory');
  const districts = useRoute('GET /territory/served', undefined, { fresh: 600_000 });
  const only = districts.data?.items.length === 1 ? districts.data.items[0]!.code : '';
  const district = value.district || only;
  const streets = useRoute('GET /territory', { query: { parent: district, limit: 100 } }, { enabled: district !== '', fresh: 600_000, keep: false });
  const communities = useRoute(
    'GET /territory',
    { query: { parent: value.street, limit: 100 } },
    { enabled: value.street !== '', fresh: 600_000, keep: false },
  );
  const pick = (
    label: string,
    chosen: string,
    items: readonly { code: string; name: string }[],
    set: (code: string) => void,
    disabled = false,
    required = true,
  ) => (
    <Field label={label}>
      {(attributes) => (
        <select {...attributes} required={required} className="hz-input" disabled={disabled} value={chosen} onChange={(event) => set(event.target.value)}>
          <option value="">{t(required ? 'choose' : 'notSure')}</option>
          {items.map((one) => (
            <option key={one.code} value={one.code}>
              {one.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  return (
    <>
      {pick(
        t('register.district'),
        district,
        (districts.data?.items ?? []).map((one) => ({ code: one.code, name: one.full_name })),
        (code) => onChange({ district: code, street: '', community: '' }),
      )}
      <div className="dir-three">
        {pick(
          t('register.street'),
          value.street,
          streets.data?.items ?? [],
          (street) => onChange({ district, street, community: '' }),
          district === '',
          (streets.data?.items.length ?? 1) > 0,
        )}
        {pick(
          t('register.community'),
          value.community,
          communities.data?.items ?? [],
          (community) => onChange({ ...value, district, community }),
          value.street === '',
          false,
        )}
      </div>
      <Failure error={districts.error ?? streets.error ?? communities.error} retry={() => void districts.refetch()} />
    </>
  );
}
