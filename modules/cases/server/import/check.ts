import { levelOf, within } from '@hezhi/directory/contract';
import { territory, type Territory } from '@hezhi/directory/server';
import { findAddress, locate } from '@hezhi/places/server';
import type { House } from '@hezhi/server';
import { importLimits, type ImportDatum, type ImportFaultKept, type ImportField } from '../../contract/index.ts';
import { treeOf } from '../categories.ts';
import type { Checked, ImportRow } from '../queries-import.ts';
import { answersOf, type Asked } from './answers.ts';
import { categoryNamer, placeNamer, type CategoryNamed, type PlaceNamer } from './named.ts';
import { datumOf, daysAgo, degreesOf, momentOf, nothing, phoneOf, toWgs84 } from './values.ts';

/** The cells of a row by field; what is empty is left out. */
export type Cells = Partial<Record<ImportField, string>>;
/** Rows that come first with the same original number, or with the same cells. */
export type Earlier = { reference: number | null; row: number | null };
export const alone: Earlier = { reference: null, row: null };
/** The number that a row has elsewhere, as its keyed hash, and the case that was made of it before. */
export type Numbered = { reference: string | null; known: string | null };

/** Checks rows of one import. Names of categories and places are gathered once. */
export type Checker = (cells: Cells, asked: Asked, earlier: Earlier, numbered: Numbered, now: number) => Promise<Checked>;
type Add = (column: ImportField | null, code: ImportFaultKept['code'], values?: ImportFaultKept['values']) => void;
type Ground = {
  house: House;
  tree: Territory;
  district: string;
  area: string;
  datum: ImportDatum;
  category: (text: string) => CategoryNamed;
  places: PlaceNamer;
  /** Addresses looked up: registers repeat them. */
  known: Map<string, Promise<Found | null>>;
};
type Found = { area: string; lon: number; lat: number };
type Where = { area: string | null; lon: number | null; lat: number | null };

export async function checkerOf(house: House, one: Pick<ImportRow, 'district' | 'area' | 'reading'>): Promise<Checker> {
  const { district, area } = one;
  const ground: Ground = {
    house,
    district,
    area,
    tree: await territory(house).ensure(district),
    datum: one.reading.datum,
    category: categoryNamer(house, district),
    places: await placeNamer(house, district, area),
    known: new Map(),
  };
  return (cells, asked, earlier, numbered, now) => check(ground, cells, asked, earlier, numbered, now);
}

async function check(ground: Ground, cells: Cells, asked: Asked, earlier: Earlier, numbered: Numbered, now: number): Promise<Checked> {
  const faults: ImportFaultKept[] = [];
  const add: Add = (column, code, values) => void faults.push({ column, code, ...(values ? { values } : {}) });
  const long = (column: ImportField, max: number): void => {
    if ((cells[column]?.length ?? 0) > max) add(column, 'long', { max });
  };
  if (!cells.description) add('description', 'empty');
  long('description', 2000);
  long('address', 200);
  long('name', 60);
  long('source', 60);
  long('reference', 60);
  if (!nothing(cells.phone) && phoneOf(cells.phone!) === null) add('phone', 'phone_wrong');
  const category = categoryOf(ground, cells, add);
  const questions = (category.category && treeOf(ground.house, ground.district).leaves.get(category.category)?.questions) || [];
  faults.push(...answersOf(questions, asked).faults);
  const where = await whereOf(ground, cells, add);
  const reported = cells.reported_at === undefined ? null : momentOf(cells.reported_at);
  if (cells.reported_at !== undefined) {
    if (reported === null) add('reported_at', 'moment_wrong');
    else if (reported > now + 3_600_000) add('reported_at', 'moment_ahead');
    else if (daysAgo(reported, now) > importLimits.days) add('reported_at', 'moment_old');
  }
  if (numbered.known !== null) add('reference', 'reference_known', { number: numbered.known });
  else if (earlier.reference !== null) add('reference', 'reference_twice', { row: earlier.reference });
  else if (earlier.row !== null) add(null, 'row_twice', { row: earlier.row });
  return {
    state: faults.length === 0 ? 'ready' : 'faulty',
    faults,
    ...category,
    ...where,
    reported_at: reported === null ? null : new Date(reported).toISOString(),
    reference: numbered.reference,
  };
}

