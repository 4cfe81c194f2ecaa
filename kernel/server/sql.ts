import { createHash } from 'node:crypto';

/** A piece of SQL with its values: texts with holes between them, in each a value or another piece. Made by the `sql` tag only, so values never mix with text. */
export type Sql = { readonly texts: readonly string[]; readonly holes: readonly unknown[]; readonly pieces: number | string };

const isSql = (value: unknown): value is Sql => value instanceof Piece;
/** `texts` is the same array whenever the same words of the program made it; `pieces` says which holes hold pieces: one bit each (as text where a number is too short for them), -1 where all do. */
class Piece implements Sql {
  readonly texts: readonly string[];
  readonly holes: readonly unknown[];
  readonly pieces: number | string;
  constructor(texts: readonly string[], holes: readonly unknown[], pieces: number | string) {
    this.texts = texts;
    this.holes = holes;
    this.pieces = pieces;
  }
}

const BITS = 50;
/** ``sql`SELECT 1 WHERE a = ${value} AND ${otherSql}` ``: values become parameters, nested pieces are spliced in. */
export function sql(strings: TemplateStringsArray, ...holes: unknown[]): Sql {
  let pieces = 0;
  for (let i = 0; i < holes.length; i++) if (isSql(holes[i])) pieces += i < BITS ? 2 ** i : 2 ** BITS;
  return new Piece(strings, holes, pieces < 2 ** BITS ? pieces : holes.map((hole) => (isSql(hole) ? '1' : '0')).join(''));
}

const raws = new Map<string, Sql>();
/** Text that is part of the program, never of a request: a column or schema name, a fixed fragment. */
sql.raw = (text: string): Sql => {
  let piece = raws.get(text);
  if (!piece) raws.set(text, (piece = new Piece([text], [], 0)));
  return piece;
};

const joints = new Map<string, (readonly string[])[]>();
/** Joins pieces; an empty list gives `empty` (default: nothing). */
sql.join = (pieces: readonly Sql[], between: string, empty = ''): Sql => {
  if (pieces.length === 0) return sql.raw(empty);
  let known = joints.get(between);
  if (!known) joints.set(between, (known = []));
  return new Piece((known[pieces.length] ??= ['', ...Array.from({ length: pieces.length - 1 }, () => between), '']), [...pieces], -1);
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

/** Where the walk through a statement's pieces has come to: the words that may follow, and the statement that ends here. Most places have one way on. */
type Place = { key: unknown; on: Place | null; more: Map<unknown, Place> | null; made: Prepared | null };
const place = (): Place => ({ key: undefined, on: null, more: null, made: null });
const start = place();
/** Of long lists (rows put in at once) each length is a shape of its own, hardly met again: they are not remembered. */
const LONG = 32;
const nowhere = place();

function step(from: Place, key: unknown): Place {
  if (from === nowhere) return nowhere;
  if (from.on === null) {
    from.key = key;
    return (from.on = place());
  }
  if (from.key === key) return from.on;
  from.more ??= new Map();
  let to = from.more.get(key);
  if (!to) from.more.set(key, (to = place()));
  return to;
}

function walk(piece: Sql, from: Place, values: unknown[]): Place {
  const { texts, holes, pieces } = piece;
  let at = pieces === -1 && holes.length > LONG ? nowhere : step(from, texts);
  if (pieces !== 0 && pieces !== -1) at = step(at, pieces);
  for (let i = 0; i < holes.length; i++) {
    const hole = holes[i];
    if (pieces !== 0 && isSql(hole)) at = walk(hole, at, values);
    else values.push(hole);
  }
  return at;
}

/** The statement's text, its values numbered in their order. */
function write({ texts, holes }: Sql, count = { values: 0 }): string {
  let text = texts[0]!;
  holes.forEach((hole, i) => (text += `${isSql(hole) ? write(hole, count) : `$${++count.values}`}${texts[i + 1]!}`));
  return text;
}

function named(text: string): Prepared {
  let known = prepared.get(text);
  if (!known) prepared.set(text, (known = { name: createHash('sha1').update(text).digest('base64url'), text }));
  return known;
}

/**
 * The query as `pg` takes it. Named by its text, so PostgreSQL prepares each shape once a connection; the same text object each time, which `pg` then compares at no cost.
 * The text is put together once for each shape: of a report's statement (ten parts, a hundred values) that was a tenth of all that its request allocated.
 */
export function render(piece: Sql): { name: string; text: string; values: unknown[] } {
  const values: unknown[] = [];
  const end = walk(piece, start, values);
  const found = end.made ?? named(write(piece));
  if (end !== nowhere) end.made = found;
  return { name: found.name, text: found.text, values };
}
