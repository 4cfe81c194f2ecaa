import { Empty } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead, tableOf } from '@hezhi/ui/desk';
import { useFilters, useSession, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useList } from '../shared/client.ts';
import { BindingTag, useArea } from '../shared/pieces.tsx';
import { GroupForm } from './group-form.tsx';

/** Compounds of the territory: how many units and owners, whether there is a committee, what is being decided. */
export default function Groups() {
  const t = useWords('owners');
  const go = useNavigate();
  const area = useArea();
  const { can } = useSession();
  const [filters, set, reset] = useFilters({ q: '' });
  const [adding, setAdding] = useState(false);
  const list = useList('GET /owners', { query: filters.q ? { q: filters.q } : {} });
  return (
    <>
      <PageHead
        title={t('nav.groups')}
        sub={t('groups.sub')}
        actions={
          can('owners.keep') ? (
            <Button type="primary" onClick={() => setAdding(true)}>
              {t('groups.add')}
            </Button>
          ) : null
        }
      />
      <FilterBar filters={[{ key: 'q', kind: 'text', label: t('group.name') }]} values={filters} onChange={set} onReset={reset} />
      <DataTable
        name={t('nav.groups')}
        columns={[
          { key: 'name', title: t('group.name'), render: (one) => one.name },
          { key: 'area', title: t('group.area'), render: (one) => one.areaName, from: 900 },
          {
            key: 'units',
            title: t('group.units'),
            render: (one) => <span className="hz-num">{t('group.counts', { units: one.counts.units, heads: one.counts.heads })}</span>,
          },
          { key: 'exclusive', title: t('group.exclusive'), render: (one) => <span className="hz-num">{area(one.counts.area)}</span>, from: 900 },
          {
            key: 'committee',
            title: t('group.committee'),
            render: (one) => (one.committee > 0 ? t('group.committeeOf', { n: one.committee }) : t('group.noCommittee')),
            from: 768,
          },
          { key: 'voting', title: t('group.voting'), render: (one) => <span className="hz-num">{one.voting}</span>, from: 600 },
          { key: 'binding', title: t('group.effect'), render: (one) => <BindingTag binding={one.binding} />, from: 768 },
        ]}
        {...tableOf(list)}
        onOpen={(one) => void go(`/owners/${one.id}`)}
        empty={<Empty title={t('groups.none')} why={t('groups.noneWhy')} />}
      />
      {adding ? <GroupForm group={null} onClose={() => setAdding(false)} /> : null}
    </>
  );
}
