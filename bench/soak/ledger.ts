import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

export type Json = { [key: string]: any }; // oxlint-disable-line no-explicit-any -- what the outside gets has no types
export type Reply = { status: number; body: Json };
export type Who = { token: string | null; /** Address the balancer tells. */ from: string; /** Secret of a visitor's device. */ device?: string };

/** What a client meets while something is killed, and sends again with the same key. */
const passing = new Set(['kernel.unavailable', 'kernel.key_running']);
/** A command that is not answered for so long (ms) is a breach. */
const longest = 180_000;
/** The clock or a listener was faster: the person looks again and takes the step anew. Every other refusal is a breach: each matter has one person who acts at a time. */
const stale = 'matters.stale';

/** What was asked, answered and refused: the memory against which the house is checked at the end. */
export class Ledger {
  readonly matters = new Map<string, string>();
  /** Acknowledged steps: matter, then step, then how often. */
  readonly steps = new Map<string, Map<string, number>>();
  /** Merged case and its main case, where it was not split again; whether the main one has a result. */
  readonly merged = new Map<string, { main: string; answered: boolean }>();
  readonly meToos: { matter: string; by: string }[] = [];
  readonly comments: { id: string; matter: string }[] = [];
  readonly calls: string[] = [];
  readonly counts = new Map<string, number>();
  readonly codes = new Map<string, number>();
  readonly breaches: string[] = [];
  /** Times a command was sent again because the first answer was lost or the house was away. */
  repeated = 0;
  /** Milliseconds from a command's first sending to its answer. */
  readonly waits: number[] = [];
  /** Hears each acknowledged command. */
  onAnswer: () => void = () => {};
  address: () => string = () => '';

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }
  breach(text: string): void {
    this.breaches.push(text);
  }
  #code(code: string): void {
    this.codes.set(code, (this.codes.get(code) ?? 0) + 1);
  }

  async #once(who: Who, method: string, path: string, body: unknown, key: string | null): Promise<Reply | null> {
    try {
      const reply = await fetch(`${this.address()}/api${path}`, {
        method,
        headers: {
          'x-forwarded-for': who.from,
          ...(who.token ? { authorization: `Bearer ${who.token}` } : {}),
          ...(who.device ? { 'x-file-token': who.device } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key === null ? {} : { 'idempotency-key': key }),
        },
        signal: AbortSignal.timeout(20_000),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await reply.text();
      return { status: reply.status, body: (/json/.test(reply.headers.get('content-type') ?? '') && text !== '' ? JSON.parse(text) : {}) as Json };
    } catch (error) {
      this.#code(`connection: ${((error as Error).cause as { code?: string } | undefined)?.code ?? (error as Error).name}`);
      return null;
    }
  }

  /** A command, sent with one key until the house has answered it. Null: refused; why is counted, and a breach unless it is one of `fair`. */
  async command(who: Who, method: 'POST' | 'PUT', path: string, body: unknown, fair: readonly string[] = []): Promise<Json | null> {
    let key = method === 'POST' ? randomUUID() : null;
    const began = performance.now();
    for (;;) {
      const reply = await this.#once(who, method, path, body, key);
      const code = reply && reply.status >= 400 ? ((reply.body['code'] as string | undefined) ?? `status ${reply.status}`) : null;
      if (reply && code === null) {
        this.waits.push(performance.now() - began);
        this.onAnswer();
        return reply.body;
      }
      if (code !== null) this.#code(code);
      if (code === stale && performance.now() - began < longest) {
        key = randomUUID();
        continue;
      }
      if (code !== null && fair.includes(code)) return null;
      if (reply && code !== null && !passing.has(code)) {
        const shape = path.replaceAll(/[0-9a-f-]{36}/g, ':id');
        this.breach(
          `${method} ${shape} ${(body as { step?: string } | null)?.step ?? ''} was refused: ${reply.status} ${code} ${String(reply.body['detail'] ?? '')} ${JSON.stringify(reply.body['errors'] ?? '')}`,
        );
        return null;
      }
      if (performance.now() - began > longest) {
        this.breach(`${method} ${path} had no answer for ${longest / 1000} s`);
        return null;
      }
      this.repeated++;
      await pause(150);
    }
  }

  /** A reading; tried again while the house is away. */
  async read(who: Who, path: string): Promise<Json | null> {
    const began = performance.now();
    for (;;) {
      const reply = await this.#once(who, 'GET', path, undefined, null);
      if (reply && reply.status < 400) {
        this.count('readings');
        return reply.body;
      }
      const code = reply ? ((reply.body['code'] as string | undefined) ?? `status ${reply.status}`) : null;
      if (code !== null) this.#code(code);
      if (code !== null && !passing.has(code)) {
        this.breach(`GET ${path.replaceAll(/[0-9a-f-]{36}/g, ':id')} answered ${code}`);
        return null;
      }
      if (performance.now() - began > longest) {
        this.breach(`GET ${path} had no answer for ${longest / 1000} s`);
        return null;
      }
      await pause(250);
    }
  }

  noteStep(matter: string, step: string): void {
    const own = this.steps.get(matter) ?? new Map<string, number>();
    own.set(step, (own.get(step) ?? 0) + 1);
    this.steps.set(matter, own);
    this.count('steps');
  }
}
