import type { Db } from './db.ts';
import { sql, type Sql } from './sql.ts';

/** SQLSTATE raised when an expected row was not there: somebody else was faster. */
export const STALE = 'HZ001';

type Part = { name: string; query: Sql; expect: number | null; onStale: (() => Error) | null };

/**
 * One write of the product: every table that a command touches is changed by ONE statement, so state, timeline, event, timer,
 * figures and idempotency key are durable together or not at all (house rule 4), at one round trip.
 *
 * Each part is a data-modifying query and becomes a CTE; all parts see the database as it was before. A part may state how many rows
 * it must touch; when it does not, the whole statement is undone and `onStale` names the refusal.
 */
export class Write {
  readonly #parts: Part[] = [];
  readonly #after: Array<() => void> = [];
  readonly #duplicates = new Map<string, () => Error>();

  /** Adds a data-modifying query (INSERT, UPDATE, DELETE). It gets `RETURNING 1` itself. */
  add(query: Sql, expect: number | null = null, onStale: (() => Error) | null = null): this {
    this.#parts.push({ name: `w${this.#parts.length}`, query, expect, onStale });
    return this;
  }

  /** Names the refusal for a violated unique key, by the constraint's name. */
  onDuplicate(constraint: string, refuse: () => Error): this {
    this.#duplicates.set(constraint, refuse);
    return this;
  }

  /** Runs after the statement is durable, after COMMIT inside a transaction (wakes, live updates); never for effects that must not be lost. */
  after(work: () => void): this {
    this.#after.push(work);
    return this;
  }

  get empty(): boolean {
    return this.#parts.length === 0;
  }

  /** Sends the statement. Throws what `onStale` of the first unmet part gives. */
  async run(db: Db): Promise<void> {
    if (this.#parts.length > 0) {
      const ctes = this.#parts.map((part) => sql`${sql.raw(`${part.name} AS (`)}${part.query} RETURNING 1)`);
      const checks = this.#parts
        .map((part, index) => ({ part, index }))
        .filter(({ part }) => part.expect !== null)
        .map(({ part, index }) => sql.raw(`kernel.expect((SELECT count(*) FROM ${part.name}), ${part.expect}, ${index})`));
      const query = sql`WITH ${sql.join(ctes, ', ')} SELECT ${sql.join(checks, ', ', '1')}`;
      try {
        await send(db, query);
      } catch (error) {
        if (isDbError(error) && error.code === STALE) {
          const part = this.#parts[Number(error.message)];
          if (part?.onStale) throw part.onStale();
        }
        if (isDuplicate(error)) {
          const refuse = this.#duplicates.get((error as DbError).constraint ?? '');
          if (refuse) throw refuse();
        }
        throw error;
      }
    }
    for (const work of this.#after) db.after(work);
  }
}

/** One statement is all or nothing, so outside a transaction the victim of a deadlock (40P01) may simply be sent again. */
async function send(db: Db, query: Sql): Promise<void> {
  try {
    await db.run(query);
  } catch (error) {
    if (db.transaction || !isDbError(error) || error.code !== '40P01') throw error;
    await db.run(query);
  }
}

export type DbError = Error & { code: string; constraint?: string; table?: string; schema?: string; detail?: string };

/** Whether the database raised it (five-character SQLSTATE). */
export function isDbError(error: unknown): error is DbError {
  return error instanceof Error && typeof (error as { code?: unknown }).code === 'string' && (error as DbError).code.length === 5;
}

/** Whether a unique key was violated, of the named constraint if one is given. */
export function isDuplicate(error: unknown, constraint?: string): boolean {
  return isDbError(error) && error.code === '23505' && (constraint === undefined || error.constraint === constraint);
}
