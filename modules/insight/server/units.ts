import type { z } from 'zod';
import { Refusal } from '@hezhi/contract';
import { levelOf } from '@hezhi/directory/contract';
import { staffOf, type Staff } from '@hezhi/directory/server';
import { readSpans } from '@hezhi/figures/server';
import { dayIn, legKind, legMeasures } from '@hezhi/matters/contract';
import { currentProcedure, cut, kindOf, namesOf, readCursor, viewMatters, writeCursor, type Kind } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import {
  addDays,
  daysOf,
  errors,
  spansOf,
  UNIT_DAYS,
  unitMeasures,
  unitRateOf,
  unitRates,
  unitScoreOf,
  type Numbers,
  type Period,
  type UnitLeg,
  type UnitLegPage,
  type UnitLegsQuery,
  type UnitRow,
  type UnitSubjectsQuery,
  type UnitSubjectsReply,
  type UnitsQuery,
  type UnitsReply,
} from '../contract/index.ts';
import { countLegs, countShirked, listUnitLegs, type Counted, type Cut, type UnitLegRow } from './queries-units.ts';
import { scopeOf, type AreaName } from './scope.ts';

type Query = z.output<typeof UnitsQuery>;
export type Units = z.output<typeof UnitsReply>;
type Row = z.output<typeof UnitRow>;

/** Width of a street's code: finer than this the figures of legs are not kept. */
const STREET = 9;
const kept = legMeasures.map((one) => one.key);
const keys = unitMeasures.map((one) => one.key);

type Asked = { from?: string | undefined; to?: string | undefined; subject?: string | undefined };
function periodOf(call: Call, query: Asked, counted = query.subject !== undefined): Period {
  const to = query.to ?? dayIn(call.now);
  const period = { from: query.from ?? addDays(to, -29), to };
  if (period.from > period.to) throw new Refusal(errors.wrong_period);
  if (counted && daysOf(period) > UNIT_DAYS) throw new Refusal(errors.too_long, { days: UNIT_DAYS });
  return period;
}

/** Where units are compared, and which: `own` is the only one shown; `below` leaves those of that territory and within. */
export type UnitScope = { district: string; area: AreaName; own: string | null; below?: string };

/** A post below the street is shown the street's figures of its own organisation, and of no other. */
async function unitScope(call: Call, asked: string | undefined): Promise<UnitScope> {
  const { district, area, places } = await scopeOf(call, asked);
  if (area.code.length <= STREET) return { district, area, own: null };
  const street = area.code.slice(0, STREET);
  return { district, area: { code: street, name: places.name(street), level: levelOf(street)! }, own: call.actor.post!.org };
}

const figuresOf = (n: Numbers) => ({
  n: Object.fromEntries(keys.map((key) => [key, n[key] ?? 0])),
  rates: Object.fromEntries(unitRates.map((rate) => [rate.key, unitRateOf(n, rate)])),
  score: unitScoreOf(n),
});

/** Which organisations are shown. */
const shown = (scope: UnitScope, staff: Staff): string[] =>
  scope.own !== null
    ? [scope.own]
    : [...staff.orgNames].filter(([, { area }]) => scope.below === undefined || (area ?? '').startsWith(scope.below)).map(([id]) => id);

/** Sums of counted legs under a key of each. */
function sumsBy(list: readonly Counted[], keyOf: (one: Counted) => string): Map<string, Record<string, number>> {
  const sums = new Map<string, Record<string, number>>();
  for (const one of list) {
    const key = keyOf(one);
    const sum = sums.get(key) ?? {};
    sums.set(key, sum);
    sum[one.measure] = (sum[one.measure] ?? 0) + one.n;
  }
  return sums;
}

const words = { measures: unitMeasures, rates: unitRates.map((rate) => ({ ...rate })) };

/** Indicators by unit, in two statements. Errors: `insight.too_long` where a category asks for a count of the rows. */
export async function unitsTable(call: Call, query: Query): Promise<Units> {
  const period = periodOf(call, query);
  kindOf(call.house, query.kind);
  return unitsIn(call, await unitScope(call, query.area), { ...query, ...period });
}

/** The same for a scope and period that were looked up already. Below the street, and by category, the rows are counted: figures of units are not kept so fine. */
export async function unitsIn(call: Call, scope: UnitScope, query: Query & Period): Promise<Units> {
  const { district, area, own } = scope;
  const kind = kindOf(call.house, query.kind);
  const procedure = currentProcedure(call.house, kind);
  const staff = await staffOf(call.house, district);
  const names = await namesOf(call.house, district);
  const orgs = shown(scope, staff);
  const period = { from: query.from, to: query.to };
  const asked: Cut = { district, kind: query.kind, area: area.code, orgs, subject: query.subject, ...period };
  const fromRows = query.subject !== undefined || area.code.length > STREET;
  const counted = fromRows
    ? await countLegs(call.db, asked, keys)
    : [...(await keptLegs(call, query.kind, district, area.code, period)), ...(await countShirked(call.db, asked))];
  const known = new Set(orgs);
  const seen = counted.filter((one) => known.has(one.org));
  const wanted = seen.filter(
    (one) =>
      (query.leg === undefined || one.leg === query.leg) && (query.level === undefined || levelOf(staff.orgNames.get(one.org)?.area ?? '') === query.level),
  );
  const rows = [...sumsBy(wanted, (one) => one.org)].map(([org, n]): Row => ({
    org,
    name: names.org(org) ?? org,
    level: levelOf(staff.orgNames.get(org)?.area ?? '') ?? null,
    ...figuresOf(n),
  }));
  const order = Object.keys(procedure.legs);
  const place = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  return {
    kind: query.kind,
    area,
    ...period,
    leg: query.leg ?? null,
    subject: subjectOf(kind, district, query.subject),
    legs: [...new Set(seen.map((one) => one.leg))]
      .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
      .map((key) => ({ key, words: procedure.legs[key]?.name ?? { 'zh-Hans': key, en: key } })),
    ...words,
    own: own !== null,
    total: figuresOf(sumsBy(wanted, () => '').get('') ?? {}),
    rows: rows.sort((a, b) => b.n['due']! - a.n['due']! || (a.org < b.org ? -1 : 1)),
  };
}

