import { PgBoss } from 'pg-boss';
import { systemCall } from './call.ts';
import type { Db } from './db.ts';
import type { House, Job } from './house.ts';
import { JOBS_SCHEMA } from './jobs-schema.ts';
import { APP_ROLE } from './migrate.ts';
import { sql } from './sql.ts';

export type SendOptions = {
  /** Not before this moment (epoch ms). */
  after?: number;
  /** Only one waiting job of the queue has this key. */
  singleton?: string;
  /** Times a failed job is tried again (default 5, with growing waits). */
  retries?: number;
};

/**
 * Background work that need not happen at a minute: pg-boss behind a small door. `data.district` says where the work belongs.
 * A job may run more than once after a crash; its work is repeatable.
 */
export class Jobs {
  readonly #house: House;
  readonly #queues: ReadonlyMap<string, Job>;
  #boss: Promise<PgBoss> | null = null;
  #working = false;

  constructor(house: House) {
    this.#house = house;
    const queues = new Map<string, Job>();
    for (const room of house.rooms) {
      for (const job of room.jobs ?? []) {
        if (queues.has(job.queue)) throw new Error(`two rooms work on the queue ${job.queue}`);
        queues.set(job.queue, job);
      }
    }
    this.#queues = queues;
  }

  /** Puts a job on a queue, in the caller's transaction if `db` is one. */
  async send(db: Db, queue: string, data: Record<string, unknown>, options: SendOptions = {}): Promise<void> {
    if (!this.#queues.has(queue)) throw new Error(`no room works on the queue ${queue}`);
    const boss = await this.#open();
    await boss.send(queue, data, {
      db: { executeSql: (text, values) => db.run(asSql(text, values ?? [])) },
      retryLimit: options.retries ?? 5,
      retryBackoff: true,
      ...(options.after === undefined ? {} : { startAfter: new Date(options.after) }),
      ...(options.singleton === undefined ? {} : { singletonKey: options.singleton }),
    });
  }

  /** Begins to work on the queues of all rooms and to keep their schedules (Asia/Shanghai). */
  async start(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    await this.#close();
    const boss = await this.#open();
    for (const job of this.#queues.values()) {
      await boss.work<Record<string, unknown>>(job.queue, { pollingIntervalSeconds: 2 }, async (jobs) => {
        for (const { data, id } of jobs) {
          const district = typeof data?.['district'] === 'string' ? data['district'] : '';
          await job.work(systemCall(this.#house, district, this.#house.db, id), data ?? {});
        }
      });
      if (job.cron) await boss.schedule(job.queue, job.cron, {}, { tz: 'Asia/Shanghai' });
    }
    // A schedule whose room is gone would fill a queue that nobody empties.
    for (const { name } of await boss.getSchedules()) if (!this.#queues.get(name)?.cron) await boss.unschedule(name);
  }

  /** Runs one queue's work now in this process, for tests, rehearsals and the command line. */
  async runNow(queue: string, data: Record<string, unknown> = {}): Promise<void> {
    const job = this.#queues.get(queue);
    if (!job) throw new Error(`no room works on the queue ${queue}`);
    const district = typeof data['district'] === 'string' ? data['district'] : '';
    await job.work(systemCall(this.#house, district, this.#house.db), data);
  }

  /** Lets running jobs end (ten seconds at most) and closes the connections. */
  async stop(): Promise<void> {
    this.#working = false;
    await this.#close();
  }

  async #close(): Promise<void> {
    const boss = this.#boss;
    this.#boss = null;
    await (await boss?.catch(() => undefined))?.stop({ graceful: true, timeout: 10_000 });
  }

  #open(): Promise<PgBoss> {
    this.#boss ??= this.#connect().catch((error: unknown) => {
      this.#boss = null;
      throw error;
    });
    return this.#boss;
  }

  async #connect(): Promise<PgBoss> {
    const boss = new PgBoss({
      connectionString: this.#house.url,
      options: `-c timezone=UTC -c role=${APP_ROLE}`,
      application_name: 'hezhi-jobs',
      schema: JOBS_SCHEMA,
      max: 2,
      // The tables are made by `migrate`, as their owner; the application's role may not change them.
      migrate: false,
      createSchema: false,
      reindex: false,
      supervise: this.#working,
      schedule: this.#working,
    });
    boss.on('error', (error) => this.#house.log.warn({ err: error }, 'jobs'));
    await boss.start();
    for (const queue of this.#queues.keys()) await boss.createQueue(queue);
    return boss;
  }
}

/** pg-boss speaks `$1`; our Db takes tagged pieces. */
function asSql(text: string, values: readonly unknown[]): ReturnType<typeof sql> {
  const pieces = text.split(/\$\d+/);
  const used = [...text.matchAll(/\$(\d+)/g)].map((match) => values[Number(match[1]) - 1]);
  return sql(Object.assign(pieces, { raw: pieces }), ...used);
}
