import type { Entry, Fact, Leg, Snapshot } from './snapshot.ts';

function change(legs: readonly Leg[], id: string, apply: (leg: Leg) => Leg): Leg[] {
  return legs.map((leg) => (leg.id === id ? { ...apply(leg), revision: leg.revision + 1 } : leg));
}

function applyFact(s: Snapshot, fact: Fact, entry: Entry): Snapshot {
  switch (fact.f) {
    case 'open':
      return {
        ...fact.snapshot,
        revision: s.revision,
        legs: [],
        times: s.times,
        last: {},
        undo: null,
        marks: [],
        rating: null,
        closedAt: null,
        openChildren: 0,
      };
    case 'state':
      return { ...s, state: fact.to };
    case 'closed':
      return { ...s, closedAt: fact.at };
    case 'leg.open':
      return { ...s, legs: [...s.legs, fact.leg], last: { ...s.last, [fact.leg.key]: ownerOf(fact.leg) } };
    case 'leg.end':
      return { ...s, legs: s.legs.filter((leg) => leg.id !== fact.id) };
    case 'leg.pause':
      return { ...s, legs: change(s.legs, fact.id, (leg) => ({ ...leg, paused: fact.paused, ...(leg.paused ? { extended: true } : { suspended: true }) })) };
    case 'leg.clock':
      return {
        ...s,
        legs: change(s.legs, fact.id, (leg) => ({
          ...leg,
          // A running clock that is set anew was given more time; a standing one runs on.
          ...(leg.paused ? {} : { extended: true as const }),
          paused: null,
          dueAt: fact.dueAt,
          warnAt: fact.warnAt,
          rungAt: fact.rungAt,
          overdue: fact.overdue,
          rung: fact.rung,
        })),
      };
    case 'leg.warned':
      return { ...s, legs: change(s.legs, fact.id, (leg) => ({ ...leg, warnAt: null })) };
    case 'leg.rung':
      return { ...s, legs: change(s.legs, fact.id, (leg) => ({ ...leg, rung: fact.rung, rungAt: fact.rungAt, overdue: fact.overdue, warnAt: null })) };
    case 'leg.assign': {
      const key = s.legs.find((leg) => leg.id === fact.id)?.key;
      const why = fact.why ? { why: fact.why } : {};
      const legs = change(s.legs, fact.id, (leg) => ({ ...leg, ...fact.owner, ...why, offer: null }));
      return { ...s, legs, last: key === undefined ? s.last : { ...s.last, [key]: fact.owner } };
    }
    case 'leg.offer':
      return { ...s, legs: change(s.legs, fact.id, (leg) => ({ ...leg, offer: fact.offer })) };
    case 'mark':
      return s.marks.includes(fact.mark) ? s : { ...s, marks: [...s.marks, fact.mark].sort() };
    case 'unmark':
      return { ...s, marks: s.marks.filter((mark) => mark !== fact.mark) };
    case 'rating':
      return { ...s, rating: fact.value };
    case 'subject':
      return { ...s, subject: fact.value, ...fact.terms };
    case 'place':
      return { ...s, area: fact.area, point: fact.point };
    case 'public':
      return { ...s, public: fact.value };
    case 'children':
      return { ...s, openChildren: s.openChildren + fact.change };
    case 'undoable':
      return s; // set by foldEntry, which knows the snapshot before the entry
    case 'restore': {
      if (!s.undo) throw new Error('restore without something to undo');
      // Counters and revisions go on; everything a person or a clock can see is as it was (law 8).
      return {
        ...s.undo.before,
        undo: null,
        revision: s.revision,
        times: s.times,
        legs: s.undo.before.legs.map((leg) => ({ ...leg, revision: leg.revision + 1_000 })),
      };
    }
    case 'upgrade': {
      const called = (key: string): string => fact.legs[key] ?? key;
      return {
        ...s,
        procedure: fact.procedure,
        procedureVersion: fact.version,
        state: fact.state,
        legs: s.legs.map((leg) => (called(leg.key) === leg.key ? leg : { ...leg, key: called(leg.key), revision: leg.revision + 1 })),
        last: Object.fromEntries(Object.entries(s.last).map(([key, owner]) => [called(key), owner])),
      };
    }
    default: {
      const never: never = fact;
      throw new Error(`unknown fact in entry ${entry.seq}: ${JSON.stringify(never)}`);
    }
  }
}

export const ownerOf = (leg: { org: string | null; post: string | null; person: string | null }) => ({ org: leg.org, post: leg.post, person: leg.person });

const nothing = { revision: 0, times: {} } as unknown as Snapshot;

/** The snapshot after one more entry. `before` is null for the entry that opens the matter. */
export function foldEntry(before: Snapshot | null, entry: Entry): Snapshot {
  const start = before ?? nothing;
  let s: Snapshot = { ...start, revision: entry.seq, times: { ...start.times, [entry.step]: (start.times[entry.step] ?? 0) + 1 } };
  for (const fact of entry.facts) s = applyFact(s, fact, entry);
  const undoable = entry.facts.find((fact) => fact.f === 'undoable');
  if (undoable && before) {
    const { undo: _, ...rest } = before;
    return { ...s, undo: { step: entry.step, person: undoable.person, until: undoable.until, before: rest } };
  }
  return s.undo === null ? s : { ...s, undo: null };
}

/** State is a fold of the timeline (law 1): replaying it from nothing gives the stored rows. */
export function fold(entries: readonly Entry[]): Snapshot | null {
  let snapshot: Snapshot | null = null;
  for (const entry of entries) snapshot = foldEntry(snapshot, entry);
  return snapshot;
}

/** The next moment at which the clock has something to do for a leg; null while it is paused without an end in sight. */
export function nextMoment(leg: Leg): number {
  const moments: number[] = [];
  if (leg.offer) moments.push(leg.offer.lapseAt);
  if (leg.paused) moments.push(leg.paused.until);
  else {
    if (leg.warnAt !== null) moments.push(leg.warnAt);
    if (leg.rungAt !== null) moments.push(leg.rungAt);
  }
  return moments.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...moments);
}
