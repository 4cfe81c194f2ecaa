import { Refusal } from '@hezhi/contract';
import { sql, type Db, type Write } from '@hezhi/server';
import { errors, type OrderReported } from '../contract/index.ts';
import { endPhotos } from './queries-photos.ts';

/** An endpoint as it is stored. */
export type EndpointRow = {
  district: string;
  id: string;
  role: 'body' | 'webhook';
  name: string;
  address: string | null;
  active: boolean;
  org: string | null;
  orders: boolean;
  topics: string[];
  area: string | null;
  subjects: string[];
  failures: number;
  rests_until: string | null;
  last_out: string | null;
  last_in: string | null;
  version: number;
};
export type SecretRow = { id: string; endpoint: string; direction: 'out' | 'in'; sealed: Buffer; hint: string; created_at: string; lapses_at: string | null };
export type TieRow = {
  endpoint: string;
  matter: string;
  number: string;
  order_no: string | null;
  order_kind: OrderReported['kind'] | null;
  deadline: string | null;
  legs: string[];
  revision: number;
};

const columns = sql.raw(
  'e.district, e.id, e.role, e.name, e.address, e.active, e.org, e.orders, e.topics, e.area, e.subjects, e.failures, e.rests_until, e.last_out, e.last_in, e.version',
);

export const findEndpoint = (db: Db, district: string, id: string): Promise<EndpointRow | undefined> =>
  db.find<EndpointRow>(sql`SELECT ${columns} FROM exchange.endpoint e WHERE e.district = ${district} AND e.id = ${id} AND e.ended_at IS NULL`);

/** Every endpoint of a district in the order of making: bodies and webhooks are few. */
export const listEndpoints = (db: Db, district: string, role: string | null): Promise<(EndpointRow & { waiting: number; dead: number })[]> =>
  db.all(sql`
    SELECT ${columns}, ${countsSql} FROM exchange.endpoint e
    WHERE e.district = ${district} AND e.ended_at IS NULL AND (${role}::text IS NULL OR e.role = ${role}) ORDER BY e.id LIMIT 200`);

const countsSql = sql`
  (SELECT count(*) FROM exchange.message m WHERE m.district = e.district AND m.endpoint = e.id AND m.direction = 'out' AND m.state IN ('queued', 'failed', 'sent')) AS waiting,
  (SELECT count(*) FROM exchange.message m WHERE m.district = e.district AND m.endpoint = e.id AND m.direction = 'out' AND m.state = 'dead') AS dead`;

export const findEndpointCounted = (db: Db, district: string, id: string): Promise<(EndpointRow & { waiting: number; dead: number }) | undefined> =>
  db.find(sql`SELECT ${columns}, ${countsSql} FROM exchange.endpoint e WHERE e.district = ${district} AND e.id = ${id} AND e.ended_at IS NULL`);

/** Those whom an event may concern: bodies (paused ones too: their messages wait), active webhooks. */
export const listeningEndpoints = (db: Db, district: string): Promise<EndpointRow[]> =>
  db.all<EndpointRow>(
    sql`SELECT ${columns} FROM exchange.endpoint e WHERE e.district = ${district} AND e.ended_at IS NULL AND (e.active OR e.role = 'body') ORDER BY e.id`,
  );

export function insertEndpoint(write: Write, row: EndpointRow, at: string): void {
  write
    .add(sql`INSERT INTO exchange.endpoint (district, id, role, name, address, active, org, orders, topics, area, subjects, created_at)
      VALUES (${row.district}, ${row.id}, ${row.role}, ${row.name}, ${row.address}, ${row.active}, ${row.org}, ${row.orders}, ${row.topics}, ${row.area}, ${row.subjects}, ${at})`)
    .onDuplicate('endpoint_org', () => new Refusal(errors.org_taken))
    .onDuplicate('endpoint_pkey', () => new Refusal(errors.endpoint_changed));
}

/** Changed by whoever saw `version`; an address that changes, or a resumption, gives the circuit a fresh start. */
export function updateEndpoint(write: Write, row: EndpointRow, version: number, fresh: boolean): void {
  write.add(
    sql`UPDATE exchange.endpoint SET name = ${row.name}, address = ${row.address}, active = ${row.active}, orders = ${row.orders}, topics = ${row.topics}, area = ${row.area},
      subjects = ${row.subjects}, version = version + 1, failures = CASE WHEN ${fresh} THEN 0 ELSE failures END, rests_until = CASE WHEN ${fresh} THEN NULL ELSE rests_until END
      WHERE district = ${row.district} AND id = ${row.id} AND version = ${version}`,
    1,
    () => new Refusal(errors.endpoint_changed),
  );
}

/** Ends an endpoint: no secret stands any more, and what waits or died is given up for this reason. Its traffic stays. */
export function endEndpoint(write: Write, district: string, id: string, version: number, now: string, reason: string): void {
  write.add(
    sql`UPDATE exchange.endpoint SET active = false, ended_at = ${now}, version = version + 1 WHERE district = ${district} AND id = ${id} AND version = ${version} AND ended_at IS NULL`,
    1,
    () => new Refusal(errors.endpoint_changed),
  );
  write.add(sql`DELETE FROM exchange.secret WHERE district = ${district} AND endpoint = ${id}`);
  write.add(sql`UPDATE exchange.message SET state = 'dropped', note = ${reason}, next_at = NULL, settled_at = ${now}
    WHERE district = ${district} AND endpoint = ${id} AND direction = 'out' AND state IN ('queued', 'failed', 'sent', 'dead')`);
  write.add(endPhotos(district, id, now, reason));
}

