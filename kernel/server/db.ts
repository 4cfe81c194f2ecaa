import pg from 'pg';
import { runOn, runOnPool, type Shapes } from './described.ts';
import { render, type Sql } from './sql.ts';

/** Rows of one statement. */
export type Rows<T> = { rows: T[]; count: number };

/**
 * Where statements run: the pool, or one transaction of it. Services take a `Db` and never know which.
 * timestamptz, date and numeric arrive as strings, bigint as number (refused above 2^53), json parsed, bytea as Buffer.
 */
export interface Db {
  run<T = Record<string, unknown>>(query: Sql): Promise<Rows<T>>;
  /** The rows. */
  all<T = Record<string, unknown>>(query: Sql): Promise<T[]>;
  /** The only row, or undefined. */
  find<T = Record<string, unknown>>(query: Sql): Promise<T | undefined>;
  /** Runs `work` in one transaction; inside a transaction it is a savepoint. A thrown error rolls back. */
  tx<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** Runs `work` once what was sent is durable: now on the pool, after COMMIT in a transaction, never when it is rolled back. */
  after(work: () => void): void;
  /** Whether statements run inside a transaction of the caller. */
  readonly transaction: boolean;
}

const types = new pg.TypeOverrides();
for (const oid of [1082, 1083, 1114, 1184, 1186, 1700]) types.setTypeParser(oid, (text: string) => (oid === 1184 ? instant(text) : text));
types.setTypeParser(20, (text: string) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint out of range: ${text}`);
  return value;
});

/** PostgreSQL's `2026-11-22 13:00:00.123+00` as RFC 3339 without the cost of a Date. Sessions run in UTC. */
function instant(text: string): string {
  if (text.endsWith('+00')) return `${text.slice(0, 10)}T${text.slice(11, -3)}Z`;
  return text;
}

class Statements {
  readonly #run: (query: { name: string; text: string; values: unknown[] }) => Promise<pg.QueryResult>;
  constructor(run: (query: { name: string; text: string; values: unknown[] }) => Promise<pg.QueryResult>) {
    this.#run = run;
  }
  async run<T>(query: Sql): Promise<Rows<T>> {
    statements.count++;
    const result = await this.#run(render(query));
    return { rows: result.rows as T[], count: result.rowCount ?? 0 };
  }
  async all<T>(query: Sql): Promise<T[]> {
    return (await this.run<T>(query)).rows;
  }
  async find<T>(query: Sql): Promise<T | undefined> {
    return (await this.run<T>(query)).rows[0];
  }
}

/** Statements this process has sent; tests and the bench read the difference to state a path's cost. */
export const statements = { count: 0 };

/** Work in a transaction may ask several things at once; its one connection is asked one after the other, and nothing after the end. */
class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #ended = false;
  next<T>(work: () => Promise<T>): Promise<T> {
    return this.#ended ? Promise.reject(new Error('the transaction has ended')) : this.#put(work);
  }
  last<T>(work: () => Promise<T>): Promise<T> {
    this.#ended = true;
    return this.#put(work);
  }
  #put<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work, work);
    this.#last = mine;
    return mine;
  }
}

class Transaction extends Statements implements Db {
  readonly transaction = true;
  /** Work for after COMMIT, in order. */
  readonly durable: Array<() => void> = [];
  readonly #client: pg.PoolClient;
  readonly #turns: Turns;
  #depth = 0;
  constructor(client: pg.PoolClient, shapes: Shapes) {
    const turns = new Turns();
    super((query) => turns.next(() => runOn(client, shapes, query)));
    this.#client = client;
    this.#turns = turns;
  }
  #say(text: string): Promise<unknown> {
    return this.#turns.next(() => this.#client.query(text));
  }
  /** COMMIT or ROLLBACK, after all that was asked before. */
  end(text: 'COMMIT' | 'ROLLBACK'): Promise<pg.QueryResult> {
    return this.#turns.last(() => this.#client.query(text));
  }
  async tx<T>(work: (db: Db) => Promise<T>): Promise<T> {
    const mark = `s${++this.#depth}`;
    const before = this.durable.length;
    await this.#say(`SAVEPOINT ${mark}`);
    try {
      const result = await work(this);
      await this.#say(`RELEASE SAVEPOINT ${mark}`);
      return result;
    } catch (error) {
      this.durable.length = before;
      await this.#say(`ROLLBACK TO SAVEPOINT ${mark}`);
      throw error;
    } finally {
      this.#depth--;
    }
  }
  after(work: () => void): void {
    this.durable.push(work);
  }
}

