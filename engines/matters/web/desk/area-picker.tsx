import { useSession, useWords } from '@hezhi/web';
import { TreeSelect } from 'antd';
import { useEffect, useState } from 'react';
import { client, useRoute } from '../shared/client.ts';

type Node = { value: string; title: string; isLeaf: boolean; pId: string | null; id: string };
const nodeOf = (area: { code: string; name: string; level: string }, parent: string | null): Node => ({
  id: area.code,
  pId: parent,
  value: area.code,
  title: area.name,
  isLeaf: area.level === 'grid',
});

/** A territory of mine or below it, opened level by level. The value is its code. */
export function AreaPicker({
  value,
  onChange,
  width = 180,
  label,
  id,
}: {
  value: string;
  onChange: (code: string) => void;
  width?: number | string;
  label?: string;
  id?: string;
}) {
  const t = useWords('matters');
  const { district, post } = useSession();
  const mine = useRoute('GET /territory/mine', {}, { fresh: 600_000 });
  const [below, setBelow] = useState<readonly Node[]>([]);
  const top = mine.data?.items.find((area) => area.code === post?.area) ?? mine.data?.items[0];
  const nodes = [...(top ? [nodeOf(top, null)] : []), ...below];

  // A code from the address may lie deeper than what is open: its name is asked for.
  const known = value === '' || nodes.some((node) => node.value === value);
  const named = useRoute(
    'GET /territory/:code',
    { params: { code: value || (district ?? '0') } },
    { enabled: !known && mine.isSuccess, keep: false, fresh: 600_000 },
  );
  const shown = !known && named.data ? [...nodes, { ...nodeOf(named.data, null), title: named.data.name }] : nodes;

  const load = async (code: string) => {
    if (below.some((node) => node.pId === code)) return;
    const found: Node[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await client('GET /territory', { query: { parent: code, limit: 100, cursor } });
      found.push(...page.items.map((area) => nodeOf(area, code)));
      if (page.next === null) break;
      cursor = page.next;
    }
    setBelow((before) => [...before.filter((node) => node.pId !== code), ...found]);
  };
  const [opened, setOpened] = useState<string[]>([]);
  const first = top?.code;
  useEffect(() => {
    if (first) setOpened((before) => (before.length === 0 ? [first] : before));
  }, [first]);

  return (
    <TreeSelect
      {...(id ? { id } : {})}
      aria-label={label ?? t('desk.filter.area')}
      placeholder={label ?? t('desk.filter.area')}
      style={{ width }}
      allowClear
      treeDataSimpleMode
      value={shown.some((node) => node.value === value) ? value : undefined}
      treeData={shown}
      treeExpandedKeys={opened}
      onTreeExpand={(keys) => setOpened(keys.map(String))}
      loadData={(node) => load(String(node.value)).catch(() => undefined)}
      onChange={(code: string | undefined) => onChange(code ?? '')}
      showSearch={{ treeNodeFilterProp: 'title' }}
      popupMatchSelectWidth={false}
      styles={{ popup: { root: { minWidth: 260, maxHeight: 420 } } }}
      loading={mine.isPending}
    />
  );
}
