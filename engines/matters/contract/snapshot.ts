import type { Limit } from '@hezhi/calendar/contract';

/** Who owns a leg: an organisation, perhaps one post in it; or a person who asked. */
export type Owner = { org: string | null; post: string | null; person: string | null };

/** A hand-over offered and not yet answered (交接); until then the giver answers for the leg. */
export type Offer = Owner & { by: string | null; at: number; lapseAt: number };

/** One stretch of responsibility 责任段. Moments are epoch ms. */
export type Leg = Owner & {
  id: string;
  key: string;
  limit: Limit;
  startedAt: number;
  dueAt: number;
  /** "Nearly due" from here on; null once told or while paused. */
  warnAt: number | null;
  /** The next rung of the ladder after the due moment; null when there is none. */
  rungAt: number | null;
  rung: number;
  overdue: boolean;
  paused: { reason: string; at: number; leftMs: number; until: number } | null;
  offer: Offer | null;
  endedAt: number | null;
  result: string | null;
  /** Rises with every change of the leg; a timer states the revision it was set for (law 5). */
  revision: number;
  /** What was typed in the step that opened it (an extension asked, say). */
  data: Record<string, unknown>;
  /** The leg that a side leg was opened for: a decision on a return knows whose return. */
  about?: string;
  /** Why its owner has it: the step that gave it and the organisation that took the step. */
  why?: Why;
  /** Its clock was ever stopped (挂账), or it was ever given more time (延期). */
  suspended?: true;
  extended?: true;
};

export type Why = { step: string; org: string | null };

/** What a matter is now: the fold of its timeline. Only open legs are kept; ended ones are remembered in `last`. */
export type Snapshot = {
  id: string;
  district: string;
  kind: string;
  procedure: string;
  procedureVersion: number;
  state: string;
  /** Rises with every entry: the version a change is based on (house rule 5). */
  revision: number;
  area: string;
  point: readonly [number, number] | null;
  subject: string;
  tier: number;
  channel: string;
  asker: string | null;
  secrecy: 0 | 1;
  public: boolean;
  openedAt: number;
  closedAt: number | null;
  marks: readonly string[];
  rating: number | null;
  limits: Readonly<Record<string, Limit>>;
  params: Readonly<Record<string, Owner>>;
  legs: readonly Leg[];
  last: Readonly<Record<string, Owner>>;
  times: Readonly<Record<string, number>>;
  openChildren: number;
  /** The latest step that may be undone: who took it, until when, and the snapshot before it (without its own undo). */
  undo: { step: string; person: string | null; until: number; before: Omit<Snapshot, 'undo'> } | null;
};

/** What follows from a subject: how urgent it is and how long its legs may take. */
export type Terms = { tier: number; limits: Readonly<Record<string, Limit>> };

/** What a step does, complete: folding needs neither calendar nor directory (decision 3). */
export type Fact =
  | { f: 'open'; snapshot: Omit<Snapshot, 'revision' | 'legs' | 'times' | 'last' | 'undo' | 'marks' | 'rating' | 'closedAt' | 'openChildren'> }
  | { f: 'state'; to: string }
  | { f: 'closed'; at: number | null }
  | { f: 'leg.open'; leg: Leg }
  | { f: 'leg.end'; id: string; at: number; result: string }
  | { f: 'leg.pause'; id: string; paused: NonNullable<Leg['paused']> }
  | { f: 'leg.clock'; id: string; dueAt: number; warnAt: number | null; rungAt: number | null; overdue: boolean; rung: number }
  | { f: 'leg.warned'; id: string }
  | { f: 'leg.rung'; id: string; rung: number; rungAt: number | null; overdue: boolean }
  | { f: 'leg.assign'; id: string; owner: Owner; why?: Why }
  | { f: 'leg.offer'; id: string; offer: Offer | null }
  | { f: 'mark'; mark: string }
  | { f: 'unmark'; mark: string }
  | { f: 'rating'; value: number }
  | { f: 'subject'; value: string; terms: Terms | null }
  | { f: 'place'; area: string; point: readonly [number, number] | null }
  | { f: 'public'; value: boolean }
  | { f: 'children'; change: 1 | -1 }
  | { f: 'undoable'; person: string | null; until: number }
  | { f: 'restore' }
  /** It goes on by another procedure: its state and the new keys of legs whose key changes. */
  | { f: 'upgrade'; procedure: string; version: number; state: string; legs: Readonly<Record<string, string>> };

/** One entry of the timeline 办理记录, as it is stored and hashed. */
export type Entry = {
  seq: number;
  at: number;
  step: string;
  actor: { kind: 'person' | 'system' | 'anonymous'; person: string | null; post: string | null; org: string | null; role: string | null };
  data: Record<string, unknown>;
  facts: Fact[];
};

/** The open legs of a key. */
export const openLegs = (snapshot: Snapshot, key?: string): Leg[] => snapshot.legs.filter((leg) => key === undefined || leg.key === key);
