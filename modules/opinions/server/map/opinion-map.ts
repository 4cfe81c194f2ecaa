import { group, kMeans, mostDistal, silhouette, type Clustering, type Points } from './clusters.ts';
import { findComponents } from './components.ts';
import { representativeOf, sharedBy, type Count, type Representative, type Shared, type Side } from './representative.ts';
import { nameGroups } from './names.ts';
import { votesOf, type Votes } from './votes.ts';

/** Numbers of Polis' server (conversation.clj), kept as they are. */
const BASE = 100;
const LARGEST_K = 5;
const ENOUGH_VOTES = 7;
const AT_LEAST = 15;
const K_BUFFER = 4;
/** More groups must show in the silhouette by more than this; our own addition (decision 17): fewer groups are plainer, and chance decides below it. */
const SLACK = 0.02;

/** What is remembered from one computation for the next. */
export type Remembered = {
  readonly statements: readonly string[];
  readonly first: readonly number[];
  readonly second: readonly number[];
  /** How often the same number of groups was best in a row, and the number in use. */
  readonly k: { readonly last: number; readonly times: number; readonly used: number };
};
export type Before = Remembered & {
  /** Group of each participant who was in the map. */
  readonly groups: ReadonlyMap<string, number>;
};

export type Group = {
  /** 0, 1, …; the same opinion keeps its number from one computation to the next. */
  readonly id: number;
  readonly size: number;
  readonly x: number;
  readonly y: number;
  /** Standard deviations of its members along both axes. */
  readonly spread: readonly [number, number];
  /** By statement, in the order of `statements`. */
  readonly counts: readonly Count[];
  readonly representative: readonly Representative[];
};
export type StatementFigure = Count & {
  readonly id: string;
  readonly leftOut: boolean;
  /** Product over the groups of (agrees + 1) / (votes + 2). */
  readonly groupAware: number;
  /** How far the statement pulls from the middle. */
  readonly extremity: number;
  /** How much it is worth asking about next (Polis: priority-metric). */
  readonly priority: number;
};
export type OpinionMap = {
  readonly votes: number;
  readonly participants: readonly string[];
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Group of each participant; -1: has not voted on enough statements to be placed. */
  readonly of: Int32Array;
  readonly groups: readonly Group[];
  readonly statements: readonly StatementFigure[];
  readonly shared: Readonly<Record<Side, readonly Shared[]>>;
  readonly silhouettes: Readonly<Record<number, number>>;
  readonly iterations: number;
  readonly remembered: Remembered;
};

export type MapOptions = {
  /** Statements taken off again; voting on them still counts as taking part. */
  readonly leftOut?: ReadonlySet<string>;
  /** Keeps groups and their number steady from one time to the next. */
  readonly before?: Before | null;
  /** Only the numbers of the groups follow these; everything else is computed from nothing. */
  readonly names?: ReadonlyMap<string, number> | null;
  /** So many groups, whatever the silhouettes say; for comparisons. */
  readonly groups?: number;
};

/**
 * Groups of opinion by the published method of Polis (Small, Björkegren, Erkkilä, Shaw, Megill 2021, Recerca 26(2); decision 17): imputation by the mean, two principal
 * components, projection scaled by the root of statements over own votes, k-means with 2 to 5 groups by silhouette. Pure and deterministic; the order of votes, rows and
 * columns decides nothing.
 */
export function mapOpinions(votes: Votes, options: MapOptions = {}): OpinionMap {
  const { participants, statements } = votes;
  const before = options.before ?? null;
  const leftOut = Uint8Array.from(statements, (id) => (options.leftOut?.has(id) ? 1 : 0));
  const components = findComponents(votes, leftOut, before && startFrom(before, statements));
  // As in Polis a statement is there once somebody has voted on it.
  const seen = votedOn(votes);
  const m = seen.reduce((count, one) => count + one, 0);
  const { x, y } = project(
    votes,
    leftOut,
    components,
    m,
    seen.reduce((count, one, j) => count + (leftOut[j] ? one : 0), 0),
  );
  const inside = placed(votes, m, before);
  const base = baseClusters(x, y, inside);
  const { of, k, silhouettes } = groupsOf(votes, base, inside, before, options.groups);
  nameGroups(participants, of, k, options.names ?? before?.groups ?? null);
  const counts = countBy(votes, of, k);
  const all = countBy(votes, new Int32Array(participants.length), 1)[0]!;
  const groups = counts.map((own, id): Group => {
    const rest = own.map((_, j) => sum(counts.filter((__, other) => other !== id).map((list) => list[j]!)));
    return { id, ...shapeOf(x, y, of, id), counts: own, representative: representativeOf(statements, own, rest, leftOut) };
  });
  const figures = statements.map((id, j): StatementFigure => {
    const pull = Math.sqrt(m) * Math.abs(1 - components.center[j]!) * Math.hypot(components.first[j]!, components.second[j]!);
    const inGroups = sum(counts.map((list) => list[j]!));
    return {
      id,
      ...all[j]!,
      leftOut: leftOut[j] === 1,
      groupAware: counts.reduce((product, list) => product * ((list[j]!.agrees + 1) / (list[j]!.votes + 2)), 1),
      extremity: pull,
      priority: priorityOf(inGroups, pull),
    };
  });
  return {
    votes: votes.values.length,
    participants,
    x,
    y,
    of,
    groups,
    statements: figures,
    shared: sharedBy(statements, all, leftOut),
    silhouettes,
    iterations: components.iterations,
    remembered: { statements, first: [...components.first], second: [...components.second], k: smooth(silhouettes, before?.k ?? null) },
  };
}

