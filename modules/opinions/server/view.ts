import { homeScope } from '@hezhi/directory/contract';
import type { Names } from '@hezhi/matters/server';
import type { z } from 'zod';
import { SMALLEST_GROUP, type Figures, type MapView, type Question } from '../contract/index.ts';
import { significant, shareTest } from './map/representative.ts';
import type { QuestionRow } from './queries-questions.ts';
import type { MapRow, Position } from './queries-votes.ts';
import type { Result } from './result.ts';

type Map = z.input<typeof MapView>;
type Triple = readonly [number, number, number];
export const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((100 * part) / whole));

/** A question as everybody reads it. */
export const viewQuestion = (row: QuestionRow, names: Names): z.input<typeof Question> => ({
  id: row.id,
  district: row.district,
  area: row.area,
  areaName: names.area(row.area),
  title: row.title,
  about: row.about,
  org: names.org(row.org) ?? names.area(row.area),
  state: row.state,
  opensAt: row.opens_at,
  closesAt: row.closes_at,
  endedEarly: row.ended_early,
  proposing: row.proposing,
  who: row.who,
  whose: names.area(homeScope(row.who, row.area)),
  binding: false,
  statements: row.statements,
  people: row.people,
  votes: row.votes,
  deliberation: row.deliberation,
});

/**
 * Which groups may be shown, by their sizes: not those of fewer than five, and not so many of the others that the figures of all, less those of the shown,
 * would speak of one to four persons (complementary suppression).
 */
export function showable(sizes: readonly number[]): boolean[] {
  const shown = sizes.map((size) => size >= SMALLEST_GROUP);
  let hidden = sizes.reduce((sum, size, i) => sum + (shown[i] ? 0 : size), 0);
  const bySize = [...sizes.keys()].filter((i) => shown[i]).sort((a, b) => sizes[a]! - sizes[b]! || a - b);
  for (const i of bySize) {
    if (hidden === 0 || hidden >= SMALLEST_GROUP) break;
    shown[i] = false;
    hidden += sizes[i]!;
  }
  return shown;
}

const shares = ([agrees, disagrees, votes]: Triple) => ({
  agree: percent(agrees, votes),
  disagree: percent(disagrees, votes),
  pass: percent(votes - agrees - disagrees, votes),
});

/** Figures of one statement; null where fewer than five have voted or it is not in the map yet. */
export function viewFigures(result: Result | undefined, statement: string): z.input<typeof Figures> | null {
  const j = result?.statements.indexOf(statement) ?? -1;
  const all = result?.all[j];
  if (!result || !all || all[2] < SMALLEST_GROUP) return null;
  const shown = showable(result.groups.map(({ size }) => size));
  return {
    votes: all[2],
    ...shares(all),
    groups: result.groups.flatMap(({ id, counts }, i) => (shown[i] && counts[j]![2] >= SMALLEST_GROUP ? [{ group: id, ...shares(counts[j]!) }] : [])),
  };
}

type Chosen = { j: number; side: 'agree' | 'disagree'; rank: number };
const of = (side: 'agree' | 'disagree', [agrees, disagrees]: Triple): number => (side === 'agree' ? agrees : disagrees);

/** What all groups share: more than half of every group and, at 90 %, of all; ranked by the product over the groups (group-aware consensus). */
function sharedBy({ all, groups, removed }: Result): Chosen[] {
  const chosen: Chosen[] = [];
  for (const side of ['agree', 'disagree'] as const)
    all.forEach((count, j) => {
      if (removed[j] || count[2] < SMALLEST_GROUP || !significant(shareTest(of(side, count), count[2]))) return;
      const likely = groups.map(({ counts }) => (of(side, counts[j]!) + 1) / (counts[j]![2] + 2));
      if (likely.every((p) => p > 0.5)) chosen.push({ j, side, rank: likely.reduce((product, p) => product * p, 1) });
    });
  return chosen.sort((a, b) => b.rank - a.rank || a.j - b.j).slice(0, 6);
}

