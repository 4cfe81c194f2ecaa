import { useSay, useSession, useWords } from '@hezhi/web';
import { Cascader, Select } from 'antd';
import { useEffect, useState } from 'react';
import { ancestors, levelOf } from '../../contract/levels.ts';
import { useRoute, type Reply } from '../shared/client.ts';
import { useTerritoryTree } from './use-territory-tree.ts';

/** What antd's Form.Item gives to its field. */
type Picked = { id?: string; value?: string; onChange?: (value: string | undefined) => void };
type Known = { value: string; label: string };

function useTyped(): [string, (text: string) => void] {
  const [typed, setTyped] = useState('');
  const [rested, setRested] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setRested(typed.trim()), 250);
    return () => clearTimeout(timer);
  }, [typed]);
  return [rested, setTyped];
}

/** Somebody who works here, by name, pinyin, initials or whole phone number. */
export function PersonPicker({ known, label, ...field }: Picked & { known?: Known; label: string }) {
  const t = useWords('directory');
  const [q, setQ] = useTyped();
  const people = useRoute('GET /people', { query: { limit: 20, ...(q ? { q } : {}) } });
  const found = (people.data?.items ?? []).map((one) => ({ value: one.id, label: [one.name, one.phone].filter(Boolean).join(' · ') }));
  return (
    <Select
      {...field}
      style={{ width: '100%' }}
      aria-label={label}
      allowClear
      placeholder={t('pick.person')}
      showSearch={{ filterOption: false, onSearch: setQ }}
      loading={people.isFetching}
      options={withKnown(found, known)}
      notFoundContent={people.isFetching ? t('pick.searching') : t('pick.nobody')}
    />
  );
}

/** An organisation of the district, by name, pinyin or initials. */
export function OrgPicker({ known, label, ...field }: Picked & { known?: Known; label: string }) {
  const t = useWords('directory');
  const [q, setQ] = useTyped();
  const orgs = useRoute('GET /organisations', { query: { limit: 20, ...(q ? { q } : {}) } });
  const found = (orgs.data?.items ?? []).map((one) => ({ value: one.id, label: `${one.name} · ${one.area_name}` }));
  return (
    <Select
      {...field}
      style={{ width: '100%' }}
      aria-label={label}
      allowClear
      placeholder={t('pick.org')}
      showSearch={{ filterOption: false, onSearch: setQ }}
      loading={orgs.isFetching}
      options={withKnown(found, known)}
      notFoundContent={orgs.isFetching ? t('pick.searching') : t('pick.noOrg')}
    />
  );
}

const withKnown = (found: Known[], known: Known | undefined): Known[] => (known && !found.some((one) => one.value === known.value) ? [known, ...found] : found);

/** A role; reserved ones for who may grant those, the others for who may grant these. */
export function RolePicker({ label, ...field }: Picked & { label: string }) {
  const t = useWords('directory');
  const say = useSay();
  const { can } = useSession();
  const roles = useRoute('GET /roles', undefined, { fresh: 600_000 });
  const mine = (role: Reply<'GET /roles'>['items'][number]) =>
    role.key !== 'visitor' && role.key !== 'resident' && can(role.reserved ? 'directory.manage_roles' : 'directory.manage_posts');
  return (
    <Select
      {...field}
      style={{ width: '100%' }}
      aria-label={label}
      placeholder={t('pick.role')}
      showSearch={{ optionFilterProp: 'label' }}
      loading={roles.isPending}
      options={(roles.data?.items ?? []).filter(mine).map((role) => ({ value: role.key, label: say(role.words) }))}
    />
  );
}

type Node = { value: string; label: string; isLeaf: boolean; children?: Node[] };

/** A territory of the own district: street, community, grid, one inside the other; any of them may be chosen. */
export function AreaPicker({ label, allowClear = false, width, ...field }: Picked & { label: string; allowClear?: boolean; width?: number }) {
  const t = useWords('directory');
  const { district, info } = useSession();
  const { below, load } = useTerritoryTree();
  const path = field.value ? [...ancestors(field.value).toReversed(), field.value] : [];
  const wanted = [district ?? '', ...path.slice(0, -1)].filter((code) => code !== '' && !below[code]).join(',');
  useEffect(() => {
    for (const code of wanted.split(',')) if (code) void load(code);
  }, [wanted, load]);
  const node = (one: { code: string; name: string }): Node => {
    const inside = below[one.code];
    return {
      value: one.code,
      label: one.name,
      isLeaf: levelOf(one.code) === 'grid' || inside?.length === 0,
      ...(inside && inside.length > 0 ? { children: inside.map(node) } : {}),
    };
  };
  return (
    <Cascader
      {...(field.id === undefined ? {} : { id: field.id })}
      aria-label={label}
      style={{ width: width ?? '100%' }}
      allowClear={allowClear}
      changeOnSelect
      placeholder={t('pick.area')}
      value={path}
      options={district ? [node({ code: district, name: info?.district_name ?? district })] : []}
      loadData={(chosen) => void load(String(chosen.at(-1)!.value))}
      displayRender={(names) => names.slice(names.length > 1 ? 1 : 0).join(' / ')}
      onChange={(codes) => field.onChange?.(codes === undefined || codes === null ? undefined : String((codes as (string | number)[]).at(-1)))}
    />
  );
}
