import { may, Refusal, systemActor, kernelErrors, type Actor, type AnyRoute, type RouteCall, type RouteResult } from '@hezhi/contract';
import { routes as matters } from '@hezhi/matters/contract';
import { makeCall, type Call, type Db, type House, type Wire } from '@hezhi/server';
import { demoId, type Rng } from '../random.ts';
import { takeDue, takeEvents } from './queries.ts';

/** Timers and events of these rooms are lived through here; all others are left to the workers. */
const ours = ['matters.', 'deliberations.', 'ballots.', 'owners.', 'covenants.', 'publicity.posting'];
const HOUR = 3_600_000;

/**
 * What happened in the past, told through the front door: each request goes through the schemas, rights and handler of its route, at its own moment, in one transaction.
 * Between two requests time passes: what falls due and what other rooms hear happens at its moment too.
 */
export class Past {
  readonly house: House;
  readonly db: Db;
  readonly district: string;
  readonly until: number;
  readonly #rng: Rng;
  now: number;

  constructor(house: House, db: Db, district: string, begin: number, until: number, rng: Rng) {
    this.house = house;
    this.db = db;
    this.district = district;
    this.now = begin;
    this.until = until;
    this.#rng = rng;
  }

  /** A new id of this moment. */
  id(): string {
    return demoId(this.now, this.#rng);
  }

  /** Calls of somebody now. */
  call(actor: Actor): Call {
    return makeCall(this.house, { actor, db: this.db, now: this.now });
  }

  /** Asks a route as somebody; a minute later it is done. Errors: those of the route. */
  async ask<T extends AnyRoute>(actor: Actor, route: T, input: RouteCall<T>): Promise<RouteResult<T>> {
    const found = this.house.rooms.flatMap((room) => room.routes ?? []).find((one) => one.route === route);
    if (!found) throw new Error(`no room of this house answers ${route.method} ${route.path}`);
    const { access } = route;
    if (access.kind === 'permission' && !access.permissions.some((one) => may(actor, one))) throw new Refusal(kernelErrors.forbidden);
    const part = (name: 'params' | 'query' | 'body'): unknown =>
      route[name] ? (route[name] as { parse(value: unknown): unknown }).parse(input[name] ?? {}) : undefined;
    const given = { params: part('params'), query: part('query'), body: part('body') };
    // Routes that stream are not told of the past.
    const reply = await found.handle(this.call(actor), given as never, null as unknown as Wire);
    this.now = Math.min(this.now + 60_000, this.until);
    return reply as RouteResult<T>;
  }

  /** Takes a step of a matter. */
  async step(actor: Actor, id: string, step: string, data: Record<string, unknown> = {}): Promise<void> {
    await this.ask(actor, matters.step, { params: { id }, body: { step, data } });
  }

  /** Lets so many hours pass, but not beyond the present. */
  hours(n: number): Promise<void> {
    return this.to(this.now + n * HOUR);
  }

  /** Lets time pass until a moment: what falls due on the way happens. */
  async to(moment: number): Promise<void> {
    const end = Math.min(Math.max(moment, this.now), this.until);
    for (;;) {
      await this.#hear();
      const timer = await takeDue(this.db, this.district, end, ours);
      if (!timer) break;
      this.now = Math.max(this.now, timer.dueAt);
      const effect = this.house.rooms.flatMap((room) => room.timers ?? []).find((one) => one.topic === timer.topic);
      if (!effect) throw new Error(`nobody knows what to do for timers of ${timer.topic}`);
      await effect.fire(this.call(systemActor(this.district)), timer);
    }
    this.now = end;
  }

  async #hear(): Promise<void> {
    const heard = this.house.rooms.flatMap((room) => room.listeners ?? []);
    for (;;) {
      const events = await takeEvents(this.db, this.district, this.until, ['ballots.']);
      if (events.length === 0) return;
      for (const event of events)
        for (const listener of heard) if (listener.topic === event.topic) await listener.handle(this.call(systemActor(this.district)), event);
    }
  }
}
