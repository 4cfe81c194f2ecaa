import { kernelErrors, Refusal } from '@hezhi/contract';
import type { Call, House } from '@hezhi/server';
import { errors } from '../contract/errors.ts';
import { ancestors, districtOf, type Level, levelOf, parentOf } from '../contract/levels.ts';
import { audit } from './audit.ts';
import { fromCursor, page } from './cursor.ts';
import { forget, today } from './hints.ts';
import {
  addPressName,
  codesOfPressName,
  countChildren,
  districtsInUse,
  dropPressName,
  insertTerritory,
  listTerritories,
  pressNamesIn,
  pressNamesOf,
  territoriesByCode,
  type TerritoryRow,
  updateTerritory,
  upsertTerritories,
} from './queries-territory.ts';
import { mustCover } from './scope.ts';
import { territory } from './territory.ts';

type Shown = Omit<TerritoryRow, 'level'> & { level: Level };
type Area = { code: string; name: string; level: Level };

const show = (row: TerritoryRow): Shown => ({ ...row, level: levelOf(row.code)! });
const area = (row: { code: string; name: string }): Area => ({ code: row.code, name: row.name, level: levelOf(row.code)! });

/** A page of territory below a parent, or found by name, press name or code. */
export async function findTerritory(
  call: Call,
  find: { parent?: string | undefined; q?: string | undefined; ended: boolean; cursor?: string | undefined; limit: number },
): Promise<{ items: Shown[]; next: string | null }> {
  const rows = await listTerritories(call.db, {
    parent: find.parent ?? null,
    q: find.q || null,
    ended: find.ended,
    after: fromCursor(find.cursor, 'code')?.[0] ?? null,
    limit: find.limit + 1,
    today: today(call.now),
  });
  return page(rows, find.limit, (row) => [row.code], show);
}

/** Everything known of one territory. */
export async function showTerritory(
  call: Call,
  code: string,
): Promise<Shown & { ancestors: Area[]; children: number; press_names: string[]; replaced_by: Area[] }> {
  const above = [code.slice(0, 2), code.slice(0, 4), ...ancestors(code)];
  const rows = await territoriesByCode(call.db, [...new Set([code, ...above])]);
  const row = rows.find((one) => one.code === code);
  if (!row) throw new Refusal(errors.territory_not_found);
  return {
    ...show(row),
    ancestors: rows.filter((one) => one.code !== code).map(area),
    children: await countChildren(call.db, code, today(call.now)),
    press_names: await pressNamesOf(call.db, code),
    replaced_by: row.successors.length > 0 ? (await territoriesByCode(call.db, row.successors)).map(area) : [],
  };
}

