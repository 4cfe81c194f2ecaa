import { Answer, Empty, Failure } from '@hezhi/ui';
import { Card, Field, PhonePage } from '@hezhi/ui/phone';
import { useFilters, useSay, useTime, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useRoute, type Reply } from '../shared/client.ts';
import { AreaField } from './area-field.tsx';
import { DistrictField, useDistrict } from './district.tsx';
import './publicity.css';

type Figures = Reply<'GET /public/figures'>;
type Row = Figures['rows'][number];
const rates = ['closed', 'in_time', 'satisfied'] as const satisfies readonly (keyof Row['rates'])[];

/** 办理情况: public cases by community, with the list behind each number. */
export default function FiguresPage() {
  const t = useWords('publicity');
  const [filters, set] = useFilters({ district: '', area: '', from: '', to: '' });
  const district = useDistrict(filters.district);
  const code = district.current?.code ?? '';
  const area = filters.area.startsWith(code) ? filters.area : '';
  const query = { district: code, ...(area ? { area } : {}), ...(filters.from ? { from: filters.from } : {}), ...(filters.to ? { to: filters.to } : {}) };
  const asked = useRoute('GET /public/figures', { query }, { enabled: code !== '' });
  return (
    <PhonePage title={t('figures.title')} back="/near">
      <p className="hz-small">{t('figures.what')}</p>
      <Failure error={district.found.error} retry={() => void district.found.refetch()} />
      {district.found.data && code === '' ? <Empty title={t('nowhere')} why={t('nowhereWhy')} /> : null}
      {code === '' ? null : (
        <>
          <div className="hz-form">
            <DistrictField district={district} onChange={(one) => set({ district: one, area: '' })} />
            <AreaField district={code} whole value={area} onChange={(one) => set({ area: one })} />
            <div className="hz-row">
              <Field label={t('figures.from')}>
                {(attributes) => (
                  <input
                    {...attributes}
                    type="date"
                    className="hz-input"
                    value={filters.from || (asked.data?.from ?? '')}
                    onChange={({ target }) => set({ from: target.value })}
                  />
                )}
              </Field>
              <Field label={t('figures.to')}>
                {(attributes) => (
                  <input
                    {...attributes}
                    type="date"
                    className="hz-input"
                    value={filters.to || (asked.data?.to ?? '')}
                    onChange={({ target }) => set({ to: target.value })}
                  />
                )}
              </Field>
            </div>
          </div>
          <Answer of={asked} rows={6}>
            {(found) =>
              found.all.n.opened === 0 ? (
                <Empty title={t('figures.none')} why={t('figures.noneWhy')} />
              ) : (
                <>
                  <One row={found.all} found={found} district={code} />
                  {found.rows.length > 1 ? <Below found={found} district={code} /> : null}
                </>
              )
            }
          </Answer>
        </>
      )}
    </PhonePage>
  );
}

/** A number that opens its list. */
function useNumbers(found: Figures, district: string) {
  const t = useWords('publicity');
  const say = useSay();
  const time = useTime();
  const period = { from: found.from, to: found.to };
  return {
    number: (row: Row, measure: keyof Row['n']) =>
      row.n[measure] === 0 ? (
        '0'
      ) : (
        <Link
          to={`/figures/cases?${new URLSearchParams({ district, area: row.area, ...period, measure })}`}
          aria-label={t('figures.listOf', { name: row.name, what: say(found.words[measure]!), n: row.n[measure] })}
        >
          {time.count(row.n[measure])}
        </Link>
      ),
    rate: (row: Row, key: keyof Row['rates']) => (row.rates[key].value === null ? t('figures.noRate') : time.percent(row.rates[key].value)),
    page: (row: Row) => `/figures?${new URLSearchParams({ district, area: row.area, ...period })}`,
  };
}

function One({ row, found, district }: { row: Row; found: Figures; district: string }) {
  const t = useWords('publicity');
  const say = useSay();
  const { number, rate } = useNumbers(found, district);
  return (
    <Card>
      <h2>{t('figures.all', { name: row.name })}</h2>
      <table className="hzp-table">
        <tbody>
          {(Object.keys(found.words) as (keyof Row['n'])[]).map((measure) => (
            <tr key={measure}>
              <th scope="row">{say(found.words[measure]!)}</th>
              <td className="hz-num">{number(row, measure)}</td>
            </tr>
          ))}
          {rates.map((key) => (
            <tr key={key}>
              <th scope="row">{t(`figures.rate.${key}`)}</th>
              <td className="hz-num">
                {rate(row, key)} {row.rates[key].den > 0 ? <span className="hz-small">{`${row.rates[key].num}/${row.rates[key].den}`}</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

/** The territories below, a line each. */
function Below({ found, district }: { found: Figures; district: string }) {
  const t = useWords('publicity');
  const say = useSay();
  const { number, rate, page } = useNumbers(found, district);
  const shown = ['opened', 'closed'] as const;
  return (
    <Card>
      <h2>{t('figures.below')}</h2>
      <div className="hzp-scroll" tabIndex={0} role="region" aria-label={t('figures.below')}>
        <table className="hzp-table">
          <thead>
            <tr>
              <th scope="col">{t('figures.place')}</th>
              {shown.map((measure) => (
                <th key={measure} scope="col" className="hz-num">
                  {say(found.words[measure]!)}
                </th>
              ))}
              {rates.map((key) => (
                <th key={key} scope="col" className="hz-num">
                  {t(`figures.rate.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.rows.map((row) => (
              <tr key={row.area}>
                <th scope="row">{row.area === found.all.area ? row.name : <Link to={page(row)}>{row.name}</Link>}</th>
                {shown.map((measure) => (
                  <td key={measure} className="hz-num">
                    {number(row, measure)}
                  </td>
                ))}
                {rates.map((key) => (
                  <td key={key} className="hz-num">
                    {rate(row, key)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
