import { join } from 'node:path';
import type { Cluster } from '../cluster.ts';
import type { Ask } from './client.ts';
import { Client, startServer, type Child } from './process.ts';
import { median, type Pace } from './rounds.ts';

export type Turn = { /** Requests a second. */ speed: number; /** Milliseconds. */ p50: number; p99: number; requests: number };
/** One of those that are compared: a way of asking the product on a database. */
export type Contender = { key: string; database: string; asks: readonly Ask[] };

/**
 * The product on one or more databases, asked in turns round by round, so that what neighbours do to the machine meets all of them: what is compared is compared within a round.
 * One process a database; contenders of one database share it. Readers only.
 */
export async function inTurns(cluster: Cluster, contenders: readonly Contender[], pace: Pace): Promise<Map<string, Turn[]>> {
  const servers = new Map<string, Child & { port: number }>();
  const client = new Client();
  try {
    for (const { database } of contenders) {
      if (servers.has(database)) continue;
      const env = { DATABASE_URL: cluster.url(database), HEZHI_DATA: cluster.folder, BENCH_LOG: join(cluster.folder, 'ours.log') };
      servers.set(database, await startServer('./ours.ts', env));
    }
    const turn = async ({ database, asks }: Contender, seconds: number): Promise<Turn> => {
      const { port } = servers.get(database)!;
      const told = await client.run({ port, asks, once: false, from: 0, seconds, connections: pace.connections, rate: 0 });
      return { speed: told.requests / told.seconds, p50: told.p50, p99: told.p99, requests: told.requests };
    };
    for (const one of contenders) for (let asked = 0, i = 0; asked < 1000 && i < 4; i++) asked += (await turn(one, 1)).requests;
    const turns = new Map<string, Turn[]>(contenders.map(({ key }) => [key, []]));
    for (let round = 0; round < pace.rounds; round++) for (const one of contenders) turns.get(one.key)!.push(await turn(one, pace.seconds));
    return turns;
  } finally {
    await Promise.all([client.stop(), ...[...servers.values()].map((server) => server.stop())]);
  }
}

/** The ratio of two contenders round by round, and its median. */
export function ratios(
  turns: ReadonlyMap<string, readonly Turn[]>,
  above: string,
  below: string,
  of: (turn: Turn) => number,
): { median: number; rounds: number[] } {
  const rounds = turns.get(above)!.map((turn, i) => of(turn) / of(turns.get(below)![i]!));
  return { median: median(rounds), rounds };
}
