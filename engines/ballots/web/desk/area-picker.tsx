import { useSession, useWords } from '@hezhi/web';
import { TreeSelect } from 'antd';
import { useState } from 'react';
import { client, useRoute } from '../shared/client.ts';

type Node = { id: string; pId: string | null; value: string; title: string; isLeaf: boolean };
type Place = { code: string; name: string; level: string };
const nodeOf = (place: Place, parent: string | null): Node => ({
  id: place.code,
  pId: parent,
  value: place.code,
  title: place.name,
  isLeaf: place.level === 'grid',
});

/** The territory of the post or a place below it, opened level by level. The value is its code. */
export function AreaPicker({ value, onChange, id }: { value: string; onChange: (code: string) => void; id?: string }) {
  const t = useWords('ballots');
  const { post, district } = useSession();
  const own = useRoute('GET /territory/:code', { params: { code: post?.area ?? district ?? '0' } }, { enabled: post !== null, fresh: 600_000 });
  const [below, setBelow] = useState<readonly Node[]>([]);
  const nodes = [...(own.data ? [nodeOf(own.data, null)] : []), ...below];
  // A code from the address may lie deeper than what is open: its name is asked for.
  const known = value === '' || nodes.some((node) => node.value === value);
  const named = useRoute('GET /territory/:code', { params: { code: value || '0' } }, { enabled: !known && own.isSuccess, keep: false, fresh: 600_000 });
  const shown = !known && named.data ? [...nodes, nodeOf(named.data, null)] : nodes;
  const load = async (code: string) => {
    if (below.some((node) => node.pId === code)) return;
    const found: Node[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await client('GET /territory', { query: { parent: code, limit: 100, cursor } });
      found.push(...page.items.map((place) => nodeOf(place, code)));
      if (page.next === null) break;
      cursor = page.next;
    }
    setBelow((before) => [...before.filter((node) => node.pId !== code), ...found]);
  };
  return (
    <TreeSelect
      {...(id ? { id } : {})}
      aria-label={t('desk.area')}
      placeholder={t('desk.area')}
      style={{ width: '100%' }}
      treeDataSimpleMode
      value={shown.some((node) => node.value === value) ? value : undefined}
      treeData={shown}
      loadData={(node) => load(String(node.value)).catch(() => undefined)}
      onChange={(code: string | undefined) => onChange(code ?? '')}
      showSearch={{ treeNodeFilterProp: 'title' }}
      popupMatchSelectWidth={false}
      styles={{ popup: { root: { minWidth: 260, maxHeight: 420 } } }}
      loading={own.isPending}
    />
  );
}
