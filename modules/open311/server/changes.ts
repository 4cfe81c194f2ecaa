import type { Procedure } from '@hezhi/matters/contract';
import { procedureOf, type EntryRow } from '@hezhi/matters/server';
import { hearAll, type Listener } from '@hezhi/server';
import { entriesFrom, insertChanges, type NewChange } from './queries.ts';

type Stepped = { matter: string; kind: string; public: boolean; revision: number; steps: string[]; before: string | null; state: string };

/** Entries of the engine that concern whoever waits (law 7); the rest of its own are the staff's. */
const told = new Set(['undo', 'pause_ended']);

function audiencesOf(procedure: Procedure, entry: EntryRow): { for_public: boolean; for_asker: boolean } {
  // That it was reported is the request itself.
  if (entry.step === 'open') return { for_public: false, for_asker: false };
  const def = procedure.steps[entry.step];
  if (!def) return { for_public: told.has(entry.step), for_asker: told.has(entry.step) };
  return { for_public: def.audience.public !== undefined, for_asker: def.audience.asker !== undefined };
}

/** Keeps what happened to public cases in the order of time, so that a client that asks "what is new" costs an index and no search. */
export const changed: Listener = hearAll('open311_changed', 'matters.stepped', async (call, events) => {
  // That it was reported is the request itself: nothing of it is kept.
  const stepped = events
    .map(({ data }) => data as Stepped)
    .filter(({ kind, public: open, steps }) => kind === 'case' && open && !steps.every((step) => step === 'open'));
  if (stepped.length === 0) return;
  const { district } = events[0]!;
  const ranges = stepped.map(({ matter, revision, steps }) => ({ matter, from: revision - steps.length + 1, to: revision }));
  const taken = Map.groupBy(await entriesFrom(call.db, district, ranges), ({ nth }) => nth - 1);
  const shown: NewChange[] = [];
  for (const [nth, data] of stepped.entries()) {
    const entries = taken.get(nth) ?? [];
    if (entries.length === 0) continue;
    // An upgrade may have come before this is worked: each entry is judged by the version under which it was taken.
    const along = await Promise.all(entries.map((entry) => procedureOf(call.house, entry.procedure, entry.procedure_version)));
    let state = data.before ?? along[0]!.initial;
    const rows = entries.map((entry, index) => {
      const to = entry.body.facts.findLast((fact) => fact.f === 'state')?.to;
      // An undone step leaves the state that the event names.
      state = to ?? (index === entries.length - 1 ? data.state : state);
      return { matter: data.matter, seq: entry.seq, at: entry.at, state, ...audiencesOf(along[index]!, entry) };
    });
    shown.push(...rows.filter((row) => row.for_public || row.for_asker));
  }
  if (shown.length > 0) await insertChanges(call.db, district, shown);
});