/** What divides the shown groups most: the largest difference between the shares that agree, from three tenths on. */
function dividing({ groups, removed, statements }: Result, shown: readonly boolean[]): Chosen[] {
  const list = groups.filter((_, i) => shown[i]);
  if (list.length < 2) return [];
  return statements
    .flatMap((_, j): Chosen[] => {
      if (removed[j] || list.some(({ counts }) => counts[j]![2] < SMALLEST_GROUP)) return [];
      const likely = list.map(({ counts }) => (counts[j]![0] + 1) / (counts[j]![2] + 2));
      const rank = Math.max(...likely) - Math.min(...likely);
      return rank >= 0.3 ? [{ j, side: 'agree', rank }] : [];
    })
    .sort((a, b) => b.rank - a.rank || a.j - b.j)
    .slice(0, 5);
}

/** Statements that a view of this map names. */
export const namedIn = (result: Result): string[] => {
  const shown = showable(result.groups.map(({ size }) => size));
  const chosen = [...sharedBy(result), ...dividing(result, shown)].map(({ j }) => result.statements[j]!);
  return [...new Set([...chosen, ...result.groups.flatMap(({ says }) => says.map(({ statement }) => statement))])];
};

/** The map as others may see it, and the reader's own place. `texts`: shown statements; what is missing there is left out. */
export function viewMap(row: MapRow | undefined, own: Position | undefined, texts: ReadonlyMap<string, string>): Map {
  if (!row) return { ready: false, final: false, at: null, votes: 0, people: 0, placed: 0, withheld: 0, groups: [], shared: [], divided: [], you: null };
  const { result } = row;
  const shown = showable(result.groups.map(({ size }) => size));
  const list = result.groups.filter((_, i) => shown[i]);
  const extent = Math.max(1e-9, ...list.flatMap(({ x, y, spread }) => [Math.abs(x) + 2 * spread[0], Math.abs(y) + 2 * spread[1]]));
  const scaled = (value: number): number => Math.max(-1, Math.min(1, Number((value / extent).toFixed(3))));
  const at = new Map(result.statements.map((id, j) => [id, j]));
  const shared = sharedBy(result);
  // What all say needs not be said of each.
  const common = new Set(shared.map(({ j, side }) => `${result.statements[j]} ${side}`));
  const said = (j: number, side: 'agree' | 'disagree'): Map['shared'] => {
    const text = texts.get(result.statements[j]!);
    const count = result.all[j]!;
    return text === undefined ? [] : [{ statement: result.statements[j]!, text, side, percent: percent(of(side, count), count[2]) }];
  };
  return {
    ready: true,
    final: row.final,
    at: row.at,
    votes: row.votes,
    people: row.people,
    placed: result.placed,
    withheld: shown.filter((one) => !one).length,
    groups: list.map((group) => ({
      group: group.id,
      size: group.size,
      percent: percent(group.size, result.placed),
      x: scaled(group.x),
      y: scaled(group.y),
      width: Math.max(0.12, scaled(2 * group.spread[0])),
      height: Math.max(0.12, scaled(2 * group.spread[1])),
      says: group.says.flatMap(({ statement, side }) => {
        const j = at.get(statement)!;
        const text = texts.get(statement);
        const inside = group.counts[j]!;
        if (text === undefined || inside[2] < SMALLEST_GROUP || common.has(`${statement} ${side}`)) return [];
        const rest = [0, 1, 2].map((n) => result.groups.reduce((sum, { id, counts }) => sum + (id === group.id ? 0 : counts[j]![n]!), 0)) as [
          number,
          number,
          number,
        ];
        return [{ statement, text, side, percent: percent(of(side, inside), inside[2]), elsewhere: percent(of(side, rest), rest[2]) }];
      }),
    })),
    shared: shared.flatMap(({ j, side }) => said(j, side)),
    divided: dividing(result, shown).flatMap(({ j, side }) =>
      said(j, side).map((one) => ({ ...one, groups: list.map(({ id, counts }) => ({ group: id, percent: percent(counts[j]![0], counts[j]![2]) })) })),
    ),
    you: own ? { x: scaled(own.x), y: scaled(own.y), group: own.grouped !== null && list.some(({ id }) => id === own.grouped) ? own.grouped : null } : null,
  };
}
