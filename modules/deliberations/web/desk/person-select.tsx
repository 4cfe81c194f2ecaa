import { useSession, useWords } from '@hezhi/web';
import { AutoComplete } from 'antd';
import { useState } from 'react';
import { useRoute } from '../shared/client.ts';

export type Person = { readonly person: string | null; readonly name: string };

/** Somebody by name: one with an account where one is chosen from the list, else the name alone. */
export function PersonSelect({ value, onChange, id }: { value?: Person; onChange?: (value: Person) => void; id?: string }) {
  const t = useWords('deliberations');
  const { can } = useSession();
  const [q, setQ] = useState('');
  const look = q.trim().length > 0 && can('directory.read_people');
  const staff = useRoute('GET /people', { query: { q: q.trim(), kind: 'staff', limit: 10 } }, { enabled: look });
  const residents = useRoute('GET /people', { query: { q: q.trim(), kind: 'resident', limit: 10 } }, { enabled: look && can('directory.read_residents') });
  const all = [...(residents.data?.items ?? []), ...(staff.data?.items ?? [])];
  return (
    <>
      <AutoComplete
        {...(id === undefined ? {} : { id })}
        value={value?.name ?? ''}
        options={look ? all.map((one) => ({ value: one.id, label: one.name })) : []}
        onSearch={(text) => {
          setQ(text);
          onChange?.({ person: null, name: text });
        }}
        onSelect={(picked: string) => onChange?.({ person: picked, name: all.find((one) => one.id === picked)?.name ?? '' })}
        placeholder={t('person.hint')}
        maxLength={60}
        style={{ width: '100%' }}
      />
      {value && value.name !== '' ? <span className="hz-small">{t(value.person === null ? 'person.nameOnly' : 'person.account')}</span> : null}
    </>
  );
}
