import type { Rng } from '../random.ts';
import type { Profile } from './profiles.ts';
import type { Point, Polygon } from './shapes.ts';
import { centroidOf, clipLeft, doubleArea, ringContains, round } from './shapes.ts';

/** Kinds of compound (feature T3): the five of Changning and those of villages, works and public bodies. */
export type CompoundKind = 'former-public' | 'commodity' | 'foreign' | 'old-house' | 'resettlement' | 'village' | 'industrial' | 'public';

/** The Chinese word for each kind. */
export const COMPOUND_KINDS: Record<CompoundKind, string> = {
  'former-public': '售后公房',
  commodity: '普通商品房',
  foreign: '涉外商品房',
  'old-house': '老洋房',
  resettlement: '动迁安置房',
  village: '乡村院落',
  industrial: '产业园区',
  public: '公共机构',
};

/** A residential compound (小区), village group or works yard inside one grid. */
export interface Compound {
  /** Unique within a place: grid code and a number, for example 610402010201001-1. */
  key: string;
  name: string;
  grid: string;
  kind: CompoundKind;
  polygon: Polygon;
}

/** One building. `number` is what stands on the wall (3号楼, 12号); `units` are stairwells (单元). */
export interface Building {
  compound: string;
  grid: string;
  number: string;
  polygon: Polygon;
  floors: number;
  units: number;
}

interface Community {
  code: string;
  shortName: string;
  street: string;
  rural: boolean;
}
interface Grid {
  code: string;
  community: string;
  street: string;
  rural: boolean;
  polygon: Polygon;
}

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
const SUFFIX: Record<CompoundKind, readonly string[]> = {
  'former-public': ['小区', '家属院', '新村', '苑', '里', '坊'],
  commodity: ['花园', '家园', '小区', '华庭', '嘉苑', '公寓', '名邸', '雅居', '新城', '国际', '城', '府'],
  foreign: ['国际花园', '公寓', '名苑', '国际广场', '豪庭'],
  'old-house': ['里', '坊', '别业', '弄'],
  resettlement: ['安置小区', '新苑', '和园', '佳苑'],
  village: [],
  industrial: ['产业园', '工业园', '物流园', '科技园'],
  public: ['中学', '小学', '医院', '市民中心'],
};

function kindOf(profile: Profile, grid: Grid, rng: Rng): CompoundKind {
  if (grid.rural) return rng.chance(0.92) ? 'village' : 'industrial';
  if (profile.key === 'changning') {
    return rng.weighted(
      ['former-public', 'commodity', 'foreign', 'old-house', 'resettlement', 'public'] as const,
      (k) => ({ 'former-public': 40, commodity: 30, foreign: grid.street === profile.focusStreet ? 25 : 4, 'old-house': 9, resettlement: 6, public: 4 })[k],
    );
  }
  return rng.weighted(
    ['former-public', 'commodity', 'resettlement', 'industrial', 'public'] as const,
    (k) => ({ 'former-public': 38, commodity: 40, resettlement: 13, industrial: 4, public: 5 })[k],
  );
}

/** Plane shape of a building in metres: length, depth, gap along and across, floors. */
function form(kind: CompoundKind, rng: Rng): { long: number; deep: number; gapLong: number; gapDeep: number; floors: () => number; units: () => number } {
  if (kind === 'village') return { long: 15, deep: 11, gapLong: 9, gapDeep: 14, floors: () => rng.int(1, 3), units: () => 1 };
  if (kind === 'old-house') return { long: 18, deep: 12, gapLong: 6, gapDeep: 9, floors: () => rng.int(2, 4), units: () => 1 };
  if (kind === 'industrial') return { long: 60, deep: 28, gapLong: 16, gapDeep: 20, floors: () => rng.int(1, 3), units: () => 1 };
  if (kind === 'public') return { long: 44, deep: 16, gapLong: 20, gapDeep: 26, floors: () => rng.int(3, 6), units: () => 1 };
  if (kind === 'former-public') return { long: 42, deep: 11, gapLong: 9, gapDeep: 15, floors: () => rng.int(5, 7), units: () => rng.int(3, 5) };
  if (kind === 'resettlement') return { long: 40, deep: 13, gapLong: 11, gapDeep: 19, floors: () => rng.pick([6, 6, 11, 11, 18]), units: () => rng.int(2, 4) };
  return { long: 34, deep: 14, gapLong: 16, gapDeep: 26, floors: () => rng.pick([11, 18, 18, 24, 28, 33]), units: () => rng.int(1, 3) };
}

