import { usual, type Category, type Mode, type Modes, type PersonalChannel } from './terms.ts';

const DAY = 1440;
const MINUTE = 60_000;
const CHINA = 8 * 3_600_000;

/** Hours in which nothing that is not urgent rings, in minutes of the day in China. `from` after `to` goes over midnight; equal means none. */
export type Quiet = { readonly from: number; readonly to: number };
export const usualQuiet: Quiet = { from: 22 * 60, to: 7 * 60 };

/** When the quiet hours end that hold at `now` (epoch ms); null outside them. */
export function quietUntil(now: number, { from, to }: Quiet): number | null {
  if (from === to) return null;
  const midnight = Math.floor((now + CHINA) / (DAY * MINUTE)) * DAY * MINUTE - CHINA;
  const minute = Math.floor((now - midnight) / MINUTE);
  const inside = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  if (!inside) return null;
  return midnight + (to + (from > to && minute >= from ? DAY : 0)) * MINUTE;
}

/** `22:00` of minutes, and back. */
export const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
export const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

/** The ISO date in China of a moment. */
export const dayOf = (now: number): string => new Date(now + CHINA).toISOString().slice(0, 10);

/** What holds for a person: the own wish, else the usual. */
export const modeOf = (wishes: Modes, category: Category, channel: PersonalChannel): Mode => wishes[category]?.[channel] ?? usual[category][channel];

/**
 * By which ways a notice goes out to a person beside the inbox. `reachable` are channels with a provider and an address. An `absent` way is used only where
 * the person has not been in the app lately and WeChat does not reach already.
 */
export function planChannels(
  template: { category: Category; channels: readonly PersonalChannel[] },
  person: { wishes: Modes; reachable: readonly PersonalChannel[]; lately: boolean },
): PersonalChannel[] {
  const open = template.channels.filter((channel) => person.reachable.includes(channel));
  const sure = open.filter((channel) => modeOf(person.wishes, template.category, channel) === 'always');
  const maybe = person.lately || sure.includes('wechat') ? [] : open.filter((channel) => modeOf(person.wishes, template.category, channel) === 'absent');
  return open.filter((channel) => sure.includes(channel) || (maybe.includes(channel) && (channel !== 'sms' || !maybe.includes('wechat'))));
}

/** Milliseconds to wait after the n-th failed attempt: 30 s, 2 min, 8 min … an hour at most. */
export const waitAfter = (attempts: number): number => Math.min(3_600_000, 30_000 * 4 ** Math.min(Math.max(attempts - 1, 0), 8));

/** A delivery that has not gone out within a day of its coming is given up: it would be no news. */
export const expiry = 86_400_000;
