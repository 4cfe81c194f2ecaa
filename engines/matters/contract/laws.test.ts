import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal, systemActor } from '@hezhi/contract';
import {
  available,
  checkProcedure,
  decide,
  decideClock,
  fold,
  nextMoment,
  openLegs,
  ownerOf,
  type Entry,
  type Leg,
  type Procedure,
  type Snapshot,
} from './index.ts';
import { actors, born, calendar, district, id, input, live, lookups, moves, start } from '../testing/lives.ts';
import { parallel } from '../testing/parallel.ts';
import { sample } from '../testing/sample.ts';

/** The laws of matters.md, held against random lives of matters (law 9): of one leg after the other, and of legs side by side. */
const canonical = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const runs = { numRuns: 300 };
const both: readonly (readonly [string, Procedure])[] = [
  ['one after the other', sample],
  ['side by side', parallel],
];

describe.each(both)('the laws of matters, legs %s', (_, p) => {
  test('the procedure passes the rules it is to be held against', () => {
    expect(checkProcedure(p)).toEqual([]);
  });

  test('law 1: state, legs and marks are the fold of the timeline, through storage and back', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.nat(4), moves, (hasAsker, n, list) => {
        const life = live(p, born(p, hasAsker, n), list);
        expect(canonical(fold(canonical(life.entries) as Entry[]))).toEqual(canonical(life.snapshots.at(-1)));
      }),
      runs,
    );
  });

  test('law 2: exactly what is available is accepted; the rest is refused with the reason that was shown', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.nat(4), moves, (hasAsker, n, list) => {
        live(p, born(p, hasAsker, n), list, (before, now, move) => {
          for (const actor of actors) {
            const shown = new Map(available(p, before, actor, { now, calendar }).map((one) => [one.step, one]));
            const tried = (step: string, target?: string): string | null => {
              try {
                decide(p, before, actor, step, input(step, move.pick), lookups(now, move.to, target));
                return null;
              } catch (error) {
                if (!(error instanceof Refusal)) throw error;
                return error.def.code;
              }
            };
            for (const step of [...Object.keys(p.steps), 'undo']) {
              const offered = shown.get(step);
              if (offered && offered.choose.length > 0) {
                // Which of several must be said, and only those may be said that were offered.
                const legs = before.legs.map((leg) => leg.id);
                const asked = legs.filter((leg) => tried(step, leg) === null);
                expect([step, asked.toSorted()]).toEqual([step, offered.choose.map((leg) => leg.id).toSorted()]);
                if (offered.choose.length > 1) expect(tried(step)).toBe('matters.which_leg');
              } else if (offered) expect([step, tried(step)]).toEqual([step, offered.allowed ? null : offered.fault!.def.code]);
              else if (!p.steps[step]?.by.some((by) => 'clock' in by)) expect([step, tried(step)]).not.toEqual([step, null]);
            }
          }
        });
      }),
      { numRuns: 40 },
    );
  });

  test('law 3: every open matter has a leg with an owner and a due moment', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.nat(4), moves, (hasAsker, n, list) => {
        for (const s of live(p, born(p, hasAsker, n), list).snapshots) {
          const final = p.states[s.state]!.final;
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

  test('law 5: a timer of an older revision finds nothing to do', () => {
    fc.assert(
      fc.property(fc.nat(4), moves, (n, list) => {
        const s = live(p, born(p, true, n), list).snapshots.at(-1)!;
        for (const leg of s.legs) {
          const early = Math.min(nextMoment(leg) - 1, leg.startedAt);
          expect(decideClock(p, s, leg.id, systemActor(district), lookups(early, 0))).toBeNull();
        }
        expect(decideClock(p, s, id(9999), systemActor(district), lookups(Number.MAX_SAFE_INTEGER / 2, 0))).toBeNull();
      }),
      runs,
    );
  });

  test('law 7: an entry shows an audience exactly the fields listed for it', () => {
    for (const [key, step] of Object.entries(p.steps)) {
      const fields = new Set(step.fields.map((field) => field.key));
      for (const list of Object.values(step.audience)) for (const field of list ?? []) expect(fields.has(field), `${key}.${field}`).toBe(true);
    }
  });
});

describe('legs side by side', () => {
  /** The leg itself, the one it was opened for, and those opened for either. */
  const family = (s: Snapshot, acting: Leg): Set<string> =>
    new Set(
      s.legs
        .filter((leg) => [acting.id, acting.about].includes(leg.id) || leg.about === acting.id || (leg.about !== undefined && leg.about === acting.about))
        .map((leg) => leg.id),
    );
  const own = ['answer', 'refuse', 'agree', 'keep', 'give', 'ask_more', 'grant', 'report', 'object'];

  test('a step for one of several leaves the others exactly as they were', () => {
    fc.assert(
      fc.property(fc.nat(4), moves, (n, list) => {
        live(parallel, born(parallel, false, n), list, (before, now, move, actor, decision, target) => {
          if (!decision || !own.includes(decision.entry.step) || decision.after.state === 'done') return;
          const { step } = decision.entry;
          const key = (parallel.steps[step]!.by[0] as { leg: string }).leg;
          // Colleagues of one organisation may each have a leg of their own: whose it is, only being accepted for it tells.
          const accepted = (leg: string): boolean => {
            try {
              decide(parallel, before, actor, step, input(step, move.pick), lookups(now, move.to, leg));
              return true;
            } catch (error) {
              if (!(error instanceof Refusal)) throw error;
              return false;
            }
          };
          const mine = openLegs(before, key).filter((leg) => (target === undefined ? accepted(leg.id) : leg.id === target));
          expect(mine).toHaveLength(1);
          const touched = family(before, mine[0]!);
          const others = (s: Snapshot) => s.legs.filter((leg) => before.legs.some((one) => one.id === leg.id) && !touched.has(leg.id));
          expect(others(decision.after)).toEqual(others(before));
        });
      }),
      runs,
    );
  });

  test('what is opened or given back in the stead of one of several has the owner of that one', () => {
    fc.assert(
      fc.property(fc.nat(4), moves, (n, list) => {
        live(parallel, born(parallel, false, n), list, (before, _now, _move, _actor, decision) => {
          if (!decision) return;
          const { after, entry } = decision;
          if (entry.step === 'answer' && after.state === 'working') {
            const gone = before.legs.find((leg) => leg.key === 'answer' && !after.legs.some((one) => one.id === leg.id))!;
            const opened = after.legs.find((leg) => leg.key === 'work' && !before.legs.some((one) => one.id === leg.id))!;
            expect(ownerOf(opened)).toEqual(ownerOf(gone));
          }
          if (entry.step === 'keep')
            for (const leg of openLegs(after, 'answer')) expect(ownerOf(leg)).toEqual(ownerOf(before.legs.find((one) => one.id === leg.id)!));
        });
      }),
      runs,
    );
  });

  test('a side leg never outlives the leg it was opened for', () => {
    fc.assert(
      fc.property(fc.nat(4), moves, (n, list) => {
        for (const s of live(parallel, born(parallel, false, n), list).snapshots)
          for (const leg of s.legs) if (leg.about !== undefined) expect(s.legs.map((one) => one.id)).toContain(leg.about);
      }),
      runs,
    );
  });
});

describe('clocks and undoing', () => {
  test('law 4: comments, moves and hand-overs inside an organisation do not move a due moment', () => {
    fc.assert(
      fc.property(fc.boolean(), moves, (hasAsker, list) => {
        live(sample, born(sample, hasAsker), list, (before, _now, _move, _actor, decision) => {
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
        const life = born(sample, true);
        const given = decide(sample, life.snapshots[0]!, actors[0]!, 'give', { to: {} }, lookups(start, 0)).after;
        const at = start + run * 60_000;
        const leg = given.legs[0]!;
        fc.pre(at < leg.dueAt);
        const paused = decide(sample, given, actors[2]!, 'pause', { reason: 'rain' }, lookups(at, 0)).after;
        const resumed = decide(sample, paused, actors[2]!, 'resume', {}, lookups(at + rest * 60_000, 0)).after;
        const again = decide(sample, resumed, actors[2]!, 'pause', { reason: 'rain' }, lookups(at + rest * 60_000, 0)).after;
        expect(again.legs[0]!.paused!.leftMs).toBe(paused.legs[0]!.paused!.leftMs);
      }),
      runs,
    );
  });

  test('law 8: a step and its undo leave everything a person or a clock can see as it was, and both stay', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.integer({ min: 0, max: 9 }), (hasAsker, minutes) => {
        const life = born(sample, hasAsker);
        const before = life.snapshots[0]!;
        const given = decide(sample, before, actors[0]!, 'give', { to: {} }, lookups(start, 0));
        const at = start + minutes * 60_000;
        expect(() => decide(sample, given.after, actors[1]!, 'undo', {}, lookups(at, 0))).toThrow(Refusal);
        const undone = decide(sample, given.after, actors[0]!, 'undo', {}, lookups(at, 0));
        const seen = (s: Snapshot) => ({ ...s, revision: 0, times: 0, legs: s.legs.map((leg) => ({ ...leg, revision: 0 })) });
        expect(seen(undone.after)).toEqual(seen(before));
        expect(undone.entry.seq).toBe(3);
        expect(canonical(fold([...life.entries, given.entry, undone.entry]))).toEqual(canonical(undone.after));
        expect(() => decide(sample, undone.after, actors[0]!, 'undo', {}, lookups(at, 0))).toThrow(Refusal);
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
