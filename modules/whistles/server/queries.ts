import type { Response } from '../contract/index.ts';
import { sql, type Db, type Write } from '@hezhi/server';

export type KindRow = {
  key: string;
  check_in: Limit;
  handle: Limit;
  decision: Limit;
  on_site: boolean;
  tier: number;
  active: boolean;
  version: number;
};
type Limit = { amount: number; unit: 'working-minutes' | 'working-days' | 'minutes' | 'days' };

/** The district's own kinds; what is absent is as shipped. */
export function ownKinds(db: Db, district: string): Promise<KindRow[]> {
  return db.all<KindRow>(sql`SELECT key, check_in, handle, decision, on_site, tier, active, version FROM whistles.kind WHERE district = ${district}`);
}

/** Writes a kind over version `from` (0 = none yet): touches no row when somebody was faster. */
export function putKind(write: Write, district: string, row: KindRow, from: number, stale: () => Error): void {
  write.add(
    sql`INSERT INTO whistles.kind AS k (district, key, check_in, handle, decision, on_site, tier, active, version)
      VALUES (${district}, ${row.key}, ${JSON.stringify(row.check_in)}, ${JSON.stringify(row.handle)}, ${JSON.stringify(row.decision)}, ${row.on_site}, ${row.tier}, ${row.active}, ${row.version})
      ON CONFLICT (district, key) DO UPDATE SET check_in = excluded.check_in, handle = excluded.handle, decision = excluded.decision, on_site = excluded.on_site, tier = excluded.tier,
        active = excluded.active, version = excluded.version WHERE k.version = ${from}`,
    1,
    stale,
  );
}

export type WhistleRow = {
  district: string;
  id: string;
  kind: string;
  text: string;
  address: string;
  on_site: boolean;
  whistler: string;
  case_id: string | null;
  opened_at: string;
  verdict: 'necessary' | 'needless' | null;
};

export function insertWhistle(write: Write, row: Omit<WhistleRow, 'verdict'>): void {
  write.add(sql`INSERT INTO whistles.whistle (district, id, kind, text, address, on_site, whistler, case_id, opened_at)
    VALUES (${row.district}, ${row.id}, ${row.kind}, ${row.text}, ${row.address}, ${row.on_site}, ${row.whistler}, ${row.case_id}, ${row.opened_at})`);
}

/** Whose right to see the matter was checked before. */
export const findWhistle = (db: Db, district: string, id: string): Promise<WhistleRow | undefined> =>
  db.find<WhistleRow>(
    sql`SELECT district, id, kind, text, address, on_site, whistler, case_id, opened_at, verdict FROM whistles.whistle WHERE district = ${district} AND id = ${id}`,
  );

export function setVerdict(write: Write, district: string, id: string, verdict: string): void {
  write.add(sql`UPDATE whistles.whistle SET verdict = ${verdict} WHERE district = ${district} AND id = ${id}`, 1);
}

/** The newest whistle of a case. */
export const latestOfCase = async (db: Db, district: string, caseId: string): Promise<string | undefined> =>
  (
    await db.find<{ id: string }>(
      sql`SELECT id FROM whistles.whistle WHERE district = ${district} AND case_id = ${caseId} ORDER BY opened_at DESC, id DESC LIMIT 1`,
    )
  )?.id;

/** Moments are RFC 3339 as they come from the database. */
export type ResponseRow = Omit<Response, 'whistled_at' | 'due_at' | 'checked_in_at' | 'handle_due_at' | 'done_at'> & {
  whistle: string;
  whistled_at: string;
  due_at: string;
  checked_in_at: string | null;
  minutes: number | null;
  working_minutes: number | null;
  handle_due_at: string | null;
  done_at: string | null;
};
export const responseColumns = sql.raw(
  `r.whistle, r.leg, r.role, r.org, r.via, r.whistled_at, r.due_at, r.checked_in_at, r.checked_in_by, r.minutes, r.working_minutes, r.distance, r.silent, r.refusal, r.refusal_reason,
   r.respond_leg, r.handle_due_at, r.late, r.done_at, r.outcome, r.necessary, r.score, r.result`,
);

export const responsesOf = (db: Db, district: string, whistle: string): Promise<ResponseRow[]> =>
  db.all<ResponseRow>(
    sql`SELECT ${responseColumns} FROM whistles.response r WHERE r.district = ${district} AND r.whistle = ${whistle} ORDER BY r.whistled_at, r.role DESC, r.leg`,
  );

