import { openInner } from '../fill/fill.ts';
import { plainScan } from '../fill/queries-words.ts';
import { longPhrases, shortWords } from '../fill/words.ts';
import type { Ask } from '../load/client.ts';
import { inTurns } from '../load/turns.ts';
import type { Standing, Town } from '../town.ts';
import { against, readOne, worded } from './near.ts';
import { round, type Ground, type Result, type Row } from './row.ts';

const page = (q: string, { token }: Standing, limit = 20): Ask => ({ method: 'GET', path: `/api/matters?limit=${limit}&q=${encodeURIComponent(q)}`, token });
/** Who searches: the district, its streets, some communities; each by its rights. */
const readers = (town: Town): Standing[] => [town.supervisor, ...town.dispatchers.slice(0, 4), ...town.clerks.slice(0, 8)];

/** B8: a page of what a search finds, by rights; and whether it finds all that is there. */
export const search: Row = {
  key: 'B8',
  async run(ground) {
    const size = worded(ground);
    const town = await ground.town(size);
    const asks = (words: readonly string[]): Ask[] => words.flatMap((q) => readers(town).map((reader) => page(q, reader)));
    const contenders = [
      await readOne(ground, size, town.supervisor.token),
      { key: 'short', database: size, asks: asks(shortWords) },
      { key: 'long', database: size, asks: asks(longPhrases) },
    ];
    const turns = await inTurns(ground.cluster, contenders, ground.pace);
    const who = `${ground.pace.connections} at once; district, street and community in turn`;
    return [
      against(turns, 'short', `B8 search for two characters among ${size.slice(1)}`, 10, `${shortWords.length} words, common and rare; ${who}`),
      against(turns, 'long', `B8 search for a phrase among ${size.slice(1)}`, 10, `${longPhrases.length} phrases of 6 to 12 characters; ${who}`),
      await recall(ground, size, town),
    ];
  },
};

/** Everything a search gives, page by page, against reading every text. */
async function recall(ground: Ground, size: string, town: Town): Promise<Result> {
  const inner = await openInner(ground.cluster, size);
  let [there, found, wrong, phrases] = [0, 0, 0, 0];
  try {
    const asked = [
      ...longPhrases.map((q) => [q, town.clerks[0]!] as const),
      ...shortWords.map((q) => [q, town.clerks[1]!] as const),
      ...longPhrases.slice(-5).map((q) => [q, town.supervisor] as const),
    ];
    for (const [q, reader] of asked) {
      const expected = await ground.cluster.on(size, (db) => plainScan(db, q, reader.area));
      const got = new Set<string>();
      for (let cursor: string | null = ''; cursor !== null;) {
        const { path, ...rest } = page(q, reader, 100);
        const { body } = await inner.ask({ ...rest, path: cursor === '' ? path : `${path}&cursor=${encodeURIComponent(cursor)}` });
        const { items, next } = body as { items: { id: string }[]; next: string | null };
        for (const { id } of items) got.add(id);
        cursor = next;
      }
      phrases++;
      there += expected.size;
      for (const id of expected) if (got.has(id)) found++;
      for (const id of got) if (!expected.has(id)) wrong++;
    }
  } finally {
    await inner.close();
  }
  return {
    name: 'B8 recall against a plain scan',
    unit: 'share',
    ours: round(there === 0 ? 0 : found / there, 6),
    floor: 1,
    ratio: round(there === 0 ? 0 : found / there, 6),
    n: there,
    note: `${phrases} exact phrases of two to twelve characters, all pages, communities and district; ${wrong} given that the scan does not find; bar: 1`,
  };
}
