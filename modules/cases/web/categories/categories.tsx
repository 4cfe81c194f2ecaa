import { Answer, Empty, Tag } from '@hezhi/ui';
import { FilterBar, PageHead, Panel, SplitPane } from '@hezhi/ui/desk';
import { useFilters, useSay, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import './categories.css';
import { useRoute, type Leaf } from './client.ts';
import { LeafForm } from './leaf-form.tsx';
import { NewLeaf } from './new-leaf.tsx';
import { ReportSetting } from './report-setting.tsx';

/** /admin/categories: the tree of what can be reported; names, limits, lead, hints and questions of each category. */
export default function Categories() {
  const t = useWords('categories');
  const say = useSay();
  const tree = useRoute('GET /case-categories/admin');
  const [filters, set, reset] = useFilters({ q: '', tier: '', state: '', open: '' });
  const [adding, setAdding] = useState(false);
  const q = filters.q.trim().toLowerCase();
  const fits = (leaf: Leaf) =>
    (q === '' || [leaf.code, leaf.name['zh-Hans'], leaf.name.en, ...leaf.hints].some((text) => text.toLowerCase().includes(q))) &&
    (filters.tier === '' || String(leaf.tier) === filters.tier) &&
    (filters.state === '' || (filters.state === 'off' ? !leaf.active : leaf.own));
  const filtered = q !== '' || filters.tier !== '' || filters.state !== '';
  return (
    <>
      <PageHead
        title={t('title')}
        sub={t('sub')}
        actions={
          <Button type="primary" onClick={() => setAdding(true)} disabled={!tree.data}>
            {t('add')}
          </Button>
        }
      />
      <ReportSetting />
      <FilterBar
        values={filters}
        onChange={set}
        onReset={reset}
        filters={[
          { key: 'q', kind: 'text', label: t('search'), width: 240 },
          { key: 'tier', kind: 'select', label: t('tier'), width: 200, options: ['1', '2', '3', '4'].map((value) => ({ value, label: t(`tiers.${value}`) })) },
          {
            key: 'state',
            kind: 'select',
            label: t('state'),
            options: [
              { value: 'own', label: t('own') },
              { value: 'off', label: t('off') },
            ],
          },
        ]}
      />
      <Answer of={tree} rows={12}>
        {(data) => {
          const groups = data.groups.map((group) => ({ ...group, shown: group.leaves.filter(fits) })).filter((group) => group.shown.length > 0);
          const open = data.groups.flatMap((group) => group.leaves).find((leaf) => leaf.code === filters.open) ?? null;
          return (
            <>
              <SplitPane
                wide="detail"
                list={
                  <Panel title={t('tree', { count: groups.reduce((sum, group) => sum + group.shown.length, 0) })}>
                    {groups.length === 0 ? <Empty title={t('none')} why={t('noneWhy')} /> : null}
                    <div className="cat-tree" tabIndex={0} role="region" aria-label={t('title')}>
                      {groups.map((group) => (
                        <details key={group.code} open={filtered || open === null || group.code === open.code.slice(0, 1) || undefined}>
                          <summary>
                            {say(group.name)} <span className="hz-small hz-num">{group.shown.length}</span>
                          </summary>
                          {group.shown.map((leaf) => (
                            <button
                              key={leaf.code}
                              type="button"
                              className="cat-leaf"
                              aria-current={leaf.code === filters.open ? 'true' : undefined}
                              onClick={() => set({ open: leaf.code })}
                            >
                              <span className="hz-small hz-num">{leaf.code}</span>
                              <span>{say(leaf.name)}</span>
                              {leaf.tier === 1 ? <Tag tone="warn">{t('tierShort.1')}</Tag> : null}
                              {leaf.active ? null : <Tag icon="pause">{t('off')}</Tag>}
                              {leaf.own ? <Tag tone="info">{t('own')}</Tag> : null}
                            </button>
                          ))}
                        </details>
                      ))}
                    </div>
                  </Panel>
                }
                detail={open ? <LeafForm key={open.code} leaf={open} leads={data.leads} onClose={() => set({ open: '' })} /> : null}
              />
              {adding ? <NewLeaf tree={data} onClose={() => setAdding(false)} onMade={(code) => set({ open: code, q: '', tier: '', state: '' })} /> : null}
            </>
          );
        }}
      </Answer>
    </>
  );
}