/** Components of the time before, in today's order of statements; new statements begin with 1 as in Polis. */
function startFrom(before: Remembered, statements: readonly string[]): { first: Float64Array; second: Float64Array } {
  const at = new Map(before.statements.map((id, j) => [id, j]));
  const aligned = (old: readonly number[]): Float64Array => Float64Array.from(statements, (id) => (at.has(id) ? old[at.get(id)!]! : 1));
  return { first: aligned(before.first), second: aligned(before.second) };
}

/** 1 for each statement on which anybody has voted. */
function votedOn(votes: Votes): Uint8Array {
  const seen = new Uint8Array(votes.statements.length);
  for (const j of votes.columns) seen[j] = 1;
  return seen;
}

/** Every participant's place from the own votes alone, pushed out from the middle by the root of statements over votes. A statement left out counts as passed by all. */
function project(
  votes: Votes,
  leftOut: Uint8Array,
  { center, first, second }: { center: Float64Array; first: Float64Array; second: Float64Array },
  m: number,
  out: number,
) {
  const n = votes.participants.length;
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let seen = out;
    for (let at = votes.starts[i]!; at < votes.starts[i + 1]!; at++) {
      const j = votes.columns[at]!;
      if (leftOut[j]) continue;
      seen++;
      const away = votes.values[at]! - center[j]!;
      x[i]! += away * first[j]!;
      y[i]! += away * second[j]!;
    }
    const scale = Math.sqrt(m / Math.max(seen, 1));
    x[i]! *= scale;
    y[i]! *= scale;
  }
  return { x, y };
}

/** Who is placed on the map: at least seven votes (or all statements), filled up to fifteen by those who voted most; once in, always in. */
function placed(votes: Votes, m: number, before: Before | null): number[] {
  const enough = Math.min(ENOUGH_VOTES, m);
  const rows = [...votes.participants.keys()];
  const inside = new Set(rows.filter((i) => votesOf(votes, i) >= enough || before?.groups.has(votes.participants[i]!)));
  if (inside.size < AT_LEAST) {
    const rest = rows.filter((i) => !inside.has(i)).sort((a, b) => votesOf(votes, b) - votesOf(votes, a) || a - b);
    for (const i of rest.slice(0, AT_LEAST - inside.size)) inside.add(i);
  }
  return [...inside].sort((a, b) => a - b);
}

type Base = { points: Points; of: Int32Array };

/** Up to a hundred base clusters, so that what follows costs the same for any number of people. */
function baseClusters(x: Float64Array, y: Float64Array, inside: readonly number[]): Base {
  const at = new Map<string, number>();
  const of = Int32Array.from(inside, (i) => {
    const key = `${x[i]!.toFixed(9)} ${y[i]!.toFixed(9)}`;
    if (!at.has(key)) at.set(key, at.size);
    return at.get(key)!;
  });
  const points: Points = { x: new Float64Array(at.size), y: new Float64Array(at.size), weights: new Float64Array(at.size) };
  inside.forEach((i, row) => {
    const c = of[row]!;
    points.x[c] = x[i]!;
    points.y[c] = y[i]!;
    points.weights[c]! += 1;
  });
  if (at.size <= BASE) return { points, of };
  const found = kMeans(points, mostDistal(points, BASE), 0.01);
  const weights = new Float64Array(found.x.length);
  of.forEach((c, row) => {
    of[row] = found.of[c]!;
    weights[of[row]!]! += 1;
  });
  return { points: { x: found.x, y: found.y, weights }, of };
}