/** Districts that use this installation. */
export async function servedDistricts(call: Call): Promise<(Area & { full_name: string })[]> {
  const codes = await districtsInUse(call.db, 5000);
  const rows = await territoriesByCode(call.db, [...new Set(codes.flatMap((code) => [code, code.slice(0, 4), code.slice(0, 2)]))]);
  const names = new Map(rows.map((row) => [row.code, row.name]));
  return rows
    .filter((row) => codes.includes(row.code))
    .map((row) => {
      const [province, city] = [names.get(row.code.slice(0, 2)) ?? '', names.get(row.code.slice(0, 4)) ?? ''];
      // Municipalities call their cities 市辖区 or 县; cities without districts repeat their name.
      const middle = /^(市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$/.test(city) || city === row.name ? '' : city;
      return { ...area(row), full_name: `${province}${middle}${row.name}` };
    });
}

/** Adds a territory below one that stands; the places engine does so for the grids it draws. */
export async function addTerritory(
  call: Call,
  given: { code: string; name: string; kind?: string | null | undefined; valid_from?: string | undefined },
): Promise<Shown> {
  mustCover(call, given.code);
  const parent = parentOf(given.code)!;
  const district = districtOf(given.code)!;
  const tree = await territory(call.house).ensure(district);
  if (!tree.stands(parent)) throw new Refusal(errors.territory_parent);
  const row: TerritoryRow = {
    code: given.code,
    name: given.name,
    level: levelOf(given.code)!,
    parent,
    kind: given.kind ?? null,
    valid_from: given.valid_from ?? today(call.now),
    valid_to: null,
    successors: [],
  };
  const write = call
    .write(show(row))
    .add(insertTerritory(row))
    .onDuplicate('territory_pkey', () => new Refusal(errors.territory_exists));
  audit(write, call, { action: 'territory.add', target: row.code, detail: { name: row.name }, district });
  await write.after(() => forget(call.house, 'directory.territory', district)).run(call.db);
  return show(row);
}

/** Renames, ends or names the successors of a territory. */
export async function changeTerritory(
  call: Call,
  code: string,
  change: { name?: string | undefined; kind?: string | null | undefined; valid_to?: string | null | undefined; successors?: string[] | undefined },
): Promise<Shown> {
  mustCover(call, code);
  const row = (await territoriesByCode(call.db, [code]))[0];
  if (!row) throw new Refusal(errors.territory_not_found);
  if (change.valid_to && row.valid_to === null) {
    const count = await countChildren(call.db, code, change.valid_to);
    if (count > 0) throw new Refusal(errors.territory_in_use, { count });
  }
  if (change.successors) {
    const known = await territoriesByCode(call.db, change.successors);
    if (known.length !== new Set(change.successors).size) throw new Refusal(errors.territory_not_found);
  }
  const next: TerritoryRow = {
    ...row,
    name: change.name ?? row.name,
    kind: change.kind === undefined ? row.kind : change.kind,
    valid_to: change.valid_to === undefined ? row.valid_to : change.valid_to,
    successors: change.successors ?? row.successors,
  };
  const district = districtOf(code)!;
  const write = call.write().add(updateTerritory(next), 1, () => new Refusal(kernelErrors.conflict));
  audit(write, call, { action: 'territory.change', target: code, detail: { ...change }, district });
  await write.after(() => forget(call.house, 'directory.territory', district)).run(call.db);
  return show(next);
}

/** The press names 俗称 that stand for territories of a district, each with the codes of those in force; one statement. */
export async function pressNames(house: House, district: string): Promise<{ name: string; codes: string[] }[]> {
  const [tree, names] = await Promise.all([territory(house).ensure(district), pressNamesIn(house.db, district)]);
  return names.map(({ name, codes }) => ({ name, codes: codes.filter((code) => tree.stands(code)) })).filter(({ codes }) => codes.length > 0);
}

/** Says which official territories a press name stands for; an empty list removes the name. Only codes of the actor's territory are touched. */
export async function setPressName(call: Call, name: string, codes: readonly string[]): Promise<void> {
  const wanted = [...new Set(codes)];
  for (const code of [...wanted, ...(await codesOfPressName(call.db, name))]) mustCover(call, code);
  if ((await territoriesByCode(call.db, wanted)).length !== wanted.length) throw new Refusal(errors.territory_not_found);
  const write = call.write().add(dropPressName(name, wanted));
  if (wanted.length > 0) write.add(addPressName(name, wanted));
  await audit(write, call, { action: 'territory.press_name', target: name, detail: { codes: wanted } }).run(call.db);
}

/** Adds or brings up to date many territories at once (the demo, packs). `code` decides level and parent. */
export async function bulkTerritory(house: House, rows: readonly { code: string; name: string; kind?: string | null }[]): Promise<void> {
  for (let start = 0; start < rows.length; start += 5000) {
    const part = rows.slice(start, start + 5000).map((row) => ({
      code: row.code,
      name: row.name,
      level: levelOf(row.code)!,
      parent: parentOf(row.code),
      kind: row.kind ?? null,
      valid_from: null,
      valid_to: null,
      successors: [],
    }));
    await upsertTerritories(house.db, part);
  }
  for (const district of new Set(rows.map((row) => districtOf(row.code)))) if (district !== null) forget(house, 'directory.territory', district);
}
