import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { readCommunities, readStreets } from '../divisions.ts';
import { makeRng } from '../random.ts';
import type { Place } from './place.ts';
import { makePlace, makePlaces, pointAt, pointInGrid } from './place.ts';
import { PROFILES } from './profiles.ts';
import { bounds, contains, doubleAreaMicro } from './shapes.ts';

vi.setConfig({ testTimeout: 60_000 });

const sum = (areas: bigint[]): bigint => areas.reduce((total, area) => total + area, 0n);
const areas = (list: ReadonlyArray<{ polygon: Place['polygon'] }>): bigint => sum(list.map((one) => doubleAreaMicro(one.polygon)));

/** No gap, no overlap, one piece each, codes as paths. */
function expectTiling(place: Place): void {
  expect(areas(place.streets)).toBe(doubleAreaMicro(place.polygon));
  for (const street of place.streets) expect(areas(place.communities.filter((c) => c.street === street.code))).toBe(doubleAreaMicro(street.polygon));
  const grids = Map.groupBy(place.grids, (grid) => grid.community);
  for (const community of place.communities) {
    const own = grids.get(community.code)!;
    expect(own.length).toBeGreaterThanOrEqual(3);
    expect(own.length).toBeLessThanOrEqual(6);
    expect(areas(own)).toBe(doubleAreaMicro(community.polygon));
    expect(community.polygon.coordinates.filter((ring) => ring.length > 0)).toHaveLength(1);
    expect(own.map((grid) => grid.code)).toEqual(own.map((_, k) => community.code + String(k + 1).padStart(3, '0')));
    expect(community.code.startsWith(community.street)).toBe(true);
  }
  const rng = makeRng('points');
  const [w, s, e, n] = bounds(place.polygon);
  for (let i = 0; i < 300; i++) {
    const point = [rng.real(w, e), rng.real(s, n)] as const;
    const inside = place.grids.filter((grid) => contains(grid.polygon, point));
    expect(inside.length).toBe(contains(place.polygon, point) ? 1 : 0);
  }
}

describe('the five places', () => {
  const places = makePlaces('hezhi');

  it('carry every official street and community, and about 2,800 grids', () => {
    expect(places.map((place) => place.district)).toEqual(['610402', '620201', '130803', '310105', '510183']);
    for (const place of places) {
      expect(place.streets.map((s) => s.code)).toEqual(readStreets(place.district).map((s) => s.code));
      expect(place.communities.map((c) => c.code)).toEqual(
        readCommunities(place.district)
          .map((c) => c.code)
          .toSorted(),
      );
      expect(place.streets.some((s) => s.code === place.focusStreet)).toBe(true);
    }
    expect(places.flatMap((place) => place.communities)).toHaveLength(706);
    const grids = places.flatMap((place) => place.grids).length;
    expect(grids).toBeGreaterThan(2500);
    expect(grids).toBeLessThan(3100);
  });

  for (const place of places) it(`tile without gap or overlap: ${place.name}`, () => expectTiling(place));

  it('tile for any seed', () => {
    const small = PROFILES.find((profile) => profile.key === 'jiayuguan')!;
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), (seed) => expectTiling(makePlace(small, seed))),
      { numRuns: 8 },
    );
  });

  it('are the same bytes for the same seed and others for another', () => {
    const profile = PROFILES[1]!;
    expect(JSON.stringify(makePlace(profile, 'a'))).toBe(JSON.stringify(makePlace(profile, 'a')));
    expect(JSON.stringify(makePlace(profile, 'a').polygon)).not.toBe(JSON.stringify(makePlace(profile, 'b').polygon));
  });

  it('have names for roads and unique names for compounds, and buildings inside their grid', () => {
    for (const place of places) {
      expect(new Set(place.roads.filter((road) => road.kind === 'main').map((road) => road.name)).size).toBeGreaterThan(4);
      expect(new Set(place.roads.map((road) => road.name)).size).toBeGreaterThan(60);
      expect(new Set(place.compounds.map((c) => c.name)).size).toBe(place.compounds.length);
      const grids = new Map(place.grids.map((grid) => [grid.code, grid]));
      const compounds = new Set(place.compounds.map((c) => c.key));
      for (const building of place.buildings) {
        expect(compounds.has(building.compound)).toBe(true);
        expect(building.compound.startsWith(building.grid)).toBe(true);
        for (const corner of building.polygon.coordinates[0]!) expect(contains(grids.get(building.grid)!.polygon, corner)).toBe(true);
      }
      const perGrid =
        place.buildings.filter((b) => b.grid.startsWith(place.focusStreet)).length / place.grids.filter((g) => g.street === place.focusStreet).length;
      expect(perGrid).toBeGreaterThan(15);
    }
  });

  it('give points inside grids and buildings', () => {
    const rng = makeRng('inside');
    for (const place of places) {
      for (let i = 0; i < 50; i++) {
        const grid = rng.pick(place.grids);
        expect(contains(grid.polygon, pointInGrid(rng, grid))).toBe(true);
        const building = rng.pick(place.buildings);
        expect(contains(place.polygon, pointAt(rng, building))).toBe(true);
      }
    }
  });
});
