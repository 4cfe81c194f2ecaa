import { Refusal, type Actor } from '@hezhi/contract';
import { handOver } from '@hezhi/command/server';
import { addMonths, dayAt, momentAt, type Rules, type Shift } from '@hezhi/duty/contract';
import { addRoster, checkIn, generateMonth, monthOf, onDuty, publishMonth } from '@hezhi/duty/server';
import { makeCall, type House } from '@hezhi/server';
import { pointInGrid } from '../geography/place.ts';
import type { DemoOrganisation } from '../people/organisations.ts';
import type { DemoPost } from '../people/town.ts';
import { demoId, makeRng } from '../random.ts';
import type { Cast } from './cast.ts';
import type { Town } from './report.ts';

const all = ['workday', 'makeup', 'weekend', 'holiday'] as const;
const rest = ['weekend', 'holiday'] as const;
const shift = (key: string, name: string, from: number, to: number, days: Shift['days'], roles: string[] = []): Shift => ({
  key,
  name,
  from,
  to,
  days,
  need: 1,
  roles,
});
const day = shift('day', '日间值守', 510, 1050, all);
const night = shift('night', '夜间值守', 1050, 510, all);
const rules: Rules = { everyDay: true, offPeak: { evening: [1050, 1260], restDay: [540, 1050] }, restHours: 11, maxDays: 6, spread: 3, swapApproval: true };

/** How each kind of organisation keeps duty: shifts, rules, whose posts, who plans. */
const habits: Readonly<Record<string, { name: string; shifts: Shift[]; rules: Rules; roles: readonly string[]; planner: string; public: boolean }>> = {
  community: { name: '昼夜值班', shifts: [day, night], rules, roles: ['community_clerk', 'grid_worker'], planner: 'community_clerk', public: true },
  street_office: { name: '昼夜值班', shifts: [day, night], rules, roles: ['street_dispatcher', 'hotline_agent'], planner: 'street_dispatcher', public: true },
  district_centre: {
    name: '夜间带班',
    shifts: [night],
    rules: { ...rules, offPeak: null },
    roles: ['district_supervisor'],
    planner: 'district_supervisor',
    public: false,
  },
  urban_management: {
    name: '休息日值班',
    shifts: [shift('rest', '休息日值守', 540, 1050, rest)],
    rules: { ...rules, everyDay: false, offPeak: null },
    roles: ['department_handler'],
    planner: 'department_handler',
    public: true,
  },
};

/** Rosters of this month and the next for the five places, published as their people would, a few check-ins and a hand-over note. Repeatable. */
export async function seedDuty(house: House, towns: readonly Town[], cast: Cast, seed: string, until: number, stopped: () => boolean): Promise<void> {
  if (!['duty', 'command', 'notices'].every((name) => house.rooms.some((room) => room.name === name))) return;
  for (const town of towns) {
    const { people, place } = town;
    const rng = makeRng(`${seed}/duty/${place.key}`);
    const kept = people.organisations.filter((org) => org.kind in habits && (org.area.length === 6 || org.area.startsWith(place.focusStreet)));
    for (const org of kept) {
      const id = demoId(Math.min(...people.posts.map((post) => post.from)), rng);
      if (!stopped()) await keepRoster(house, town, org, id, cast, until);
    }
    if (!stopped()) await checkSomeIn(house, town, cast, seed, until);
  }
}

async function keepRoster(house: House, { people }: Town, org: DemoOrganisation, id: string, cast: Cast, until: number): Promise<void> {
  const habit = habits[org.kind]!;
  // A grid worker of several grids has several posts and takes turns with one.
  const members = new Map<string, DemoPost>();
  for (const post of people.posts)
    if (post.organisation === org.id && habit.roles.includes(post.role) && !members.has(post.person)) members.set(post.person, post);
  const planner = [...members.values()].find((post) => post.role === habit.planner);
  if (!planner || members.size < 2) return;
  const actor = await cast.inPost(planner.person, planner.id);
  const month = dayAt(until).slice(0, 7);
  for (const wanted of [month, addMonths(month, 1)]) {
    // Planned on the 25th of the month before, as it is done; the next month today if that day has not come.
    const at = Math.min(until, momentAt(`${addMonths(wanted, -1)}-25`, 600));
    const call = makeCall(house, { actor, now: at });
    const { name, shifts, rules: kept, public: open } = habit;
    await once(() =>
      addRoster(call, {
        id,
        org: org.id,
        name,
        shifts: shifts as never,
        rules: kept as never,
        public: open,
        phone: org.phone,
        members: [...members.values()].map((post) => post.id),
      }),
    );
    const before = await monthOf(call, id, wanted);
    if (before.publishedAt !== null) continue;
    if (before.turns.length === 0) await generateMonth(call, id, wanted, { version: before.version, keepHand: true });
    const planned = await monthOf(call, id, wanted);
    if (planned.turns.length === 0) continue;
    await publishMonth(call, id, wanted, { version: planned.version, ...(planned.violations.length > 0 ? { despite: '按现有人手安排，缺口由街道补位' } : {}) });
  }
}

/** Two of three who are on duty have checked in, most of them with where they stand; the street's day shift has left a note. */
async function checkSomeIn(house: House, town: Town, cast: Cast, seed: string, until: number): Promise<void> {
  const { place, people } = town;
  const rng = makeRng(`${seed}/check-in/${place.key}/${dayAt(until)}`);
  const now = await onDuty(house, place.district, { at: until });
  for (const one of now) {
    if (!rng.chance(0.66) || one.checkIn !== null) continue;
    const grid = place.grids.find((each) => each.code === one.area) ?? place.grids.find((each) => each.code.startsWith(one.area)) ?? place.grids[0]!;
    const call = makeCall(house, { actor: await cast.inPost(one.person, one.post), now: until - rng.int(1, 20) * 60_000 });
    const point = rng.chance(0.85) ? { coordinates: pointInGrid(rng, grid) as [number, number] } : null;
    await once(() => checkIn(call, { id: demoId(call.now, rng), turn: one.turn, point }));
  }
  const writer = people.posts.find((post) => post.role === 'street_dispatcher' && post.area === place.focusStreet);
  if (!writer) return;
  const actor: Actor = await cast.inPost(writer.person, writer.id);
  // The last change of shift before now.
  const today = dayAt(until);
  const at = [momentAt(today, 1050), momentAt(today, 510), momentAt(today, 1050 - 1440)].find((moment) => moment < until)!;
  const id = demoId(at, makeRng(`${seed}/handover/${place.key}`));
  const points = ['3号片区夜间施工噪声，约定今日复查', '低洼路段排水口已清，雨后再看一次'].map((text, n) => ({
    id: demoId(at + n + 1, makeRng(`${seed}/point/${place.key}/${n}`)),
    text,
    matter: null,
  }));
  await once(() => handOver(makeCall(house, { actor, now: at }), { id, text: '夜间接报平稳，无重大情况；两件事请白班继续跟进。', points }));
}

/** What is there already, or can no longer be done, is let be. */
async function once(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}
