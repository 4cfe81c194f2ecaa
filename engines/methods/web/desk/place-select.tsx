import { useSession, useWords } from '@hezhi/web';
import { Select } from 'antd';
import { useRoute } from '../shared/client.ts';

/** A district, street or community of one's own territory: two lists, the second for what lies below the first. */
export function PlaceSelect({ value, onChange }: { value: string; onChange: (area: string) => void }) {
  const t = useWords('methods');
  const { post } = useSession();
  const own = (post?.area ?? '').slice(0, 12);
  const mine = useRoute('GET /territory/mine', {}, { fresh: 600_000 });
  const name = mine.data?.items.find((area) => area.code === own)?.name ?? '';
  const street = value.length >= 9 && own.length < 9 ? value.slice(0, 9) : own;
  const streets = useRoute('GET /territory', { query: { parent: own, limit: 100 } }, { enabled: own.length === 6, fresh: 600_000 });
  const communities = useRoute('GET /territory', { query: { parent: street, limit: 100 } }, { enabled: street.length === 9, fresh: 600_000 });
  const list = (data: typeof streets.data) => (data?.items ?? []).map((one) => ({ value: one.code, label: one.name }));
  const whole = (code: string, label: string) => ({ value: code, label: t('place.whole', { name: label }) });
  const streetName = own.length === 9 ? name : (streets.data?.items.find((one) => one.code === street)?.name ?? '');
  if (own.length === 12) return <p>{name}</p>;
  return (
    <div className="hz-row">
      {own.length === 6 ? (
        <Select
          aria-label={t('place.street')}
          style={{ minWidth: 220 }}
          showSearch={{ optionFilterProp: 'label' }}
          value={street}
          options={[whole(own, name), ...list(streets.data)]}
          onChange={onChange}
        />
      ) : null}
      {street.length === 9 ? (
        <Select
          aria-label={t('place.community')}
          style={{ minWidth: 220 }}
          showSearch={{ optionFilterProp: 'label' }}
          value={value.length === 12 ? value : street}
          options={[whole(street, streetName), ...list(communities.data)]}
          onChange={onChange}
        />
      ) : null}
    </div>
  );
}
