import { createHash } from 'node:crypto';

/** A piece of SQL with its values. Made by the `sql` tag only, so values never mix with text. */
export type Sql = { readonly text: readonly string[]; readonly values: readonly unknown[] };

const isSql = (value: unknown): value is Sql => typeof value === 'object' && value !== null && sqlBrand in value;
const sqlBrand = Symbol('sql');

function make(text: readonly string[], values: readonly unknown[]): Sql {
  return { text, values, [sqlBrand]: true } as Sql;
}

/** ``sql`SELECT 1 WHERE a = ${value} AND ${otherSql}` ``: values become parameters, nested pieces are spliced in. */
export function sql(strings: TemplateStringsArray, ...holes: unknown[]): Sql {
  const text: string[] = [strings[0]!];
  const values: unknown[] = [];
  for (let i = 0; i < holes.length; i++) {
    const hole = holes[i];
    if (isSql(hole)) {
      text[text.length - 1] += hole.text[0]!;
      for (let j = 0; j < hole.values.length; j++) {
        values.push(hole.values[j]);
        text.push(hole.text[j + 1]!);
      }
      text[text.length - 1] += strings[i + 1]!;
    } else {
      values.push(hole);
      text.push(strings[i + 1]!);
    }
  }
  return make(text, values);
}

/** Text that is part of the program, never of a request: a column or schema name, a fixed fragment. */
sql.raw = (text: string): Sql => make([text], []);

/** Joins pieces; an empty list gives `empty` (default: nothing). */
sql.join = (pieces: readonly Sql[], between: string, empty = ''): Sql => {
  if (pieces.length === 0) return sql.raw(empty);
  const text: string[] = [...pieces[0]!.text];
  const values: unknown[] = [...pieces[0]!.values];
  for (let i = 1; i < pieces.length; i++) {
    const piece = pieces[i]!;
    text[text.length - 1] += between + piece.text[0]!;
    for (let j = 0; j < piece.values.length; j++) {
      values.push(piece.values[j]);
      text.push(piece.text[j + 1]!);
    }
  }
  return make(text, values);
};

/**
 * LIMIT as a part of the text. As a parameter PostgreSQL expects a tenth of all rows behind it, and over a large table plans every page anew, which costs twice what the page does.
 * For numbers of which there are few: each is a statement of its own to prepare.
 */
sql.limit = (most: number): Sql => {
  if (!Number.isSafeInteger(most) || most < 0) throw new TypeError(`LIMIT ${most}`);
  return sql.raw(`LIMIT ${most}`);
};
const pageSizes = [6, 11, 21, 31, 51, 101, 201, 501, 1001];
/** LIMIT of a page and at least one row more, in few sizes; whoever asks cuts what is beyond the page. */
sql.page = (limit: number): Sql => sql.limit(pageSizes.find((size) => size > limit) ?? limit + 1);

sql.and = (pieces: readonly Sql[]): Sql => sql.join(pieces, ' AND ', 'true');
sql.or = (pieces: readonly Sql[]): Sql => (pieces.length === 0 ? sql.raw('false') : sql`(${sql.join(pieces, ' OR ')})`);

type Prepared = { readonly name: string; readonly text: string };
const prepared = new Map<string, Prepared>();

/** The query as `pg` takes it. Named by its text, so PostgreSQL prepares each shape once a connection; the same text object each time, which `pg` then compares at no cost. */
export function render(piece: Sql): { name: string; text: string; values: unknown[] } {
  let text = piece.text[0]!;
  for (let i = 1; i < piece.text.length; i++) text += `$${i}${piece.text[i]!}`;
  let known = prepared.get(text);
  if (!known) prepared.set(text, (known = { name: createHash('sha1').update(text).digest('base64url'), text }));
  return { name: known.name, text: known.text, values: piece.values as unknown[] };
}
