import type { Rng } from '../random.ts';
import { appearance } from './words/appearance.ts';
import * as common from './words/common.ts';
import { daily } from './words/daily.ts';
import { facilities } from './words/facilities.ts';
import * as handling from './words/handling.ts';
import { homes } from './words/homes.ts';
import { order } from './words/order.ts';
import { provisions } from './words/provisions.ts';
import type { GroupWords } from './words/shape.ts';
import { supply } from './words/supply.ts';

/** Words of every leaf of the category tree (modules/cases/contract/categories.json), by leaf code. */
export const LEAF_WORDS: GroupWords = { ...appearance, ...facilities, ...homes, ...supply, ...order, ...daily, ...provisions };

export type Channel = 'resident' | 'grid' | 'community';

/** What a report knows about its place and time. */
export interface ReportContext {
  leaf: string;
  leafName: string;
  /** 1 is danger to life or property, 4 is hard and slow. */
  tier: number;
  channel: Channel;
  /** Short name of the community (尹家村, 永昌路社区). */
  community: string;
  rural: boolean;
  /** Name of a road nearby, for things out of doors. */
  road?: string;
  /** Compound and building, for things in or at a house. */
  compound?: string;
  building?: string;
  floors?: number;
  /** Local hour (0-23) of writing. */
  hour?: number;
  /** Local month (0-11): no snow in July. */
  month?: number;
}

export interface ReportText {
  /** At most 40 characters. */
  title: string;
  /** At most 300 characters. */
  text: string;
}

const FLOORS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三', '十四', '十五', '十六', '十七', '十八'];

function floorWord(rng: Rng, floors: number): string {
  return FLOORS[rng.int(0, Math.min(floors, FLOORS.length) - 1)]!;
}

/** Where it is, as people say it: 锦程花园3号楼二单元, 永昌路药店门口, 尹家村村口. */
export function whereWords(rng: Rng, context: Pick<ReportContext, 'community' | 'rural' | 'road' | 'compound' | 'building'>): string {
  if (context.compound) {
    const house = context.building && rng.chance(0.75) ? context.building : '';
    const unit = house.endsWith('楼') && rng.chance(0.3) ? `${rng.pick(['一', '二', '三'])}单元` : '';
    const prefix = rng.chance(0.15) && !context.compound.startsWith(context.community) ? context.community : '';
    return `${prefix}${context.compound}${house}${unit}`;
  }
  if (context.rural) return `${context.community}${rng.pick(common.RURAL_LANDMARKS)}`;
  const road = context.road ?? context.community;
  return `${road}${rng.pick(common.LANDMARKS)}`;
}

interface Slots {
  where: string;
  floors: number;
  /** Local hour of writing; without it any time of day may be named. */
  hour?: number;
  /** Written by staff: nobody's own family. */
  staff: boolean;
}

function fill(rng: Rng, template: string, slots: Slots): string {
  const { hour } = slots;
  return template.replaceAll(/\{(w|t|d|n|k|f)\}(?=(.?))/gu, (_, slot: 'w' | 't' | 'd' | 'n' | 'k' | 'f', next: string) => {
    if (slot === 'w') return slots.where;
    if (slot === 't') return rng.pick([...common.TIMES, ...common.TIMES_TODAY.filter(([, from]) => hour !== undefined && hour >= from).map(([word]) => word)]);
    if (slot === 'd') return rng.pick(common.SPANS);
    if (slot === 'n') return rng.pick(next !== '' && '十点度'.includes(next) ? common.NUMERALS.slice(1) : common.NUMERALS);
    if (slot === 'k') return rng.pick(slots.staff ? common.PEOPLE.filter((word) => !word.includes('我')) : common.PEOPLE);
    return floorWord(rng, slots.floors);
  });
}

function words(leaf: string): { says: readonly string[]; done: readonly string[] } {
  const found = LEAF_WORDS[leaf];
  if (!found) throw new Error(`demo: no words for leaf ${leaf}`);
  return found;
}

function end(rng: Rng, text: string, polite: boolean): string {
  return /[。！？]$/u.test(text) ? text : text + (polite ? rng.pick(['。', '。', '，谢谢！', '！', '']) : '。');
}

function inSeason(text: string, month: number | undefined): boolean {
  if (month === undefined) return true;
  if (month >= 3 && month <= 9 && /雪|冻|冬天/u.test(text)) return false;
  return !(month <= 3 || month >= 9) || !/夏天|热天/u.test(text);
}

/** No doubled words where place and sentence meet. */
function tidy(text: string): string {
  return text.replaceAll(/(单元|门口|路口|村口|小区)\1/gu, '$1');
}

/** Complaints are opened otherwise than questions and wishes. */
function greeting(rng: Rng, leaf: string): string {
  const calm = leaf.startsWith('L') || leaf.startsWith('N') || leaf === 'M06' || leaf === 'D05' || leaf === 'G05';
  return rng.pick(calm ? common.GREETINGS.filter((text) => !/投诉|受不了|大家都在说/u.test(text)) : common.GREETINGS);
}

