import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains, flatten, metresBetween, metresToArea, metresToLine, orient, placeOf, pointIn, toUnits, type Area, type Position } from './geometry.ts';
import { frame, randomTiles, square } from './sample.ts';
import { ShapeIndex } from './shape-index.ts';

const whole32 = fc.integer({ min: -1_800_000_000, max: 1_800_000_000 });

describe('orient', () => {
  test('agrees with big integers everywhere', () => {
    fc.assert(
      fc.property(fc.tuple(whole32, whole32, whole32, whole32, whole32, whole32), ([ax, ay, bx, by, px, py]) => {
        const exact = BigInt(bx - ax) * BigInt(py - ay) - BigInt(by - ay) * BigInt(px - ax);
        expect(orient(ax, ay, bx, by, px, py)).toBe(exact > 0n ? 1 : exact < 0n ? -1 : 0);
      }),
      { numRuns: 2000 },
    );
  });

  test('is exact beside long lines', () => {
    fc.assert(
      fc.property(
        fc.tuple(whole32, whole32, whole32, whole32),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: -1, max: 1 }),
        ([ax, ay, bx, by], part, off) => {
          const px = Math.round(ax + ((bx - ax) * part) / 8);
          const py = Math.round(ay + ((by - ay) * part) / 8) + off;
          const exact = BigInt(bx - ax) * BigInt(py - ay) - BigInt(by - ay) * BigInt(px - ax);
          expect(orient(ax, ay, bx, by, px, py)).toBe(exact > 0n ? 1 : exact < 0n ? -1 : 0);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

/** The plainest rule there is: an own even-odd count and border test in big integers, over every ring. */
function naive(area: Area, x: number, y: number): -1 | 0 | 1 {
  const { xy, ends } = flatten(area);
  let inside = false;
  let start = 0;
  for (const end of ends) {
    for (let i = start; i + 2 < end; i += 2) {
      const [ax, ay, bx, by, px, py] = [xy[i]!, xy[i + 1]!, xy[i + 2]!, xy[i + 3]!, x, y].map(BigInt) as [bigint, bigint, bigint, bigint, bigint, bigint];
      const side = (bx - ax) * (py - ay) - (by - ay) * (px - ax);
      const between = (a: bigint, b: bigint, p: bigint): boolean => (a < b ? a <= p && p <= b : b <= p && p <= a);
      if (side === 0n && between(ax, bx, px) && between(ay, by, py)) return 0;
      if (ay > py !== by > py && side > 0n === by > ay) inside = !inside;
    }
    start = end;
  }
  return inside ? 1 : -1;
}

const smallPoint = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }));

describe('point in area', () => {
  test('any rings on a coarse lattice, where borders and corners are met all the time', () => {
    fc.assert(
      fc.property(fc.array(fc.array(smallPoint, { minLength: 3, maxLength: 9 }), { minLength: 1, maxLength: 3 }), smallPoint, (rings, [x, y]) => {
        const area: Area = { type: 'Polygon', coordinates: rings.map((ring) => [...ring, ring[0]!].map(([a, b]): Position => [a / 1e7, b / 1e7])) };
        const { xy, ends } = flatten(area);
        expect(placeOf(xy, ends, 0, ends.length, 0, x, y)).toBe(naive(area, x, y));
      }),
      { numRuns: 3000 },
    );
  });

  test('holes are outside, their border is not', () => {
    const ring = frame(108, 34, 0.03);
    expect(contains(ring, [108.015, 34.015])).toBe(false);
    expect(contains(ring, [108.01, 34.015])).toBe(true);
    expect(contains(ring, [108.005, 34.015])).toBe(true);
    expect(contains(ring, [108.031, 34.015])).toBe(false);
  });
});

describe('ShapeIndex', () => {
  test('agrees with a scan of all shapes, multipolygons with holes among them; every point of a tiling is in exactly one tile', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 4, max: 120 }), (seed, count) => {
        const { tiles, whole } = randomTiles(count, seed, [108.7, 34.3, 108.8, 34.4]);
        const two: Area = { type: 'MultiPolygon', coordinates: [frame(108.72, 34.32, 0.03).coordinates as never, square(108.9, 34.5, 0.01).coordinates] };
        const shapes = [...tiles, { code: '610402999999999', area: two }];
        const index = new ShapeIndex(shapes);
        const corners = tiles.flatMap((tile) => (tile.area.coordinates[0] as Position[]).slice(0, 2));
        const random = Array.from({ length: 60 }, (_, i): Position => [
          108.69 + ((seed + i * 7919) % 1200) / 10000,
          34.29 + ((seed + i * 104729) % 1200) / 10000,
        ]);
        for (const [lon, lat] of [...corners, ...random, [108.905, 34.505] as Position]) {
          const hits = shapes
            .filter(({ area }) => naive(area, toUnits(lon), toUnits(lat)) >= 0)
            .map(({ code }) => code)
            .sort();
          expect(index.find(lon, lat)).toBe(hits[0] ?? null);
          expect(index.all([lon, lat])).toEqual(hits);
          const inner = tiles.filter(({ area }) => naive(area, toUnits(lon), toUnits(lat)) > 0);
          expect(inner.length).toBeLessThanOrEqual(1);
          if (naive(whole, toUnits(lon), toUnits(lat)) > 0) expect(index.find(lon, lat)).not.toBeNull();
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a border point belongs to the lowest code, in whatever order shapes come', () => {
    const shapes = ['3', '1', '2', '4'].map((code, i) => ({ code, area: square(i % 2, Math.floor(i / 2), 1) }));
    for (const order of [shapes, shapes.toReversed()]) {
      const index = new ShapeIndex(order);
      expect(index.find(1, 1)).toBe('1');
      expect(index.find(0.5, 1)).toBe('2');
      expect(index.find(1, 1.5)).toBe('2');
      expect(index.find(2.0000001, 1)).toBeNull();
    }
  });

  test('nothing drawn', () => {
    expect(new ShapeIndex([]).find(1, 1)).toBeNull();
    expect(new ShapeIndex([]).all([1, 1])).toEqual([]);
  });
});

test('a point that stands for an area lies in it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), (seed) => {
      for (const { area } of randomTiles(12, seed, [108, 34, 108.1, 34.1]).tiles) expect(contains(area, pointIn(area))).toBe(true);
    }),
    { numRuns: 30 },
  );
  const ring = frame(108, 34, 0.03);
  expect(contains(ring, pointIn(ring))).toBe(true);
});

test('distances in metres', () => {
  expect(metresBetween([108.7, 34.33], [108.71, 34.33])).toBeCloseTo(918.2, 0);
  expect(
    metresToLine(
      [108.7, 34.331],
      [
        [108.69, 34.33],
        [108.71, 34.33],
      ],
    ),
  ).toBeCloseTo(111.2, 0);
  expect(metresToArea([108.7005, 34.3305], square(108.7, 34.33, 0.001))).toBe(0);
  expect(metresToArea([108.7005, 34.332], square(108.7, 34.33, 0.001))).toBeCloseTo(111.2, 0);
});
