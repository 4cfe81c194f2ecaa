import { Empty, Tag, type Tone } from '@hezhi/ui';
import { DataTable, Panel, type Column } from '@hezhi/ui/desk';
import { useFilters, useSay, useTime, useWords } from '@hezhi/web';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useList, type Detail, type Row } from './client.ts';
import { Mend } from './mend.tsx';

const tones: Record<Row['state'], Tone> = { unchecked: 'neutral', ready: 'info', faulty: 'late', failed: 'late', done: 'good' };
const shows = ['all', 'wrong', 'guessed', 'ready', 'done'] as const;
const shape = { show: '' };
type Shown = Row & { id: string };

/** The rows with what was understood and what is wrong, each in words beside its cells. */
export function Rows({ one }: { one: Detail }) {
  const t = useWords('imports');
  const say = useSay();
  const time = useTime();
  const [filters, set] = useFilters(shape);
  const { counts } = one;
  const wrong = counts.faulty + counts.failed;
  const numbers = { all: counts.rows, wrong, guessed: counts.guessed, ready: counts.ready, done: counts.done };
  const show = shows.find((each) => each === filters.show) ?? (wrong > 0 && one.state === 'checked' ? 'wrong' : 'all');
  const [mending, setMending] = useState<Row | null>(null);
  const list = useList('GET /case-imports/:id/rows', { params: { id: one.id }, query: { show, limit: 50 } }, { keep: false });
  const may = one.mine && one.has_cells && ['checked', 'done', 'stopped'].includes(one.state);
  const columns: Column<Shown>[] = [
    { key: 'row', title: t('head.row'), width: 56, number: true, render: (row) => row.row },
    {
      key: 'description',
      title: t('fields.description'),
      render: (row) => (
        <>
          <p className="hzi-text">{row.cells.description ?? (one.has_cells ? '' : t('deleted'))}</p>
          {row.faults.length > 0 ? (
            <ul className="hzi-faults">
              {row.faults.map((fault) => (
                <li key={`${fault.question?.key ?? fault.column}${fault.code}`}>
                  {fault.question ? <strong>{t('of', { name: say(fault.question.label) })}</strong> : null}
                  {fault.column ? <strong>{t('of', { name: t(`fields.${fault.column}`) })}</strong> : null}
                  {fault.text}
                </li>
              ))}
            </ul>
          ) : null}
        </>
      ),
    },
    {
      key: 'category',
      title: t('fields.category'),
      width: 170,
      from: 700,
      render: (row) => (
        <>
          {row.category ? say(row.category.name) : (row.cells.category ?? '')} {row.guessed ? <Tag tone="warn">{t('guess')}</Tag> : null}
        </>
      ),
    },
    { key: 'place', title: t('fields.place'), width: 200, from: 1000, render: (row) => row.place || row.cells.place || row.cells.address || '' },
    {
      key: 'state',
      title: t('head.state'),
      width: 148,
      render: (row) =>
        row.case ? (
          <Link className="hz-num hzi-number" to={`/matters/${row.case.id}`}>
            {row.case.number}
          </Link>
        ) : (
          <Tag tone={tones[row.state]}>{t(`rows.${row.state}`)}</Tag>
        ),
    },
    ...(may
      ? [
          {
            key: 'mend',
            title: t('mend.head'),
            width: 84,
            // A narrow window opens the row by a touch on it.
            from: 560,
            render: (row: Shown) =>
              row.state === 'done' ? null : (
                <Button size="small" onClick={() => setMending(row)} aria-label={t('mend.of', { row: row.row })}>
                  {t('mend.do')}
                </Button>
              ),
          },
        ]
      : []),
  ];
  return (
    <Panel title={t('rowsTitle')}>
      <div className="hzi-shows">
        <Segmented<string>
          aria-label={t('rowsTitle')}
          value={show}
          onChange={(next) => set({ show: next })}
          options={shows.map((value) => ({ value, label: `${t(`shows.${value}`)} ${time.count(numbers[value])}` }))}
        />
      </div>
      <DataTable
        name={t('rowsTitle')}
        columns={columns}
        items={list.items.map((row) => ({ ...row, id: String(row.row) }))}
        loading={list.isPending}
        error={list.error}
        retry={list.again}
        hasMore={list.hasMore}
        more={list.more}
        moreLoading={list.isMoreFetching}
        {...(may ? { onOpen: (row: Shown) => row.state !== 'done' && setMending(row) } : {})}
        empty={<Empty title={t('noRows')} why={t('noRowsWhy')} />}
      />
      {mending ? <Mend key={mending.row} one={one} row={mending} onClose={() => setMending(null)} /> : null}
    </Panel>
  );
}
