import { Empty, Tag } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead, SplitPane, useToast, type Column, tableOf } from '@hezhi/ui/desk';
import { useFilters, useSay, useSession, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { useList, useRoute, type Reply } from '../shared/client.ts';
import './desk.css';
import { OrgDetail } from './organisation-detail.tsx';
import { OrgForm } from './organisation-form.tsx';
import { AreaPicker } from './pickers.tsx';

type Org = Reply<'GET /organisations'>['items'][number];

/** /admin/organisations: bodies of every kind of the district. */
export default function Organisations() {
  const t = useWords('directory');
  const say = useSay();
  const toast = useToast();
  const { can } = useSession();
  const [filters, set, reset] = useFilters({ q: '', kind: '', area: '', ended: '', open: '' });
  const [creating, setCreating] = useState(false);
  const kinds = useRoute('GET /organisations/kinds', undefined, { fresh: 600_000 });
  const orgs = useList('GET /organisations', {
    query: {
      limit: 50,
      ended: filters.ended ? 'true' : 'false',
      ...(filters.q ? { q: filters.q } : {}),
      ...(filters.kind ? { kind: filters.kind } : {}),
      ...(filters.area ? { area: filters.area } : {}),
    },
  });
  const filtered = Boolean(filters.q || filters.kind || filters.area);
  const columns: Column<Org>[] = [
    {
      key: 'name',
      title: t('orgs.name'),
      render: (one) => (
        <>
          <strong>{one.name}</strong> {one.valid_to ? <Tag>{t('orgs.ended')}</Tag> : null}
        </>
      ),
    },
    { key: 'kind', title: t('orgs.kind'), render: (one) => one.kind_name },
    { key: 'area', title: t('orgs.area'), render: (one) => one.area_name },
    { key: 'parent', title: t('orgs.parent'), from: 1100, render: (one) => one.parent_name ?? '—' },
    { key: 'phone', title: t('orgs.phone'), from: 1100, render: (one) => <span className="hz-num">{one.phone ?? '—'}</span> },
  ];
  return (
    <>
      <PageHead
        title={t('orgs.title')}
        sub={t('orgs.sub')}
        actions={
          can('directory.manage_organisations') ? (
            <Button type="primary" onClick={() => setCreating(true)}>
              {t('orgs.create')}
            </Button>
          ) : null
        }
      />
      <FilterBar
        values={filters}
        onChange={set}
        onReset={reset}
        filters={[
          { key: 'q', kind: 'text', label: t('orgs.search'), width: 240 },
          {
            key: 'kind',
            kind: 'select',
            label: t('orgs.kind'),
            width: 200,
            loading: kinds.isPending,
            options: (kinds.data?.items ?? []).map((one) => ({ value: one.key, label: say(one.words) })),
          },
          { key: 'ended', kind: 'switch', label: t('orgs.withEnded') },
        ]}
        extra={
          <div style={{ width: 220 }}>
            <AreaPicker label={t('orgs.area')} allowClear value={filters.area} onChange={(area) => set({ area: area ?? '' })} />
          </div>
        }
      />
      <SplitPane
        list={
          <DataTable
            name={t('orgs.title')}
            columns={filters.open ? columns.slice(0, 3) : columns}
            {...tableOf(orgs)}
            current={filters.open || null}
            onOpen={(one) => set({ open: one.id })}
            empty={<Empty title={t('orgs.none')} why={t(filtered ? 'noMatch' : 'orgs.noneWhy')} />}
          />
        }
        detail={filters.open ? <OrgDetail key={filters.open} id={filters.open} onOpen={(open) => set({ open })} /> : null}
      />
      {creating ? (
        <OrgForm
          onClose={() => setCreating(false)}
          onSaved={(open) => {
            set({ open });
            toast(t('saved'));
          }}
        />
      ) : null}
    </>
  );
}
