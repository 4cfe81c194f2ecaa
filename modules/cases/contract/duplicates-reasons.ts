import type { Words } from '@hezhi/contract/light';
import { metresBetween, type Compared, type Reach } from './duplicates.ts';

/** Why an earlier report looks like the same (C1), in words: 同一栋楼、昨天、都说“楼道灯”. Pure. */

const words = {
  building: { 'zh-Hans': '同一栋楼（{n}号）', en: 'the same building (no. {n})' },
  here: { 'zh-Hans': '就在这里', en: 'right here' },
  metres: { 'zh-Hans': '相距约{n}米', en: 'about {n} m away' },
  nearby: { 'zh-Hans': '就在附近', en: 'near by' },
  community: { 'zh-Hans': '同一社区', en: 'the same community' },
  hours: { 'zh-Hans': '{n}小时前', en: '{n} h before' },
  justNow: { 'zh-Hans': '刚刚反映', en: 'reported just before' },
  today: { 'zh-Hans': '同一天', en: 'the same day' },
  yesterday: { 'zh-Hans': '前一天', en: 'the day before' },
  days: { 'zh-Hans': '相隔{n}天', en: '{n} days apart' },
  say: { 'zh-Hans': '都说“{words}”', en: 'both say “{words}”' },
  alike: { 'zh-Hans': '说法相近（“{one}”“{other}”）', en: 'they speak alike (“{one}”, “{other}”)' },
  kind: { 'zh-Hans': '同一类问题', en: 'the same kind of problem' },
  settled: { 'zh-Hans': '不久前刚办结', en: 'settled shortly before' },
} satisfies Record<string, Words>;

export type Reason = { readonly words: Words; readonly values: Readonly<Record<string, string | number>> };
const HOUR = 3_600_000;
const dayOf = (ms: number): number => Math.floor((ms + 8 * HOUR) / (24 * HOUR));

/** The reasons, the strongest kind first: place, time, words. The public's distances are those of rounded points, so they are not told in metres. */
export function reasonsOf(later: Compared, earlier: Compared, reach: Reach): Reason[] {
  return [
    placeReason(later, earlier, reach),
    timeReason(later.telling.at, earlier.telling.at),
    ...wordReasons(later, earlier),
    ...settledReason(later, earlier),
  ];
}

function placeReason(later: Compared, earlier: Compared, reach: Reach): Reason {
  const shared = [...later.profile.marks.house].find((one) => earlier.profile.marks.house.has(one));
  const [a, b] = [later.telling.point, earlier.telling.point];
  if (shared !== undefined) return { words: words.building, values: { n: shared } };
  if (!a || !b) return { words: words.community, values: {} };
  if (reach === 'public') return { words: words.nearby, values: {} };
  const metres = metresBetween(a, b);
  return metres < 15 ? { words: words.here, values: {} } : { words: words.metres, values: { n: Math.round(metres / 10) * 10 } };
}

function timeReason(one: number, other: number): Reason {
  const apart = Math.abs(one - other);
  if (apart < HOUR) return { words: words.justNow, values: {} };
  const days = Math.abs(dayOf(one) - dayOf(other));
  if (days === 0) return apart < 12 * HOUR ? { words: words.hours, values: { n: Math.round(apart / HOUR) } } : { words: words.today, values: {} };
  return days === 1 ? { words: words.yesterday, values: {} } : { words: words.days, values: { n: days } };
}

function wordReasons(later: Compared, earlier: Compared): Reason[] {
  const both = [...later.profile.about].flatMap(([thing, one]) => {
    const other = earlier.profile.about.get(thing);
    return other === undefined ? [] : [{ one, other }];
  });
  const same = both.filter(({ one, other }) => one === other).map(({ one }) => one);
  if (same.length > 0) return [{ words: words.say, values: { words: same.slice(0, 2).join('、') } }];
  if (both[0]) return [{ words: words.alike, values: both[0] }];
  return later.telling.category === earlier.telling.category ? [{ words: words.kind, values: {} }] : [];
}

const settledReason = (later: Compared, earlier: Compared): Reason[] =>
  earlier.telling.closedAt !== null && earlier.telling.closedAt <= later.telling.at ? [{ words: words.settled, values: {} }] : [];