/** Base clusters joined to groups; the number of groups is the one whose silhouette is best, changed only after it was best four times in a row. */
function groupsOf(votes: Votes, base: Base, inside: readonly number[], before: Before | null, wanted: number | undefined) {
  const { points } = base;
  const n = points.x.length;
  const of = new Int32Array(votes.participants.length).fill(-1);
  const silhouettes: Record<number, number> = {};
  const found = new Map<number, Clustering>();
  const most = Math.min(LARGEST_K, 2 + Math.floor(n / 12), n);
  for (let k = 2; k <= most; k++) {
    const clustering = group(points, k, before && centersBefore(votes, base, inside, before, k));
    if (clustering.x.length < k) continue;
    found.set(k, clustering);
    silhouettes[k] = silhouette(points, clustering.of, k);
  }
  const chosen = found.get(wanted ?? smooth(silhouettes, before?.k ?? null).used) ?? null;
  inside.forEach((i, row) => (of[i] = chosen ? chosen.of[base.of[row]!]! : 0));
  const k = chosen ? chosen.x.length : inside.length > 0 ? 1 : 0;
  return { of, k, silhouettes };
}

function centersBefore(votes: Votes, { points, of }: Base, inside: readonly number[], before: Before, k: number): { x: number[]; y: number[] } | null {
  const sums = Array.from({ length: k }, () => [0, 0, 0]);
  inside.forEach((i, row) => {
    const sum = sums[before.groups.get(votes.participants[i]!) ?? -1];
    if (!sum) return;
    sum[0]! += 1;
    sum[1]! += points.x[of[row]!]!;
    sum[2]! += points.y[of[row]!]!;
  });
  return sums.some(([n]) => n === 0) ? null : { x: sums.map(([n, x]) => x! / n!), y: sums.map(([n, , y]) => y! / n!) };
}

/** Polis' smoother of the number of groups. A number that is no longer possible gives way at once. */
function smooth(silhouettes: Readonly<Record<number, number>>, before: Remembered['k'] | null): Remembered['k'] {
  const best = Math.max(...Object.values(silhouettes));
  const last = Number(Object.keys(silhouettes).find((k) => silhouettes[Number(k)]! >= best - SLACK) ?? 1);
  const times = before?.last === last ? before.times + 1 : 1;
  const stays = before !== null && times < K_BUFFER && silhouettes[before.used] !== undefined;
  return { last, times, used: stays ? before.used : last };
}

type Counting = { agrees: number; disagrees: number; votes: number };

function countBy(votes: Votes, of: Int32Array, k: number): Counting[][] {
  const counts = Array.from({ length: k }, () => votes.statements.map((): Counting => ({ agrees: 0, disagrees: 0, votes: 0 })));
  for (let i = 0; i < of.length; i++) {
    const own = counts[of[i]!];
    if (!own) continue;
    for (let at = votes.starts[i]!; at < votes.starts[i + 1]!; at++) {
      const count = own[votes.columns[at]!]!;
      count.votes++;
      if (votes.values[at] === 1) count.agrees++;
      else if (votes.values[at] === -1) count.disagrees++;
    }
  }
  return counts;
}

const sum = (counts: readonly Count[]): Count =>
  counts.reduce((all, one) => ({ agrees: all.agrees + one.agrees, disagrees: all.disagrees + one.disagrees, votes: all.votes + one.votes }), {
    agrees: 0,
    disagrees: 0,
    votes: 0,
  });

function shapeOf(x: Float64Array, y: Float64Array, of: Int32Array, id: number): Pick<Group, 'size' | 'x' | 'y' | 'spread'> {
  const rows = [...of.keys()].filter((i) => of[i] === id);
  const mean = (values: Float64Array): number => rows.reduce((total, i) => total + values[i]!, 0) / rows.length;
  const [mx, my] = [mean(x), mean(y)];
  const deviation = (values: Float64Array, middle: number): number => Math.sqrt(rows.reduce((total, i) => total + (values[i]! - middle) ** 2, 0) / rows.length);
  return { size: rows.length, x: mx, y: my, spread: [deviation(x, mx), deviation(y, my)] };
}

/** Statements that few have seen, that many agree with, that few pass and that divide come first. */
function priorityOf({ agrees, disagrees, votes }: Count, extremity: number): number {
  const passes = votes - agrees - disagrees;
  const importance = (1 - (passes + 1) / (votes + 2)) * (extremity + 1) * ((agrees + 1) / (votes + 2));
  return (importance * (1 + 8 * 2 ** (votes / -5))) ** 2;
}
