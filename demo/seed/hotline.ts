import { addLine, endCall, finishCall, hangUpOn, pickUp, ringOn, setState } from '@hezhi/hotline/server';
import { makeCall, type House } from '@hezhi/server';
import { makeRng, type Rng } from '../random.ts';
import type { Cast } from './cast.ts';
import { claim } from './queries.ts';
import type { Town } from './report.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 1440 * MINUTE;
const DAYS = 7;
/** When people call: hour of the day to how many of a hundred. */
const HOURS: readonly (readonly [hour: number, share: number])[] = [
  [7, 5],
  [8, 12],
  [9, 16],
  [10, 14],
  [11, 9],
  [14, 10],
  [15, 10],
  [16, 8],
  [19, 8],
  [20, 5],
  [22, 3],
];

type Ended = Parameters<typeof finishCall>[2];
const plain = { category: null, divert: null, divertTo: null, matter: null } as const;
const answered: readonly (readonly [category: string, note: string])[] = [
  ['L03', '询问居民医保缴费时间，已告知集中缴费期至12月31日，可线上或社区代办'],
  ['F07', '询问暖气室温标准，已告知不低于18℃，可申请入户测温'],
  ['L07', '询问居住证办理，已告知到派出所或线上申请'],
  ['E04', '询问物业费标准，已告知以合同和备案为准'],
  ['L02', '询问高龄津贴申领，已告知到社区登记所需材料'],
  ['F01', '询问今日停水范围，已告知计划检修预计18时恢复'],
  ['L05', '询问转学手续，已告知向教育局提交的材料'],
];
const diverted: readonly (readonly [divert: NonNullable<Ended['divert']>, to: string | null, note: string])[] = [
  ['emergency_line', '120', '老人胸口疼，已请其立即拨打120并告知地址'],
  ['statutory_channel', '12333', '反映工资拖欠，已告知劳动监察和仲裁途径'],
  ['beyond_duty', '12315', '网购商品不退款，已告知12315'],
  ['repeat', null, '同一诉求已答复，无新情况'],
];

/** Outcome of an invented call. */
function ending(rng: Rng): Ended {
  const what = rng.next();
  if (what < 0.62) {
    const [category, note] = rng.pick(answered);
    return { ...plain, kind: 'consult', outcome: 'answered', category, note };
  }
  if (what < 0.8) {
    const [divert, divertTo, note] = rng.pick(diverted);
    return { ...plain, kind: rng.pick(['help', 'complaint'] as const), outcome: 'diverted', divert, divertTo, note };
  }
  if (what < 0.9) return { ...plain, kind: 'suggestion', outcome: 'answered', note: '建议增设休息座椅，已记录并转社区议事' };
  return { ...plain, kind: null, outcome: what < 0.96 ? 'dropped' : 'nuisance', note: '' };
}

/** A line for the focus street of each place and a week of calls to it, through the same services that telephones and agents use. Once a place. */
export async function seedHotline(house: House, towns: readonly Town[], cast: Cast, seed: string, until: number, stopped: () => boolean): Promise<void> {
  if (!house.rooms.some(({ name }) => name === 'hotline')) return;
  for (const { place, people } of towns) {
    if (stopped()) return;
    const posts = people.posts.filter((post) => post.role === 'hotline_agent');
    const boss = people.posts.find((post) => post.role === 'street_dispatcher' && post.area === place.focusStreet);
    if (posts.length === 0 || !boss) continue;
    const agents = await Promise.all(posts.map((post) => cast.inPost(post.person, post.id)));
    const owner = await cast.inPost(boss.person, boss.id);
    const rng = makeRng(`${seed}/hotline/${place.key}`);
    const begin = until - DAYS * DAY;
    await house.db.tx(async (db) => {
      if (!(await claim(db, place.district, `${place.key}-hotline`))) return;
      const district = place.district;
      const street = place.streets.find((one) => one.code === place.focusStreet)!.name;
      const number = `0999-1200${String(PLACES.indexOf(place.key)).padStart(4, '0')}`;
      const given = { name: `${street}服务热线`, number, area: place.focusStreet, active: true };
      const line = { id: (await addLine(makeCall(house, { actor: owner, now: begin, db }), given)).id, area: place.focusStreet };
      for (const [nth, at] of moments(rng, begin, until).entries()) {
        const as = (now: number) => makeCall(house, { actor: agents[nth % agents.length]!, now, db });
        const ref = `demo-${place.key}-${nth}`;
        const from = rng.chance(0.9) ? rng.pick(people.residents).phone : null;
        const { id } = await ringOn(as(at), district, line, { ref, from });
        if (rng.chance(0.03)) {
          await hangUpOn(as(at + rng.int(12, 50) * SECOND), district, line, { ref });
          continue;
        }
        const up = at + (rng.chance(0.93) ? rng.int(2, 14) : rng.int(16, 40)) * SECOND;
        await pickUp(as(up), id);
        const down = up + rng.int(40, 420) * SECOND;
        await endCall(as(down), id);
        await finishCall(as(down + rng.int(20, 120) * SECOND), id, ending(rng));
      }
      for (const actor of agents) await setState(makeCall(house, { actor, now: until, db }), 'break');
    });
  }
}

const PLACES: readonly string[] = ['weibin', 'jiayuguan', 'shuangluan', 'changning', 'qionglai'];

/** When it rang, in order, far enough apart that an agent is free again. */
function moments(rng: Rng, from: number, until: number): number[] {
  const all: number[] = [];
  const zone = 480 * MINUTE;
  for (let day = Math.floor((from + zone) / DAY) * DAY - zone; day < until; day += DAY)
    for (const [hour, share] of HOURS) if (rng.chance(share / 16)) all.push(day + hour * 60 * MINUTE + rng.int(0, 40) * MINUTE + rng.int(0, 59) * SECOND);
  return all.filter((at) => at > from && at < until - 30 * MINUTE).toSorted((a, b) => a - b);
}