class Names {
  private readonly taken = new Set<string>();
  private readonly profile: Profile;
  private readonly rng: Rng;
  constructor(profile: Profile, rng: Rng) {
    this.profile = profile;
    this.rng = rng;
  }
  take(kind: CompoundKind, community: Community): string {
    const base = kind === 'village' ? community.shortName : '';
    for (let attempt = 0; ; attempt++) {
      const name = kind === 'village' ? this.village(base, attempt) : this.town(kind, attempt);
      if (!this.taken.has(name)) {
        this.taken.add(name);
        return name;
      }
    }
  }
  private village(base: string, attempt: number): string {
    return attempt < NUMERALS.length ? `${base}${NUMERALS[attempt]!}组` : `${base}${String(attempt + 1)}组`;
  }
  private town(kind: CompoundKind, attempt: number): string {
    const { rng } = this;
    const stem = rng.pick(this.profile.compoundStems);
    const extra = attempt > 3 ? rng.pick(['东', '西', '南', '北', '新', '']) : '';
    const phase = attempt > 8 ? rng.pick(['一期', '二期', '三期', 'A区', 'B区', 'C区']) : '';
    const number = attempt > 30 ? String(attempt) : '';
    if (kind === 'public') return `${stem}${extra}${rng.pick(['路', '街', ''])}${number}${rng.pick(SUFFIX.public)}`;
    return `${stem}${extra}${rng.pick(SUFFIX[kind])}${phase}${number}`;
  }
}

/** Compounds and building footprints: dense in the focus street, a few per grid elsewhere. */
export function makeBuildings(
  profile: Profile,
  communities: readonly Community[],
  grids: readonly Grid[],
  km: Point,
  rng: Rng,
): { compounds: Compound[]; buildings: Building[] } {
  const byCode = new Map(communities.map((c) => [c.code, c]));
  const names = new Names(profile, rng.fork('names'));
  const compounds: Compound[] = [];
  const buildings: Building[] = [];
  for (const grid of grids) {
    const focus = grid.street === profile.focusStreet;
    const [ox, oy] = grid.polygon.coordinates[0]![0]!;
    const metres = grid.polygon.coordinates[0]!.slice(0, -1).map((p): Point => [(p[0] - ox) * km[0] * 1000, (p[1] - oy) * km[1] * 1000]);
    const back = (p: Point): [number, number] => round([ox + p[0] / km[0] / 1000, oy + p[1] / km[1] / 1000]);
    const toPolygon = (ring: readonly Point[]): Polygon => ({ type: 'Polygon', coordinates: [[...ring, ring[0]!].map(back)] });
    const area = doubleArea(metres) / 2;
    const middle = centroidOf(metres);
    const angle = profile.turn + rng.real(-0.12, 0.12) + (rng.chance(0.25) ? Math.PI / 2 : 0);
    const axis: Point = [Math.cos(angle), Math.sin(angle)];
    const lane = Math.min(9, Math.sqrt(area) * 0.03);
    const halves: Point[][] =
      !focus && !rng.chance(0.35)
        ? [metres]
        : [
            clipLeft(metres, [middle[0] - axis[1] * lane, middle[1] + axis[0] * lane], axis),
            clipLeft(metres, [middle[0] + axis[1] * lane, middle[1] - axis[0] * lane], [-axis[0], -axis[1]]),
          ];
    halves.forEach((half, nth) => {
      if (half.length < 3) return;
      const heart = centroidOf(half);
      const size = Math.sqrt(Math.abs(doubleArea(half)) / 2);
      const kind = kindOf(profile, grid, rng);
      const wall = 1 - Math.min(0.3, 14 / size);
      const spread = kind === 'village' ? Math.min(wall, Math.max(0.3, 260 / size)) : Math.min(wall, Math.max(0.35, 320 / size));
      const shrink = (k: number): Point[] => half.map((p) => [heart[0] + (p[0] - heart[0]) * k, heart[1] + (p[1] - heart[1]) * k]);
      const key = `${grid.code}-${String(nth + 1)}`;
      compounds.push({ key, name: names.take(kind, byCode.get(grid.community)!), grid: grid.code, kind, polygon: toPolygon(shrink(spread)) });
      const yard = shrink(spread * 0.96);
      const limit = focus ? (kind === 'village' ? 26 : 18) : rng.int(3, 6);
      placeBuildings(yard, heart, axis, kind, limit, rng).forEach((b, i) => {
        const number = kind === 'village' || kind === 'old-house' || profile.key === 'changning' ? `${String(i + 1)}号` : `${String(i + 1)}号楼`;
        buildings.push({ compound: key, grid: grid.code, number, polygon: toPolygon(b.ring), floors: b.floors, units: b.units });
      });
    });
  }
  return { compounds, buildings };
}

