import { kept } from '@hezhi/figures/contract';
import { measures } from '@hezhi/matters/contract';
import { measureSql } from '@hezhi/matters/server';
import { render } from '@hezhi/server';
import type pg from 'pg';

/** The condition of a measure with its values written in (they are fixed words of the program). */
function condition(key: string): string {
  const { text, values } = render(measureSql(key).where);
  return text.replace(/\$(\d+)/g, (_, nth: string) => `'${String(values[Number(nth) - 1])}'`);
}

/**
 * Counts the rows of every measure into the rollups, as folding every write's changes would have: for a history that was generated at once. Grouped finest first, so that ten
 * million rows are read once a day column.
 */
export async function fillRollups(db: pg.Client): Promise<void> {
  await db.query('TRUNCATE figures.delta; TRUNCATE figures.rollup');
  await db.query(
    `INSERT INTO figures.measure (kind, key, slot) SELECT 'case', k.key, (SELECT count(*) FROM figures.measure WHERE kind = 'case') + row_number() OVER (ORDER BY k.key)
     FROM unnest($1::text[]) AS k(key) WHERE NOT EXISTS (SELECT FROM figures.measure m WHERE m.kind = 'case' AND m.key = k.key)`,
    [measures.map(({ key }) => key)],
  );
  const { rows: slots } = await db.query<{ key: string }>(`SELECT key FROM figures.measure WHERE kind = 'case' ORDER BY slot`);
  for (const day of ['opened', 'closed'] as const) {
    const own = measures.filter((measure) => measure.day === day);
    const sums = own.map(({ key }, i) => `count(*) FILTER (WHERE ${condition(key)}) AS n${i}`).join(', ');
    await db.query('DROP TABLE IF EXISTS bench.day');
    await db.query(`CREATE UNLOGGED TABLE bench.day AS SELECT m.district, m.kind, m.area, m.subject, (m.${day}_at AT TIME ZONE 'Asia/Shanghai')::date AS at, ${sums}
      FROM matters.matter m ${day === 'closed' ? 'WHERE m.closed_at IS NOT NULL' : ''} GROUP BY 1, 2, 3, 4, 5`);
    const inSlots = slots
      .map(({ key }) => (own.some((measure) => measure.key === key) ? `sum(n${own.findIndex((measure) => measure.key === key)})::bigint` : '0::bigint'))
      .join(', ');
    const levels = kept.flatMap(({ width, depth }) =>
      Array.from({ length: depth + 1 }, (_, i) => ({ width, subject: ["''", 'left(subject, 1)', 'subject'][i]! })),
    );
    for (const { width, subject } of levels) {
      for (const [grain, at] of [
        ['d', 'at'],
        ['m', `date_trunc('month', at)::date`],
      ]) {
        await db.query(`INSERT INTO figures.rollup AS r (district, kind, area, subject, grain, at, n)
          SELECT district, kind, left(area, ${width}), ${subject}, '${grain}', ${at}, ARRAY[${inSlots}]
          FROM bench.day WHERE length(area) >= ${width} GROUP BY 1, 2, 3, 4, 6
          ON CONFLICT (district, kind, grain, area, subject, at) DO UPDATE SET n = figures.plus(r.n, excluded.n)`);
      }
    }
  }
  await db.query('DROP TABLE bench.day');
  await db.query('VACUUM ANALYZE figures.rollup');
}

/** The same numbers by counting: every measure by street over days of China's calendar. Keys are `<street> <measure>`. */
export async function countByStreet(db: pg.Client, from: string, to: string): Promise<Map<string, number>> {
  const counted = new Map<string, number>();
  for (const day of ['opened', 'closed'] as const) {
    const own = measures.filter((measure) => measure.day === day);
    const { rows } = await db.query<Record<string, string>>(
      `SELECT left(m.area, 9) AS street, ${own.map(({ key }) => `count(*) FILTER (WHERE ${condition(key)}) AS "${key}"`).join(', ')} FROM matters.matter m
       WHERE m.kind = 'case' AND m.${day}_at >= ($1::date::timestamp AT TIME ZONE 'Asia/Shanghai') AND m.${day}_at < (($2::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai') GROUP BY 1`,
      [from, to],
    );
    for (const row of rows) for (const { key } of own) counted.set(`${row['street']} ${key}`, Number(row[key]));
  }
  return counted;
}
