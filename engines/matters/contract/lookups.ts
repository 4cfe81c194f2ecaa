import type { Limit } from '@hezhi/calendar/contract';
import { Refusal, type Actor } from '@hezhi/contract/light';
import type { World } from './available.ts';
import { errors } from './errors.ts';
import type { EffectDef, OwnerRef, Procedure, StepDef } from './procedure.ts';
import { ownerOf } from './fold.ts';
import type { Leg, Owner, Snapshot, Terms } from './snapshot.ts';

/** What was looked up before deciding: owners by the key of their description, beside the world of `available`. */
export type Lookups = World & {
  owners: Readonly<Record<string, Owner>>;
  /** What follows from a subject that the step gives: tier and limits of the legs opened from now on. */
  terms?: (subject: string) => Terms | null;
};

/** The key of an owner's description in `Lookups.owners`. */
export const refKey = (ref: OwnerRef): string => JSON.stringify(ref);

/** Whether a description must be resolved by the directory before deciding. */
const outside = (ref: OwnerRef): boolean => 'org' in ref || ('post' in ref && 'at' in ref) || 'field' in ref || 'each' in ref;

function effectsOf(step: { effects: readonly EffectDef[]; branches?: StepDef['branches'] }): EffectDef[] {
  return [...step.effects, ...(step.branches ?? []).flatMap((branch) => branch.effects)];
}

/** The owners that the directory must resolve before the step can be decided. */
export function ownersNeeded(procedure: Procedure, step: { effects: readonly EffectDef[]; branches?: StepDef['branches'] }): OwnerRef[] {
  const refs: OwnerRef[] = [];
  const need = (ref: OwnerRef): void => void refs.push('param' in ref && ref.else ? ref.else : ref);
  for (const effect of effectsOf(step)) {
    if (effect.do === 'open') need(effect.owner ?? procedure.legs[effect.leg]!.owner);
    else if (effect.do === 'assign' || effect.do === 'offer') need(effect.owner);
  }
  return refs.filter(outside);
}

/** The key of the nth of several owners. */
export const eachKey = (ref: OwnerRef, n: number): string => `${refKey(ref)}#${n}`;

/** The owners that a description means: one, or with `each` all that were chosen (none where none was). Errors: `matters.no_owner`. */
export function ownersFor(ref: OwnerRef, s: Snapshot, actor: Actor, world: Lookups, acting: Leg | undefined): Owner[] {
  if (!('each' in ref)) return [ownerFor(ref, s, actor, world, acting)];
  const owners: Owner[] = [];
  for (let n = 0, owner = world.owners[eachKey(ref, 0)]; owner; owner = world.owners[eachKey(ref, ++n)]) owners.push(owner);
  return owners;
}

/** The owner that a description means here and now. Errors: `matters.no_owner`. */
export function ownerFor(ref: OwnerRef, s: Snapshot, actor: Actor, world: Lookups, acting: Leg | undefined): Owner {
  if ('asker' in ref) return { org: null, post: null, person: s.asker };
  if ('actor' in ref) return { org: actor.post?.org ?? null, post: actor.post?.id ?? null, person: actor.post ? null : actor.person };
  // The leg that the step is about: its own, or the one for which its side leg was opened.
  const meant = acting?.about === undefined ? acting : (s.legs.find((leg) => leg.id === acting.about) ?? acting);
  const owner =
    'same' in ref
      ? meant?.key === ref.same
        ? ownerOf(meant)
        : s.last[ref.same]
      : 'param' in ref
        ? (s.params[ref.param] ?? (ref.else && world.owners[refKey(ref.else)]))
        : world.owners[refKey(ref)];
  if (!owner || (owner.org === null && owner.person === null)) throw new Refusal(errors.no_owner);
  return owner;
}

/** A limit written down, or the matter's own of that name. */
export function limitFor(ref: Limit | { of: string; else: Limit }, s: Snapshot): Limit {
  return 'of' in ref ? (s.limits[ref.of] ?? ref.else) : ref;
}
