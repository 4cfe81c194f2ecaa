import { newId, Refusal, type FieldFault } from '@hezhi/contract';
import { codePattern, levelOf } from '@hezhi/directory/contract';
import { speak, type House } from '@hezhi/server';
import { areaFault, boxOf, boxOfArea, errors, lineFault, orientedArea, rowErrors, type Area, type Fault, type LineString } from '../contract/index.ts';
import { SHAPES_CHANGED } from './locate.ts';
import { knownCompounds, lockShapes, putBuildings, putCompounds, putRoads, putShapes, type ShapeKind } from './queries.ts';
import { soundOf } from './sound.ts';

/** A border to save. `area` is checked, so it may come from outside. */
export type ShapeInput = { code: string; area: Area };
export type RoadInput = { id?: string; name: string; kind: string; line: LineString };
export type CompoundInput = { id: string; name: string; grid: string; kind: string; polygon: Area };
export type BuildingInput = { id?: string; compound: string | null; number: string; grid: string; polygon: Area; floors: number; units: number };
export type SaveReport = { added: number; changed: number; unchanged: number };

const batch = 2000;
const mostFaults = 100;

class Faults {
  readonly list: FieldFault[] = [];
  count = 0;
  add(path: string, { error, values }: Fault): void {
    this.count++;
    if (this.list.length < mostFaults) this.list.push({ path, code: error.code, detail: speak(error.words, 'zh-Hans', values) });
  }
  /** Nothing is saved from rows of which one is wrong. */
  refuse(): void {
    if (this.count > 0) throw new Refusal(errors.rows, { count: this.count }, { faults: this.list });
  }
}

/**
 * Saves borders of a district: all, or none when a row is wrong (Refusal places.rows, faults by `/features/<row>/…`). A redrawn border ends the old one,
 * history keeps it. Every process forgets its map of the district afterwards.
 */
export async function saveShapes(house: House, district: string, shapes: readonly ShapeInput[]): Promise<SaveReport> {
  const faults = new Faults();
  const seen = new Set<string>();
  const rows = shapes.map(({ code, area }, index) => {
    const path = `/features/${index}`;
    const level = codePattern.test(code) ? levelOf(code) : null;
    if (!level || !code.startsWith(district)) faults.add(`${path}/properties/code`, { error: rowErrors.row_code, values: { code } });
    else if (seen.has(code)) faults.add(`${path}/properties/code`, { error: rowErrors.row_twice, values: { code } });
    seen.add(code);
    const fault = areaFault(area);
    if (fault) {
      faults.add(`${path}/geometry`, fault);
      return null;
    }
    const kept = orientedArea({ type: area.type, coordinates: area.coordinates } as Area);
    return { code, kind: level as ShapeKind, area: kept, box: boxOfArea(kept) };
  });
  faults.refuse();
  const good = rows.filter((row) => row !== null);
  const day = new Date(house.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const report = await house.db.tx(async (db) => {
    await lockShapes(db, district);
    let [added, changed] = [0, 0];
    for (let i = 0; i < good.length; i += batch) {
      const done = await putShapes(db, district, good.slice(i, i + batch), day);
      added += done.added;
      changed += done.changed;
    }
    return { added, changed, unchanged: good.length - added - changed };
  });
  if (report.added + report.changed > 0) house.live.publish({ district, topic: SHAPES_CHANGED, data: {} });
  return report;
}

/** Saves roads by id (a new one when it has none): all, or none when a row is wrong. */
export async function saveRoads(house: House, district: string, roads: readonly RoadInput[]): Promise<number> {
  const faults = new Faults();
  roads.forEach((road, index) => {
    const fault = lineFault(road.line);
    if (fault) faults.add(`/roads/${index}/line`, fault);
    if (road.name.length > 100) faults.add(`/roads/${index}/name`, { error: rowErrors.row_name, values: {} });
  });
  faults.refuse();
  await house.db.tx(async (db) => {
    for (let i = 0; i < roads.length; i += batch) {
      const rows = roads
        .slice(i, i + batch)
        .map((road) => ({ ...road, id: road.id ?? newId(house.now()), box: boxOf(road.line.coordinates), sound: soundOf(road.name) }));
      await putRoads(db, district, rows);
    }
  });
  return roads.length;
}

/** Saves compounds and their buildings by id: all, or none when a row is wrong. Buildings may name compounds saved before. */
export async function saveCompounds(
  house: House,
  district: string,
  given: { compounds: readonly CompoundInput[]; buildings: readonly BuildingInput[] },
): Promise<{ compounds: number; buildings: number }> {
  const faults = new Faults();
  const check = (path: string, row: { grid: string; polygon: Area }): void => {
    if (!codePattern.test(row.grid) || levelOf(row.grid) !== 'grid' || !row.grid.startsWith(district))
      faults.add(`${path}/grid`, { error: rowErrors.row_grid, values: {} });
    const fault = areaFault(row.polygon);
    if (fault) faults.add(`${path}/polygon`, fault);
  };
  given.compounds.forEach((row, index) => {
    check(`/compounds/${index}`, row);
    if (row.name.trim() === '' || row.name.length > 100) faults.add(`/compounds/${index}/name`, { error: rowErrors.row_name, values: {} });
  });
  const known = new Set(given.compounds.map(({ id }) => id));
  const asked = [...new Set(given.buildings.map(({ compound }) => compound).filter((id) => id !== null && !known.has(id)))] as string[];
  if (asked.length > 0) for (const id of await knownCompounds(house.db, district, asked)) known.add(id);
  given.buildings.forEach((row, index) => {
    check(`/buildings/${index}`, row);
    if (row.compound !== null && !known.has(row.compound)) faults.add(`/buildings/${index}/compound`, { error: rowErrors.row_compound, values: {} });
    if (row.number.trim() === '' || row.number.length > 40) faults.add(`/buildings/${index}/number`, { error: rowErrors.row_name, values: {} });
    for (const column of ['floors', 'units'] as const)
      if (!Number.isInteger(row[column]) || row[column] < 0 || row[column] > 500)
        faults.add(`/buildings/${index}/${column}`, { error: rowErrors.row_number, values: {} });
  });
  faults.refuse();
  await house.db.tx(async (db) => {
    for (let i = 0; i < given.compounds.length; i += batch)
      await putCompounds(
        db,
        district,
        given.compounds.slice(i, i + batch).map((row) => ({ ...row, box: boxOfArea(row.polygon), sound: soundOf(row.name) })),
      );
    for (let i = 0; i < given.buildings.length; i += batch)
      await putBuildings(
        db,
        district,
        given.buildings.slice(i, i + batch).map((row) => ({ ...row, id: row.id ?? newId(house.now()), box: boxOfArea(row.polygon) })),
      );
  });
  return { compounds: given.compounds.length, buildings: given.buildings.length };
}
