/** Measures the method: false alarms in quiet cells, delay on bursts. `node modules/warnings/testing/measure.ts` prints the table of the README. */
import { assess, defaults, type Options } from '../contract/method/index.ts';
import { quietDays, source, weeklyOf, withBurst } from './simulate.ts';

const YEAR = 364;
/** A new warning begins after so many quiet days. */
const COOL = 7;

export type Quiet = { mean: number; phi: number; history: number; season?: number };

/** Warnings a cell a year where nothing happens: beginnings of warnings, assessed each day. */
export function falseAlarms(cell: Quiet, cells: number, options: Options = defaults, seed = 1): number {
  const random = source(seed);
  let alarms = 0;
  for (let n = 0; n < cells; n++) {
    const days = quietDays(cell.history + YEAR, cell.mean, cell.phi, random, cell.season ?? 0);
    let last = -COOL - 1;
    for (let day = cell.history; day < days.length; day++) {
      const found = assess(weeklyOf(days, day), Math.floor((day - 6) / 7), options);
      if (!found?.warns) continue;
      if (day - last > COOL) alarms++;
      last = day;
    }
  }
  return alarms / cells;
}

export type Found = { found: number; /** Days from the first day of the burst to the first warning, of those found. */ delay: number };

/** How many bursts of 14 days are warned of, and after how many days in the middle. */
export function detection(cell: Quiet, extra: number, cells: number, options: Options = defaults, seed = 2): Found {
  const random = source(seed);
  const delays: number[] = [];
  for (let n = 0; n < cells; n++) {
    const start = cell.history + Math.floor(random() * 7);
    const days = withBurst(quietDays(start + 14, cell.mean, cell.phi, random, cell.season ?? 0), start, extra, 14, random);
    for (let day = start; day < start + 14; day++) {
      if (!assess(weeklyOf(days, day), Math.floor((day - 6) / 7), options)?.warns) continue;
      delays.push(day - start);
      break;
    }
  }
  delays.sort((a, b) => a - b);
  return { found: delays.length / cells, delay: delays[Math.floor(delays.length / 2)] ?? Number.NaN };
}

if (import.meta.main) {
  const rows: Quiet[] = [0.1, 0.5, 2, 10].flatMap((mean) => [
    { mean, phi: 1, history: 210 },
    { mean, phi: 2, history: 210 },
  ]);
  rows.push({ mean: 2, phi: 1, history: 1200, season: 0.5 }, { mean: 2, phi: 2, history: 1200, season: 0.5 });
  console.log('a day | variance | history | false warnings a cell and year | burst doubling: found, delay | burst x4: found, delay');
  for (const row of rows) {
    const quiet = falseAlarms(row, 200);
    const [two, four] = [detection(row, Math.max(row.mean, 1), 300), detection(row, Math.max(3 * row.mean, 2), 300)];
    const says = (one: Found): string => `${(100 * one.found).toFixed(0)} %, ${one.delay} d`;
    console.log(`${row.mean} | ${row.phi} | ${row.history > 1000 ? 'three years, season' : '30 weeks'} | ${quiet.toFixed(3)} | ${says(two)} | ${says(four)}`);
  }
}
