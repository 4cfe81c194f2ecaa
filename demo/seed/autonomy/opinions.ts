import { routes } from '@hezhi/opinions/contract';
import { plantQuestion, type Planted } from '@hezhi/opinions/testing';
import type { Story, Told } from './hood.ts';

const DAY = 86_400_000;

/** How likely the three camps (parents, drivers, elders) agree with each statement. */
const square: Planted = {
  title: '小区中心空地怎么用',
  about: '中心空地今年列入改造，约600平方米。请您对大家的看法逐条表态，也可以写下自己的看法。结果供居民议事会参考，不代替表决。',
  camps: [5, 3, 4],
  statements: [
    ['应当给孩子留一块安全的活动场地', 0.95, 0.45, 0.8],
    ['应当多划一些停车位', 0.2, 0.95, 0.15],
    ['应当多种树、多放长椅', 0.8, 0.4, 0.95],
    ['晚上九点以后不放音乐', 0.9, 0.85, 0.55],
    ['空地不应当收费使用', 0.9, 0.85, 0.95],
    ['宁可少停几辆车，也要把消防通道让出来', 0.95, 0.8, 0.9],
    ['停车位应当优先给没有车库的住户', 0.35, 0.8, 0.3],
    ['应当装健身器材和扶手', 0.5, 0.25, 0.95],
  ],
};
const dogs: Planted = {
  title: '文明养犬，大家怎么看',
  about: '近来关于遛狗的意见较多。这次征集已经结束，结果转居民议事会参考。',
  camps: [3, 2],
  statements: [
    ['遛狗必须拴绳', 0.95, 0.9],
    ['应当划出一块可以放开绳子的地方', 0.2, 0.95],
    ['早晚高峰不应当在电梯里带大型犬', 0.9, 0.45],
    ['粪便不清理应当在楼栋群里提醒', 0.9, 0.75],
  ],
};

/** A question open now, on which many have voted, and one that is over. */
export const stories: readonly Story[] = [
  { key: 'opinions-open', begin: (_, until) => until - 6 * DAY, tell: (told) => ask(told, square, 12, 1) },
  { key: 'opinions-over', begin: (_, until) => until - 30 * DAY, tell: (told) => ask(told, dogs, 14, 0.3) },
];

async function ask({ past, hood, rng }: Told, what: Planted, days: number, share: number): Promise<void> {
  // Everybody of the street has a say; the demo resident has not spoken yet.
  const all = hood.town.people.residents.filter((one) => one.grid.startsWith(hood.street) && one !== hood.people[0]);
  const most = Math.round((hood.town.place.key === 'weibin' ? 160 : 40) * share);
  const voters = await Promise.all(rng.shuffle(all).slice(0, most).map(hood.actor));
  const id = await plantQuestion(past.call(hood.clerk), voters, what, {
    area: hood.community,
    who: 'street',
    closesAt: past.now + days * DAY,
    seed: rng.int(1, 1_000_000),
  });
  if (days !== 12) return;
  await past.hours(30);
  const proposer = await hood.actor(hood.people[1]!);
  await past.ask(proposer, routes.propose, { params: { district: hood.district, id }, body: { id: past.id(), text: '空地边上应当留一处放快递柜' } });
}
