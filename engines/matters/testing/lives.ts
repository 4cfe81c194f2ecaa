import fc from 'fast-check';
import { makeCalendar } from '@hezhi/calendar/contract';
import { systemActor, type Actor } from '@hezhi/contract';
import {
  available,
  decide,
  decideClock,
  decideOpening,
  eachKey,
  nextMoment,
  refKey,
  type Decision,
  type Entry,
  type Lookups,
  type Owner,
  type Procedure,
  type Snapshot,
} from '../contract/index.ts';

/** Random lives of matters, to hold the laws against: random actors, steps, legs, pauses and clocks, months in milliseconds. */
export const calendar = makeCalendar({ provisionalUntil: 2028 });
export const district = '610402';
const area = '610402010001001';
export const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const org = { community: id(1), street: id(2), firm: id(3) };
const asker = id(90);
const posts = [
  {
    id: id(11),
    role: 'clerk',
    org: org.community,
    area: '610402010001',
    permissions: ['sample.give', 'sample.drop', 'matters.act_for_org', 'matters.read_area'],
  },
  { id: id(12), role: 'dispatcher', org: org.street, area: '610402010', permissions: ['sample.give', 'matters.act_for_org', 'matters.read_area'] },
  { id: id(13), role: 'handler', org: org.firm, area: '610402', permissions: [] },
  { id: id(14), role: 'handler', org: org.firm, area: '610402', permissions: ['matters.act_for_org'] },
];
/** A clerk, a dispatcher, two handlers, who asked, a stranger, the clock. */
export const actors: readonly Actor[] = [
  ...posts.map((post, i): Actor => ({
    kind: 'person',
    person: id(50 + i),
    name: post.role,
    district,
    post,
    permissions: post.permissions,
    language: 'zh-Hans',
  })),
  { kind: 'person', person: asker, name: '', district, post: null, permissions: [], language: 'zh-Hans' },
  { kind: 'person', person: id(91), name: '', district, post: null, permissions: [], language: 'zh-Hans' },
  systemActor(district),
];
/** Whom a step may give work to. */
export const chosen: readonly Owner[] = [
  { org: org.firm, post: id(13), person: null },
  { org: org.firm, post: null, person: null },
  { org: org.firm, post: id(14), person: null },
  { org: org.community, post: null, person: null },
  { org: org.street, post: null, person: null },
];

/** The world in which a step is decided; of several chosen owners there are one to three, beginning with the nth. */
export function lookups(now: number, n: number, target?: string): Lookups {
  const each = Array.from({ length: 1 + (n % 3) }, (_, i) => [eachKey({ each: 'to' }, i), chosen[(n + 2 * i) % chosen.length]!] as const);
  return {
    now,
    calendar,
    owners: {
      [refKey({ org: 'community', at: 'community' })]: { org: org.community, post: null, person: null },
      [refKey({ org: 'street_office', at: 'street' })]: { org: org.street, post: null, person: null },
      [refKey({ field: 'to' })]: chosen[n % chosen.length]!,
      [refKey({ field: 'one' })]: chosen[n % chosen.length]!,
      ...Object.fromEntries(each),
    },
    ...(target === undefined ? {} : { target }),
  };
}
const inputs: Record<string, (pick: number) => Record<string, unknown>> = {
  give: () => ({ to: {} }),
  offer: () => ({ to: {} }),
  pause: () => ({ reason: 'rain' }),
  ask_more: (n) => ({ days: 1 + (n % 5) }),
  rate: (n) => ({ score: 1 + (n % 5) }),
  move: (n) => ({ place: { area: n % 2 ? '610402010001002' : '610402010002001' } }),
};
/** What is typed in a step, by a number that picks. */
export const input = (step: string, pick: number): Record<string, unknown> => inputs[step]?.(pick) ?? {};

export type Life = { entries: Entry[]; snapshots: Snapshot[] };
export const start = Date.parse('2026-03-02T09:00:00+08:00');

/** A matter just opened; `n` picks whom it is given to. */
export function born(procedure: Procedure, hasAsker: boolean, n = 0): Life {
  const opening = {
    id: id(1000),
    district,
    kind: procedure.kind,
    procedure: procedure.key,
    procedureVersion: 1,
    state: procedure.initial,
    area,
    point: null,
    subject: 'A01',
    tier: 3,
    channel: 'resident',
    asker: hasAsker ? asker : null,
    secrecy: 0 as const,
    public: true,
    openedAt: start,
    limits: {},
    params: {},
  };
  const { entry, after } = decideOpening(procedure, opening, actors[4]!, { note: '漏水' }, lookups(start, n));
  return { entries: [entry], snapshots: [after] };
}

/** One move of a random life: somebody tries a step, or time passes and the clock does its work. */
export type Move = { actor: number; pick: number; minutes: number; to: number; clock: boolean };
export const moves = fc.array(
  fc.record({
    actor: fc.nat(actors.length - 1),
    pick: fc.nat(1000),
    minutes: fc.integer({ min: 0, max: 4000 }),
    to: fc.nat(chosen.length - 1),
    clock: fc.boolean(),
  }),
  { maxLength: 40 },
);

/** Everything that is due by `now`, as the timers would do it. */
function runClock(procedure: Procedure, life: Life, now: number, keep: (decision: Decision) => void): void {
  for (let i = 0; i < 60; i++) {
    const s = life.snapshots.at(-1)!;
    const due = s.legs.filter((leg) => nextMoment(leg) <= now).sort((a, b) => nextMoment(a) - nextMoment(b))[0];
    if (!due) return;
    const decision = decideClock(procedure, s, due.id, systemActor(district), lookups(now, 0));
    if (!decision) throw new Error('a clock that is due does nothing');
    keep(decision);
  }
}

/** Lives through moves; `each` is told of every move before it counts, with the decision where one was possible. */
export function live(
  procedure: Procedure,
  life: Life,
  list: readonly Move[],
  each: (before: Snapshot, now: number, move: Move, actor: Actor, decision: Decision | null, target: string | undefined) => void = () => {},
): Life {
  let now = start;
  const keep = (decision: Decision): void => {
    life.entries.push(decision.entry);
    life.snapshots.push(decision.after);
  };
  for (const move of list) {
    now += move.minutes * 60_000;
    if (move.clock) runClock(procedure, life, now, keep);
    const before = life.snapshots.at(-1)!;
    const actor = actors[move.actor]!;
    const offered = available(procedure, before, actor, { now, calendar }).filter((one) => one.allowed);
    const one = offered[move.pick % Math.max(1, offered.length)];
    const target = one && one.choose.length > 0 ? one.choose[move.pick % one.choose.length]!.id : undefined;
    const decision = one ? decide(procedure, before, actor, one.step, input(one.step, move.pick), lookups(now, move.to, target)) : null;
    each(before, now, move, actor, decision, target);
    if (decision) keep(decision);
  }
  return life;
}