/** Connections that transactions leave free: work inside one may ask the pool (a cache that is read anew), and must not wait for others who do the same. */
const SPARED = 2;

/** The pool of one database role. */
export class Pool extends Statements implements Db {
  readonly transaction = false;
  readonly pool: pg.Pool;
  readonly #shapes: Shapes;
  /** Transactions that may begin now, and those that wait for it. */
  #places: number;
  readonly #waiting: Array<() => void> = [];
  constructor(url: string, options: { role?: string; size?: number; name?: string } = {}) {
    const size = options.size ?? 10;
    const pool = new pg.Pool({
      connectionString: url,
      max: size,
      types,
      application_name: options.name ?? 'hezhi',
      options: `-c timezone=UTC -c statement_timeout=60000${options.role ? ` -c role=${options.role}` : ''}`,
      idleTimeoutMillis: 60_000,
    });
    const shapes: Shapes = new Map();
    super((query) => runOnPool(pool, shapes, query));
    this.pool = pool;
    this.#shapes = shapes;
    this.#places = Math.max(1, size - SPARED);
    // A connection that breaks while idle is replaced at the next query; the query that meets it gets the error.
    pool.on('error', () => {});
  }
  async tx<T>(work: (db: Db) => Promise<T>): Promise<T> {
    const client = await this.#hold();
    let broken: Error | undefined;
    // A connection that breaks between two statements tells so by an event; the next statement gets the error.
    const onError = (error: Error): void => void (broken = error);
    client.on('error', onError);
    const transaction = new Transaction(client, this.#shapes);
    let result: T;
    try {
      await client.query('BEGIN');
      result = await work(transaction);
      // PostgreSQL answers COMMIT of a transaction that met an error with ROLLBACK and no error: work that swallowed it must not pass for done.
      if ((await transaction.end('COMMIT')).command !== 'COMMIT') throw new Error('the transaction met an error that was swallowed, and was rolled back');
    } catch (error) {
      await transaction.end('ROLLBACK').catch((reason: Error) => (broken = reason));
      throw error;
    } finally {
      client.off('error', onError);
      this.#release(client, broken);
    }
    for (const done of transaction.durable) done();
    return result;
  }
  after(work: () => void): void {
    work();
  }
  /** The database as it is at this moment, to be read as long as it takes while others write. `end` lets it go. */
  async snapshot(): Promise<{ db: Db; end: () => Promise<void> }> {
    const client = await this.#hold();
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await client.query('SET LOCAL statement_timeout = 0');
    } catch (error) {
      this.#release(client, true);
      throw error;
    }
    const db = new Transaction(client, this.#shapes);
    const end = async (): Promise<void> => {
      const broken = await db.end('ROLLBACK').then(
        () => undefined,
        (reason: Error) => reason,
      );
      this.#release(client, broken);
    };
    return { db, end };
  }
  async #hold(): Promise<pg.PoolClient> {
    if (this.#places > 0) this.#places--;
    else await new Promise<void>((go) => this.#waiting.push(go));
    return this.pool.connect().catch((error: unknown) => {
      this.#leave();
      throw error;
    });
  }
  #release(client: pg.PoolClient, broken?: Error | boolean): void {
    client.release(broken);
    this.#leave();
  }
  /** Who waits longest takes the place over. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#places++;
  }
  async end(): Promise<void> {
    await this.pool.end();
  }
}
