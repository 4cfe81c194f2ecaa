import { useSay, useSession, useWords } from '@hezhi/web';
import { TreeSelect } from 'antd';
import { useMemo } from 'react';
import { useRoute } from '../shared/client.ts';

/** A category of the tree; with `groups` a whole group may be chosen too (filters). The value is its code. */
export function CategoryPicker({
  value,
  onChange,
  groups = false,
  width = 170,
  label,
  id,
  status,
}: {
  value: string;
  onChange: (code: string) => void;
  groups?: boolean;
  width?: number | string;
  label?: string;
  id?: string;
  status?: 'error';
}) {
  const t = useWords('cases');
  const say = useSay();
  const { district } = useSession();
  const tree = useRoute('GET /case-categories', { query: { district: district ?? undefined } }, { fresh: 600_000 });
  const nodes = useMemo(
    () =>
      (tree.data?.groups ?? []).map((group) => ({
        value: group.code,
        title: say(group.name),
        selectable: groups,
        children: group.leaves.map((leaf) => ({ value: leaf.code, title: say(leaf.name), isLeaf: true })),
      })),
    [tree.data, groups, say],
  );
  return (
    <TreeSelect
      {...(id ? { id } : {})}
      {...(status ? { status } : {})}
      aria-label={label ?? t('matters:desk.filter.subject')}
      placeholder={label ?? t('matters:desk.filter.subject')}
      style={{ width }}
      allowClear
      value={value || undefined}
      treeData={nodes}
      onChange={(code: string | undefined) => onChange(code ?? '')}
      showSearch={{ treeNodeFilterProp: 'title' }}
      popupMatchSelectWidth={false}
      styles={{ popup: { root: { minWidth: 260, maxHeight: 420 } } }}
      loading={tree.isPending}
    />
  );
}
