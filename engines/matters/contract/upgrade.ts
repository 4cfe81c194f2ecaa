import { Refusal, type Actor } from '@hezhi/contract/light';
import { mayStandAt } from './check.ts';
import type { Decision } from './decide.ts';
import { errors } from './errors.ts';
import { foldEntry } from './fold.ts';
import type { Procedure } from './procedure.ts';
import type { Entry, Snapshot } from './snapshot.ts';

/** Where states and legs of a former procedure go on in another: what is not named goes on under its own key. */
export type Mapping = { readonly states: Readonly<Record<string, string>>; readonly legs: Readonly<Record<string, string>> };
export const identity: Mapping = { states: {}, legs: {} };

const targetIn = (map: Readonly<Record<string, string>>, table: Readonly<Record<string, unknown>>, key: string): string | null => {
  const to = Object.hasOwn(map, key) ? map[key]! : key;
  return Object.hasOwn(table, to) ? to : null;
};

/** States (that are no end) and legs of the former procedure that have no place in the other: the mapping is total when both are empty. */
export function unmapped(from: Procedure, to: Procedure, mapping: Mapping): { states: string[]; legs: string[] } {
  return {
    states: Object.entries(from.states).flatMap(([key, state]) => {
      if (state.final) return [];
      const target = targetIn(mapping.states, to.states, key);
      return target === null || to.states[target]!.final ? [key] : [];
    }),
    legs: Object.keys(from.legs).filter((key) => targetIn(mapping.legs, to.legs, key) === null),
  };
}

/** Why a running matter cannot go on by the other procedure; null when it can. Pure. */
export type UpgradeFault = 'same' | 'other_kind' | 'ended' | 'not_total' | 'situation' | 'pause_reason';
export function upgradeFault(from: Procedure, to: Procedure, s: Snapshot, mapping: Mapping): UpgradeFault | null {
  if (from.key === to.key && from.version === to.version) return 'same';
  if (from.kind !== to.kind || from.secrecy !== to.secrecy) return 'other_kind';
  if (s.closedAt !== null) return 'ended';
  const missing = unmapped(from, to, mapping);
  if (missing.states.length > 0 || missing.legs.length > 0) return 'not_total';
  const state = targetIn(mapping.states, to.states, s.state);
  const legs = s.legs.map((leg) => targetIn(mapping.legs, to.legs, leg.key));
  if (state === null || legs.includes(null)) return 'not_total';
  // The other procedure must know the situation itself: only then its ends are known to be reachable.
  if (!mayStandAt(to)(state, legs as string[])) return 'situation';
  if (s.legs.some((leg) => leg.paused !== null && !to.pause_reasons.some((one) => one.key === leg.paused!.reason))) return 'pause_reason';
  return null;
}

/**
 * A running matter goes on by another version of its procedure: an entry of its timeline, with the keys of state and open legs as they are called there. Legs keep owner, limit and due moment;
 * what was told under the former procedure stays told by it. Errors: `matters.not_upgradable`, `matters.no_right`.
 */
export function decideUpgrade(from: Procedure, to: Procedure, before: Snapshot, mapping: Mapping, actor: Actor, now: number): Decision {
  if (actor.kind !== 'person' || !actor.post) throw new Refusal(errors.no_right, { step: 'upgraded' });
  const fault = upgradeFault(from, to, before, mapping);
  if (fault !== null) throw new Refusal(errors.not_upgradable, { why: upgradeWords[fault] });
  const legs = Object.fromEntries(
    [...new Set([...before.legs.map((leg) => leg.key), ...Object.keys(before.last)])].flatMap((key) => {
      const target = targetIn(mapping.legs, to.legs, key);
      return target === null || target === key ? [] : [[key, target]];
    }),
  );
  const entry: Entry = {
    seq: before.revision + 1,
    at: now,
    step: 'upgraded',
    actor: { kind: actor.kind, person: actor.person, post: actor.post.id, org: actor.post.org, role: actor.post.role },
    data: { from: from.version, to: to.version },
    facts: [{ f: 'upgrade', procedure: to.key, version: to.version, state: targetIn(mapping.states, to.states, before.state)!, legs }],
  };
  return { entry, after: foldEntry(before, entry) };
}

/** Why not, as key of the room's words. */
export const upgradeWords: Readonly<Record<UpgradeFault, { readonly 'zh-Hans': string; readonly en: string }>> = {
  same: { 'zh-Hans': '已经按这一版办理', en: 'it goes by this version already' },
  other_kind: { 'zh-Hans': '两个流程不是同一类事项', en: 'the two procedures serve different kinds of matter' },
  ended: { 'zh-Hans': '已经办结', en: 'it has ended' },
  not_total: { 'zh-Hans': '新版流程中没有对应的状态或责任段', en: 'the new version has no place for some of its states or legs' },
  situation: { 'zh-Hans': '新版流程中没有现在这样的办理情形', en: 'the new version knows no situation like the present one' },
  pause_reason: { 'zh-Hans': '新版流程中没有现在的挂起原因', en: 'the new version does not know the reason for which it is paused' },
};
