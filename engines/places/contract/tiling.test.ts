import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pointIn, type Area, type Position } from './geometry.ts';
import { frame, randomTiles, square } from './sample.ts';
import { checkTiling, orientedArea } from './tiling.ts';
import { areaFault, lineFault } from './valid.ts';

const box = [108.7, 34.3, 108.72, 34.32] as const;
const kinds = (result: ReturnType<typeof checkTiling>): string[] => result.faults.map(({ kind }) => kind);

describe('checkTiling', () => {
  test('tiles of a whole tile it, in any order and direction', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 60 }), fc.boolean(), (seed, count, turn) => {
        const { tiles, whole } = randomTiles(count, seed, box);
        const parts = turn
          ? tiles.toReversed().map(({ code, area }) => ({ code, area: { ...area, coordinates: area.coordinates.map((ring) => [...ring].reverse()) } as Area }))
          : tiles;
        expect(checkTiling(parts, whole)).toEqual({ ok: true, faults: [] });
        expect(checkTiling(parts, null)).toEqual({ ok: true, faults: [] });
      }),
      { numRuns: 60 },
    );
  });

  test('a missing tile is a gap of its size and place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 4, max: 40 }), fc.nat(), (seed, count, which) => {
        const { tiles, whole } = randomTiles(count, seed, box);
        const missing = tiles[which % tiles.length]!;
        const result = checkTiling(
          tiles.filter((tile) => tile !== missing),
          whole,
          0,
        );
        expect(result.ok).toBe(false);
        expect(kinds(result).every((kind) => kind === 'gap')).toBe(true);
        const alone = checkTiling([], missing.area, 0);
        expect(result.faults.reduce((sum, { size }) => sum + size, 0)).toBeCloseTo(alone.faults[0]!.size, 2);
        const [lon, lat] = pointIn(missing.area);
        expect(result.faults.some(({ at }) => Math.hypot(at[0] - lon, at[1] - lat) < 1e-5)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('overlap, reaching outside, and a shifted tile', () => {
    const parts = [
      { code: 'a', area: square(108, 34, 0.01) },
      { code: 'b', area: square(108.01, 34, 0.01) },
    ];
    const whole: Area = {
      type: 'Polygon',
      coordinates: [
        [
          [108, 34],
          [108.02, 34],
          [108.02, 34.01],
          [108, 34.01],
          [108, 34],
        ],
      ],
    };
    expect(checkTiling(parts, whole).ok).toBe(true);
    const doubled = checkTiling([...parts, { code: 'c', area: square(108.002, 34.002, 0.003) }], whole);
    expect(kinds(doubled)).toEqual(['overlap']);
    expect(doubled.faults[0]!.size).toBeCloseTo(277 * 333.6, -3);
    const shifted = checkTiling([parts[0]!, { code: 'b', area: square(108.009, 34.001, 0.01) }], whole);
    expect(new Set(kinds(shifted))).toEqual(new Set(['gap', 'overlap']));
    expect(shifted.faults.some(({ kind, codes }) => kind === 'overlap' && codes.includes('a') && codes.includes('b'))).toBe(true);
  });

  test('a corner against the middle of a straight border is no fault; a hole inside is a gap even without a whole', () => {
    const left = { code: 'a', area: square(108, 34, 0.02) };
    const right = [square(108.02, 34, 0.01), square(108.02, 34.01, 0.01)].map((area, i) => ({ code: `b${i}`, area }));
    expect(checkTiling([left, ...right], null).ok).toBe(true);
    const holed = checkTiling([{ code: 'a', area: frame(108, 34, 0.03) }], null);
    expect(kinds(holed)).toEqual(['gap']);
  });

  test('slivers below a square metre from rounding are not told', () => {
    const [a, b] = [square(108, 34, 0.01), square(108.01, 34, 0.01)];
    const bent: Area = {
      type: 'Polygon',
      coordinates: [[...b.coordinates[0]!.slice(0, 3), [108.01, 34.01], [108.0100001, 34.005], [108.01, 34]] as Position[]],
    };
    const whole: Area = {
      type: 'Polygon',
      coordinates: [
        [
          [108, 34],
          [108.02, 34],
          [108.02, 34.01],
          [108, 34.01],
          [108, 34],
        ],
      ],
    };
    const parts = [
      { code: 'a', area: a },
      { code: 'b', area: bent },
    ];
    expect(checkTiling(parts, whole, 10).ok).toBe(true);
    expect(checkTiling(parts, whole, 0).ok).toBe(false);
  });
});

describe('what may be saved', () => {
  test('good areas pass', () => {
    for (const { area } of randomTiles(40, 7, box).tiles) expect(areaFault(area)).toBeNull();
    expect(areaFault(frame(108, 34, 0.03))).toBeNull();
  });
  test.each([
    ['places.row_geometry', { type: 'Point', coordinates: [1, 2] }],
    ['places.row_geometry', null],
    ['places.row_geometry', { type: 'Polygon', coordinates: [] }],
    [
      'places.row_position',
      {
        type: 'Polygon',
        coordinates: [
          [
            [1, 2],
            [1, 200],
            [3, 4],
            [1, 2],
          ],
        ],
      },
    ],
    [
      'places.row_position',
      {
        type: 'Polygon',
        coordinates: [
          [
            [1, 2],
            ['x', 3],
            [3, 4],
            [1, 2],
          ],
        ],
      },
    ],
    [
      'places.row_ring',
      {
        type: 'Polygon',
        coordinates: [
          [
            [1, 2],
            [2, 3],
            [1, 2],
          ],
        ],
      },
    ],
    [
      'places.row_ring',
      {
        type: 'Polygon',
        coordinates: [
          [
            [1, 1],
            [2, 2],
            [3, 3],
            [1, 1],
          ],
        ],
      },
    ],
    [
      'places.row_crossing',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [2, 2],
            [2, 0],
            [0, 3],
            [0, 0],
          ],
        ],
      },
    ],
  ])('%s', (code, area) => expect(areaFault(area)?.error.code).toBe(code));
  test('roads', () => {
    expect(
      lineFault({
        type: 'LineString',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      }),
    ).toBeNull();
    expect(lineFault({ type: 'LineString', coordinates: [[1, 2]] })?.error.code).toBe('places.row_line');
    expect(
      lineFault({
        type: 'LineString',
        coordinates: [
          [1, 2],
          [3, 400],
        ],
      })?.error.code,
    ).toBe('places.row_position');
  });
  test('outer rings run counter-clockwise, holes clockwise', () => {
    const turned = orientedArea({ type: 'Polygon', coordinates: [[...square(0, 0, 3).coordinates[0]!].reverse(), square(1, 1, 1).coordinates[0]!] });
    expect(turned.coordinates[0]![1]).toEqual([3, 0]);
    expect(turned.coordinates[1]![1]).toEqual([1, 2]);
  });
});
