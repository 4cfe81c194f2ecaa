import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeCalendar } from '@hezhi/calendar/contract';
import { Refusal, systemActor, type Actor } from '@hezhi/contract';
import {
  available,
  checkProcedure,
  decide,
  decideClock,
  decideOpening,
  fold,
  nextMoment,
  refKey,
  type Decision,
  type Entry,
  type Lookups,
  type Owner,
  type Snapshot,
} from './index.ts';
import { sample } from '../testing/sample.ts';

/** The laws of matters.md, held against random lives of matters: random actors, steps, pauses and clocks, months in milliseconds (law 9). */
const calendar = makeCalendar({ provisionalUntil: 2028 });
const district = '610402';
const area = '610402010001001';
const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
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
const actors: Actor[] = [
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
const chosen: Owner[] = [
  { org: org.firm, post: id(13), person: null },
  { org: org.firm, post: null, person: null },
  { org: org.firm, post: id(14), person: null },
];

const lookups = (now: number, to: Owner): Lookups => ({
  now,
  calendar,
  owners: {
    [refKey({ org: 'community', at: 'community' })]: { org: org.community, post: null, person: null },
    [refKey({ org: 'street_office', at: 'street' })]: { org: org.street, post: null, person: null },
    [refKey({ field: 'to' })]: to,
  },
});
const inputs: Record<string, (pick: number) => Record<string, unknown>> = {
  give: () => ({ to: {} }),
  offer: () => ({ to: {} }),
  pause: () => ({ reason: 'rain' }),
  ask_more: (n) => ({ days: 1 + (n % 5) }),
  rate: (n) => ({ score: 1 + (n % 5) }),
  move: (n) => ({ place: { area: n % 2 ? '610402010001002' : '610402010002001' } }),
};
const input = (step: string, pick: number): Record<string, unknown> => inputs[step]?.(pick) ?? {};

type Life = { entries: Entry[]; snapshots: Snapshot[] };
const start = Date.parse('2026-03-02T09:00:00+08:00');

function born(hasAsker: boolean): Life {
  const opening = {
    id: id(1000),
    district,
    kind: 'sample',
    procedure: 'sample',
    procedureVersion: 1,
    state: sample.initial,
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
  const { entry, after } = decideOpening(sample, opening, actors[4]!, { note: '漏水' }, lookups(start, chosen[0]!));
  return { entries: [entry], snapshots: [after] };
}

/** One move of a random life: somebody tries a step, or time passes and the clock does its work. */
type Move = { actor: number; pick: number; minutes: number; to: number; clock: boolean };
const moves = fc.array(
  fc.record({ actor: fc.nat(actors.length - 1), pick: fc.nat(1000), minutes: fc.integer({ min: 0, max: 4000 }), to: fc.nat(2), clock: fc.boolean() }),
  { maxLength: 40 },
);

function live(
  life: Life,
  list: readonly Move[],
  each: (before: Snapshot, now: number, move: Move, actor: Actor, decision: Decision | null) => void = () => {},
): Life {
  let now = start;
  const keep = (decision: Decision): void => {
    life.entries.push(decision.entry);
    life.snapshots.push(decision.after);
  };
  for (const move of list) {
    now += move.minutes * 60_000;
    if (move.clock) {
      for (let i = 0; i < 20; i++) {
        const s = life.snapshots.at(-1)!;
        const due = s.legs.filter((leg) => nextMoment(leg) <= now).sort((a, b) => nextMoment(a) - nextMoment(b))[0];
        if (!due) break;
        const decision = decideClock(sample, s, due.id, systemActor(district), lookups(now, chosen[0]!));
        expect(decision, 'a clock that is due does something').not.toBeNull();
        keep(decision!);
      }
    }
    const before = life.snapshots.at(-1)!;
    const actor = actors[move.actor]!;
    const offered = available(sample, before, actor, { now, calendar }).filter((one) => one.allowed);
    const step = offered[move.pick % Math.max(1, offered.length)]?.step;
    const decision = step === undefined ? null : decide(sample, before, actor, step, input(step, move.pick), lookups(now, chosen[move.to]!));
    each(before, now, move, actor, decision);
    if (decision) keep(decision);
  }
  return life;
}

const canonical = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const runs = { numRuns: 300 };

describe('the laws of matters', () => {
  test('the sample procedure passes the rules it is to be held against', () => {
    expect(checkProcedure(sample)).toEqual([]);
  });

  test('law 1: state, legs and marks are the fold of the timeline, through storage and back', () => {
    fc.assert(
      fc.property(fc.boolean(), moves, (hasAsker, list) => {
        const life = live(born(hasAsker), list);
        expect(canonical(fold(canonical(life.entries) as Entry[]))).toEqual(canonical(life.snapshots.at(-1)));
      }),
      runs,
    );
  });

  test('law 2: exactly what is available is accepted; the rest is refused with the reason that was shown', () => {
    fc.assert(
      fc.property(fc.boolean(), moves, (hasAsker, list) => {
        live(born(hasAsker), list, (before, now, move) => {
          for (const actor of actors) {
            const shown = new Map(available(sample, before, actor, { now, calendar }).map((one) => [one.step, one]));
            for (const step of [...Object.keys(sample.steps), 'undo']) {
              const world = lookups(now, chosen[move.to]!);
              let code: string | null = null;
              try {
                decide(sample, before, actor, step, input(step, move.pick), world);
              } catch (error) {
                if (!(error instanceof Refusal)) throw error;
                code = error.def.code;
              }
              const offered = shown.get(step);
              if (offered) expect([step, code]).toEqual([step, offered.allowed ? null : offered.fault!.def.code]);
              else if (!sample.steps[step]?.by.some((by) => 'clock' in by)) expect([step, code]).not.toEqual([step, null]);
            }
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  test('law 3: every open matter has a leg with an owner and a due moment', () => {
    fc.assert(
      fc.property(fc.boolean(), moves, (hasAsker, list) => {
        for (const s of live(born(hasAsker), list).snapshots) {
          const final = sample.states[s.state]!.final;
          expect(s.legs.length > 0).toBe(!final);
          expect(s.closedAt !== null).toBe(final);
          for (const leg of s.legs) {
            expect(leg.org ?? leg.person).not.toBeNull();
            expect(Number.isFinite(leg.dueAt)).toBe(true);
          }
        }
      }),
      runs,
    );
  });

  test('law 4: comments, moves and hand-overs inside an organisation do not move a due moment', () => {
    fc.assert(
      fc.property(fc.boolean(), moves, (hasAsker, list) => {
        live(born(hasAsker), list, (before, _now, _move, _actor, decision) => {
          if (!decision || !['comment', 'move', 'offer', 'take_over'].includes(decision.entry.step)) return;
          const due = (s: Snapshot) => s.legs.map((leg) => [leg.id, leg.dueAt, leg.paused]);
          expect(due(decision.after)).toEqual(due(before));
        });
      }),
      runs,
    );
  });

  test('law 4: pause and resume keep what was left of the limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 2800 }), (run, rest) => {
        const life = born(true);
        const given = decide(sample, life.snapshots[0]!, actors[0]!, 'give', { to: {} }, lookups(start, chosen[0]!)).after;
        const at = start + run * 60_000;
        const leg = given.legs[0]!;
        fc.pre(at < leg.dueAt);
        const paused = decide(sample, given, actors[2]!, 'pause', { reason: 'rain' }, lookups(at, chosen[0]!)).after;
        const resumed = decide(sample, paused, actors[2]!, 'resume', {}, lookups(at + rest * 60_000, chosen[0]!)).after;
        const again = decide(sample, resumed, actors[2]!, 'pause', { reason: 'rain' }, lookups(at + rest * 60_000, chosen[0]!)).after;
        expect(again.legs[0]!.paused!.leftMs).toBe(paused.legs[0]!.paused!.leftMs);
      }),
      runs,
    );
  });

  test('law 5: a timer of an older revision finds nothing to do', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const life = live(born(true), list);
        const s = life.snapshots.at(-1)!;
        for (const leg of s.legs) {
          const early = Math.min(nextMoment(leg) - 1, leg.startedAt);
          expect(decideClock(sample, s, leg.id, systemActor(district), lookups(early, chosen[0]!))).toBeNull();
        }
        expect(decideClock(sample, s, id(9999), systemActor(district), lookups(Number.MAX_SAFE_INTEGER / 2, chosen[0]!))).toBeNull();
      }),
      runs,
    );
  });

  test('law 7: an entry shows an audience exactly the fields listed for it', () => {
    for (const [key, step] of Object.entries(sample.steps)) {
      const fields = new Set(step.fields.map((field) => field.key));
      for (const list of Object.values(step.audience)) for (const field of list ?? []) expect(fields.has(field), `${key}.${field}`).toBe(true);
    }
  });

  test('law 8: a step and its undo leave everything a person or a clock can see as it was, and both stay', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.integer({ min: 0, max: 9 }), (hasAsker, minutes) => {
        const life = born(hasAsker);
        const before = life.snapshots[0]!;
        const given = decide(sample, before, actors[0]!, 'give', { to: {} }, lookups(start, chosen[0]!));
        const at = start + minutes * 60_000;
        expect(() => decide(sample, given.after, actors[1]!, 'undo', {}, lookups(at, chosen[0]!))).toThrow(Refusal);
        const undone = decide(sample, given.after, actors[0]!, 'undo', {}, lookups(at, chosen[0]!));
        const seen = (s: Snapshot) => ({ ...s, revision: 0, times: 0, legs: s.legs.map((leg) => ({ ...leg, revision: 0 })) });
        expect(seen(undone.after)).toEqual(seen(before));
        expect(undone.entry.seq).toBe(3);
        expect(canonical(fold([...life.entries, given.entry, undone.entry]))).toEqual(canonical(undone.after));
        expect(() => decide(sample, undone.after, actors[0]!, 'undo', {}, lookups(at, chosen[0]!))).toThrow(Refusal);
      }),
      runs,
    );
  });
});

