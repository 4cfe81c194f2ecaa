import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Hint } from './live.ts';

/** What a worker can be woken for. */
export type Wake = 'event' | 'timer';

type Message = { wake: Wake; at: number } | { hint: Hint };
type Heed = (kind: Wake, at: number) => void;

const CHANNEL = 'hezhi';
/** PostgreSQL refuses a NOTIFY payload of 8000 bytes; the envelope takes the rest. */
const LARGEST = 7600;
const COALESCE_MS = 50;

const heeding = new Set<Heed>();

/** Wakes the workers of this process (and, through its house, those of others). `at`: epoch ms by which a timer is due. */
export function wake(kind: Wake, at = 0): void {
  for (const heed of heeding) heed(kind, at);
}

/**
 * Signals between the processes of one house over LISTEN/NOTIFY, on a connection of its own: a NOTIFY inside a write would
 * serialise every commit on one lock. Messages are gathered for 50 ms; a lost one costs a poll, never an effect.
 */
export class Signals {
  readonly #url: string;
  readonly #log: Logger;
  readonly #me = randomUUID().slice(0, 8);
  readonly #wakes = new Set<Heed>();
  readonly #hints = new Set<(hint: Hint) => void>();
  readonly #gaps = new Set<() => void>();
  readonly #now: () => number;
  readonly #heed: Heed = (kind, at) => this.#local(kind, at);
  #client: pg.Client | null = null;
  #waiting: Message[] = [];
  #flush: NodeJS.Timeout | null = null;
  #sending: Promise<unknown> = Promise.resolve();
  #retry: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(url: string, log: Logger, now: () => number) {
    this.#url = url;
    this.#log = log;
    this.#now = now;
  }

  /** Connects; throws when the database is away. Later breaks are mended in the background. */
  async open(): Promise<void> {
    await this.#connect();
    heeding.add(this.#heed);
  }

  /** Hears wakes of this process and of the others. Returns the way to stop. */
  onWake(heed: Heed): () => void {
    this.#wakes.add(heed);
    return () => this.#wakes.delete(heed);
  }

  /** Hears hints of the other processes. */
  onHint(hear: (hint: Hint) => void): () => void {
    this.#hints.add(hear);
    return () => this.#hints.delete(hear);
  }

  /** Hears that messages may have been missed while the connection was away. */
  onGap(hear: () => void): () => void {
    this.#gaps.add(hear);
    return () => this.#gaps.delete(hear);
  }

  /** Sends a hint to the other processes. */
  hint(hint: Hint): void {
    this.#send({ hint });
  }

  async close(): Promise<void> {
    this.#closed = true;
    heeding.delete(this.#heed);
    if (this.#flush) {
      // A command line that ends at once must still tell the running server what to forget.
      clearTimeout(this.#flush);
      this.#flush = null;
      this.#sending = this.#sending.then(() => this.#notify()).catch((error: Error) => this.#log.warn({ err: error }, 'signals not sent'));
    }
    if (this.#retry) clearTimeout(this.#retry);
    await this.#sending;
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => {});
  }

  #local(kind: Wake, at: number): void {
    for (const heed of this.#wakes) heed(kind, at);
    // Sleeping workers of other processes look at the table at least every 30 s, so farther timers need no message.
    if (kind === 'timer' && at > this.#now() + 60_000) return;
    const same = this.#waiting.find((message) => 'wake' in message && message.wake === kind);
    if (same && 'wake' in same) same.at = Math.min(same.at, at);
    else this.#send({ wake: kind, at });
  }

  #send(message: Message): void {
    if (this.#closed) return;
    if (this.#waiting.length >= 10_000) this.#waiting.shift();
    this.#waiting.push(message);
    this.#flush ??= setTimeout(() => {
      this.#flush = null;
      this.#sending = this.#sending.then(() => this.#notify()).catch((error: Error) => this.#log.warn({ err: error }, 'signals not sent'));
    }, COALESCE_MS).unref();
  }

  async #notify(): Promise<void> {
    const client = this.#client;
    if (!client) return;
    const messages = this.#waiting;
    this.#waiting = [];
    let batch: string[] = [];
    let size = 0;
    const payloads: string[] = [];
    for (const message of messages) {
      const text = JSON.stringify(message);
      const bytes = Buffer.byteLength(text) + 1;
      if (size + bytes > LARGEST && batch.length > 0) {
        payloads.push(`{"from":"${this.#me}","all":[${batch.join(',')}]}`);
        batch = [];
        size = 0;
      }
      batch.push(text);
      size += bytes;
    }
    if (batch.length > 0) payloads.push(`{"from":"${this.#me}","all":[${batch.join(',')}]}`);
    await client.query('SELECT pg_notify($1, p) FROM unnest($2::text[]) p', [CHANNEL, payloads]);
  }

  #receive(payload: string): void {
    const { from, all } = JSON.parse(payload) as { from: string; all: Message[] };
    if (from === this.#me) return;
    for (const message of all) {
      if ('wake' in message) for (const heed of this.#wakes) heed(message.wake, message.at);
      else for (const hear of this.#hints) hear(message.hint);
    }
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, application_name: 'hezhi-signals', keepAlive: true });
    client.on('error', () => {});
    client.on('end', () => this.#lost(client));
    client.on('notification', (message) => {
      if (message.payload) this.#receive(message.payload);
    });
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
    if (this.#closed) return void (await client.end());
    this.#client = client;
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = null;
    this.#reconnect(250);
  }

  #reconnect(wait: number): void {
    if (this.#closed) return;
    this.#retry = setTimeout(() => {
      this.#connect().then(
        () => {
          for (const hear of this.#gaps) hear();
          for (const kind of ['event', 'timer'] as const) for (const heed of this.#wakes) heed(kind, 0);
        },
        () => this.#reconnect(Math.min(wait * 2, 5000)),
      );
    }, wait).unref();
  }
}

/** The largest hint that can travel, in bytes of JSON. */
export const LARGEST_HINT = LARGEST - 200;
