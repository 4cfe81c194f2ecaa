import { iso } from '@hezhi/contract';
import { sql, type Sql, type Write } from '@hezhi/server';
import type { Leg, Snapshot, Stage } from '../contract/index.ts';
import { gramsOf, normalise } from './grams.ts';
import { reachPieces } from './reach.ts';
import type { Static } from './persist.ts';
import { isoOrNull, legBody, memoryOf, sortAt } from './rows.ts';

type Row = { stage: Stage; dueAt: number | null; overdue: boolean; head: Buffer; at: number };

export function insertMatter(write: Write, s: Snapshot, row: Row, fixed: Static): void {
  write.add(sql`INSERT INTO matters.matter (district, id, number, kind, procedure, procedure_version, title, state, stage, revision, area, lon, lat, subject, tier, channel, asker,
      secrecy, public, opened_at, closed_at, due_at, overdue, marks, rating, memory, head, changed_at)
    VALUES (${s.district}, ${s.id}, ${fixed.number}, ${s.kind}, ${s.procedure}, ${s.procedureVersion}, ${fixed.title}, ${s.state}, ${row.stage}, ${s.revision}, ${s.area},
      ${s.point?.[0] ?? null}, ${s.point?.[1] ?? null}, ${s.subject}, ${s.tier}, ${s.channel}, ${s.asker}, ${s.secrecy}, ${s.public}, ${iso(s.openedAt)}, ${isoOrNull(s.closedAt)},
      ${isoOrNull(row.dueAt)}, ${row.overdue}, ${s.marks}, ${s.rating}, ${JSON.stringify(memoryOf(s))}, ${row.head}, ${iso(row.at)})`);
}

/** The optimistic move: it happens only from the revision that was decided on (law 6). */
export function updateMatter(write: Write, s: Snapshot, row: Row, from: number, stale: () => Error): void {
  write.add(
    sql`UPDATE matters.matter SET procedure = ${s.procedure}, procedure_version = ${s.procedureVersion}, state = ${s.state}, stage = ${row.stage}, revision = ${s.revision}, area = ${s.area}, lon = ${s.point?.[0] ?? null}, lat = ${s.point?.[1] ?? null},
      subject = ${s.subject}, tier = ${s.tier}, public = ${s.public}, closed_at = ${isoOrNull(s.closedAt)}, due_at = ${isoOrNull(row.dueAt)}, overdue = ${row.overdue}, marks = ${s.marks},
      rating = ${s.rating}, memory = ${JSON.stringify(memoryOf(s))}, head = ${row.head}, changed_at = ${iso(row.at)}
      WHERE district = ${s.district} AND id = ${s.id} AND revision = ${from}`,
    1,
    stale,
  );
}

export function insertEntries(
  write: Write,
  district: string,
  matter: string,
  entries: readonly { seq: number; at: number; step: string; body: string; hash: Buffer }[],
): void {
  for (const one of entries) {
    write.add(sql`INSERT INTO matters.entry (district, matter, seq, at, step, body, hash)
      VALUES (${district}, ${matter}, ${one.seq}, ${iso(one.at)}, ${one.step}, ${one.body}::json, ${one.hash})`);
  }
}

/** Pieces hold no space, so one text takes them over: an array would be quoted piece by piece. */
const vectorOf = (pieces: readonly string[]): Sql => sql`array_to_tsvector(string_to_array(${pieces.join(' ')}, ' '))`;

export function insertText(write: Write, { district, id, area, openedAt }: Snapshot, text: string, parties: readonly string[]): void {
  const pieces = [...gramsOf(text), ...reachPieces(openedAt, area, parties)];
  write.add(sql`INSERT INTO matters.text (district, matter, words, grams) VALUES (${district}, ${id}, ${normalise(text)}, ${vectorOf(pieces)})`);
}

/** The matter came to other parties or lies elsewhere: those find it too from now on. */
export function widenText(write: Write, { district, id, area, openedAt }: Snapshot, parties: readonly string[]): void {
  write.add(sql`UPDATE matters.text SET grams = grams || ${vectorOf(reachPieces(openedAt, area, parties))} WHERE district = ${district} AND matter = ${id}`);
}

export function upsertLegs(write: Write, district: string, matter: string, area: string, legs: readonly Leg[], moved: boolean): void {
  for (const leg of legs) {
    write.add(sql`INSERT INTO matters.leg AS l (district, matter, id, key, org, post, person, area, sort_at, started_at, due_at, overdue, offer_org, ended_at, result, revision, body)
      VALUES (${district}, ${matter}, ${leg.id}, ${leg.key}, ${leg.org}, ${leg.post}, ${leg.person}, ${area}, ${iso(sortAt(leg))}, ${iso(leg.startedAt)}, ${iso(leg.dueAt)}, ${leg.overdue},
        ${leg.offer?.org ?? null}, ${isoOrNull(leg.endedAt)}, ${leg.result}, ${leg.revision}, ${JSON.stringify(legBody(leg))})
      ON CONFLICT (district, matter, id) DO UPDATE SET key = excluded.key, org = excluded.org, post = excluded.post, person = excluded.person, area = excluded.area, sort_at = excluded.sort_at,
        due_at = excluded.due_at, overdue = excluded.overdue, offer_org = excluded.offer_org, ended_at = excluded.ended_at, result = excluded.result, revision = excluded.revision,
        body = excluded.body WHERE l.revision < excluded.revision ${sql.raw(moved ? 'OR l.area <> excluded.area' : '')}`);
  }
}

export function insertParties(write: Write, district: string, matter: string, openedAt: number, parties: readonly string[]): void {
  if (parties.length === 0) return;
  write.add(sql`INSERT INTO matters.party (district, party, matter, opened_at)
    SELECT ${district}, p, ${matter}::uuid, ${iso(openedAt)}::timestamptz FROM unnest(${parties}::uuid[]) p ON CONFLICT DO NOTHING`);
}

export function insertLink(write: Write, district: string, child: string, parent: string, meaning: string, at: number): void {
  write.add(sql`INSERT INTO matters.link (district, child, parent, meaning, at) VALUES (${district}, ${child}, ${parent}, ${meaning}, ${iso(at)})`);
}
