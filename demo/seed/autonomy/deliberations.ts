import { bodyRoutes } from '@hezhi/deliberations/contract';
import { Course } from './course.ts';
import { beginBefore, dayOf, type Story, type Told } from './hood.ts';
import { charging, deliveries, drying, handrails, lamps, square, type Topic } from './topics.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const days = (amount: number) => ({ amount, unit: 'days' as const });
const notice = { amount: 3, unit: 'working-days' as const };
const publicity = { amount: 5, unit: 'working-days' as const };

/** From the first words to an opinion that is put to the vote. */
async function toVote(told: Told, topic: Topic, close: number, secrecy: 'open' | 'secret'): Promise<{ course: Course; ballot: string }> {
  const course = new Course(told, topic);
  const { past } = told;
  await course.raise(5);
  await course.inform();
  await course.noticeOver();
  // The notice ended with a day; four whole days later, at three in the afternoon.
  const at = past.now + 4 * DAY + 15 * HOUR;
  const meeting = await course.callMeeting('council', '居民议事会', at);
  await course.hold(meeting, at, topic.minutes);
  await course.positions();
  const ballot = await course.putToVote(close === 0 ? past.now + 2 * DAY + 8 * HOUR : close, secrecy);
  return { course, ballot };
}

/** Bodies with their members, and a topic in every stage of its life. */
export const stories: readonly Story[] = [
  { key: 'bodies', begin: (_, until) => until - 120 * DAY, tell: bodies },
  {
    key: 'archived',
    begin: (house, until) => beginBefore(house, until - DAY, [days(2), notice, days(8), days(3), publicity, days(5), days(11)]),
    async tell(told) {
      const { course, ballot } = await toVote(told, drying, 0, 'open');
      const close = told.past.now + 2 * DAY + 8 * HOUR;
      await course.vote(ballot, 9, true);
      await course.decide(close);
      await course.carryOut(2);
      await course.rate();
    },
  },
  {
    key: 'carrying_out',
    begin: (house, until) => beginBefore(house, until - DAY, [days(2), notice, days(8), days(3), publicity, days(3)]),
    async tell(told) {
      const { course, ballot } = await toVote(told, lamps, 0, 'open');
      const close = told.past.now + 2 * DAY + 8 * HOUR;
      await course.vote(ballot, 8, true);
      await course.decide(close);
      await course.carryOut(1);
    },
  },
  {
    key: 'voting',
    begin: (house, until) => beginBefore(house, until - 6 * HOUR, [days(2), notice, days(7)]),
    async tell(told) {
      const { past } = told;
      const { course, ballot } = await toVote(told, charging, past.until + 4 * DAY, 'secret');
      await course.vote(ballot, 6, false);
    },
  },
  {
    key: 'deliberating',
    begin: (house, until) => beginBefore(house, until - HOUR, [days(2), publicity]),
    async tell(told) {
      const course = new Course(told, square);
      await course.raise(5);
      await course.inform();
      const at = Math.floor((told.past.until + 8 * HOUR) / DAY) * DAY + 2 * DAY + 11 * HOUR;
      await course.callMeeting('hearing', '小广场晚间活动听证会', at);
      await course.noticeOver();
    },
  },
  {
    key: 'informing',
    begin: (_, until) => until - 2 * DAY,
    async tell(told) {
      const course = new Course(told, deliveries);
      await course.raise(5);
      await course.inform();
    },
  },
  { key: 'proposed', begin: (_, until) => until - 30 * HOUR, tell: (told) => new Course(told, handrails).raise(3) },
];

async function bodies({ past, hood, rng }: Told): Promise<void> {
  const neighbours = rng.shuffle(hood.people.slice(1));
  const found = [
    { kind: 'council', name: `${hood.communityName}居民议事会`, rhythm: '每月第一个星期三下午', members: 9, purpose: '商量本社区居民共同关心的事，督促落实。' },
    { kind: 'supervision_group', name: `${hood.communityName}监督小组`, rhythm: '每季度一次', members: 3, purpose: '监督议事和落实，对公示提出异议。' },
    { kind: 'lane', name: `${hood.compound}楼栋自治小组`, rhythm: '每两周巡查一次', members: 5, purpose: '巡查楼道和院落，小事当场商量。' },
  ] as const;
  for (const body of found) {
    const id = past.id();
    const founded = dayOf(past.now);
    const places = [{ name: `${hood.communityName}议事厅`, address: '社区服务中心二层' }];
    await past.ask(hood.clerk, bodyRoutes.addBody, {
      body: { id, kind: body.kind, name: body.name, area: hood.community, purpose: body.purpose, rhythm: body.rhythm, places, listed: true, founded },
    });
    const members = body.kind === 'council' ? [hood.people[0]!, ...neighbours.slice(0, body.members - 1)] : neighbours.slice(0, body.members);
    for (const [i, one] of members.entries()) {
      const role = i === 1 ? ('chair' as const) : i === 2 ? ('secretary' as const) : ('member' as const);
      const term = { from: founded, to: dayOf(past.now + 3 * 365 * DAY) };
      await past.ask(hood.clerk, bodyRoutes.addMember, {
        params: { id },
        body: { id: past.id(), person: one.id, name: one.name, role, chosen: 'elected', ...term },
      });
    }
    if (body.kind !== 'lane') continue;
    await past.hours(24 * 90);
    const finding = [
      { text: '3号楼一层楼道堆放纸箱，已劝住户当天清走', raise: 'none' as const },
      { text: '东侧路面一块地砖松动，已请物业重铺', raise: 'none' as const },
    ];
    const chair = members[1]!;
    await past.ask(await hood.actor(chair), bodyRoutes.addRound, {
      params: { id },
      body: { id: past.id(), route: '1号楼到8号楼、东侧步道', findings: finding },
    });
  }
}
