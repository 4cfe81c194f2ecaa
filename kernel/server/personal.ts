import type { Db } from './db.ts';
import type { Call, House } from './house.ts';
import { sql, type Sql } from './sql.ts';
import type { Write } from './write.ts';

/** Plain words: simplified Chinese, English. */
export type Plain = readonly [zh: string, en: string];

/**
 * Why rows that name a person are not in the copy, or stay when the account closes. `office`: what somebody did in office, the office's record; `record`: part of a record that others
 * rely on (timeline, meeting, roll of a vote); `log`: the audit log and proofs; `short`: goes by itself within days; `other`: told or erased with another table.
 */
export type StaysBecause = 'office' | 'record' | 'log' | 'short' | 'other';

/** What the person gets to read of a table. Rows stand in the order of the first field. */
export type OwnRows = {
  /** What these rows are to the person. */
  readonly name: Plain;
  /** Column -> plain name. Only what is the person's own: no other person's data, no note of the staff. */
  readonly fields: Readonly<Record<string, Plain>>;
  /** Columns among `fields` that are sealed -> purpose of the vault. */
  readonly sealed?: Readonly<Record<string, string>>;
};

/** What a room says of one of its tables that names persons or holds something sealed. */
export type PersonalTable = {
  /** `cases.case` */
  readonly table: string;
  /** Every column with the id of a person (or of an account, with `by`). A test finds columns that nobody answers for. */
  readonly persons: readonly string[];
  /** A row is somebody's own where one of these columns says so; default all of `persons`. Empty: rows belong to nobody alone. */
  readonly of?: readonly string[];
  readonly by?: 'account';
  /** Only rows with these values are meant (null: where nothing stands). */
  readonly where?: Readonly<Record<string, string | null>>;
  /** False for the few tables of the whole house. */
  readonly district?: false;
  readonly copy: OwnRows | StaysBecause;
  /** What becomes of own rows when the account closes: gone, single columns emptied (`now`: the moment; `to`: another value), or kept and why. */
  readonly closing: 'delete' | Readonly<Record<string, null | 'now' | { readonly to: string }>> | StaysBecause;
};

/** A table in which persons stand only for what they did in office. */
export const inOffice = (table: string, ...persons: string[]): PersonalTable => ({ table, persons, copy: 'office', closing: 'office' });

/** Rows of a copy, whatever they were made from. */
export type CopyPart = {
  readonly name: Plain;
  readonly fields?: Readonly<Record<string, Plain>>;
  readonly rows: readonly object[];
  /** There are more rows than a copy takes. */
  readonly more?: boolean;
};
/** A file of the person's own; `name` is its path within the copy. */
export type CopyFile = { readonly name: string; readonly bytes: Buffer };

/** What ties a person to the house at this moment: said before an account is closed; `blocks`: has to be ended first. */
export type Tie = { readonly said: Plain; readonly count: number; readonly blocks: boolean; /** Page of the resident's app. */ readonly link: string | null };

/** What a room keeps about persons (PIPL 44 to 47). In `copy`, `files` and `ties` the actor of the call is the person, without a post. */
export type Personal = {
  readonly tables: readonly PersonalTable[];
  readonly copy?: (call: Call) => Promise<readonly CopyPart[]>;
  readonly files?: (call: Call) => AsyncIterable<CopyFile>;
  readonly ties?: (call: Call) => Promise<readonly Tie[]>;
};

/** Whose rows are meant. */
export type Owner = { readonly district: string; readonly person: string; readonly account: string };

/** A copy takes this many rows of a table; whoever has more asks the office for the rest. */
export const COPY_ROWS = 10_000;

const name = (text: string): Sql => {
  if (!/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/.test(text)) throw new Error(`${text} is no name of a table or column`);
  return sql.raw(text);
};

function mine(one: PersonalTable, owner: Owner): Sql {
  const id = one.by === 'account' ? owner.account : owner.person;
  const where = [sql.or((one.of ?? one.persons).map((column) => sql`${name(column)} = ${id}::uuid`))];
  if (one.district !== false) where.unshift(sql`district = ${owner.district}`);
  for (const [column, value] of Object.entries(one.where ?? {})) where.push(value === null ? sql`${name(column)} IS NULL` : sql`${name(column)} = ${value}`);
  return sql.and(where);
}

/** The person's own rows of a table, sealed columns opened; null where the table tells nothing. */
export async function ownRows(house: House, db: Db, one: PersonalTable, owner: Owner): Promise<CopyPart | null> {
  if (typeof one.copy === 'string') return null;
  const { fields, sealed = {} } = one.copy;
  const columns = sql.join(Object.keys(fields).map(name), ', ');
  const rows = await db.all<Record<string, unknown>>(
    sql`SELECT ${columns} FROM ${name(one.table)} WHERE ${mine(one, owner)} ORDER BY ${name(Object.keys(fields)[0]!)} LIMIT ${COPY_ROWS + 1}`,
  );
  for (const row of rows) {
    for (const [column, purpose] of Object.entries(sealed)) {
      const box = row[column];
      if (Buffer.isBuffer(box)) row[column] = house.vault.open(box, purpose);
    }
  }
  return { name: one.copy.name, fields, rows: rows.slice(0, COPY_ROWS), more: rows.length > COPY_ROWS };
}

/** Erases or empties what a table holds of a person whose account closes, as part of the write. What stays is left as it is. `at`: RFC 3339. */
export function closeRows(write: Write, one: PersonalTable, owner: Owner, at: string): void {
  if ((one.of ?? one.persons).length === 0) return;
  if (one.closing === 'delete') write.add(sql`DELETE FROM ${name(one.table)} WHERE ${mine(one, owner)}`);
  else if (typeof one.closing === 'object') {
    const set = Object.entries(one.closing).map(([column, value]) => sql`${name(column)} = ${value === 'now' ? at : (value?.to ?? null)}`);
    write.add(sql`UPDATE ${name(one.table)} SET ${sql.join(set, ', ')} WHERE ${mine(one, owner)}`);
  }
}
