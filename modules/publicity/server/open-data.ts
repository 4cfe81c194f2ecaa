import { iso } from '@hezhi/contract';
import { Readable } from 'node:stream';
import { categoryName } from '@hezhi/cases/server';
import { publicState } from '@hezhi/cases/contract';
import { cell, procedureOf } from '@hezhi/matters/server';
import type { Territory } from '@hezhi/directory/server';
import { speak, type Call, type Wire } from '@hezhi/server';
import type { z } from 'zod';
import { licence, openColumns, openDegrees, sparse, squareOf, type OpenDataAbout, type OpenDataQuery, type OpenRow } from '../contract/index.ts';
import { areaIn } from './places.ts';
import { denseSquares, listOpen, openMonths, type OpenSource } from './queries-open.ts';

const PAGE = 1000;
type Query = z.output<typeof OpenDataQuery>;

/** Licence, columns and months of the open data. `publicity.area_unknown` */
export async function aboutOpen(call: Call, district: string): Promise<z.input<typeof OpenDataAbout>> {
  const tree = await areaIn(call.house, district);
  return {
    licence: { url: licence.url, words: licence.words },
    publisher: tree.name(district),
    columns: openColumns.map(({ key, type, words }) => ({ key, type, words })),
    months: await openMonths(call.db, district, iso(call.now - 3 * 366 * 86_400_000)),
  };
}

/** One line: exactly the columns of the allow-list, each of its own making. */
async function openRow(call: Call, district: string, one: OpenSource, tree: Territory, dense: ReadonlySet<string>): Promise<OpenRow> {
  const procedure = await procedureOf(call.house, one.procedure, one.procedure_version);
  const crowded = one.lon !== null && one.lat !== null && dense.has(squareOf(one.lon, one.lat));
  const community = one.area.length >= 12 ? one.area.slice(0, 12) : null;
  return {
    number: one.number,
    category: one.subject,
    category_name: speak(categoryName(call.house, district, one.subject), call.language),
    street: one.area.length >= 9 ? one.area.slice(0, 9) : null,
    community,
    community_name: community === null ? null : tree.name(community),
    opened_day: one.opened_day,
    closed_day: one.closed_day,
    state: speak(publicState(one.state, procedure.states[one.state]!.public), call.language),
    overdue: one.overdue ? 1 : 0,
    reopened: one.reopened ? 1 : 0,
    rating: one.rating,
    lon: one.lon === null ? null : openDegrees(one.lon, crowded),
    lat: one.lat === null ? null : openDegrees(one.lat, crowded),
  };
}

/** Line after line, page by page: a month of a large district never lies in memory as a whole. */
async function* openRows(call: Call, query: Query, tree: Territory): AsyncGenerator<OpenRow> {
  const dense = await denseSquares(call.db, query.district, sparse);
  for (let after: { at: string; id: string } | null = null; ;) {
    const rows: OpenSource[] = await listOpen(call.db, query, after, PAGE);
    for (const row of rows) yield await openRow(call, query.district, row, tree, dense);
    if (rows.length < PAGE) return;
    after = { at: rows.at(-1)!.opened_at, id: rows.at(-1)!.id };
  }
}

function headers(wire: Wire, type: string, query: Query, ending: string): void {
  const name = `hezhi-${query.district}-${query.month}${query.category ? `-${query.category}` : ''}.${ending}`;
  void wire.reply
    .header('content-type', type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('link', `<${licence.url}>; rel="license"`)
    .header('cache-control', 'public, max-age=3600')
    .header('vary', 'accept-language');
}

/** The month as CSV (RFC 4180): a spreadsheet reads its UTF-8 by the mark at the start, and no cell as a formula. */
export async function openCsv(call: Call, query: Query, wire: Wire): Promise<Readable> {
  const tree = await areaIn(call.house, query.district);
  headers(wire, 'text/csv; charset=utf-8; header=present', query, 'csv');
  return Readable.from(
    (async function* () {
      yield `\uFEFF${openColumns.map(({ key }) => key).join(',')}\r\n`;
      for await (const row of openRows(call, query, tree))
        yield `${openColumns.map(({ key }) => (typeof row[key] === 'number' ? String(row[key]) : cell(row[key]))).join(',')}\r\n`;
    })(),
  );
}

/** The month as GeoJSON (RFC 7946); what has no place has no geometry. */
export async function openGeojson(call: Call, query: Query, wire: Wire): Promise<Readable> {
  const tree = await areaIn(call.house, query.district);
  headers(wire, 'application/geo+json; charset=utf-8', query, 'geojson');
  return Readable.from(
    (async function* () {
      yield '{"type":"FeatureCollection","features":[';
      let between = '\n';
      for await (const row of openRows(call, query, tree)) {
        const properties = Object.fromEntries(openColumns.filter(({ key }) => key !== 'lon' && key !== 'lat').map(({ key }) => [key, row[key]]));
        const geometry = row.lon === null || row.lat === null ? null : { type: 'Point', coordinates: [row.lon, row.lat] };
        yield `${between}${JSON.stringify({ type: 'Feature', geometry, properties })}`;
        between = ',\n';
      }
      yield '\n]}\n';
    })(),
  );
}