const ms = (at: string | null): number | null => (at === null ? null : Date.parse(at));
/** A stored row as the fold knows it. */
export function responseOf(row: ResponseRow): Response {
  const { whistle: _, minutes: __, working_minutes: ___, ...rest } = row;
  return {
    ...rest,
    whistled_at: Date.parse(row.whistled_at),
    due_at: Date.parse(row.due_at),
    checked_in_at: ms(row.checked_in_at),
    handle_due_at: ms(row.handle_due_at),
    done_at: ms(row.done_at),
  };
}

const at = (moment: number | null): string | null => (moment === null ? null : new Date(moment).toISOString());

/** `working`: minutes of working time from the whistle to the check-in. */
export function putResponse(write: Write, district: string, whistle: string, row: Response, working: number | null): void {
  const minutes = row.checked_in_at === null ? null : Math.floor((row.checked_in_at - row.whistled_at) / 60_000);
  write.add(sql`INSERT INTO whistles.response (district, whistle, leg, role, org, via, whistled_at, due_at, checked_in_at, checked_in_by, minutes, working_minutes, distance, silent, refusal,
      refusal_reason, respond_leg, handle_due_at, late, done_at, outcome, necessary, score, result)
    VALUES (${district}, ${whistle}, ${row.leg}, ${row.role}, ${row.org}, ${row.via}, ${at(row.whistled_at)}, ${at(row.due_at)}, ${at(row.checked_in_at)}, ${row.checked_in_by}, ${minutes},
      ${working}, ${row.distance}, ${row.silent}, ${row.refusal}, ${row.refusal_reason}, ${row.respond_leg}, ${at(row.handle_due_at)}, ${row.late}, ${at(row.done_at)}, ${row.outcome},
      ${row.necessary}, ${row.score}, ${row.result})
    ON CONFLICT (district, whistle, leg) DO UPDATE SET org = excluded.org, due_at = excluded.due_at, checked_in_at = excluded.checked_in_at, checked_in_by = excluded.checked_in_by,
      minutes = excluded.minutes, working_minutes = excluded.working_minutes, distance = excluded.distance, silent = excluded.silent, refusal = excluded.refusal,
      refusal_reason = excluded.refusal_reason, respond_leg = excluded.respond_leg, handle_due_at = excluded.handle_due_at, late = excluded.late, done_at = excluded.done_at,
      outcome = excluded.outcome, necessary = excluded.necessary, score = excluded.score, result = excluded.result`);
}

/** What the lead departments reported, oldest first. */
export const reportsOf = (db: Db, district: string, whistle: string): Promise<{ org: string | null; note: string }[]> =>
  db.all(sql`SELECT e.body->'actor'->>'org' AS org, e.body->'data'->>'note' AS note FROM matters.entry e
    WHERE e.district = ${district} AND e.matter = ${whistle} AND e.step = 'report_done' ORDER BY e.seq`);

/** Why a whistle was withdrawn. */
export const withdrawnBecause = async (db: Db, district: string, whistle: string): Promise<string> =>
  (
    await db.find<{ note: string }>(
      sql`SELECT e.body->'data'->>'note' AS note FROM matters.entry e WHERE e.district = ${district} AND e.matter = ${whistle} AND e.step = 'withdraw' ORDER BY e.seq DESC LIMIT 1`,
    )
  )?.note ?? '';

/** Whistles with their timelines and rows for the recount, in order of ids. */
export type Counted = {
  id: string;
  number: string;
  lon: number | null;
  lat: number | null;
  whistle: string | null;
  verdict: string | null;
  entries: StoredEntry[];
  rows: ResponseRow[] | null;
};
export type StoredEntry = { seq: number; at: string; step: string; body: Record<string, unknown> };
export function countable(db: Db, district: string, after: string, limit: number): Promise<Counted[]> {
  return db.all<Counted>(sql`SELECT m.id, m.number, m.lon, m.lat, w.id AS whistle, w.verdict,
      (SELECT json_agg(json_build_object('seq', e.seq, 'at', e.at, 'step', e.step, 'body', e.body) ORDER BY e.seq) FROM matters.entry e WHERE e.district = m.district AND e.matter = m.id) AS entries,
      (SELECT json_agg(r ORDER BY r.whistled_at, r.leg) FROM whistles.response r WHERE r.district = m.district AND r.whistle = m.id) AS rows
    FROM matters.matter m LEFT JOIN whistles.whistle w ON w.district = m.district AND w.id = m.id
    WHERE m.district = ${district} AND m.kind = 'whistle' AND m.id > ${after}::uuid ORDER BY m.id LIMIT ${limit}`);
}

/** Facts without a matter. */
export const orphans = (db: Db, district: string): Promise<{ id: string }[]> =>
  db.all(sql`SELECT w.id FROM whistles.whistle w WHERE w.district = ${district}
    AND NOT EXISTS (SELECT FROM matters.matter m WHERE m.district = w.district AND m.id = w.id AND m.kind = 'whistle')`);
