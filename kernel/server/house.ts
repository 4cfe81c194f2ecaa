import type { Actor, AnyRoute, ErrorDef, Language, Permission, Refusal, RouteInput, RouteReply } from '@hezhi/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Pool, Db } from './db.ts';
import type { Live } from './live.ts';
import type { Settings } from './settings.ts';
import type { Write } from './write.ts';
import type { Vault } from './vault.ts';
import type { Jobs } from './jobs.ts';
import type { Personal } from './personal.ts';
import type { Signals } from './signals.ts';

/** The running product: made once by `openHouse`, handed to everything. Holds no domain. */
export interface House {
  readonly settings: Settings;
  readonly log: Logger;
  readonly db: Pool;
  readonly live: Live;
  readonly vault: Vault;
  readonly jobs: Jobs;
  /** Wakes and hints between the processes of one house. */
  readonly signals: Signals;
  /** Where the database is, for connections of another role (backup). Holds a password: never logged. */
  readonly url: string;
  readonly rooms: readonly Room[];
  /** Epoch ms. The only clock; rehearsals and tests replace it. */
  now(): number;
  /** A value made once per house: a room's cache or service. The key is the room's own symbol or string. */
  memo<T>(key: string, make: () => T): T;
  close(): Promise<void>;
}

/** One command or question: who asks, when, in which language, under which key. Services take a Call, never globals. */
export interface Call {
  readonly house: House;
  readonly db: Db;
  readonly actor: Actor;
  /** Epoch ms at which the command happens. */
  readonly now: number;
  readonly language: Language;
  /** Shown to the person with every error and written with every log line. */
  readonly reference: string;
  /** The Idempotency-Key, scoped to the actor; null when none was sent. */
  readonly key: string | null;
  /** A new write statement that carries the call's idempotency key; `reply` is stored to answer a repetition. */
  write(reply?: unknown): Write;
  /** The same call in another transaction, moment or standing. */
  with(change: Partial<Pick<Call, 'db' | 'actor' | 'now' | 'key'>>): Call;
}

/** What a handler of a raw reply gets beside its input. */
export type Wire = { request: FastifyRequest; reply: FastifyReply };

/** Tells a failure in the shape of another standard: sets status and type on `wire.reply` and gives the text. Logging and `Retry-After` are done already. */
export type TellRefusal = (refusal: Refusal, wire: Wire) => string;

export type Implementation = { route: AnyRoute; handle: (call: Call, input: never, wire: Wire) => Promise<unknown>; refuse?: TellRefusal };

/** Binds a route of the contract to its handler; types follow the contract. `refuse`: for routes outside, instead of the problem document. */
export function implement<const T extends AnyRoute>(
  route: T,
  handle: (call: Call, input: RouteInput<T>, wire: Wire) => Promise<RouteReply<T>>,
  refuse?: TellRefusal,
): Implementation {
  return { route, handle: handle as Implementation['handle'], ...(refuse ? { refuse } : {}) };
}

/** Something that happened, told to other rooms after it is durable; delivered at least once, in one transaction with its effects. */
export type HouseEvent = { id: string; district: string; topic: string; at: number; data: Record<string, unknown> };

/** Listens to one topic of the outbox. `call.db` is the transaction in which the event is taken off: effects are exactly once. */
export type Listener = {
  name: string;
  topic: string;
  handle: (call: Call, event: HouseEvent) => Promise<void>;
  /** Several of one district at once, in their order: does what `handle` does with one after the other, in fewer statements. */
  handleAll?: (call: Call, events: readonly HouseEvent[]) => Promise<void>;
};

/** A listener to whom a batch is one piece of work. */
export const hearAll = (name: string, topic: string, handleAll: NonNullable<Listener['handleAll']>): Listener => ({
  name,
  topic,
  handle: (call, event) => handleAll(call, [event]),
  handleAll,
});

/** What a timer of a topic does when it falls due; `call.db` is the transaction in which it is removed. */
export type TimerEffect = {
  topic: string;
  fire: (call: Call, timer: { district: string; id: string; dueAt: number; data: Record<string, unknown> }) => Promise<void>;
};

/** Background work by pg-boss: `queue` is a name; `cron` for repeated work (Asia/Shanghai). */
export type Job = { queue: string; cron?: string; work: (call: Call, data: Record<string, unknown>) => Promise<void> };

/** One finding of `hezhi verify`: what is wrong and where. */
export type Finding = { room: string; check: string; where: string; what: string };

/** A room (engine or module) as the composition root sees it. */
export type Room = {
  name: string;
  routes?: readonly Implementation[];
  permissions?: Readonly<Record<string, Permission>>;
  errors?: Readonly<Record<string, ErrorDef>>;
  listeners?: readonly Listener[];
  timers?: readonly TimerEffect[];
  jobs?: readonly Job[];
  /** Folder of `YYYYMMDDHHMM-words.sql` files. */
  migrations?: URL;
  /** Checks for `hezhi verify`: yields findings; `digest` lines feed the digest that backup and restore must agree on. */
  verify?: readonly { name: string; check: (house: House, district: string, digest: (line: string) => void) => AsyncIterable<Finding> }[];
  /** What the room keeps about persons: their copy, and what becomes of it when an account closes. A test holds it against the tables. */
  personal?: Personal;
  /** Loops of the room's own that run in worker processes from start to stop. */
  workers?: readonly ((house: House) => { stop: () => Promise<void> })[];
  /** Runs once when the house opens, after migrations: load reference data, warm caches. Must be quick and repeatable. */
  open?: (house: House) => Promise<void>;
};

export const defineRoom = (room: Room): Room => room;
