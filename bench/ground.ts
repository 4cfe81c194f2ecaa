import { freeSpace, type Cluster } from './cluster.ts';
import { makeDatabase } from './fill/fill.ts';
import type { Options } from './options.ts';
import type { Ground } from './rows/row.ts';
import type { Town } from './town.ts';

const counts = { t200k: 200_000, t1m: 1_000_000, t10m: 10_000_000 } as const;
/** Bytes that a database of this size takes while it is made. */
const space = { t200k: 3e9, t1m: 8e9, t10m: 45e9 } as const;

/** The ground that rows stand on: databases are made when first wanted. */
export function makeGround(cluster: Cluster, options: Options, say: (text: string) => void): Ground {
  const towns = new Map<string, Promise<Town>>();
  const { rounds, seconds, connections, quick } = options;
  const sizes = (['t200k', 't1m', 't10m'] as const).filter((size) => {
    if (size === 't200k') return true;
    if (!options.large.includes(size)) return false;
    if (freeSpace(cluster.folder) >= space[size]) return true;
    say(`${size.slice(1)} is left out: ${cluster.folder} has less than ${space[size] / 1e9} GB free`);
    return false;
  });
  const town = (size: string): Promise<Town> => {
    let making = towns.get(size);
    if (!making) {
      const matters = size === 't200k' ? options.matters : counts[size as keyof typeof counts];
      making = makeDatabase(cluster, { name: size, matters, stock: size === 't200k' ? Math.round(seconds * rounds * 2500 + 10_000) : 0 }, say);
      towns.set(size, making);
    }
    return making;
  };
  return {
    cluster,
    quick,
    sizes,
    say,
    town,
    scale: Math.min(1, options.matters / counts.t200k),
    pace: { rounds, seconds, connections },
    async fresh() {
      await town('t200k');
      for (const name of ['ours', 'floor']) {
        await cluster.drop(name);
        await cluster.create(name, 't200k');
      }
      return { database: 'ours', floorDatabase: 'floor' };
    },
  };
}
