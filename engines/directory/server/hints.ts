import type { House } from '@hezhi/server';

/** Topic of hints that only tell caches of other processes to forget. */
type CacheTopic = 'directory.territory' | 'directory.staff' | 'directory.session' | 'directory.roles';

/** Forgets in every process: `district` null means all districts. `data` names what, where less than everything is forgotten. */
export function forget(house: House, topic: CacheTopic, district: string | null, data: Record<string, unknown> = {}): void {
  house.live.publish({ district: district ?? '', topic, data });
}

/** Hears `forget` of any process, this one included, and the hint that hints may have been missed. */
export function onHint(house: House, topic: CacheTopic, hear: (district: string | null, data: Readonly<Record<string, unknown>>) => void): void {
  house.live.subscribe((hint) => {
    if (hint.topic === topic) hear(hint.district === '' ? null : hint.district, hint.data);
    else if (hint.topic === 'live.gap') hear(null, {});
  });
}

/** ISO date in China (UTC+8 all year), where all validity dates are meant. */
export function today(now: number): string {
  return new Date(now + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** Midnight in China at the start of an ISO date, epoch ms. */
export const dayStart = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);
