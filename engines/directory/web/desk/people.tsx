import { Empty } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead, SplitPane, useToast, type Column, tableOf } from '@hezhi/ui/desk';
import { useFilters, useSession, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { useList, type Reply } from '../shared/client.ts';
import './desk.css';
import { PersonDetail } from './person-detail.tsx';
import { PersonForm } from './person-form.tsx';

type Person = Reply<'GET /people'>['items'][number];

/** /admin/people: staff (and for administrators residents) by name, pinyin, initials or whole phone number. */
export default function People() {
  const t = useWords('directory');
  const toast = useToast();
  const { can } = useSession();
  const [filters, set, reset] = useFilters({ q: '', kind: 'staff', open: '' });
  const [creating, setCreating] = useState(false);
  const residents = can('directory.read_residents');
  const kind = filters.kind === 'resident' && residents ? 'resident' : 'staff';
  const people = useList('GET /people', { query: { kind, limit: 50, ...(filters.q ? { q: filters.q } : {}) } });
  const columns: Column<Person>[] = [
    { key: 'name', title: t('people.name'), render: (one) => <strong>{one.name}</strong> },
    { key: 'phone', title: t('people.phone'), render: (one) => <span className="hz-num">{one.phone ?? '—'}</span> },
    { key: 'identity', title: t('people.identity'), from: 1000, render: (one) => <span className="hz-num">{one.identity_number ?? '—'}</span> },
    { key: 'language', title: t('people.language'), from: 1000, render: (one) => t(`language.${one.language}`) },
  ];
  return (
    <>
      <PageHead
        title={t('people.title')}
        sub={t('people.sub')}
        actions={
          can('directory.manage_people') ? (
            <Button type="primary" onClick={() => setCreating(true)}>
              {t('people.create')}
            </Button>
          ) : null
        }
      />
      <FilterBar
        values={filters}
        onChange={set}
        onReset={reset}
        filters={[
          ...(residents
            ? [
                {
                  key: 'kind',
                  kind: 'segments' as const,
                  label: t('people.kind'),
                  options: (['staff', 'resident'] as const).map((value) => ({ value, label: t(`accounts.kind.${value}`) })),
                },
              ]
            : []),
          { key: 'q', kind: 'text', label: t('people.search'), width: 300 },
        ]}
      />
      <SplitPane
        list={
          <DataTable
            name={t('people.title')}
            columns={filters.open ? columns.slice(0, 2) : columns}
            {...tableOf(people)}
            current={filters.open || null}
            onOpen={(one) => set({ open: one.id })}
            empty={<Empty title={t('people.none')} why={t(filters.q ? 'noMatch' : 'people.noneWhy')} />}
          />
        }
        detail={filters.open ? <PersonDetail key={filters.open} id={filters.open} onClose={() => set({ open: '' })} /> : null}
      />
      {creating ? (
        <PersonForm
          onClose={() => setCreating(false)}
          onSaved={(id) => {
            set({ open: id, kind: 'staff' });
            toast(t('saved'));
          }}
        />
      ) : null}
    </>
  );
}
