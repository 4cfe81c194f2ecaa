import type { z } from 'zod';
import { nearestAddress } from '@hezhi/places/server';
import { kindOf } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import {
  comparedPeriod,
  findingsOf,
  monthBefore,
  monthYearBefore,
  threeOf,
  unitMeasures,
  unitRates,
  usualWeights,
  type Period,
  type ReportNumbers,
} from '../contract/index.ts';
import { figuresIn, type Reply, type Row } from './figures.ts';
import { latestWeights } from './queries-units.ts';
import { countChannels, repeatedPlaces } from './queries-reports.ts';
import { sectionsOf } from './report-sections.ts';
import { scopeIn } from './scope.ts';
import { unitsIn, type UnitScope } from './units.ts';

type Numbers = z.output<typeof ReportNumbers>;
/** Of what kind of matter the reports tell. */
const kind = 'case';
/** So many reports of one category at one place are a repetition, and so many places are told. */
const REPEATED = 3;
const PLACES = 20;

/**
 * The numbers of a report, read where the dashboard reads them. `call.db` is the database at one moment, so that the tables agree with one another; `tell` hears
 * of each finished step of `REPORT_STEPS`.
 */
export async function reportNumbers(
  call: Call,
  district: string,
  code: string,
  month: string,
  period: Period & { soFar: boolean },
  tell: (done: number) => Promise<void>,
): Promise<Numbers> {
  const { db, house } = call;
  const scope = await scopeIn(house, district, code);
  const before = comparedPeriod(monthBefore(month), period);
  const year = comparedPeriod(monthYearBefore(month), period);
  const figures = (by: Reply['by'], of: Period = period, at = scope): Promise<Reply> => figuresIn(call, at, { kind, by, from: of.from, to: of.to });

  const sum = await figures('total');
  const [then, last] = [await figures('total', before), await figures('total', year)];
  const weights = (await latestWeights(db, district)) ?? usualWeights;
  const three = (row: Row): number | null => threeOf(row.n, weights);
  await tell(1);

  const days = (await figures('day')).rows;
  const came = await countChannels(db, district, kind, code, period.from, period.to);
  const cameBefore = new Map((await countChannels(db, district, kind, code, before.from, before.to)).map(({ channel, n }) => [channel, n]));
  const ways = [...new Set([...came.map((one) => one.channel), ...cameBefore.keys()])];
  await tell(2);

  const subjects = compared((await figures('subject')).rows, (await figures('subject', before)).rows);
  await tell(3);

  const areas = compared((await figures('area')).rows, (await figures('area', before)).rows);
  const communities: Row[] = [];
  if (scope.area.level === 'district')
    for (const street of scope.places.children(code)) {
      const below = await figures('area', period, await scopeIn(house, district, street.code));
      for (const row of below.rows) {
        const label = (words: Row['name']): Row['name'] => ({ 'zh-Hans': `${street.name} ${words['zh-Hans']}`, en: `${street.name} ${words.en}` });
        communities.push({ ...row, key: row.key === 'rest' ? `${street.code}-rest` : row.key, name: label(row.name) });
      }
    }
  await tell(4);

  const units: UnitScope = { district, area: scope.area, own: null, ...(code.length > 9 ? { below: code } : {}) };
  const table = await unitsIn(call, units, { kind, from: period.from, to: period.to });
  const former = await unitsIn(call, units, { kind, from: before.from, to: before.to });
  await tell(5);

  const repeats = await placesOf(call, district, code, period);
  await tell(6);

  const sections = await sectionsOf(call, { district, area: code, from: period.from, to: period.to });
  const numbers: Omit<Numbers, 'findings'> = {
    kind,
    area: scope.area,
    month,
    from: period.from,
    to: period.to,
    soFar: period.soFar,
    measures: sum.measures,
    rates: sum.rates,
    unitMeasures,
    unitRates: unitRates.map((rate) => ({ ...rate })),
    weights: { responded: weights.responded, solved: weights.solved, satisfied: weights.satisfied },
    total: sum.total,
    three: three(sum.total),
    before: { ...before, total: then.total, three: three(then.total) },
    year: { ...year, total: last.total, three: three(last.total) },
    days,
    channels: ways.map((channel) => ({ channel, opened: came.find((one) => one.channel === channel)?.n ?? 0, openedBefore: cameBefore.get(channel) ?? 0 })),
    subjects,
    areas,
    communities,
    units: table.rows,
    unitsTotal: table.total,
    unitsBefore: former.total,
    repeats,
    sections,
  };
  return { ...numbers, findings: findingsOf(numbers) };
}

/** Rows beside what the same key opened before. */
function compared(rows: readonly Row[], before: readonly Row[]): Numbers['areas'] {
  const opened = new Map(before.map((row) => [row.key, row.n['opened'] ?? 0]));
  return rows.map((row) => ({ ...row, openedBefore: opened.get(row.key) ?? 0 }));
}

async function placesOf(call: Call, district: string, code: string, period: Period): Promise<Numbers['repeats']> {
  const { house } = call;
  const scope = await scopeIn(house, district, code);
  const known = kindOf(house, kind);
  const rows = await repeatedPlaces(call.db, district, kind, code, period.from, period.to, REPEATED, PLACES);
  const named: Numbers['repeats'] = [];
  for (const row of rows) {
    const areaName = scope.places.name(row.area);
    const place = (await nearestAddress(house, district, [row.lon, row.lat]))?.text ?? areaName;
    named.push({
      area: row.area,
      areaName,
      place,
      subject: row.subject,
      subjectName: known.subjectName(district, row.subject),
      n: row.n,
      open: row.open,
      matters: row.matters,
    });
  }
  return named;
}
