import type { Language, Words } from '@hezhi/contract';
import { territory } from '@hezhi/directory/server';
import { speak, type House } from '@hezhi/server';
import { metresToArea, metresToLine, pointIn, type Area, type Position } from '../contract/index.ts';
import { locatorOf, onShapesChanged, type Locator } from './locate.ts';
import { buildingsNumbered, compoundsNamed, nearest, roadsNamed, type BuildingRow, type CompoundRow } from './queries-map.ts';
import { soundOf } from './sound.ts';

/** Words for a point. `metres`: how far the named thing is (0: the point lies in it). */
export type Address = { text: string; kind: 'building' | 'compound' | 'road' | 'community'; name: string; metres: number };
/** A suggestion: words, where it is, and the territory it lies in. */
export type AddressFound = { text: string; kind: Address['kind']; point: Position; code: string | null };

const near: Words = { 'zh-Hans': '{name}附近', en: 'near {name}' };
const crossing: Words = { 'zh-Hans': '{name}与{other}交叉口附近', en: 'near the crossing of {name} and {other}' };

/**
 * Words for a point of a district: the building it is in or beside ("渭滨家园 3号楼附近"), else the compound, else the road or crossing, else the
 * community; null outside every border.
 */
export async function nearestAddress(house: House, district: string, point: Position, language: Language = 'zh-Hans'): Promise<Address | null> {
  const found = await nearest(house.db, district, point);
  const buildings = measured(found.buildings, (row) => metresToArea(point, row.polygon));
  const compounds = measured(found.compounds, (row) => metresToArea(point, row.polygon));
  const roads = measured(found.roads, (row) => metresToLine(point, row.line.coordinates));
  const [building, compound] = [buildings[0], compounds[0]];
  const answer = (kind: Address['kind'], name: string, metres: number): Address => ({
    kind,
    name,
    metres: Math.round(metres),
    text: metres <= 3 ? name : speak(near, language, { name }),
  });

  const inside = compound !== undefined && compound.metres === 0;
  if (building && building.metres <= (inside ? 60 : 15)) return answer('building', buildingName(building.row), building.metres);
  if (inside) return answer('compound', compound.row.name, 0);
  const [road, other] = [roads[0], roads.find((one) => one.row.name !== roads[0]!.row.name)];
  if (road && road.metres <= 25) {
    if (other && other.metres <= 30) {
      // The larger road is said first, as people do.
      const [first, second] = rank(other.row) < rank(road.row) ? [other, road] : [road, other];
      const name = first.row.name;
      return { kind: 'road', name, metres: Math.round(first.metres), text: speak(crossing, language, { name, other: second.row.name }) };
    }
    return answer('road', road.row.name, road.metres <= 12 ? 0 : road.metres);
  }
  if (building && building.metres <= 60) return answer('building', buildingName(building.row), building.metres);
  if (compound && compound.metres <= 120) return answer('compound', compound.row.name, compound.metres);
  if (road && road.metres <= 150) return answer('road', road.row.name, road.metres);
  const where = (await locatorOf(house, district)).locate(point[0], point[1]);
  if (!where) return null;
  const name = (await territory(house).ensure(district)).name(where.community ?? where.street ?? where.district);
  return { kind: 'community', name, metres: 0, text: name };
}

const roadKinds = ['main', 'side', 'lane'];
const rank = ({ kind }: { kind: string }): number => (roadKinds.includes(kind) ? roadKinds.indexOf(kind) : roadKinds.length);

const buildingName = (row: BuildingRow): string => (row.compound_name ? `${row.compound_name} ${row.number}` : row.number);

function measured<T>(rows: readonly T[], metres: (row: T) => number): { row: T; metres: number }[] {
  return rows.map((row) => ({ row, metres: metres(row) })).sort((a, b) => a.metres - b.metres);
}

/**
 * Suggestions for what a person typed: compounds, then their buildings when a number follows (渭滨家园3号楼, wbjy3), roads and communities; by
 * Chinese text or pinyin (initials or full). At most `limit`.
 */
