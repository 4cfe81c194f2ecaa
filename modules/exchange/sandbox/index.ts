import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId } from '@hezhi/contract';
import { signedHeaders, verifySignature } from '../server/signature.ts';

/** How the sandbox meets a message that comes in. `stall`: never answers; `hang_up`: closes the connection; `flood`: answers without end. */
export type Manner = 'ok' | 'later' | 'error' | 'busy' | 'refuse' | 'gone' | 'redirect' | 'stall' | 'hang_up' | 'flood' | 'ok_then_die';
export type Message = { id: string; source: string; type: string; time: string; subject?: string; sequence?: string; data: Record<string, unknown> };
export type Delivery = { id: string; type: string; status: number; verdict: string };
export type Reply = { status: number; body: Record<string, unknown> };

export type SandboxOptions = {
  /** Under which a platform of orders names itself. */
  source?: string;
  /** 0: any free port. */
  port?: number;
  /** Where the house takes messages of this body: its address and the `inbox` path. */
  inbox?: string;
  /** Secret with which this body signs (`in` of the house), and with which the house signs (`out`). */
  secrets?: { sends: string; hears: string };
  now?: () => number;
  /** Called for every message that is new to this body, after it was answered. */
  onMessage?: (body: SandboxBody, message: Message) => void;
};

/**
 * An outside system for tests and rehearsals: a small HTTP server that behaves like a city's 12345 platform. It keeps what it was told (each message once, by its
 * id), pushes orders, answers with results, and fails in every manner on demand. It is written against docs/how-to/write-a-body.md.
 */
export class SandboxBody {
  /** Messages accepted, each once, in the order of their coming. */
  readonly heard: Message[] = [];
  /** Every delivery that came, with how it was met. */
  readonly deliveries: Delivery[] = [];
  readonly #seen = new Set<string>();
  readonly #manners: Manner[] = [];
  readonly #options: SandboxOptions;
  readonly #server = createServer((request, reply) => void this.#meet(request, reply).catch(() => reply.destroy()));
  /** Called in manner `ok_then_die`, after the message was taken and before the answer leaves. */
  die: () => Promise<void> | void = () => {};
  /** Pictures that this body hands out under `picture(name)`, and how the next requests for one are answered (0: never). */
  readonly pictures = new Map<string, Buffer>();
  readonly pictureStatuses: number[] = [];
  /** Requests for pictures that came, with what their signature was worth. */
  readonly asked: { name: string; status: number; verdict: string }[] = [];
  inbox: string;
  secrets: { sends: string; hears: string };

  private constructor(options: SandboxOptions) {
    this.#options = options;
    this.inbox = options.inbox ?? '';
    this.secrets = options.secrets ?? { sends: '', hears: '' };
  }

  /** Listens on 127.0.0.1. */
  static async open(options: SandboxOptions = {}): Promise<SandboxBody> {
    const body = new SandboxBody(options);
    await new Promise<void>((resolve, reject) => {
      body.#server.once('error', reject);
      body.#server.listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    return body;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hezhi`;
  }

  /** Where a picture is fetched. */
  picture(name: string): string {
    return new URL(`/pictures/${name}`, this.address).href;
  }

  #show(request: IncomingMessage, reply: ServerResponse): void {
    const name = decodeURIComponent(request.url!.slice('/pictures/'.length));
    const verdict = verifySignature(request.headers, this.picture(name), [this.secrets.hears], this.#now());
    const picture = this.pictures.get(name);
    const status = this.pictureStatuses.shift() ?? (picture ? 200 : 404);
    this.asked.push({ name, status, verdict });
    if (status === 0) return;
    if (status >= 300 && status < 400) reply.setHeader('location', this.picture(name));
    reply.statusCode = status;
    reply.end(status === 200 ? picture : '');
  }

  /** How the next deliveries are met; after them all is `ok` again. */
  meet(...manners: Manner[]): void {
    this.#manners.push(...manners);
  }

  /** Messages of a type that were heard. */
  of(type: string): Message[] {
    return this.heard.filter((message) => message.type === type);
  }

  async #meet(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    if (request.method === 'GET' && request.url?.startsWith('/pictures/')) return this.#show(request, reply);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const verdict = verifySignature(request.headers, text, [this.secrets.hears], this.#now());
    const message = JSON.parse(text) as Message;
    const manner = verdict === 'good' ? (this.#manners.shift() ?? 'ok') : 'refuse';
    const status = { ok: 200, later: 202, error: 500, busy: 503, refuse: 401, gone: 410, redirect: 307, stall: 0, hang_up: 0, flood: 200, ok_then_die: 200 }[
      manner
    ];
    this.deliveries.push({ id: message.id, type: message.type, status, verdict });
    if (manner === 'stall') return;
    if (manner === 'hang_up') return void request.socket.destroy();
    const taken = status >= 200 && status < 300;
    const fresh = taken && !this.#seen.has(message.id);
    if (fresh) {
      this.#seen.add(message.id);
      this.heard.push(message);
    }
    if (manner === 'ok_then_die') await this.die();
    if (manner === 'redirect') reply.setHeader('location', `${this.address}/elsewhere`);
    if (manner === 'busy') reply.setHeader('retry-after', '7200');
    reply.statusCode = status;
    reply.setHeader('content-type', 'application/json');
    if (manner === 'flood') {
      const more = (): void => {
        while (!reply.destroyed && reply.write('x'.repeat(16_384)));
        if (!reply.destroyed) reply.once('drain', more);
      };
      reply.on('error', () => {});
      return more();
    }
    reply.end(JSON.stringify({ ok: taken }));
    if (fresh) this.#options.onMessage?.(this, message);
  }

  /** A CloudEvent of this body. */
  event(type: string, data: Record<string, unknown>, id: string = newId(this.#now())): Record<string, unknown> {
    return { specversion: '1.0', id, source: this.#options.source ?? 'urn:example:12345', type, time: new Date(this.#now()).toISOString(), data };
  }

  /** Sends events (one, or an array as a batch) to the house, signed unless told otherwise. */
  async send(
    events: unknown,
    how: { id?: string; at?: number; secret?: string; headers?: Record<string, string>; text?: string; language?: string } = {},
  ): Promise<Reply> {
    const text = how.text ?? JSON.stringify(events);
    const signed = signedHeaders([how.secret ?? this.secrets.sends], how.id ?? newId(this.#now()), how.at ?? this.#now(), text);
    const response = await fetch(this.inbox, {
      method: 'POST',
      headers: {
        'content-type': Array.isArray(events) ? 'application/cloudevents-batch+json' : 'application/cloudevents+json',
        'accept-language': how.language ?? 'zh-CN',
        ...signed,
        ...how.headers,
      },
      body: text,
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  /** Fetches a photo that a message named. */
  async photo(path: string, how: { secret?: string } = {}): Promise<{ status: number; bytes: Buffer }> {
    const headers = signedHeaders([how.secret ?? this.secrets.sends], newId(this.#now()), this.#now(), path.slice(path.lastIndexOf('/') + 1));
    const response = await fetch(new URL(path, this.inbox), { headers });
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
  }

  /** An order is pushed. */
  order(order: Record<string, unknown>, id?: string): Promise<Reply> {
    return this.send(this.event('hezhi.order.reported.v1', order, id));
  }

  /** A step is told. */
  step(step: Record<string, unknown>, id?: string): Promise<Reply> {
    return this.send(this.event('hezhi.step.taken.v1', step, id));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => void this.#server.close(() => resolve()));
  }

  #now(): number {
    return this.#options.now?.() ?? Date.now();
  }
}
