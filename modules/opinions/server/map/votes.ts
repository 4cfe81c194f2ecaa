/** What one person thinks of one statement: agree 1, disagree -1, pass 0 (the signs of Polis' exports; inside its server they are reversed). */
export type Stance = 1 | -1 | 0;
export type Vote = { readonly participant: string; readonly statement: string; readonly vote: Stance };

/**
 * The vote matrix, kept as its cast votes row by row. Participants and statements are in the order of their ids, so the order in which votes are handed
 * over changes no bit of what is computed from them.
 */
export type Votes = {
  readonly participants: readonly string[];
  readonly statements: readonly string[];
  /** Where row i begins in `columns` and `values`; one longer than `participants`. */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Int8Array;
};

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Gathers votes into the matrix; of several by one person on one statement the last counts. `statements`: also those on which nobody has voted. */
export function makeVotes(votes: Iterable<Vote>, statements: Iterable<string> = []): Votes {
  const rows = new Map<string, Map<string, Stance>>();
  const names = new Set(statements);
  for (const { participant, statement, vote } of votes) {
    let row = rows.get(participant);
    if (!row) rows.set(participant, (row = new Map()));
    row.set(statement, vote);
    names.add(statement);
  }
  const participants = [...rows.keys()].sort(order);
  const sorted = [...names].sort(order);
  const column = new Map(sorted.map((name, j) => [name, j]));
  const starts = new Int32Array(participants.length + 1);
  participants.forEach((name, i) => (starts[i + 1] = starts[i]! + rows.get(name)!.size));
  const total = starts[participants.length]!;
  const columns = new Int32Array(total);
  const values = new Int8Array(total);
  participants.forEach((name, i) => {
    const row = [...rows.get(name)!].map(([statement, vote]) => [column.get(statement)!, vote] as const).sort((a, b) => a[0] - b[0]);
    row.forEach(([j, vote], at) => {
      columns[starts[i]! + at] = j;
      values[starts[i]! + at] = vote;
    });
  });
  return { participants, statements: sorted, starts, columns, values };
}

/** How many statements the person of row i has voted on, passes included. */
export const votesOf = (votes: Votes, i: number): number => votes.starts[i + 1]! - votes.starts[i]!;
