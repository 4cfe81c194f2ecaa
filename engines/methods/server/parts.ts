import type { Call, House, Write } from '@hezhi/server';
import { coreParts, type AnyPart, type Part } from '../contract/index.ts';

/** What a pack brings a room, with where it is put in force (or was). */
export type Adoption<T> = {
  readonly district: string;
  readonly area: string;
  readonly pack: string;
  readonly version: number;
  readonly values: readonly { file: string; value: T }[];
};

/**
 * What a room does when its part of a pack is put in force or withdrawn: it may add to the write, which is one with the change, or refuse it by throwing a Refusal. Most rooms need nothing
 * here: they ask `inForce` when they work.
 */
export type PartHooks<T> = {
  adopt?(call: Call, write: Write, adoption: Adoption<T>): void | Promise<void>;
  withdraw?(call: Call, write: Write, adoption: Adoption<T>): void | Promise<void>;
};

type Registered = { part: AnyPart; hooks: PartHooks<unknown> };
type Registry = { parts: Map<string, Registered>; turn: number };

const registry = (house: House): Registry =>
  house.memo('methods.parts', () => ({ parts: new Map(coreParts.map((part) => [part.key, { part, hooks: {} }])), turn: 0 }));

/** A room makes its part of packs known when the house opens. */
export function registerPart<T>(house: House, part: Part<T>, hooks: PartHooks<T> = {}): void {
  const known = registry(house);
  known.parts.set(part.key, { part: part as AnyPart, hooks: hooks as PartHooks<unknown> });
  known.turn++;
}

/** The parts of the house, and a number that rises with every change of them. */
export const partsOf = (house: House): { parts: readonly AnyPart[]; turn: number } => {
  const { parts, turn } = registry(house);
  return { parts: [...parts.values()].map(({ part }) => part), turn };
};

/** What rooms asked to do when their parts come into force. */
export const hooksOf = (house: House): readonly Registered[] => [...registry(house).parts.values()];