const subjectOf = (kind: Kind, district: string, subject: string | undefined) =>
  subject === undefined ? null : { code: subject, name: kind.subjectName(district, subject) };

/** Kept figures of legs by stage and unit, of a district or street. */
async function keptLegs(call: Call, kind: string, district: string, area: string, period: Period): Promise<Counted[]> {
  const asked = { district, kind: legKind(kind), areas: [area], subjects: null, measures: kept, series: false };
  const figures = await readSpans(call.db, asked, spansOf(period));
  return figures.flatMap(({ subject, measure, n }) => {
    const [leg, org] = subject.split('.') as [string, string?];
    return leg === '' || org === undefined ? [] : [{ leg, org, subject: '', measure, n }];
  });
}

/** Indicators of one unit (or of all that may be seen) by category, in one statement. */
export async function unitSubjects(call: Call, query: z.output<typeof UnitSubjectsQuery>): Promise<z.input<typeof UnitSubjectsReply>> {
  const period = periodOf(call, query, true);
  const kind = kindOf(call.house, query.kind);
  const scope = await unitScope(call, query.area);
  const { district, area, own } = scope;
  const staff = await staffOf(call.house, district);
  if (query.org !== undefined && own !== null && own !== query.org) throw new Refusal(errors.outside_territory);
  if (query.org !== undefined && !staff.orgNames.has(query.org)) throw new Refusal(errors.unknown_unit);
  const orgs = query.org === undefined ? shown(scope, staff) : [query.org];
  const counted = await countLegs(call.db, { district, kind: query.kind, area: area.code, orgs, leg: query.leg, subject: query.subject, ...period }, keys);
  // From the subject asked for one step down: ['', 'A', 'A01'].
  const depth = query.subject === undefined ? 1 : kind.subjectPath(query.subject).indexOf(query.subject) + 1;
  const below = (subject: string): string => kind.subjectPath(subject)[depth] ?? subject;
  const org = query.org ?? own;
  const names = await namesOf(call.house, district);
  return {
    kind: query.kind,
    area,
    ...period,
    leg: query.leg ?? null,
    org: org === null ? null : { id: org, name: names.org(org) ?? org },
    subject: subjectOf(kind, district, query.subject),
    ...words,
    own: own !== null,
    total: figuresOf(sumsBy(counted, () => '').get('') ?? {}),
    rows: [...sumsBy(counted, (one) => below(one.subject))]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([subject, n]) => ({
        subject,
        name: kind.subjectName(district, subject),
        opens: counted.some((one) => below(one.subject) === subject && one.subject !== subject),
        ...figuresOf(n),
      })),
  };
}

/** One page of the legs that a unit's number counts, of those the actor sees. */
export async function unitLegs(call: Call, query: z.output<typeof UnitLegsQuery>): Promise<z.input<typeof UnitLegPage>> {
  const period = periodOf(call, query, false);
  const kind = kindOf(call.house, query.kind);
  const procedure = currentProcedure(call.house, kind);
  const { district, area, own } = await unitScope(call, query.area);
  if (own !== null && own !== query.org) throw new Refusal(errors.outside_territory);
  if (!(await staffOf(call.house, district)).orgNames.has(query.org)) throw new Refusal(errors.unknown_unit);
  const find = { district, kind: query.kind, area: area.code, orgs: [query.org], leg: query.leg, subject: query.subject, measure: query.measure, ...period };
  const rows = await listUnitLegs(call.db, find, call.actor, readCursor(query.cursor), query.limit);
  const { items, next } = cut(rows, query.limit, (row) => writeCursor(row.started_at, row.leg));
  const views = await viewMatters(call, items);
  return { items: items.map((row, i) => legView(row, views[i]!, procedure.legs[row.key]?.name ?? { 'zh-Hans': row.key, en: row.key })), next };
}

type View = z.output<typeof UnitLeg>;
function legView(row: UnitLegRow, matter: View['matter'], name: View['name']): View {
  const measured = {
    key: row.key,
    org: row.org,
    startedAt: Date.parse(row.started_at),
    dueAt: Date.parse(row.leg_due),
    overdue: row.leg_overdue,
    endedAt: row.ended_at === null ? null : Date.parse(row.ended_at),
    result: row.result,
    ...row.body,
  };
  const is = (key: string): boolean => legMeasures.find((one) => one.key === key)!.of(measured);
  return {
    id: row.leg,
    key: row.key,
    name,
    matter,
    startedAt: row.started_at,
    dueAt: row.leg_due,
    endedAt: row.ended_at,
    outcome: is('pending') ? 'pending' : is('done') ? 'done' : is('returned') ? 'returned' : is('reassigned') ? 'reassigned' : 'taken',
    late: is('overdue'),
    reworked: is('reworked'),
    extended: is('extended'),
    suspended: is('suspended'),
  };
}
