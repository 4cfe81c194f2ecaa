import { parse } from 'csv-parse/sync';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeVotes, mapOpinions, randIndex, type OpinionMap, type Stance, type Vote } from './map/index.ts';

type Row = Record<string, string>;
/** What a folder of Polis' open data holds, with agree as 1 whichever way round the file had it. */
export type PolisFiles = {
  votes: Vote[];
  statements: { id: string; text: string | null; moderatedOut: boolean }[];
  /** `group-id` of each participant, where the file names one. */
  groups: Map<string, number>;
  /** The file had agree as -1, as inside Polis' server. */
  reversed: boolean;
};

async function rows(folder: string, file: string): Promise<Row[] | null> {
  const text = await readFile(join(folder, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? null : (parse(text, { columns: true, bom: true, skip_empty_lines: true, relax_column_count: true, relax_quotes: true }) as Row[]);
}

const stance = (text: string, flip: boolean): Stance => {
  const n = Math.sign(Number(text));
  return (n === 0 ? 0 : flip ? -n : n) as Stance;
};

/**
 * Reads a folder of Polis' open data: participants-votes.csv where it is there (the last votes and `group-id`), else votes.csv; comments.csv for texts and moderation. Which sign means
 * agree is told by the counts in the files themselves. Throws a sentence where nothing can be read.
 */
export async function readPolisFiles(folder: string): Promise<PolisFiles> {
  const comments = await rows(folder, 'comments.csv');
  const people = await rows(folder, 'participants-votes.csv');
  const cast = people === null ? await rows(folder, 'votes.csv') : null;
  if (people === null && cast === null) throw new Error(`${folder} holds neither participants-votes.csv nor votes.csv`);
  const votes: Vote[] = [];
  const groups = new Map<string, number>();
  const named = new Set<string>();
  let reversed = false;
  if (people !== null) {
    // The other columns differ from export to export (`xid`, counts).
    const columns = Object.keys(people[0] ?? {}).filter((name) => /^\d+$/.test(name));
    for (const id of columns) named.add(id);
    let [straight, crossed] = [0, 0];
    for (const row of people) {
      const ones = columns.filter((id) => Number(row[id] || 0) > 0).length;
      straight += Math.abs(ones - Number(row['n-agree'] ?? ones));
      crossed += Math.abs(ones - Number(row['n-disagree'] ?? ones));
    }
    reversed = crossed < straight;
    for (const row of people) {
      const participant = row['participant']!;
      const group = row['group-id'];
      if (group !== undefined && group !== '') groups.set(participant, Number(group));
      for (const statement of columns) {
        const text = row[statement];
        if (text !== undefined && text !== '') votes.push({ participant, statement, vote: stance(text, reversed) });
      }
    }
  } else if (cast !== null) {
    const last = new Map<string, Row>();
    for (const row of cast) {
      const key = `${row['voter-id']} ${row['comment-id']}`;
      if (Number(last.get(key)?.['timestamp'] ?? -1) <= Number(row['timestamp'])) last.set(key, row);
    }
    reversed = isReversed([...last.values()], comments ?? []);
    for (const row of last.values()) votes.push({ participant: row['voter-id']!, statement: row['comment-id']!, vote: stance(row['vote']!, reversed) });
  }
  const statements = (comments ?? []).map((row) => ({
    id: row['comment-id']!,
    text: row['comment-body'] ?? null,
    moderatedOut: Number(row['moderated'] ?? 0) === -1,
  }));
  const known = new Set(statements.map(({ id }) => id));
  for (const id of new Set([...named, ...votes.map(({ statement }) => statement)]))
    if (!known.has(id)) statements.push({ id, text: null, moderatedOut: false });
  return { votes, statements, groups, reversed };
}

/** Whether the votes fit the counts of comments.csv better with their signs turned. */
function isReversed(cast: readonly Row[], comments: readonly Row[]): boolean {
  const ones = new Map<string, number>();
  for (const row of cast) if (Number(row['vote']) > 0) ones.set(row['comment-id']!, (ones.get(row['comment-id']!) ?? 0) + 1);
  let [straight, crossed] = [0, 0];
  for (const row of comments) {
    const n = ones.get(row['comment-id']!) ?? 0;
    straight += Math.abs(n - Number(row['agrees'] ?? n));
    crossed += Math.abs(n - Number(row['disagrees'] ?? n));
  }
  return crossed < straight;
}

const side = (n: number): number => Number(n.toFixed(6));
type Said = { statement: string; text: string | null; side: 'agree' | 'disagree'; successes: number; trials: number };
export type PolisComparison = {
  participants: { id: string; group: number | null; x: number; y: number }[];
  groups: {
    id: number;
    size: number;
    x: number;
    y: number;
    representative: (Said & { probability: number; ratio: number; probabilityTest: number; ratioTest: number })[];
  }[];
  consensus: { agree: Said[]; disagree: Said[]; groupAware: { statement: string; text: string | null; value: number }[] };
  silhouettes: Readonly<Record<number, number>>;
  votes: number;
  reversed: boolean;
  /** Against `group-id` of the file: share of pairs of one mind, on how many participants. Null where the file names no groups. */
  compared: { participants: number; groupsInFile: number; randIndex: number; randIndexAtTheirNumber: number } | null;
};

/** Computes the map of a folder and sets it beside the groups that the file names. */
export function compareWithPolis(files: PolisFiles): PolisComparison {
  const texts = new Map(files.statements.map(({ id, text }) => [id, text]));
  const votes = makeVotes(
    files.votes,
    files.statements.map(({ id }) => id),
  );
  const leftOut = new Set(files.statements.filter(({ moderatedOut }) => moderatedOut).map(({ id }) => id));
  const map = mapOpinions(votes, { leftOut });
  const said = (one: { statement: string; successes: number; trials: number }, on: Said['side']): Said => ({
    statement: one.statement,
    text: texts.get(one.statement) ?? null,
    side: on,
    successes: one.successes,
    trials: one.trials,
  });
  const aware = map.statements.filter(({ leftOut: out }) => !out).toSorted((a, b) => b.groupAware - a.groupAware);
  return {
    participants: map.participants.map((id, i) => ({ id, group: map.of[i]! < 0 ? null : map.of[i]!, x: side(map.x[i]!), y: side(map.y[i]!) })),
    groups: map.groups.map(({ id, size, x, y, representative }) => ({
      id,
      size,
      x: side(x),
      y: side(y),
      representative: representative.map((one) => ({
        ...said(one, one.side),
        probability: side(one.probability),
        ratio: side(one.ratio),
        probabilityTest: side(one.probabilityTest),
        ratioTest: side(one.ratioTest),
      })),
    })),
    consensus: {
      agree: map.shared.agree.map((one) => said(one, 'agree')),
      disagree: map.shared.disagree.map((one) => said(one, 'disagree')),
      groupAware: aware.slice(0, 10).map(({ id, groupAware }) => ({ statement: id, text: texts.get(id) ?? null, value: side(groupAware) })),
    },
    silhouettes: map.silhouettes,
    votes: map.votes,
    reversed: files.reversed,
    compared: files.groups.size === 0 ? null : compared(files, votes, leftOut, map),
  };
}

/** Polis' number of groups lags behind the best one by design (its smoother): so the groups are set beside each other at that number, too. */
function compared(files: PolisFiles, votes: ReturnType<typeof makeVotes>, leftOut: ReadonlySet<string>, map: OpinionMap): PolisComparison['compared'] {
  const theirs = map.participants.map((id) => files.groups.get(id) ?? -1);
  const number = new Set(theirs.filter((group) => group >= 0)).size;
  const atTheirs = mapOpinions(votes, { leftOut, groups: number });
  return {
    participants: theirs.filter((group, i) => group >= 0 && map.of[i]! >= 0).length,
    groupsInFile: number,
    randIndex: side(randIndex(theirs, [...map.of])),
    randIndexAtTheirNumber: side(randIndex(theirs, [...atTheirs.of])),
  };
}
