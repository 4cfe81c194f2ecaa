import { Empty, Failure, Loading } from '@hezhi/ui';
import { FilterBar, PageHead, Panel } from '@hezhi/ui/desk';
import { useFilters, useSession, useTime, useWords } from '@hezhi/web';
import { Button, Tree, type TreeDataNode } from 'antd';
import { useEffect, useState } from 'react';
import { ancestors, levelOf } from '../../contract/levels.ts';
import { useList } from '../shared/client.ts';
import './desk.css';
import { TerritoryDetail } from './territory-detail.tsx';
import { useTerritoryTree, type TerritoryRow } from './use-territory-tree.ts';

/** /admin/territory: the district's tree with counts, and everything known of one territory beside it. */
export default function Territory() {
  const t = useWords('directory');
  const time = useTime();
  const { district, info } = useSession();
  const [filters, set, reset] = useFilters({ q: '', code: '' });
  const { below, failed, load } = useTerritoryTree();
  const [open, setOpen] = useState<string[]>([]);
  const root = district ?? '';
  const code = filters.code || root;
  const found = useList('GET /territory', { query: { q: filters.q, limit: 50 } }, { enabled: filters.q !== '' });
  const path = [...ancestors(code)].toReversed();
  const wanted = [root, ...path, ...(levelOf(code) === 'grid' ? [] : [code])].filter((one) => one.startsWith(root) && one !== '' && !below[one]).join(',');
  useEffect(() => {
    for (const one of wanted.split(',')) if (one) void load(one);
  }, [wanted, load]);

  const node = (one: Pick<TerritoryRow, 'code' | 'name'>): TreeDataNode => {
    const inside = below[one.code];
    return {
      key: one.code,
      title: inside && inside.length > 0 ? t('territory.withCount', { name: one.name, n: time.count(inside.length) }) : one.name,
      isLeaf: levelOf(one.code) === 'grid' || inside?.length === 0,
      ...(inside && inside.length > 0 ? { children: inside.map(node) } : {}),
    };
  };
  const go = (next: string) => {
    set({ code: next === root ? '' : next });
    setOpen((before) => [...new Set([...before, ...ancestors(next), next])]);
  };
  return (
    <>
      <PageHead title={t('territory.title')} sub={t('territory.sub')} />
      <FilterBar values={filters} onChange={set} onReset={reset} filters={[{ key: 'q', kind: 'text', label: t('territory.search'), width: 280 }]} />
      <div className="dir-territory">
        <Panel title={t(filters.q ? 'territory.found' : 'territory.tree')}>
          <div className="dir-tree" tabIndex={0} role="region" aria-label={t('territory.tree')}>
            {filters.q ? (
              <>
                {found.isPending ? <Loading /> : null}
                <Failure error={found.error} retry={found.again} />
                {!found.isPending && !found.error && found.items.length === 0 ? <Empty title={t('territory.none')} why={t('territory.noneWhy')} /> : null}
                <ul className="dir-rows">
                  {found.items.map((one) => (
                    <li key={one.code}>
                      <div>
                        <Button type="link" style={{ padding: 0, whiteSpace: 'normal', height: 'auto', textAlign: 'left' }} onClick={() => go(one.code)}>
                          {one.name}
                        </Button>
                        <p className="hz-small hz-num">
                          {t(`level.${one.level}`)} · {one.code}
                        </p>
                      </div>
                    </li>
                  ))}
                </ul>
                {found.hasMore ? <Button onClick={found.more}>{t('more')}</Button> : null}
              </>
            ) : (
              <>
                <Failure error={failed} retry={() => void load(code, true)} />
                {root ? (
                  <Tree
                    aria-label={t('territory.tree')}
                    blockNode
                    showLine
                    treeData={[node({ code: root, name: info?.district_name ?? root })]}
                    selectedKeys={[code]}
                    expandedKeys={[...new Set([root, ...path, ...open])]}
                    onExpand={(keys) => setOpen(keys.map(String))}
                    loadData={(one) => load(String(one.key))}
                    onSelect={(keys) => keys[0] !== undefined && set({ code: keys[0] === root ? '' : String(keys[0]) })}
                  />
                ) : null}
              </>
            )}
          </div>
        </Panel>
        {code ? (
          <TerritoryDetail
            key={code}
            code={code}
            below={below[code] ?? null}
            onOpen={go}
            onChanged={(parents) => parents.forEach((one) => void load(one, true))}
          />
        ) : null}
      </div>
    </>
  );
}
