import type { z } from 'zod';
import { Refusal } from '@hezhi/contract';
import { levelOf } from '@hezhi/directory/contract';
import { staffOf } from '@hezhi/directory/server';
import { readSpans } from '@hezhi/figures/server';
import { dayIn, legKind, legMeasures } from '@hezhi/matters/contract';
import { currentProcedure, cut, kindOf, namesOf, readCursor, viewMatters, writeCursor } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import {
  addDays,
  errors,
  spansOf,
  unitRateOf,
  unitRates,
  unitScoreOf,
  type Numbers,
  type Period,
  type UnitLeg,
  type UnitLegPage,
  type UnitLegsQuery,
  type UnitRow,
  type UnitsQuery,
  type UnitsReply,
} from '../contract/index.ts';
import { listUnitLegs, type UnitLegRow } from './queries-units.ts';
import { scopeOf, type AreaName } from './scope.ts';

type Query = z.output<typeof UnitsQuery>;
export type Units = z.output<typeof UnitsReply>;
type Row = z.output<typeof UnitRow>;

/** Width of a street's code: finer than this the figures of legs are not kept. */
const STREET = 9;
const keys = legMeasures.map((one) => one.key);

function periodOf(call: Call, query: { from?: string | undefined; to?: string | undefined }): Period {
  const to = query.to ?? dayIn(call.now);
  const period = { from: query.from ?? addDays(to, -29), to };
  if (period.from > period.to) throw new Refusal(errors.wrong_period);
  return period;
}

/** Where units are compared: a post below the street is shown the street's figures of its own organisation, and of no other. */
async function unitScope(call: Call, asked: string | undefined): Promise<{ district: string; area: AreaName; own: string | null }> {
  const { district, area, places } = await scopeOf(call, asked);
  if (area.code.length <= STREET) return { district, area, own: null };
  const street = area.code.slice(0, STREET);
  return { district, area: { code: street, name: places.name(street), level: levelOf(street)! }, own: call.actor.post!.org };
}

const counted = (n: Numbers) => ({
  n: Object.fromEntries(keys.map((key) => [key, n[key] ?? 0])),
  rates: Object.fromEntries(unitRates.map((rate) => [rate.key, unitRateOf(n, rate)])),
  score: unitScoreOf(n),
});

/** Indicators by unit, in one statement. */
export async function unitsTable(call: Call, query: Query): Promise<Units> {
  const period = periodOf(call, query);
  const procedure = currentProcedure(call.house, kindOf(call.house, query.kind));
  const { district, area, own } = await unitScope(call, query.area);
  const figures = await readSpans(
    call.db,
    { district, kind: legKind(query.kind), areas: [area.code], subjects: null, measures: keys, series: false },
    spansOf(period),
  );
  const staff = await staffOf(call.house, district);
  const names = await namesOf(call.house, district);
  const units = new Map<string, Record<string, number>>();
  const all: Record<string, number> = {};
  const legs = new Set<string>();
  for (const { subject, measure, n } of figures) {
    const [key, org] = subject.split('.') as [string, string?];
    if (key === '' || org === undefined) continue;
    if (own !== null && org !== own) continue;
    legs.add(key);
    if (query.leg !== undefined && key !== query.leg) continue;
    if (query.level !== undefined && levelOf(staff.orgNames.get(org)?.area ?? '') !== query.level) continue;
    const unit = units.get(org) ?? {};
    units.set(org, unit);
    unit[measure] = (unit[measure] ?? 0) + n;
    all[measure] = (all[measure] ?? 0) + n;
  }
  const rows = [...units].map(([org, n]): Row => {
    const known = staff.orgNames.get(org);
    return { org, name: names.org(org) ?? org, level: levelOf(known?.area ?? '') ?? null, ...counted(n) };
  });
  const order = Object.keys(procedure.legs);
  const place = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  return {
    kind: query.kind,
    area,
    ...period,
    leg: query.leg ?? null,
    legs: [...legs]
      .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
      .map((key) => ({ key, words: procedure.legs[key]?.name ?? { 'zh-Hans': key, en: key } })),
    measures: legMeasures.map(({ key, words }) => ({ key, words })),
    rates: unitRates.map((rate) => ({ ...rate })),
    own: own !== null,
    total: counted(all),
    rows: rows.sort((a, b) => b.n['due']! - a.n['due']! || (a.org < b.org ? -1 : 1)),
  };
}

/** One page of the legs that a unit's number counts, of those the actor sees. */
export async function unitLegs(call: Call, query: z.output<typeof UnitLegsQuery>): Promise<z.input<typeof UnitLegPage>> {
  const period = periodOf(call, query);
  const kind = kindOf(call.house, query.kind);
  const procedure = currentProcedure(call.house, kind);
  const { district, area, own } = await unitScope(call, query.area);
  if (own !== null && own !== query.org) throw new Refusal(errors.outside_territory);
  if (!(await staffOf(call.house, district)).orgNames.has(query.org)) throw new Refusal(errors.unknown_unit);
  const find = { district, kind: query.kind, area: area.code, org: query.org, leg: query.leg, measure: query.measure, ...period };
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
