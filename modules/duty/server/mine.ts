import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { addDays, dayAt, momentAt, type TurnView } from '../contract/index.ts';
import { rostersById } from './queries.ts';
import { ownTurns } from './queries-turns.ts';
import { standingOf } from './standing.ts';
import { lexiconOf, turnView } from './views.ts';

type Mine = z.input<typeof TurnView> & { rosterName: string; orgName: string; phone: string | null; withMe: string[]; mayCheckIn: boolean };

/** Own turns of published months, from what is not over yet (or `from`) for 62 days at most. Two statements. */
export async function myTurns(call: Call, find: { from?: string | undefined; to?: string | undefined }): Promise<{ items: Mine[] }> {
  const { district, person } = standingOf(call);
  const from = find.from ?? dayAt(call.now);
  const most = addDays(from, 62);
  const to = find.to !== undefined && find.to < most ? find.to : most;
  const since = find.from === undefined ? call.now : momentAt(find.from, 0);
  const rows = await ownTurns(call.db, district, person, new Date(since).toISOString(), to);
  const rosters = new Map((await rostersById(call.db, district, [...new Set(rows.map((row) => row.roster))])).map((one) => [one.id, one]));
  const words = await lexiconOf(
    call,
    district,
    rows.flatMap((row) => row.with_people),
  );
  return {
    items: rows.map((row) => {
      const roster = rosters.get(row.roster)!;
      return {
        ...turnView(row, roster.shifts, words, true),
        rosterName: roster.name,
        orgName: words.org(row.org),
        phone: roster.phone,
        withMe: row.with_people.map((one) => words.person(one)),
        mayCheckIn: call.now >= Date.parse(row.starts) - 30 * 60_000 && call.now < Date.parse(row.ends),
      };
    }),
  };
}
