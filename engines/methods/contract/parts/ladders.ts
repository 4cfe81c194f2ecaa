import type { Words } from '@hezhi/contract/light';
import type { EffectDef, Procedure } from '@hezhi/matters/contract';
import { fill } from '../faults.ts';
import type { PartFault, Path } from '../part.ts';

const w = (hans: string, en: string): Words => ({ 'zh-Hans': hans, en });
const words = {
  ladder_loops: w('超时升级循环不止：{legs}；没有人动手时会无限重复', 'The escalation goes round without end while nobody acts: {legs}'),
  ladder_returns: w('“{leg}”的升级又回到先前的责任单位', 'The escalation of “{leg}” returns to an owner that had it before'),
  ladder_order: w('“{leg}”的升级时间应逐级变长', 'The rungs of “{leg}” must come one after the other in time'),
} as const;

/** Minutes of ordinary time, for comparing rungs of one ladder: a working day counts eight hours of working time. */
const minutes = { minutes: 1, days: 1440, 'working-minutes': 1, 'working-days': 480 } as const;

/** Escalations that never come to rest: rings of legs that the clock alone walks, assignments that go back, rungs out of order. */
export function ladderFaults(p: Procedure): PartFault[] {
  return [...rings(p), ...Object.keys(p.legs).flatMap((key) => [...returns(p, key), ...order(p, key)])];
}

const opens = (effects: readonly EffectDef[]): string[] => effects.flatMap((effect) => (effect.do === 'open' ? [effect.leg] : []));

/** Legs that the clock may open when this one's time runs out. */
function nextByClock(p: Procedure, key: string): Set<string> {
  const found = new Set<string>();
  for (const rung of p.legs[key]!.ladder) {
    const step = rung.step === undefined ? undefined : p.steps[rung.step];
    const effects = step ? [...step.effects, ...(step.branches ?? []).flatMap((branch) => branch.effects)] : rung.effects;
    for (const leg of opens(effects)) if (p.legs[leg]) found.add(leg);
  }
  return found;
}

function rings(p: Procedure): PartFault[] {
  const next = new Map(Object.keys(p.legs).map((key) => [key, nextByClock(p, key)]));
  const done = new Set<string>();
  const faults: PartFault[] = [];
  for (const start of next.keys()) {
    if (done.has(start)) continue;
    const way = wayBack(next, start);
    if (!way) continue;
    for (const key of way) done.add(key);
    const names = [...way, start].map((key) => p.legs[key]!.name);
    const told: Words = { 'zh-Hans': names.map((one) => one['zh-Hans']).join(' → '), en: names.map((one) => one.en).join(' → ') };
    faults.push({ code: 'ladder_loops', path: ['legs', start, 'ladder'], words: fill(words.ladder_loops, { legs: told }) });
  }
  return faults;
}

/** The shortest way from a leg back to itself, or null. */
function wayBack(next: ReadonlyMap<string, ReadonlySet<string>>, start: string): string[] | null {
  const queue: string[][] = [[start]];
  const seen = new Set<string>();
  for (let way = queue.shift(); way; way = queue.shift()) {
    for (const key of next.get(way.at(-1)!) ?? []) {
      if (key === start) return way;
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push([...way, key]);
    }
  }
  return null;
}

/** Rungs that assign to an owner who had the leg already. */
function returns(p: Procedure, key: string): PartFault[] {
  const leg = p.legs[key]!;
  const had = new Set([JSON.stringify(sorted(leg.owner))]);
  return leg.ladder.flatMap((rung, n): PartFault[] => {
    const effects = rung.step === undefined ? rung.effects : (p.steps[rung.step]?.effects ?? []);
    return effects.flatMap((effect): PartFault[] => {
      if (effect.do !== 'assign' || effect.leg !== key) return [];
      const owner = JSON.stringify(sorted(effect.owner));
      const path: Path = ['legs', key, 'ladder', n];
      if (had.has(owner)) return [{ code: 'ladder_returns', path, words: fill(words.ladder_returns, { leg: leg.name }) }];
      had.add(owner);
      return [];
    });
  });
}

const sorted = (owner: object): object => Object.fromEntries(Object.entries(owner).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Rungs of one kind of time must rise. */
function order(p: Procedure, key: string): PartFault[] {
  const { ladder, name } = p.legs[key]!;
  return ladder.flatMap((rung, n): PartFault[] => {
    const before = ladder[n - 1];
    if (n === 0 || !before || !rung.after) return [];
    if (before.after && before.after.unit.startsWith('working') !== rung.after.unit.startsWith('working')) return [];
    const time = (limit: NonNullable<typeof rung.after> | undefined): number => (limit ? limit.amount * minutes[limit.unit] : 0);
    return time(rung.after) > time(before.after)
      ? []
      : [{ code: 'ladder_order', path: ['legs', key, 'ladder', n, 'after'], words: fill(words.ladder_order, { leg: name }) }];
  });
}
