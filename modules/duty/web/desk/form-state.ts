import type { Roster } from '../shared/client.ts';

/** What is typed in the form of a roster. */
export type Typed = Pick<Roster, 'name' | 'public' | 'phone' | 'shifts' | 'rules'> & { members: string[] };

export const everyDay = ['workday', 'makeup', 'weekend', 'holiday'] as const;

/** How a new roster begins: days, evenings and nights, as communities keep them. */
export const begin = (names: readonly [string, string]): Typed => ({
  name: '',
  public: true,
  phone: null,
  shifts: [
    { key: 'day', name: names[0], from: 510, to: 1050, days: [...everyDay], need: 1, roles: [], weekdays: [] },
    { key: 'night', name: names[1], from: 1050, to: 510, days: [...everyDay], need: 1, roles: [], weekdays: [] },
  ],
  rules: { everyDay: true, offPeak: { evening: [1050, 1260], restDay: [540, 1050] }, restHours: 11, maxDays: 6, spread: 2, swapApproval: true },
  members: [],
});

/** `08:30` of minutes and back; midnight at the end reads 00:00. */
export const timeOf = (minutes: number): string => `${String(Math.floor((minutes % 1440) / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
export function minutesOf(text: string): number | null {
  const found = /^(\d\d):(\d\d)/.exec(text);
  return found ? Number(found[1]) * 60 + Number(found[2]) : null;
}

/** A key that no shift has yet. */
export function freshKey(taken: readonly string[]): string {
  for (let n = taken.length + 1; ; n++) if (!taken.includes(`s${n}`)) return `s${n}`;
}