export const findSecrets = (db: Db, district: string, endpoint: string): Promise<SecretRow[]> =>
  db.all<SecretRow>(sql`
    SELECT id, endpoint, direction, sealed, hint, created_at, lapses_at FROM exchange.secret
    WHERE district = ${district} AND endpoint = ${endpoint} ORDER BY direction DESC, created_at DESC, id DESC`);

export function insertSecret(write: Write, district: string, row: SecretRow): void {
  write.add(sql`INSERT INTO exchange.secret (district, endpoint, id, direction, sealed, hint, created_at)
    VALUES (${district}, ${row.endpoint}, ${row.id}, ${row.direction}, ${row.sealed}, ${row.hint}, ${row.created_at})`);
}

/** The secrets of a direction that stood so far lapse at `at`; those that have lapsed go for good. `expect`: how many stand. */
export function lapseSecrets(write: Write, district: string, endpoint: string, direction: string, at: string, now: string, expect: number): void {
  write.add(sql`DELETE FROM exchange.secret WHERE district = ${district} AND endpoint = ${endpoint} AND direction = ${direction} AND lapses_at <= ${now}`);
  write.add(
    sql`UPDATE exchange.secret SET lapses_at = ${at} WHERE district = ${district} AND endpoint = ${endpoint} AND direction = ${direction} AND lapses_at IS NULL`,
    expect,
    () => new Refusal(errors.endpoint_changed),
  );
}

const tieColumns = sql.raw('endpoint, matter, number, order_no, order_kind, deadline, legs, revision');

/** What joins bodies to a matter, held until the transaction ends: two events of one matter are told one after the other. */
export const lockTies = (db: Db, district: string, matter: string): Promise<TieRow[]> =>
  db.all<TieRow>(sql`SELECT ${tieColumns} FROM exchange.tie WHERE district = ${district} AND matter = ${matter} ORDER BY endpoint FOR UPDATE`);

/** The tie by which a body names a matter: its id, its number or the body's own order. */
export const findTie = (db: Db, district: string, endpoint: string, by: { matter?: string; number?: string; order?: string }): Promise<TieRow | undefined> =>
  db.find<TieRow>(sql`SELECT ${tieColumns} FROM exchange.tie WHERE district = ${district} AND endpoint = ${endpoint}
    AND ${by.matter !== undefined ? sql`matter = ${by.matter}` : by.number !== undefined ? sql`number = ${by.number}` : sql`order_no = ${by.order ?? ''}`}`);

/** The ties of a matter as its readers see them. */
export const tiesOf = (db: Db, district: string, matter: string) =>
  db.all<{
    id: string;
    name: string;
    order: string | null;
    kind: OrderReported['kind'] | null;
    deadline: string | null;
    waiting: number;
    dead: number;
    photosWaiting: number;
    photosDead: number;
  }>(sql`
    SELECT e.id, e.name, t.order_no AS order, t.order_kind AS kind, t.deadline,
      (SELECT count(*) FROM exchange.message m WHERE m.district = t.district AND m.matter = t.matter AND m.endpoint = t.endpoint AND m.direction = 'out' AND m.state IN ('queued', 'failed', 'sent')) AS waiting,
      (SELECT count(*) FROM exchange.message m WHERE m.district = t.district AND m.matter = t.matter AND m.endpoint = t.endpoint AND m.direction = 'out' AND m.state = 'dead') AS dead,
      (SELECT count(*) FROM exchange.photo p WHERE p.district = t.district AND p.matter = t.matter AND p.endpoint = t.endpoint AND p.state = 'waiting') AS "photosWaiting",
      (SELECT count(*) FROM exchange.photo p WHERE p.district = t.district AND p.matter = t.matter AND p.endpoint = t.endpoint AND p.state = 'dead') AS "photosDead"
    FROM exchange.tie t JOIN exchange.endpoint e ON e.district = t.district AND e.id = t.endpoint
    WHERE t.district = ${district} AND t.matter = ${matter} ORDER BY e.id`);

/** A new tie. */
export function insertTie(write: Write, district: string, tie: TieRow, at: string): void {
  write.add(sql`INSERT INTO exchange.tie (district, endpoint, matter, number, order_no, order_kind, deadline, legs, revision, at)
    VALUES (${district}, ${tie.endpoint}, ${tie.matter}, ${tie.number}, ${tie.order_no}, ${tie.order_kind}, ${tie.deadline}, ${tie.legs}, ${tie.revision}, ${at})`);
}

/** Notes what a body has been told of. */
export function updateTie(write: Write, district: string, tie: Pick<TieRow, 'endpoint' | 'matter' | 'legs' | 'revision'>): void {
  write.add(sql`UPDATE exchange.tie SET legs = ${tie.legs}, revision = ${tie.revision}
    WHERE district = ${district} AND endpoint = ${tie.endpoint} AND matter = ${tie.matter}`);
}

/** The body was heard from, to the minute: its row is not written with every message. */
export function touchIn(write: Write, district: string, id: string, at: string): void {
  write.add(
    sql`UPDATE exchange.endpoint SET last_in = ${at} WHERE district = ${district} AND id = ${id} AND (last_in IS NULL OR last_in < ${at}::timestamptz - interval '1 minute')`,
  );
}