function categoryOf({ house, district, category }: Ground, cells: Cells, add: Add): Pick<Checked, 'category' | 'guessed'> {
  if (!nothing(cells.category)) {
    const named = category(cells.category!);
    if ('code' in named) return { category: named.code, guessed: false };
    add('category', named.fault);
    return { category: null, guessed: false };
  }
  if (!cells.description) return { category: null, guessed: false };
  const guess = treeOf(house, district).guess(cells.description, 1)[0];
  if (!guess) add('category', 'category_none');
  return { category: guess?.leaf ?? null, guessed: guess !== undefined };
}

/** By coordinates, else by the place named, else by the address. */
async function whereOf(ground: Ground, cells: Cells, add: Add): Promise<Where> {
  const nowhere: Where = { area: null, lon: null, lat: null };
  const named = nothing(cells.place) ? null : ground.places.named(cells.place!);
  if (named && 'fault' in named) {
    const { fault, ...values } = named;
    add('place', fault, values);
  }
  const code = named && 'code' in named ? named.code : null;
  const press = named && 'press' in named ? named : null;
  if (!nothing(cells.lon) || !nothing(cells.lat)) {
    const point = pointOf(ground, cells, add);
    if (!point) return nowhere;
    const found = await locate(ground.house, ground.district, point);
    if (!found || !within(found.code, ground.area)) add('lon', 'point_outside');
    else if (code !== null && !within(found.code, code) && !within(code, found.code)) {
      add('place', 'point_differs', { name: ground.tree.fullName(found.code) });
    } else if (press && !press.press.some((one) => within(found.code, one) || within(one, found.code))) {
      add('place', 'point_differs', { name: ground.tree.fullName(found.code) });
    } else return { area: found.code, lon: point[0], lat: point[1] };
    return nowhere;
  }
  if (code !== null) return { ...nowhere, area: code };
  if (press) return (await inPress(ground, cells, press.press)) ?? (add('place', 'place_press', { names: press.names }), nowhere);
  if (named) return nowhere;
  if (nothing(cells.address)) {
    add('place', 'place_needed');
    return nowhere;
  }
  const address = cells.address!.slice(0, 200);
  const told = ground.places.within(address);
  if (told !== null) return { ...nowhere, area: told };
  const found = await addressOf(ground, address);
  if (!found) add('address', 'address_unknown');
  else if (!within(found.area, ground.area)) add('address', 'address_wide', { name: ground.tree.fullName(found.area) });
  else return found;
  return nowhere;
}

/** A press name stands for several: the address says which. Null where it does not. */
async function inPress(ground: Ground, cells: Cells, codes: readonly string[]): Promise<Where | null> {
  if (nothing(cells.address)) return null;
  const address = cells.address!.slice(0, 200);
  const told = ground.places.within(address);
  const of = (area: string): boolean => codes.some((code) => within(area, code));
  if (told !== null && of(told)) return { area: told, lon: null, lat: null };
  const found = await addressOf(ground, address);
  return found && of(found.area) ? found : null;
}

function pointOf(ground: Ground, cells: Cells, add: Add): [number, number] | null {
  if (nothing(cells.lon) || nothing(cells.lat)) {
    add(nothing(cells.lon) ? 'lon' : 'lat', 'point_half');
    return null;
  }
  const datum = nothing(cells.datum) ? ground.datum : datumOf(cells.datum!);
  if (!datum) add('datum', 'datum_unknown');
  const [lon, lat] = [degreesOf(cells.lon!), degreesOf(cells.lat!)];
  const isLon = (value: number): boolean => value > 73 && value < 136;
  const isLat = (value: number): boolean => value > 3 && value < 54;
  if (isLon(lat) && isLat(lon)) add('lon', 'point_swapped');
  else {
    if (!isLon(lon)) add('lon', 'point_wrong');
    if (!isLat(lat)) add('lat', 'point_wrong');
    if (datum && isLon(lon) && isLat(lat)) return toWgs84([lon, lat], datum);
  }
  return null;
}

function addressOf(ground: Ground, address: string): Promise<Found | null> {
  const known = ground.known.get(address);
  if (known) return known;
  const search = findAddress(ground.house, ground.district, address, 1).then(([best]) =>
    best?.code && within(best.code, ground.district) && levelOf(best.code) !== 'district' ? { area: best.code, lon: best.point[0], lat: best.point[1] } : null,
  );
  ground.known.set(address, search);
  return search;
}
