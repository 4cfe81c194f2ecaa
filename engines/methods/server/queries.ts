import { iso } from '@hezhi/contract';
import { sql, type Db, type Write } from '@hezhi/server';
import type { SettingValues } from '../contract/index.ts';

/** A procedure that a pack brought into force: its kind and the version under which it is kept. */
export type KeptProcedure = { kind: string; key: string; version: number };
export type ChangeRow = {
  district: string;
  area: string;
  seq: number;
  id: string;
  action: 'install' | 'withdraw';
  pack: string;
  version: number;
  settings: SettingValues;
  procedures: KeptProcedure[];
  person: string | null;
  post: string | null;
  reason: string;
  at: string;
};
export type PackRow = {
  key: string;
  version: number;
  digest: string;
  files: Record<string, string>;
  home: string | null;
  published_by: string | null;
  at: string;
};

const changeColumns = sql.raw('district, area, seq, id, action, pack, version, settings, procedures, person, post, reason, at');
const packColumns = sql.raw("key, version, encode(digest, 'hex') AS digest, files, home, published_by, at");

/** Every change of every place, in order. */
export const allChanges = (db: Db): Promise<ChangeRow[]> => db.all(sql`SELECT ${changeColumns} FROM methods.change ORDER BY district, area, seq`);

/** The changes of a place or (without `area`) of a district, newest first; `before`: the moment and id of the last one of the page before. */
export function historyOf(db: Db, district: string, area: string | null, before: { at: string; id: string } | null, limit: number): Promise<ChangeRow[]> {
  const where = area === null ? sql.raw('') : sql`AND area = ${area}`;
  const page = before === null ? sql.raw('') : sql`AND (at, id) < (${before.at}::timestamptz, ${before.id}::uuid)`;
  return db.all(sql`SELECT ${changeColumns} FROM methods.change WHERE district = ${district} ${where} ${page} ORDER BY at DESC, id DESC LIMIT ${limit + 1}`);
}

/** The latest change of a place, to say who was faster. */
export const lastChange = (db: Db, district: string, area: string): Promise<ChangeRow | undefined> =>
  db.find(sql`SELECT ${changeColumns} FROM methods.change WHERE district = ${district} AND area = ${area} ORDER BY seq DESC LIMIT 1`);

export function insertChange(write: Write, row: ChangeRow, refuse: () => Error): void {
  write
    .add(sql`INSERT INTO methods.change (district, area, seq, id, action, pack, version, settings, procedures, person, post, reason, at)
      VALUES (${row.district}, ${row.area}, ${row.seq}, ${row.id}, ${row.action}, ${row.pack}, ${row.version}, ${JSON.stringify(row.settings)}, ${JSON.stringify(row.procedures)},
        ${row.person}, ${row.post}, ${row.reason}, ${row.at})`)
    .onDuplicate('change_pkey', refuse)
    .onDuplicate('change_id', refuse);
}

/** Every kept pack. Packs are few. */
export const allPacks = (db: Db): Promise<PackRow[]> => db.all(sql`SELECT ${packColumns} FROM methods.pack ORDER BY key, version`);
export const findPack = (db: Db, key: string, version: number): Promise<PackRow | undefined> =>
  db.find(sql`SELECT ${packColumns} FROM methods.pack WHERE key = ${key} AND version = ${version}`);

/** A pack as part of a write. With `refuse` the version must be new; without it the same version is let be (its content was compared before). */
export function insertPack(
  write: Write,
  pack: { key: string; version: number; digest: Buffer; files: Record<string, string>; home: string | null; by: string | null; at: number },
  refuse?: () => Error,
): void {
  const rest = sql.raw(refuse ? '' : 'ON CONFLICT (key, version) DO NOTHING');
  write.add(sql`INSERT INTO methods.pack (key, version, digest, files, home, published_by, at)
    VALUES (${pack.key}, ${pack.version}, ${pack.digest}, ${JSON.stringify(pack.files)}, ${pack.home}, ${pack.by}, ${iso(pack.at)}) ${rest}`);
  if (refuse) write.onDuplicate('pack_pkey', refuse);
}
