import { systemActor } from '@hezhi/contract';
import { resolveOwner, staffOf } from '@hezhi/directory/server';
import { setTimer, type Call, type HouseEvent, type Listener, type TimerEffect } from '@hezhi/server';
import { clockOwners, decideChild, decideClock, decideReassign, nextMoment, type Decision, type Procedure, type Snapshot } from '../contract/index.ts';
import { calendarOf } from './calendar.ts';
import { lookUpOwners } from './owners.ts';
import { persist, timerTopic } from './persist.ts';
import { kindOf, procedureOf } from './procedures.ts';
import { lockStored, openLegsOf, parentsOf } from './queries.ts';
import { snapshotOf } from './rows.ts';

type Found = { before: Snapshot; procedure: Procedure; head: Buffer };

/** The matter under a lock: the clock waits its turn instead of losing races. */
async function lock(call: Call, district: string, id: string): Promise<Found | null> {
  const row = await lockStored(call.db, district, id);
  if (!row) return null;
  return { before: snapshotOf(row), procedure: await procedureOf(call.house, row.procedure, row.procedure_version), head: Buffer.from(row.head, 'hex') };
}

async function keep(call: Call, found: Found, decision: Decision | null): Promise<void> {
  if (!decision) return;
  const write = call.with({ key: null }).write();
  const kind = kindOf(call.house, found.before.kind);
  persist(write, found.procedure, kind, found.before, found.head, [decision], null);
  await kind.onStep?.(call, write, decision, found.before);
  await write.run(call.db);
}

/** A leg's clock: fires once for its revision, in the transaction that takes the timer away (law 5). */
export const legTimer: TimerEffect = {
  topic: timerTopic,
  async fire(call, timer) {
    const { matter, leg: legId, revision } = timer.data as { matter: string; leg: string; revision: number };
    const found = await lock(call, timer.district, matter);
    const leg = found?.before.legs.find((one) => one.id === legId);
    if (!found || !leg || leg.revision !== revision) return;
    const owners = await lookUpOwners(call.house, timer.district, found.before.area, clockOwners(found.procedure, leg), {}, call.now);
    const world = { now: Math.max(call.now, timer.dueAt), calendar: calendarOf(call.house), owners };
    await keep(call, found, decideClock(found.procedure, found.before, legId, systemActor(timer.district), world));
  },
};

/**
 * Lets a matter's own clock run to `until` (epoch ms): every due moment of its legs in order, each at its own moment, as the timers would have fired had they been asked
 * then. For histories that are simulated or brought in; call it inside the transaction that writes them, so that no worker meets a timer of the past. Gives the matter as
 * it then is, or null when there is none.
 */
export async function runClock(call: Call, district: string, id: string, until: number): Promise<Snapshot | null> {
  for (;;) {
    const found = await lock(call, district, id);
    if (!found) return null;
    const leg = found.before.legs.toSorted((a, b) => nextMoment(a) - nextMoment(b) || (a.key < b.key ? -1 : 1))[0];
    if (!leg || nextMoment(leg) > until) return found.before;
    const at = nextMoment(leg);
    const actor = systemActor(district);
    const owners = await lookUpOwners(call.house, district, found.before.area, clockOwners(found.procedure, leg), {}, at);
    const decision = decideClock(found.procedure, found.before, leg.id, actor, { now: at, calendar: calendarOf(call.house), owners });
    if (!decision) throw new Error(`leg ${leg.id} of matter ${id} has a moment at which nothing is due`);
    await keep(call.with({ actor, now: at }), found, decision);
  }
}

/** Gives every open leg of an owner that is gone to the next one up, each in a transaction of its own through a timer due at once. */
export const ownerGoneTimer: TimerEffect = {
  topic: 'matters.owner_gone',
  async fire(call, timer) {
    const { matter, leg: legId } = timer.data as { matter: string; leg: string };
    const found = await lock(call, timer.district, matter);
    const leg = found?.before.legs.find((one) => one.id === legId);
    if (!found || !leg || leg.org === null) return;
    const staff = await staffOf(call.house, timer.district);
    const post = leg.post === null ? undefined : staff.posts.get(leg.post);
    const stands = post !== undefined && post.active && (post.to === null || post.to > call.now);
    if (leg.post !== null && stands) return;
    const owner = { ...(await resolveOwner(call.house, timer.district, { org_id: leg.org }, found.before.area, call.now)), person: null };
    if (owner.org === leg.org && owner.post === leg.post) return;
    const world = { now: call.now, calendar: calendarOf(call.house), owners: {} };
    await keep(call, found, decideReassign(found.procedure, found.before, legId, owner, systemActor(timer.district), world));
  },
};

async function passOn(call: Call, event: HouseEvent, owner: { post: string } | { org: string }): Promise<void> {
  const legs = await openLegsOf(call.db, event.district, owner);
  const write = call.with({ key: null }).write();
  for (const leg of legs)
    setTimer(write, { district: event.district, id: leg.id, dueAt: call.now, topic: ownerGoneTimer.topic, data: { matter: leg.matter, leg: leg.id } });
  if (!write.empty) await write.run(call.db);
}

/** Law 3: a post that ended, or an organisation that closed, leaves no leg behind. */
export const postEnded: Listener = {
  name: 'post_ended',
  topic: 'directory.post_ended',
  handle: (call, event) => passOn(call, event, { post: String(event.data.post) }),
};
export const orgEnded: Listener = {
  name: 'org_ended',
  topic: 'directory.org_ended',
  handle: (call, event) => passOn(call, event, { org: String(event.data.org) }),
};

/** Parents learn of children born and ended, in their own timeline. */
export const children: Listener = {
  name: 'children',
  topic: 'matters.stepped',
  async handle(call, event) {
    const { matter, parent, ended, steps } = event.data as { matter: string; parent: string | null; ended: boolean; steps: string[] };
    const born = steps[0] === 'open' && parent !== null;
    if (!born && !ended) return;
    // Only children for which the parent waits are counted, and each is counted in and out.
    const links = (await parentsOf(call.db, event.district, matter)).filter(({ meaning }) => meaning === 'must_end' || meaning === 'pauses');
    if (born) for (const link of links) if (link.parent === parent) await tell(call, event.district, link.parent, 1, matter);
    if (ended) for (const link of links) await tell(call, event.district, link.parent, -1, matter);
  },
};

async function tell(call: Call, district: string, parent: string, change: 1 | -1, child: string): Promise<void> {
  const found = await lock(call, district, parent);
  if (!found) return;
  const world = { now: call.now, calendar: calendarOf(call.house), owners: {} };
  await keep(call, found, decideChild(found.procedure, found.before, change, systemActor(district), { child }, world));
}