export async function findAddress(house: House, district: string, text: string, limit = 10): Promise<AddressFound[]> {
  const asked = text.normalize('NFKC').trim().toLowerCase();
  if (asked === '') return [];
  const locator = await locatorOf(house, district);
  const split = /^(.*?[^\d\s-])\s*(\d+(?:-\d+)?)\s*(?:号楼|号|栋|幢|座|楼)?$/u.exec(asked);
  const found: AddressFound[] = [];
  if (split) {
    const compounds = await compoundsNamed(house.db, district, split[1]!, 5);
    const rows =
      compounds.length > 0
        ? await buildingsNumbered(
            house.db,
            district,
            compounds.map(({ id }) => id),
            split[2]!,
            limit,
          )
        : [];
    for (const row of rows) found.push(suggestion(locator, 'building', buildingName(row), row.polygon));
  }
  const compounds = await compoundsNamed(house.db, district, asked, limit);
  for (const row of compounds) found.push(suggestion(locator, 'compound', row.name, row.polygon));
  if (found.length < limit) found.push(...(await communitiesNamed(house, locator, asked)).slice(0, 3));
  if (found.length < limit) {
    for (const road of await roadsNamed(house.db, district, asked, limit)) {
      const point = road.line.coordinates[Math.floor(road.line.coordinates.length / 2)]!;
      found.push({ kind: 'road', text: road.name, point, code: locator.locate(point[0], point[1])?.code ?? null });
    }
  }
  if (compounds.length === 1 && found.length < limit) found.push(...(await buildingsOf(house, locator, compounds[0]!, limit - found.length)));
  return found.slice(0, limit);
}

async function buildingsOf(house: House, locator: Locator, compound: CompoundRow, limit: number): Promise<AddressFound[]> {
  const rows = await buildingsNumbered(house.db, locator.district, [compound.id], '', limit);
  return rows.map((row) => suggestion(locator, 'building', buildingName(row), row.polygon));
}

function suggestion(locator: Locator, kind: Address['kind'], text: string, area: Area): AddressFound {
  const point = rounded(pointIn(area));
  return { kind, text, point, code: locator.locate(point[0], point[1])?.code ?? null };
}

const rounded = ([lon, lat]: Position): Position => [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];

type Named = { code: string; name: string; sound: string };

async function communitiesNamed(house: House, locator: Locator, asked: string): Promise<AddressFound[]> {
  const names = await namesOf(house, locator);
  const letters = /^[a-z ]+$/.test(asked) ? asked.replaceAll(' ', '') : null;
  const hits = names.filter(
    (one) => one.name.toLowerCase().includes(asked) || (letters !== null && one.sound.split(' ').some((sound) => sound.startsWith(letters))),
  );
  hits.sort((a, b) => a.name.length - b.name.length || (a.code < b.code ? -1 : 1));
  return hits.slice(0, 3).map(({ code, name }) => {
    const point = rounded(pointIn(locator.area(code)!));
    return { kind: 'community', text: name, point, code: locator.locate(point[0], point[1])?.code ?? code };
  });
}

type Names = Map<string, { of: Locator; names: Named[] }>;

/** Communities with borders and how their names sound, kept until borders or names change. */
async function namesOf(house: House, locator: Locator): Promise<Named[]> {
  const kept = house.memo('places.names', () => {
    const made: Names = new Map();
    onShapesChanged(house, (district) => (district === null ? made.clear() : made.delete(district)));
    house.live.subscribe((hint) => {
      if (hint.topic === 'directory.territory') made.clear();
    });
    return made;
  });
  const known = kept.get(locator.district);
  if (known && known.of === locator) return known.names;
  const tree = await territory(house).ensure(locator.district);
  const names = locator.codes('community').map((code) => ({ code, name: tree.name(code), sound: soundOf(tree.name(code)) }));
  kept.set(locator.district, { of: locator, names });
  return names;
}
