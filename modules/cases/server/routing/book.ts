import { dayKind, isWorkingMoment } from '@hezhi/calendar/contract';
import { resolveOwner, reference, staffOf, type Staff } from '@hezhi/directory/server';
import type { StaffPost } from '@hezhi/directory/contract';
import { dutyOwner } from '@hezhi/duty/server';
import type { Owner } from '@hezhi/matters/contract';
import { calendarOf } from '@hezhi/matters/server';
import { GAP, type House } from '@hezhi/server';
import {
  compileRouting,
  permissions,
  routeFor,
  type Routing,
  type RoutingAsk,
  type RoutingLeg,
  type RoutingMoment,
  type RoutingRule,
} from '../../contract/index.ts';
import { allRouting } from '../queries-routing.ts';

const CHANGED = 'cases.routing';
const SHANGHAI = 8 * 3_600_000;

/** A published version ready to be asked; `from` epoch ms. */
export type Published = { readonly version: number; readonly from: number; readonly routing: Routing; readonly rules: readonly RoutingRule[] };
type Book = ReadonlyMap<string, readonly Published[]>;

/** `asked` and `held` number the readings: one that ends late never covers one that began after it. */
type Shelf = { book: Book | null; asked: number; held: number };
const shelf = (house: House): Shelf =>
  house.memo('cases.routing', () => {
    const made: Shelf = { book: null, asked: 0, held: 0 };
    house.live.subscribe((hint) => {
      if (hint.topic !== CHANGED && hint.topic !== GAP) return;
      fill(house, made).catch((error: unknown) => house.log.error({ error }, 'the rules of dispatch could not be read again; the older ones stay in use'));
    });
    return made;
  });

async function fill(house: House, to: Shelf): Promise<void> {
  const turn = ++to.asked;
  const book = await readBook(house);
  if (turn > to.held) Object.assign(to, { book, held: turn });
}

/** Reads the rules of all districts: they are small, and every report asks them. */
export const openRouting = (house: House): Promise<void> => fill(house, shelf(house));

/** This process sees the change at once, the others by the hint. */
export async function refreshRouting(house: House, district: string): Promise<void> {
  await openRouting(house);
  house.live.publish({ district, topic: CHANGED, data: {} });
}

async function readBook(house: House): Promise<Book> {
  const rows = await allRouting(house.db, new Date(house.now()).toISOString());
  const ready = rows.map((row) => ({
    district: row.district,
    version: row.version,
    from: Date.parse(row.valid_from),
    rules: row.rules,
    routing: compileRouting(row.rules),
  }));
  return Map.groupBy(ready, (one) => one.district);
}

/** The version in force: of those whose moment has come the one published last. No statement. */
export function routingAt(house: House, district: string, now: number): Published | null {
  const { book } = shelf(house);
  if (!book) throw new Error('the room of cases is not open');
  return book.get(district)?.findLast((one) => one.from <= now) ?? null;
}

/** What rules look at of a moment (epoch ms). Errors: those of the calendar for years it does not know. */
export function momentAt(house: House, at: number): RoutingMoment {
  const calendar = calendarOf(house);
  const local = at + SHANGHAI;
  return {
    rest: dayKind(calendar, new Date(local).toISOString().slice(0, 10)) === 'rest',
    working: isWorkingMoment(calendar, at),
    minute: Math.floor((local % 86_400_000) / 60_000),
  };
}

/** Whether a post serves and may do the part of the work. */
export async function fitness(house: House, now: number): Promise<(post: StaffPost, leg: RoutingLeg) => boolean> {
  const { roles } = await reference(house);
  const needed = { accept: permissions.accept.key, handle: permissions.handle.key };
  return (post, leg) =>
    post.active && post.from <= now && (post.to === null || now < post.to) && (roles.get(post.role)?.permissions.includes(needed[leg]) ?? false);
}

/** Who gets it by a rule: who is on duty where the rule says so, else whom it names, else who answers for those. */
export async function ownerByRule(
  house: House,
  district: string,
  rule: RoutingRule,
  area: string,
  at: number,
  now: number = at,
): Promise<Owner & { onDuty: boolean }> {
  if (rule.duty && house.rooms.some((room) => room.name === 'duty')) {
    const found = await dutyOwner(house, district, area, at);
    const staff: Staff = await staffOf(house, district);
    const post = found ? staff.posts.get(found.post) : undefined;
    if (found && post && (await fitness(house, now))(post, rule.leg)) return { ...found, person: null, onDuty: true };
  }
  const ref = rule.post === null ? { org_id: rule.org } : { post_id: rule.post };
  return { ...(await resolveOwner(house, district, ref, area, now)), person: null, onDuty: false };
}

export type Routed = {
  readonly owner: Owner;
  readonly rule: RoutingRule;
  readonly version: number;
  /** Its place in the list, from 1. */ readonly place: number;
  readonly onDuty: boolean;
};

/** To whom the rules in force give a part of the work; null where no rule decides. No statement but where a rule asks who is on duty. */
export async function routed(house: House, district: string, leg: RoutingLeg, ask: RoutingAsk, now: number): Promise<Routed | null> {
  const inForce = routingAt(house, district, now);
  if (!inForce) return null;
  const rule = routeFor(inForce.routing, leg, ask, () => momentAt(house, now));
  if (!rule) return null;
  const { onDuty, ...owner } = await ownerByRule(house, district, rule, ask.area, now);
  return { owner, rule, version: inForce.version, place: inForce.rules.indexOf(rule) + 1, onDuty };
}

/** Why it went there, for the timeline: `按分派规则（第3版第2条）`. */
export const routedWords = ({ version, place, onDuty }: Routed): string => `按分派规则（第${version}版第${place}条${onDuty ? '，值班人员' : ''}）`;