describe('checking procedures', () => {
  const broken = (change: (p: Record<string, never>) => void): string[] => {
    const copy = structuredClone(sample) as never;
    change(copy);
    return checkProcedure(copy);
  };
  // oxlint-disable-next-line no-explicit-any -- breaks data on purpose
  test.each<[string, (p: any) => void, RegExp]>([
    ['a state without an exit', (p) => ((p.steps.finish.branches = []), (p.steps.finish.to = 'doing')), /./],
    ['a step to nowhere', (p) => (p.steps.drop.to = 'gone'), /no state "gone"/],
    ['limbo', (p) => p.steps.give.effects.pop(), /limbo/],
    ['a final state with open legs', (p) => (p.steps.drop.effects = []), /final\) with open legs/],
    ['a state never reached', (p) => (p.states.lost = { ...p.states.doing }), /"lost" can never be reached/],
    ['a field that does not exist', (p) => (p.steps.give.fields = []), /no field "to"/],
    ['a pause without listed reasons', (p) => (p.pause_reasons = []), /no pause reason/],
    ['an audience of unknown fields', (p) => (p.steps.rate.audience.public = ['name']), /audience names no field/],
    ['rungs that fire together', (p) => delete p.legs.look.ladder[1].after, /needs "after"/],
  ])('finds %s', (_, change, expected) => {
    expect(broken(change as never).join('\n')).toMatch(expected);
  });
});
