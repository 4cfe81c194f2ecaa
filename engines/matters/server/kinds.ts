import type { Actor, Words } from '@hezhi/contract';
import type { Call, House, Write } from '@hezhi/server';
import type { Decision, Procedure, Snapshot, Terms } from '../contract/index.ts';
import type { Chooser } from './procedures.ts';

/** What a module tells the engine about its kind of matter: the only place where the two meet. */
export type Kind = {
  readonly kind: string;
  /** Which procedure a new matter begins with where no method pack says otherwise. */
  readonly procedure: string;
  /** Further procedures of this kind that ship with it and may be chosen when a matter is opened. */
  readonly others?: readonly string[];
  /** From all to fine: `['', 'A', 'A01']` (figures are kept under each). */
  subjectPath(subject: string): string[];
  subjectName(district: string, subject: string): Words;
  /** Tier and limits that follow from a subject; null keeps those the matter has. */
  terms?(district: string, subject: string): Terms | null;
  /** Checks and changes what the module keeps beside the matter, in the same write; for steps of people and entries of the clock alike. */
  onStep?(call: Call, write: Write, decision: Decision, before: Snapshot): Promise<void>;
  /** Answers `answer` guards of the procedure. */
  answers?(call: Call, snapshot: Snapshot): Promise<Record<string, boolean>>;
  /** Runs before a step is decided; may refuse or adjust what was typed. */
  prepare?(call: Call, snapshot: Snapshot, step: string, data: Record<string, unknown>): Promise<Record<string, unknown>>;
};

type Registry = { kinds: Map<string, Kind>; procedures: Map<string, Procedure>; current: Map<string, number>; chooser: Chooser | null };

export function registry(house: House): Registry {
  return house.memo('matters.registry', () => ({ kinds: new Map(), procedures: new Map(), current: new Map(), chooser: null }));
}

/** A module makes its kind known when the house opens. */
export function registerKind(house: House, kind: Kind): void {
  registry(house).kinds.set(kind.kind, kind);
}

export type Reader = { actor: Actor };
