import { createHash } from 'node:crypto';
import type { Finding, House } from '@hezhi/server';
import { allFigures } from '@hezhi/figures/server';
import { kept } from '@hezhi/figures/contract';
import { fold, legKind, legSubjects, type Entry } from '../contract/index.ts';
import { canonical } from './canonical.ts';
import { link, origin } from './chain.ts';
import { registry } from './kinds.ts';
import { recount, recountLegs, scanMatters, type ScannedMatter } from './queries-verify.ts';
import { reachPieces } from './reach.ts';
import { snapshotOf } from './rows.ts';

const room = 'matters';

/** Every chain is whole, and every row is the fold of its timeline (laws 1 and 3). */
export async function* checkChains(house: House, district: string, digest: (line: string) => void): AsyncIterable<Finding> {
  for await (const matter of scanMatters(house.db, district)) {
    const entries: Entry[] = [];
    let hash: Buffer = origin;
    for (const [i, one] of matter.entries.entries()) {
      if (one.seq !== i + 1) yield { room, check: 'chain', where: `${matter.number} #${i + 1}`, what: `entry ${i + 1} is missing` };
      hash = link(hash, district, matter.id, one.seq, Date.parse(one.at), one.step, one.body);
      if (hash.toString('hex') !== one.hash)
        yield { room, check: 'chain', where: `${matter.number} #${one.seq}`, what: 'the entry was altered, or one before it' };
      const body = JSON.parse(one.body) as Pick<Entry, 'actor' | 'data' | 'facts'>;
      entries.push({ seq: one.seq, at: Date.parse(one.at), step: one.step, ...body });
    }
    if (hash.toString('hex') !== matter.head) yield { room, check: 'chain', where: matter.number, what: 'the timeline does not end where the matter says' };
    yield* checkFold(matter, entries);
    yield* checkReach(matter);
    digest(`${matter.id} ${matter.head}`);
  }
}

function* checkFold(matter: ScannedMatter, entries: readonly Entry[]): Iterable<Finding> {
  let folded;
  try {
    folded = fold(entries);
  } catch (error) {
    yield { room, check: 'fold', where: matter.number, what: `the timeline cannot be replayed: ${String(error)}` };
    return;
  }
  if (!folded) return yield { room, check: 'fold', where: matter.number, what: 'the matter has no timeline' };
  const byId = <T extends { id: string }>(list: readonly T[]): T[] => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
  const stored = snapshotOf(matter);
  if (canonical({ ...folded, legs: byId(folded.legs) }) !== canonical({ ...stored, legs: byId(stored.legs) })) {
    yield { room, check: 'fold', where: matter.number, what: 'the stored rows are not what the timeline says' };
  }
  if (stored.closedAt === null && stored.legs.length === 0) yield { room, check: 'limbo', where: matter.number, what: 'open, but nobody answers for it' };
}

/** Everyone in whose reach the matter is finds it. */
function* checkReach({ number, opened_at, area, parties, reach }: ScannedMatter): Iterable<Finding> {
  const there = new Set(reach);
  const missing = reachPieces(Date.parse(opened_at), area, parties).filter((piece) => !there.has(piece));
  if (missing.length > 0) yield { room, check: 'reach', where: number, what: `a search does not find it by ${missing.join(' ')}` };
}

type Counted = { area: string; path: readonly string[]; at: string; measure: string; n: number };

/** The figures of matters and of their legs equal a recount of the rows, at every level, subject and day (decision 5). */
export async function* checkFigures(house: House, district: string, digest: (line: string) => void): AsyncIterable<Finding> {
  for (const kind of registry(house).kinds.values()) {
    const matters: Counted[] = [];
    for await (const { subject, ...one } of recount(house.db, district, kind.kind)) matters.push({ ...one, path: kind.subjectPath(subject) });
    yield* compare(house, district, kind.kind, matters, digest);
    const legs = (await recountLegs(house.db, district, kind.kind)).map(({ key, org, ...one }) => ({ ...one, path: legSubjects(key, org) }));
    yield* compare(house, district, legKind(kind.kind), legs, digest);
  }
}

async function* compare(house: House, district: string, kind: string, list: readonly Counted[], digest: (line: string) => void): AsyncIterable<Finding> {
  const counted = new Map<string, number>();
  for (const { area, path, at, measure, n } of list) {
    for (const { width, depth } of kept) {
      if (area.length < width) continue;
      for (const one of path.slice(0, depth + 1)) {
        const key = `${area.slice(0, width)}|${one}|${at}|${measure}`;
        counted.set(key, (counted.get(key) ?? 0) + n);
      }
    }
  }
  const figures = await allFigures(house.db, district, kind);
  for (const key of new Set([...counted.keys(), ...figures.keys()])) {
    if ((counted.get(key) ?? 0) === (figures.get(key) ?? 0)) continue;
    const what = `the figure says ${figures.get(key) ?? 0}, the rows say ${counted.get(key) ?? 0}`;
    yield { room, check: 'figures', where: `${district} ${kind} ${key}`, what };
  }
  const hash = createHash('sha256');
  for (const [key, n] of figures) hash.update(`${key}=${n}\n`);
  digest(`figures ${kind} ${hash.digest('hex')}`);
}
