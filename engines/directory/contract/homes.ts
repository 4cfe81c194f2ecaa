import type { ActorHome, Words } from '@hezhi/contract/light';
import { widthOf } from './levels.ts';

/** Who may take part in something of an area: every account of the district, residents of its street, residents of its community by their own word, or those the community has confirmed (D1-D3). */
export const whoMay = ['district', 'street', 'community_declared', 'community_confirmed'] as const;
export type WhoMay = (typeof whoMay)[number];

/** What they are called in settings and comparisons. */
export const whoMayWords: Readonly<Record<WhoMay, Words>> = {
  district: { 'zh-Hans': '本区县的所有账号', en: 'every account of the district' },
  street: { 'zh-Hans': '本街道（镇）的居民', en: 'residents of the street or town' },
  community_declared: { 'zh-Hans': '本社区（村）的居民', en: 'residents of the community' },
  community_confirmed: { 'zh-Hans': '经社区确认的本社区（村）居民', en: 'residents whom the community has confirmed' },
};

/** A change of who may take part, for comparing method packs; null where it is none. `what`: what one may take part in. */
export function tellWho(what: Words, before: unknown, after: unknown): Words | null {
  const key = (value: unknown): WhoMay | undefined => whoMay.find((one) => one === value);
  const [from, to] = [key(before), key(after)];
  if (to === undefined) return null;
  const say = (language: 'zh-Hans' | 'en', mark: string, between: string): string =>
    `${what[language]}${mark}${from === undefined ? '' : `${whoMayWords[from][language]}${between}`}${whoMayWords[to][language]}`;
  return { 'zh-Hans': say('zh-Hans', '：', '，改为'), en: say('en', ': ', ', becomes ') };
}

/** How somebody stands to what asks for residents of an area. */
export const homeStandings = ['belongs', 'no_home', 'elsewhere', 'unconfirmed'] as const;
export type HomeStanding = (typeof homeStandings)[number];

/** The territory whose residents may take part in something of `area`; what is of a whole district or street asks for no community. */
export const homeScope = (who: WhoMay, area: string): string =>
  area.slice(0, widthOf(who === 'district' ? 'district' : who === 'street' ? 'street' : 'community'));

/** Whether somebody with this home may take part, else why not. That the account is of the district is the caller's to see. Pure. */
export function homeStanding(who: WhoMay, home: ActorHome | null | undefined, area: string): HomeStanding {
  if (who === 'district') return 'belongs';
  if (!home) return 'no_home';
  if (!home.area.startsWith(homeScope(who, area))) return 'elsewhere';
  return who === 'community_confirmed' && !home.confirmed ? 'unconfirmed' : 'belongs';
}

/** The setting of a place as it holds for something of `area`: what concerns a whole district is open to all of it. */
export const whoAt = (setting: WhoMay, area: string): WhoMay => (area.length <= widthOf('district') ? 'district' : setting);

/** So long after choosing a community it may be chosen anew (ms); the community's staff can change it at any time. */
export const HOME_STAYS = 30 * 86_400_000;

export const homeStates = ['declared', 'confirmed', 'refused', 'withdrawn'] as const;
export type HomeState = (typeof homeStates)[number];

/**
 * From when on a person may choose another community (epoch ms); null: now. Registering leaves one change free, and whom a community has refused was mistaken and may say so.
 * `chosen`: when the person chose last.
 */
export function homeFreeAt(row: { state: HomeState; chosen: number | null } | null, now: number): number | null {
  if (!row || row.chosen === null || row.state === 'refused') return null;
  const free = row.chosen + HOME_STAYS;
  return free > now ? free : null;
}