function placeBuildings(
  yard: readonly Point[],
  heart: Point,
  axis: Point,
  kind: CompoundKind,
  limit: number,
  rng: Rng,
): Array<{ ring: Point[]; floors: number; units: number }> {
  const full = form(kind, rng);
  const area = Math.abs(doubleArea(yard)) / 2;
  // Narrow yards get smaller houses closer together.
  const tight = Math.min(1, Math.max(0.58, Math.sqrt(area / ((full.long + full.gapLong) * (full.deep + full.gapDeep) * Math.min(limit, 16)))));
  const f = { ...full, long: full.long * tight, deep: full.deep * Math.max(0.75, tight), gapLong: full.gapLong * tight, gapDeep: full.gapDeep * tight };
  const cell = (f.long + f.gapLong) * (f.deep + f.gapDeep);
  // Wide yards keep real building sizes and widen the gaps instead.
  const widen = Math.max(1, Math.sqrt(area / (cell * limit)) * 0.92);
  const [stepX, stepY] = [(f.long + f.gapLong) * widen, (f.deep + f.gapDeep) * widen];
  const reach = Math.max(...yard.map((p) => Math.hypot(p[0] - heart[0], p[1] - heart[1])));
  const found: Array<{ ring: Point[]; floors: number; units: number }> = [];
  for (let j = Math.floor(reach / stepY); j >= -reach / stepY; j--) {
    for (let i = -Math.floor(reach / stepX); i <= reach / stepX; i++) {
      const loose = kind === 'village' ? 0.22 : 0.06;
      const [u, v] = [(i + 0.5 * (j & 1) * (kind === 'village' ? 1 : 0) + rng.real(-loose, loose)) * stepX, (j + rng.real(-loose, loose)) * stepY];
      const turn = kind === 'village' ? rng.real(-0.35, 0.35) : rng.real(-0.03, 0.03);
      const [c, s] = [axis[0] * Math.cos(turn) - axis[1] * Math.sin(turn), axis[1] * Math.cos(turn) + axis[0] * Math.sin(turn)];
      const [long, deep] = [f.long * rng.real(0.72, 1.08), f.deep * rng.real(0.9, 1.1)];
      const [x, y] = [heart[0] + u * axis[0] - v * axis[1], heart[1] + u * axis[1] + v * axis[0]];
      const ring = (
        [
          [-0.5, -0.5],
          [0.5, -0.5],
          [0.5, 0.5],
          [-0.5, 0.5],
        ] as const
      ).map(([a, b]): Point => [x + a * long * c - b * deep * s, y + a * long * s + b * deep * c]);
      if (ring.every((p) => ringContains(yard, p))) found.push({ ring, floors: f.floors(), units: f.units() });
    }
  }
  if (found.length <= limit) return found;
  const step = found.length / limit;
  return Array.from({ length: limit }, (_, k) => found[Math.floor(k * step)]!);
}
