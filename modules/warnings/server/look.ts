import { servingDistricts } from '@hezhi/cases/server';
import { newId } from '@hezhi/contract';
import { territory } from '@hezhi/directory/server';
import { dayIn } from '@hezhi/matters/contract';
import { emit, Write, type Call } from '@hezhi/server';
import { assess } from '../contract/index.ts';
import { candidates, cellKey, knownWeeks, seriesOf, spansFor, weeklyFrom } from './cells.ts';
import { addDays } from './days.ts';
import { endWarnings, insertWarning, mutesOn, recentWarnings, renewWarning, saveLook, type WarningRow } from './queries.ts';

/** After so many days without standing out a rise is over, and the next is told as a new one. */
export const COOL = 7;

/**
 * Looks at a district as of `day` and writes what stands out; what is the same rise as before is renewed, not told twice. `changed`: only cells that got a report on that very day.
 * Returns the warnings that are new. Repeatable: the same day again changes nothing but the numbers.
 */
export async function lookAt(call: Call, district: string, day: string, changed: boolean): Promise<WarningRow[]> {
  const { db, house, now } = call;
  const at = new Date(now).toISOString();
  const weeks = await knownWeeks(db, district, day);
  const places = await territory(house).ensure(district);
  const spans = spansFor(day, weeks);
  const cells = await candidates(db, district, places, day, changed);
  const series = cells.length === 0 ? new Map<string, Map<string, number>>() : await seriesOf(db, district, cells, spans);
  const recent = new Map((await recentWarnings(db, district, addDays(day, -COOL))).filter((one) => one.state !== 'over').map((one) => [cellKey(one), one]));
  const muted = new Set((await mutesOn(db, district, district, day)).map(cellKey));
  const write = new Write();
  const told: WarningRow[] = [];
  for (const cell of cells) {
    const found = assess(weeklyFrom(series.get(cellKey(cell)) ?? new Map(), day), weeks);
    if (!found?.warns) continue;
    const { seen, expected, upper, score, dispersion, season, trend } = found;
    const numbers = { seen, expected, upper, score, found: { dispersion, season, trend, baseline: [...found.baseline] } };
    const same = recent.get(cellKey(cell));
    if (same) {
      if (same.day <= day) renewWarning(write, district, { ...same, ...numbers, day });
      continue;
    }
    if (muted.has(cellKey(cell))) continue;
    const row: WarningRow = { id: newId(now), ...cell, state: 'open', first_day: day, day, ...numbers, matter: null, at };
    insertWarning(write, district, row);
    told.push(row);
  }
  endWarnings(write, district, addDays(day, -COOL));
  saveLook(write, district, { at, day, weeks, cells: cells.length });
  for (const row of told) emit(write, { district, topic: 'warnings.opened', at: now, data: { warning: row.id, area: row.area, subject: row.subject } });
  await write.run(db);
  return told;
}

/** Looks at every district that serves: each hour at what changed today, each night at all of the day that ended. */
export async function lookEverywhere(call: Call, nightly: boolean): Promise<void> {
  const today = dayIn(call.now);
  for (const { code } of await servingDistricts(call.db, today)) {
    try {
      await lookAt(call, code, nightly ? addDays(today, -1) : today, !nightly);
    } catch (error) {
      // One district's trouble must not keep the others from being warned; the next hour tries again.
      call.house.log.error({ district: code, error: String(error) }, 'looking for early warnings failed');
    }
  }
}
