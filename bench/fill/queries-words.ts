import { gramsOf, normalise } from '@hezhi/matters/server';
import type pg from 'pg';
import { layout, middleOf } from '../town.ts';
import { details, places, troubles } from './words.ts';

/** Parts of what copies say, with the pieces the search index keeps of each, and the middles of the grids. Made once a database. */
export async function prepareWords(db: pg.Client): Promise<void> {
  const { rows } = await db.query<{ there: boolean }>(`SELECT to_regclass('bench.part') IS NOT NULL AS there`);
  if (rows[0]!.there) return;
  await db.query(`CREATE TABLE bench.part (kind text, nth int, words text NOT NULL, grams tsvector NOT NULL, PRIMARY KEY (kind, nth));
    CREATE TABLE bench.grid (code text PRIMARY KEY, lon float8 NOT NULL, lat float8 NOT NULL)`);
  for (const [kind, list] of Object.entries({ place: places, trouble: troubles, detail: details }))
    for (const [nth, text] of list.entries())
      await db.query('INSERT INTO bench.part VALUES ($1, $2, $3, array_to_tsvector($4::text[]))', [kind, nth, normalise(text), gramsOf(text)]);
  for (const grid of layout().flatMap((community) => community.grids))
    await db.query('INSERT INTO bench.grid VALUES ($1, $2, $3)', [grid.code, ...middleOf(grid)]);
}

/** For `bench.copy`: which parts, rare ones seldom. */
export const chosenParts = `floor(random() * ${places.length})::int AS place, floor(power(random(), 2) * ${troubles.length})::int AS trouble, floor(power(random(), 3) * ${details.length})::int AS detail`;
const joined = `JOIN bench.part a ON a.kind = 'place' AND a.nth = c.place JOIN bench.part b ON b.kind = 'trouble' AND b.nth = c.trouble JOIN bench.part d ON d.kind = 'detail' AND d.nth = c.detail`;

/** Gives each copy its words. */
export async function giveWords(db: pg.Client): Promise<void> {
  await db.query(`ALTER TABLE bench.copy ADD COLUMN words text`);
  await db.query(`UPDATE bench.copy x SET words = a.words || ',' || b.words || ',' || d.words FROM bench.copy c ${joined} WHERE x.n = c.n`);
}

/**
 * The search text of every copy: that of its parts, no piece over the comma between them, and its reach by time, both as in the product (matters, reach.ts). `parties`: copies have
 * those of their pattern.
 */
export async function giveText(db: pg.Client, parties: boolean): Promise<void> {
  await db.query(`DROP TABLE IF EXISTS bench.reach; CREATE UNLOGGED TABLE bench.reach (pattern uuid PRIMARY KEY, district text NOT NULL, parties text[])`);
  await db.query(
    `INSERT INTO bench.reach SELECT m.id, m.district, CASE WHEN $1 THEN (SELECT array_agg('!' || right(q.party::text, 12)) FROM matters.party q WHERE q.district = m.district AND q.matter = m.id) END
      FROM bench.pattern x JOIN matters.matter m ON m.id = x.id`,
    [parties],
  );
  await db.query('ANALYZE bench.reach');
  const nth = (letter: string, days: number): string => `'@${letter}' || floor(extract(epoch FROM c.opened) / 86400 / ${days})::bigint`;
  await db.query(`INSERT INTO matters.text (district, matter, words, grams) SELECT p.district, c.id, a.words || ',' || b.words || ',' || d.words, a.grams || b.grams || d.grams
      || array_to_tsvector(ARRAY[${nth('d', 1)}, w, m, street, street || w, street || m, community, community || w, community || m])
      || CASE WHEN p.parties IS NULL THEN '' ELSE array_to_tsvector((SELECT array_agg(one || time) FROM unnest(p.parties) one, unnest(ARRAY['', w, m]) time)) END
    FROM bench.copy c CROSS JOIN LATERAL (SELECT '#' || left(c.area, 9) AS street, '#' || left(c.area, 12) AS community, ${nth('w', 7)} AS w, ${nth('m', 35)} AS m) x
      JOIN bench.reach p ON p.pattern = c.pattern ${joined} ORDER BY c.n`);
}

/** Cases in which a phrase stands, within an area, by reading every text. */
export async function plainScan(db: pg.Client, phrase: string, area: string): Promise<Set<string>> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT m.id FROM matters.text t JOIN matters.matter m ON m.district = t.district AND m.id = t.matter WHERE position($1 IN t.words) > 0 AND m.secrecy = 0 AND starts_with(m.area, $2)`,
    [normalise(phrase).trim(), area],
  );
  return new Set(rows.map(({ id }) => id));
}