/** A case report in plain Chinese as the channel would write it: a resident, a grid worker on patrol, a community clerk. */
export function reportText(rng: Rng, context: ReportContext): ReportText {
  const says = words(context.leaf).says.filter((text) => inSeason(text, context.month));
  const where = whereWords(rng, context);
  const staff = context.channel !== 'resident';
  const slots: Slots = { where, floors: context.floors ?? 6, staff, ...(context.hour === undefined ? {} : { hour: context.hour }) };
  const impacts = common.IMPACTS[context.leaf] ?? common.IMPACTS[context.leaf.slice(0, 1)] ?? [];
  const seen = says.filter((text) => !/我|吗|孩子和家长|请问|想问/u.test(text));
  let core = tidy(fill(rng, rng.pick(staff && seen.length > 2 ? seen : says), slots));
  if (!core.includes(where)) core = rng.chance(0.7) ? `${core}，在${where}` : `${where}，${core}`;
  const impact = (share: number): string[] => (rng.chance(share) && impacts.length > 0 ? [fill(rng, rng.pick(impacts), slots)] : []);
  if (context.channel === 'grid') {
    const hour = context.hour ?? 10;
    const opening = rng.pick(common.PATROL_OPENINGS.filter(([, from, until]) => hour >= from && hour < until))[0];
    const parts = [opening + core, ...(rng.chance(0.7) ? [rng.pick(common.PATROL_CLOSINGS)] : [])];
    return { title: title(context, where), text: end(rng, parts.join('，'), false) };
  }
  if (context.channel === 'community') {
    const parts = [rng.pick(common.DESK_OPENINGS) + core, ...impact(0.3), rng.pick(common.DESK_CLOSINGS)];
    return { title: title(context, where), text: end(rng, parts.join('，'), false) };
  }
  const parts = [(rng.chance(0.35) ? greeting(rng, context.leaf) : '') + core, ...impact(0.5)];
  if (rng.chance(context.tier === 1 ? 0.85 : 0.55)) parts.push(rng.pick(context.tier <= 1 ? common.URGENT_ASKS : common.ASKS));
  return { title: title(context, where), text: end(rng, parts.join(rng.pick(['，', '，', '。', '；'])), true) };
}

function title(context: ReportContext, where: string): string {
  const whole = `${where}${context.leafName}`;
  return whole.length <= 40 ? whole : `${context.community}${context.leafName}`;
}

/** How many pairs of neighbouring characters two texts share. */
function likeness(a: string, b: string): number {
  let shared = 0;
  for (let i = 1; i < a.length; i++) if (b.includes(a.slice(i - 1, i + 1))) shared += 1;
  return shared;
}

/** What the handler writes when the work is done: the result of the leaf that fits the report best, or one that fits any. */
export function resultText(rng: Rng, leaf: string, report = ''): string {
  const slots: Slots = { where: '', floors: 6, staff: true };
  const scored = words(leaf).done.map((text) => ({ text, score: likeness(text, report) }));
  const best = Math.max(...scored.map((one) => one.score));
  const fitting = scored.filter((one) => one.score === best && (best > 0 || report === '')).map((one) => one.text);
  const opening = fill(rng, rng.pick(handling.DONE_OPENINGS), slots);
  const done = fill(rng, rng.pick(fitting.length > 0 ? fitting : handling.DONE_ANY), slots);
  return `${opening}${done}。${rng.pick(handling.DONE_CLOSINGS)}`;
}

/** Why a unit asks that a case be given to somebody else (退单申请). */
export const returnReason = (rng: Rng): string => rng.pick(handling.RETURN_REASONS);
/** Why a unit asks for more time (延期申请). */
export const extensionReason = (rng: Rng): string => rng.pick(handling.EXTENSION_REASONS);
/** Why a case is suspended (挂账). */
export const suspensionReason = (rng: Rng): string => rng.pick(handling.SUSPENSION_REASONS);
/** Why a case is void (作废). */
export const voidReason = (rng: Rng): string => rng.pick(handling.VOID_REASONS);
/** Why a check sends the work back (返工). */
export const reworkReason = (rng: Rng): string => rng.pick(handling.REWORK_REASONS);
/** What a check says that finds the work done. */
export const verifyText = (rng: Rng): string => rng.pick(handling.VERIFY_PASSED);
/** A line between the people concerned while the case is open. */
export const commentText = (rng: Rng): string => rng.pick(handling.COMMENTS);
/** What the dispatcher tells the unit. */
export const dispatchNote = (rng: Rng): string => rng.pick(handling.DISPATCH_NOTES);
/** What a resident writes beside the stars; about a third write nothing. */
export function ratingText(rng: Rng, stars: 1 | 2 | 3 | 4 | 5): string | undefined {
  return rng.chance(stars <= 2 ? 0.85 : 0.6) ? rng.pick(handling.RATINGS[stars]) : undefined;
}
