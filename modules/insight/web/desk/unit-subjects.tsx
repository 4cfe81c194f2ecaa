import { Answer, Empty } from '@hezhi/ui';
import { DataTable, Panel, type Column } from '@hezhi/ui/desk';
import { useFilters, useSay, useTime, useWords } from '@hezhi/web';
import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { client } from '../shared/client.ts';
import type { Units, UnitSubject, UnitSubjects } from '../shared/types.ts';

const counts = ['given', 'due', 'done', 'done_in_time', 'overdue', 'pending', 'returned', 'shirked', 'reworked'] as const;
const shownRates = ['done_rate', 'done_in_time_rate'] as const;
type Item = UnitSubject & { id: string };

/** The work of one unit, or of all, by category; names open the categories below, numbers their list. */
export function UnitSubjectsPanel({ units, leg }: { units: Units; leg: string }) {
  const t = useWords('insight');
  const [values, set] = useFilters({ unit: '', of: '' });
  const query = {
    area: units.area.code,
    from: units.from,
    to: units.to,
    ...(leg ? { leg } : {}),
    ...(values.unit ? { org: values.unit } : {}),
    ...(values.of ? { subject: values.of } : {}),
  };
  const subjects = client.useRoute('GET /insight/units/subjects', { query });
  return (
    <Panel
      title={t('units.bySubject')}
      extra={
        units.own ? null : (
          <Select
            aria-label={t('units.unit')}
            style={{ minWidth: 220, maxWidth: '100%' }}
            value={values.unit}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(unit: string) => set({ unit })}
            options={[{ value: '', label: t('units.allUnits') }, ...units.rows.map((row) => ({ value: row.org, label: row.name }))]}
          />
        )
      }
    >
      <Answer of={subjects} rows={4}>
        {(data) => <Rows data={data} open={(of) => set({ of })} />}
      </Answer>
    </Panel>
  );
}

function Rows({ data, open }: { data: UnitSubjects; open: (subject: string) => void }) {
  const t = useWords('insight');
  const say = useSay();
  const time = useTime();
  const behind = (row: Item, measure: string, text: ReactNode): ReactNode => {
    if (data.org === null) return text;
    const { area, from, to, leg } = data;
    const query = new URLSearchParams({ org: data.org.id, measure, area: area.code, from, to, subject: row.subject, ...(leg ? { leg } : {}) });
    return <Link to={`/insight/units/legs?${query.toString()}`}>{text}</Link>;
  };
  const columns: Column<Item>[] = [
    {
      key: 'name',
      title: t('category'),
      width: 180,
      render: (row) =>
        row.opens && row.subject !== data.subject?.code ? (
          <Button type="link" style={{ padding: 0 }} onClick={() => open(row.subject)}>
            {say(row.name)}
          </Button>
        ) : (
          say(row.name)
        ),
    },
    ...counts.map((key): Column<Item> => ({
      key,
      title: t(`figure.${key}`),
      number: true,
      render: (row) => (row.n[key] ? behind(row, key, time.count(row.n[key])) : '0'),
    })),
    ...shownRates.map((key): Column<Item> => ({
      key,
      title: t(`figure.${key}`),
      number: true,
      render: (row) =>
        row.rates[key]?.value == null ? '—' : <span title={`${row.rates[key].num} / ${row.rates[key].den}`}>{time.percent(row.rates[key].value)}</span>,
    })),
    { key: 'score', title: t('figure.score'), number: true, render: (row) => (row.score === null ? '—' : row.score.toFixed(1)) },
  ];
  return (
    <>
      {data.subject ? (
        <p>
          <Button type="link" style={{ padding: 0 }} onClick={() => open('')}>
            {t('allSubjects')}
          </Button>{' '}
          / {say(data.subject.name)}
        </p>
      ) : null}
      <DataTable
        name={t('units.bySubject')}
        columns={columns}
        items={data.rows.map((row) => ({ ...row, id: row.subject }))}
        empty={<Empty title={t('units.emptyTitle')} why={t('units.emptyWhy')} />}
      />
    </>
  );
}
