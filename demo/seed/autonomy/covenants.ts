import type { z } from 'zod';
import { routes, type schemas } from '@hezhi/covenants/contract';
import sharp from 'sharp';
import type { Rng } from '../../random.ts';
import { dayOf, type Hood, type Story, type Told } from './hood.ts';

const DAY = 86_400_000;
type Article = readonly [chapter: string, kind: 'rule' | 'encouraged' | 'forbidden', text: string];

const lane: readonly Article[] = [
  ['邻里', 'encouraged', '见面问一声好，邻居有事搭把手'],
  ['邻里', 'rule', '装修只在工作日8时至12时、14时至18时进行，提前三天告诉上下左右'],
  ['楼道', 'rule', '楼道不放杂物，电动车不进楼'],
  ['楼道', 'forbidden', '不从楼上拉线充电，不堵消防通道'],
  ['院落', 'rule', '遛狗拴绳，随手清理'],
  ['院落', 'encouraged', '认养一棵树、一块绿地'],
  ['院落', 'forbidden', '不在公共绿地种菜、圈地'],
  ['议事', 'rule', '大家的事大家商量，议定的事大家照办'],
];
const square: readonly Article[] = [
  ['时间', 'rule', '小广场活动早上不早于7时，晚上不晚于21时'],
  ['音量', 'rule', '音箱朝向路面，声音以十米外能正常说话为准'],
  ['音量', 'encouraged', '跳舞用耳机或小音箱'],
  ['场地', 'forbidden', '不占消防通道和盲道'],
];

/** One covenant in force with signatures and reminders, one open for suggestions now. */
export const stories: readonly Story[] = [
  { key: 'covenant-in-force', begin: (_, until) => until - 70 * DAY, tell: inForce },
  { key: 'covenant-drafting', begin: (_, until) => until - 5 * DAY, tell: drafting },
];

type Input = z.input<typeof schemas.CovenantInput>;
async function begin(
  { past, hood }: Told,
  articles: readonly Article[],
  more: Pick<Input, 'scope' | 'scope_name' | 'title' | 'sign_by'>,
): Promise<{ id: string; articles: string[] }> {
  const id = past.id();
  const list = articles.map(([chapter, kind, words]) => ({ id: past.id(), chapter, kind, text: words }));
  const buildings = more.sign_by === 'household' ? buildingsOf(hood) : [];
  await past.ask(hood.clerk, routes.add, { body: { id, area: hood.community, ...more, buildings, articles: list } });
  return { id, articles: list.map((one) => one.id) };
}

function buildingsOf({ town, people }: Hood) {
  const home = people[0]!.compound;
  return town.place.buildings
    .filter((one) => one.compound === home && one.units > 0)
    .slice(0, 12)
    .map((one) => ({ key: one.number.replace(/[^\w-]/gu, ''), label: one.number, households: Math.max(2, one.units * one.floors * 2) }))
    .filter((one) => one.key !== '');
}

async function inForce(told: Told): Promise<void> {
  const { past, hood, rng } = told;
  const { id, articles } = await begin(told, lane, { scope: 'compound', scope_name: hood.compound, title: `${hood.compound}文明公约`, sign_by: 'household' });
  const district = hood.district;
  await past.ask(hood.clerk, routes.consult, { params: { id }, body: { revision: 1, days: 10 } });
  await past.hours(60);
  const suggestion = past.id();
  const words = '装修时间建议避开高考和中考的日子';
  await past.ask(await hood.actor(hood.people[3]!), routes.suggest, { params: { district, id }, body: { id: suggestion, article: articles[1]!, text: words } });
  await past.hours(30);
  await past.ask(hood.clerk, routes.answer, { params: { id: suggestion }, body: { result: 'adopted', reason: '中考、高考期间由居委会提前张贴停工提醒' } });
  await past.hours(24 * 9);
  const day = dayOf(past.now);
  const meeting = { name: '居民代表会议', entitled: 51, present: 46, for: 43, against: 1, abstain: 2, note: '' };
  const { revision } = await past.ask(hood.clerk, routes.detail, { params: { id } });
  await past.ask(hood.clerk, routes.adopt, {
    params: { id },
    body: { revision, number: `${hood.communityName}公约〔2026〕1号`, adopted_on: day, effective_on: day, filed: '已报街道备案', meeting },
  });
  const buildings = buildingsOf(hood);
  for (const [i, one] of hood.people.slice(1, 11).entries()) {
    await past.hours(rng.int(5, 40));
    const home = { building: buildings.length > 0 ? buildings[i % buildings.length]!.key : null, room: `${1 + (i % 3)}单元${1 + (i % 5)}0${1 + (i % 2)}` };
    await past.ask(await hood.actor(one), routes.sign, { params: { district, id }, body: { id: past.id(), version: 1, image: await signature(rng), ...home } });
  }
  const said: readonly (readonly [number, string, string])[] = [
    [2, '3号楼东侧门厅', '门厅放着两个纸箱，请住户当天挪走，住户答应了'],
    [4, '中心花坛', '提醒遛狗的居民拴绳、随手清理'],
    [2, '5号楼门口', '电动车停在门口，一起推到了车棚'],
  ];
  for (const [n, place, spoken] of said) {
    await past.hours(40);
    await past.ask(hood.gridWorker, routes.remind, {
      params: { id },
      body: { id: past.id(), article: articles[n]!, area: hood.gridWorker.post!.area, place, said: spoken },
    });
  }
}

async function drafting(told: Told): Promise<void> {
  const { past, hood } = told;
  const { id, articles } = await begin(told, square, { scope: 'community', scope_name: hood.communityName, title: '小广场活动约定', sign_by: 'person' });
  await past.ask(hood.clerk, routes.consult, { params: { id }, body: { revision: 1, days: 14 } });
  const suggestions = ['夏天天热，能不能放到九点半', '建议中考高考期间不放音乐'];
  for (const [i, text] of suggestions.entries()) {
    await past.hours(20);
    const given = { id: past.id(), article: i === 0 ? articles[0]! : null, text };
    await past.ask(await hood.actor(hood.people[4 + i]!), routes.suggest, { params: { district: hood.district, id }, body: given });
  }
}

/** A scribble that is nobody's name. */
async function signature(rng: Rng): Promise<string> {
  const points = Array.from({ length: 9 }, (_, i) => `${String(20 + i * 32)} ${String(rng.int(25, 95))}`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="120"><rect width="320" height="120" fill="#fff"/><path d="M${points.join(' L')}" fill="none" stroke="#123" stroke-width="3"/></svg>`;
  return `data:image/png;base64,${(await sharp(Buffer.from(svg)).png().toBuffer()).toString('base64')}`;
}
