import { Refusal } from '@hezhi/contract';
import { findPeopleNames, territory } from '@hezhi/directory/server';
import { cut, readCursor, writeCursor } from '@hezhi/matters/server';
import { implement, speak, type Call, type Implementation } from '@hezhi/server';
import type { z } from 'zod';
import { comparePacks, errors, fileSchema, routes, schemaName, type HistoryPage, type Pack } from '../contract/index.ts';
import { standingAt, standingsOver, standingsWithin } from './book.ts';
import { knownNames } from './flow.ts';
import { install, withdraw } from './install.ts';
import { filesOf, readWith } from './packs.ts';
import { partsOf } from './parts.ts';
import { preview, viewChange } from './preview.ts';
import { publicMethods } from './public.ts';
import { publish } from './publish.ts';
import { historyOf } from './queries.ts';
import { districtOf, placeIn } from './scope.ts';
import { listUpgrades, upgradeOne } from './upgrades.ts';
import { library, packDetail, packName, viewStandings } from './views.ts';

export const implementations: readonly Implementation[] = [
  implement(routes.packs, async (call) => ({ items: await library(call) })),
  implement(routes.pack, (call, { params, query }) => packDetail(call, params.key, query.version, query.area)),
  implement(routes.compare, async (call, { query }) => {
    const a = await packAt(call, query.a, query.av);
    const b = await packAt(call, query.b, query.bv);
    const items = comparePacks(a, b, await knownNames(call.house)).map((change) => viewChange(call, change));
    return { a: speak(a.manifest.name, call.language), b: speak(b.manifest.name, call.language), items };
  }),
  implement(routes.where, async (call) => {
    const district = districtOf(call);
    return { items: await viewStandings(call, district, standingsWithin(call.house, district)) };
  }),
  implement(routes.place, async (call, { params }) => {
    const { district, tree } = await placeIn(call, params.area);
    const { seq } = standingAt(call.house, params.area);
    const chain = await viewStandings(call, district, standingsOver(call.house, params.area));
    return { area: params.area, areaName: tree.fullName(params.area), seq, chain };
  }),
  implement(routes.history, (call, { query }) => history(call, query)),
  implement(routes.preview, (call, { body }) => preview(call, body)),
  implement(routes.install, (call, { body }) => install(call, body)),
  implement(routes.withdraw, (call, { body }) => withdraw(call, body)),
  implement(routes.publish, (call, { body }) => publish(call, body)),
  implement(routes.upgrades, (call, { query }) => listUpgrades(call, query)),
  implement(routes.upgrade, (call, { params, body }) => upgradeOne(call, params.id, body.revision)),
  implement(routes.schema, async (call, { params }, { reply }) => {
    const part = [null, ...partsOf(call.house).parts].find((one) => schemaName(one) === params.name);
    if (part === undefined) throw new Refusal(errors.not_found);
    reply.header('content-type', 'application/schema+json; charset=utf-8').header('cache-control', 'public, max-age=3600');
    return JSON.stringify(fileSchema(part));
  }),
  implement(routes.publicMethods, async (call, { query }) => ({ items: await publicMethods(call, query.area) })),
];

async function packAt(call: Call, key: string, version: number): Promise<Pack> {
  const { files } = await filesOf(call.house, key, version);
  const pack = readWith(call.house, files);
  if (!pack) throw new Refusal(errors.not_found);
  return pack;
}

async function history(call: Call, query: { area?: string | undefined; cursor?: string | undefined; limit: number }): Promise<z.input<typeof HistoryPage>> {
  const district = districtOf(call);
  if (query.area !== undefined && !query.area.startsWith(district)) throw new Refusal(errors.outside);
  const rows = await historyOf(call.db, district, query.area ?? null, readCursor(query.cursor), query.limit);
  const { items, next } = cut(rows, query.limit, (row) => writeCursor(row.at, row.id));
  const tree = await territory(call.house).ensure(district);
  const people = await findPeopleNames(
    call.house,
    district,
    items.flatMap((row) => row.person ?? []),
  );
  return {
    items: await Promise.all(
      items.map(async (row) => ({
        id: row.id,
        at: row.at,
        area: row.area,
        areaName: tree.fullName(row.area),
        action: row.action,
        pack: row.pack,
        name: await packName(call, row.pack, row.version),
        version: row.version,
        by: row.person === null ? '' : (people.get(row.person) ?? ''),
        reason: row.reason,
      })),
    ),
    next,
  };
}
