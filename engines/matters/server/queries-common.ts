import { sql, type House } from '@hezhi/server';

const HOUR = 3_600_000;
type Common = ReadonlyMap<string, number>;

/**
 * In which share of the texts the commonest pieces stand, as PostgreSQL counted at its last look at the table; pieces that it does not name are rarer than any of
 * these. Read once an hour. A phrase is asked for by its rarest pieces, so a wrong share costs time, never a hit.
 */
export function commonPieces(house: House): Promise<Common> {
  const kept = house.memo('matters.common-pieces', () => ({ until: -Infinity, pieces: Promise.resolve<Common>(new Map()) }));
  if (house.now() < kept.until) return kept.pieces;
  kept.until = house.now() + HOUR;
  kept.pieces = house.db
    .all<{ piece: string; share: number }>(
      sql`SELECT e.piece, e.share FROM pg_stats s, unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) AS e (piece, share)
        WHERE s.schemaname = 'matters' AND s.tablename = 'text' AND s.attname = 'grams' AND e.piece IS NOT NULL`,
    )
    .then((rows) => new Map(rows.map(({ piece, share }) => [piece, share])));
  kept.pieces.catch(() => (kept.until = -Infinity));
  return kept.pieces;
}
