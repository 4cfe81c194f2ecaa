import { Refusal, type Words } from '@hezhi/contract';
import { withTraditional, type Call, type House } from '@hezhi/server';
import { inForce } from '@hezhi/methods/server';
import { kindOf, procedureOptions } from '@hezhi/matters/server';
import { rulesAt } from './ballot.ts';
import type { z } from 'zod';
import {
  deliberationPart,
  errors,
  kindOn,
  meetingsPart,
  shippedSettings,
  unconfirmedOn,
  type BodyKind,
  type MeetingKind,
  type ProcedureSettings,
  type Settings,
  type SettingsView,
  type Side,
} from '../contract/index.ts';

export const shipped: Settings = withTraditional(shippedSettings);

const sideNames: Record<Side, Words> = {
  affected: { 'zh-Hans': '利益相关居民', en: 'Residents affected' },
  resident: { 'zh-Hans': '居民', en: 'Residents' },
  member: { 'zh-Hans': '议事成员', en: 'Members' },
  representative: { 'zh-Hans': '居民代表', en: 'Representatives' },
  unit: { 'zh-Hans': '相关单位', en: 'Units concerned' },
  expert: { 'zh-Hans': '专业人士', en: 'Experts' },
  supervisor: { 'zh-Hans': '监督小组', en: 'Supervision group' },
};
export const sideName = (side: Side): Words => withTraditional(sideNames)[side];

const over = <T>(base: readonly T[], own: readonly T[] | undefined, key: (one: T) => string): readonly T[] => {
  if (!own || own.length === 0) return base;
  const named = new Map(own.map((one) => [key(one), one]));
  return [...base.map((one) => named.get(key(one)) ?? one), ...own.filter((one) => !base.some((old) => key(old) === key(one)))];
};

/** What goes in an area: as shipped, overlaid by the pack in force there. From memory. */
export function settingsAt(house: House, area: string): Settings {
  const meetings = inForce(house, area, meetingsPart)[0]?.value.meetings;
  const own = inForce(house, area, deliberationPart)[0]?.value;
  if (!meetings && !own) return shipped;
  const [first, second] = [meetings ?? none, own ?? none];
  const kept = overlaid.get(first)?.get(second);
  if (kept) return kept;
  const made: Settings = withTraditional({
    who: own?.who ?? shipped.who,
    bodies: [...over(shipped.bodies, own?.bodies, (one) => one.key)],
    meetings: [...over(shipped.meetings, meetings, (one) => one.key)],
    procedures: [...over(shipped.procedures, own?.procedures, (one) => one.procedure)],
  });
  overlaid.set(first, (overlaid.get(first) ?? new WeakMap<object, Settings>()).set(second, made));
  return made;
}
const none = {};
/** What was laid over, by what a pack's files hold: made once. */
const overlaid = new WeakMap<object, WeakMap<object, Settings>>();

/** Settings with the procedures that may be chosen there. One area is asked as it is typed in a form: nothing is read that memory does not hold. */
export async function settingsView(call: Call, area: string): Promise<z.input<typeof SettingsView>> {
  const district = area.slice(0, 6);
  const found = settingsAt(call.house, area);
  const options = await procedureOptions(call.house, kindOf(call.house, 'deliberation'), { district, area });
  return {
    bodies: found.bodies.map((one) => ({ ...one })),
    meetings: found.meetings.map((one) => ({
      ...meetingKindOn(call.house, area, one.key, chinaDay(call.now)),
      unconfirmed: !ofPack(call.house, area, one.key) && unconfirmedOn(one.key, chinaDay(call.now)),
    })),
    procedures: options.map((procedure) => ({ ...demandsOf(found, procedure.key), name: procedure.name })),
    rules: rulesAt(call.house, area).map(({ key, name, article }) => ({
      key,
      name,
      article: `${article.law[call.language === 'en' ? 'en' : 'zh-Hans']} ${article.article}`,
    })),
    sides: (Object.keys(sideNames) as Side[]).map((key) => ({ key, name: sideName(key) })),
  };
}

export const bodyKind = (settings: Settings, key: string): BodyKind => {
  const found = settings.bodies.find((one) => one.key === key);
  if (!found) throw new Refusal(errors.body_kind_unknown);
  return found;
};
export const meetingKind = (settings: Settings, key: string): MeetingKind => {
  const found = settings.meetings.find((one) => one.key === key);
  if (!found) throw new Refusal(errors.meeting_kind_unknown);
  return found;
};
/** Whether the method in force at a place says itself how a kind of meeting is held. */
const ofPack = (house: House, area: string, key: string): boolean =>
  inForce(house, area, meetingsPart)[0]?.value.meetings.some((one) => one.key === key) ?? false;

/**
 * A kind of meeting at a place on the day on which it is held (`YYYY-MM-DD`): where a method pack in force there says how it is held, that counts; else the law of that day.
 */
export function meetingKindOn(house: House, area: string, key: string, day: string): MeetingKind {
  const kind = meetingKind(settingsAt(house, area), key);
  return ofPack(house, area, key) ? kind : withTraditional(kindOn(kind, day));
}

/** The day in China of a moment (epoch ms). */
export const chinaDay = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);

/** What a procedure demands; one that a pack brings without saying so is held to what the nine steps demand. */
export const demandsOf = (settings: Settings, procedure: string): ProcedureSettings =>
  settings.procedures.find((one) => one.procedure === procedure) ?? { ...settings.procedures[0]!, procedure };
