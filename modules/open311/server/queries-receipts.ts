import { sql, type Db, type Write } from '@hezhi/server';

export type ReceiptKind = 'request' | 'update' | 'test_request' | 'test_update' | 'test_case';
export type Receipt = { fingerprint: string | null; answer: Record<string, unknown> };

/** Keeps the answer given under a reference, in the write that the answer is about. `onKnown` names the refusal when the reference is still known. */
export function insertReceipt(
  write: Write,
  row: {
    district: string;
    key: string;
    kind: ReceiptKind;
    ref: string;
    fingerprint: string | null;
    now: string;
    until: string;
    answer: Record<string, unknown>;
  },
  onKnown: () => Error,
): void {
  write.add(
    sql`INSERT INTO open311.receipt AS r (district, key, kind, ref, fingerprint, until, answer)
      VALUES (${row.district}, ${row.key}, ${row.kind}, ${row.ref}, ${row.fingerprint}, ${row.until}, ${JSON.stringify(row.answer)}::jsonb)
      ON CONFLICT (district, key, kind, ref) DO UPDATE SET fingerprint = excluded.fingerprint, until = excluded.until, answer = excluded.answer WHERE r.until < ${row.now}`,
    1,
    onKnown,
  );
}

export const findReceipt = (db: Db, district: string, key: string, kind: ReceiptKind, ref: string, now: string): Promise<Receipt | undefined> =>
  db.find(
    sql`SELECT fingerprint, answer FROM open311.receipt WHERE district = ${district} AND key = ${key} AND kind = ${kind} AND ref = ${ref} AND until >= ${now}`,
  );

/** The same whoever sent it: the reference is the proof. */
export const findByRef = (db: Db, district: string, kind: ReceiptKind, ref: string, now: string): Promise<Receipt | undefined> =>
  db.find(
    sql`SELECT fingerprint, answer FROM open311.receipt WHERE district = ${district} AND kind = ${kind} AND ref = ${ref} AND until >= ${now} ORDER BY until DESC LIMIT 1`,
  );

/** Forgets what may be forgotten, a thousand at a time. */
export async function purgeReceipts(db: Db, now: string): Promise<void> {
  for (;;) {
    const { count } =
      await db.run(sql`DELETE FROM open311.receipt r USING (SELECT district, key, kind, ref FROM open311.receipt WHERE until < ${now} LIMIT 1000) old
      WHERE r.district = old.district AND r.key = old.key AND r.kind = old.kind AND r.ref = old.ref`);
    if (count < 1000) return;
  }
}

/** Since when the services are as `tag` says; notes the moment when they became so. */
export async function changesetOf(db: Db, tag: string, now: string): Promise<string> {
  await db.run(
    sql`INSERT INTO open311.changeset AS c (tag, at) VALUES (${tag}, ${now}) ON CONFLICT (one) DO UPDATE SET tag = excluded.tag, at = excluded.at WHERE c.tag <> excluded.tag`,
  );
  return (await db.all<{ at: string }>(sql`SELECT at FROM open311.changeset`))[0]!.at;
}
