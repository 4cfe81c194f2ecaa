import { Answer, Empty } from '@hezhi/ui';
import { FilterBar, PageHead, Panel } from '@hezhi/ui/desk';
import { useFilters, useSay, useTime, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { kindKeys, shippedKind } from '../../contract/kinds.ts';
import { useRoute, type Reply } from '../shared/client.ts';
import { useMinutes } from '../shared/status.tsx';
import '../shared/shared.css';

const shape = { by: 'department', kind: '', days: [] as string[] } as const;
const columns = ['responses', 'checked_in', 'in_time', 'silent', 'refusal_asked', 'refused', 'done', 'done_in_time', 'rated'] as const;
type Row = Reply<'GET /whistles/figures'>['total'];
type By = 'department' | 'whistler' | 'kind';

/** Who answers how: by department, whistler or kind; behind each number stands its list. */
export default function Figures() {
  const t = useWords('whistles');
  const say = useSay();
  const [filters, set, reset] = useFilters(shape);
  const by = filters.by as By;
  const [from, to] = filters.days;
  const cut = { ...(filters.kind ? { kind: filters.kind as (typeof kindKeys)[number] } : {}), ...(from ? { from } : {}), ...(to ? { to } : {}) };
  const figures = useRoute('GET /whistles/figures', { query: { by, ...cut } });
  return (
    <>
      <PageHead title={t('nav.figures')} sub={t('figures.sub')} />
      <FilterBar
        filters={[
          {
            key: 'by',
            kind: 'segments',
            label: t('figures.by'),
            options: (['department', 'whistler', 'kind'] as const).map((one) => ({ value: one, label: t(`figures.${one}`) })),
          },
          {
            key: 'kind',
            kind: 'select',
            label: t('fact.kind'),
            options: kindKeys.map((key) => ({ value: key, label: say(shippedKind(key)!.name) })),
            width: 130,
          },
          { key: 'days', kind: 'days', label: t('filter.days') },
        ]}
        values={filters}
        onChange={set as unknown as (change: Record<string, never>) => void}
        onReset={reset}
      />
      <Panel>
        <Answer of={figures}>
          {({ rows, total }) =>
            rows.length === 0 ? (
              <Empty title={t('list.empty')} why={t('figures.emptyWhy')} />
            ) : (
              <div className="hzw-scroll" role="region" aria-label={t('nav.figures')} tabIndex={0}>
                <table className="hzw-table">
                  <thead>
                    <tr>
                      <th scope="col">{t(`figures.${by}`)}</th>
                      {(['whistles', 'needless', ...columns, 'workingMinutes', 'score'] as const).map((key) => (
                        <th key={key} scope="col">
                          {t(`measure.${key}`)}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((row) => (
                      <FigureRow key={row.key} row={row} name={row.name} cut={{ ...cut, [by]: row.key }} />
                    ))}
                    <FigureRow row={total} name={t('figures.total')} cut={cut} />
                  </tbody>
                </table>
              </div>
            )
          }
        </Answer>
      </Panel>
    </>
  );
}

function FigureRow({ row, name, cut }: { row: Row; name: string; cut: Readonly<Record<string, string>> }) {
  const t = useWords('whistles');
  const time = useTime();
  const span = useMinutes();
  const { from, to, ...rest } = cut;
  const link = (path: string, more: Record<string, string>) => {
    const params = new URLSearchParams({ ...rest, ...more });
    for (const day of [from, to]) if (day) params.append('days', day);
    return `${path}?${params.toString()}`;
  };
  const number = (n: number, path: string, what: string) =>
    n === 0 ? (
      <span className="hz-num">0</span>
    ) : (
      <Link className="hz-num" to={path} aria-label={t('figures.open', { name, what, n: time.count(n) })}>
        {time.count(n)}
      </Link>
    );
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{number(row.whistles, link('/whistles', {}), t('measure.whistles'))}</td>
      <td>{number(row.needless, link('/whistles', { needless: '1' }), t('measure.needless'))}</td>
      {columns.map((key) => (
        <td key={key}>{number(row[key], link('/whistle-responses', { measure: key }), t(`measure.${key}`))}</td>
      ))}
      <td className="hz-num">{row.workingMinutes === null ? '—' : span(row.workingMinutes)}</td>
      <td className="hz-num">{row.score === null ? '—' : row.score.toFixed(2)}</td>
    </tr>
  );
}
