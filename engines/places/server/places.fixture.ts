import { newId } from '@hezhi/contract';
import { sql } from '@hezhi/server';
import type { TestApp } from '@hezhi/testing';
import type { Area, Position } from '../contract/index.ts';
import { frame, square } from '../contract/sample.ts';
import { saveCompounds, saveRoads, saveShapes } from './index.ts';

export const district = '610402';
export const community = '610402010001';
export const grids = ['001', '002', '003', '004'].map((tail) => community + tail);
/** Two by two grids of 0.01 degree (about 920 x 1,110 m) around 108.71,34.34. */
export const corners: readonly Position[] = [
  [108.7, 34.33],
  [108.71, 34.33],
  [108.7, 34.34],
  [108.71, 34.34],
];
export const box = (west: number, south: number, east: number, north: number): Area => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});

/** A street with borders, two compounds with buildings and two roads. */
export async function drawTown(t: TestApp): Promise<void> {
  const names: [string, string, string, string | null][] = [
    ['61', '陕西省', 'province', null],
    ['6104', '咸阳市', 'city', '61'],
    [district, '秦都区', 'district', '6104'],
    ['610402010', '渭滨街道', 'street', district],
    [community, '渭滨社区', 'community', '610402010'],
    ['610402010002', '团结村', 'community', '610402010'],
    ...grids.map((code, i): [string, string, string, string] => [code, `第${'一二三四'[i]}网格`, 'grid', community]),
  ];
  for (const [code, name, level, parent] of names)
    await t.db.run(sql`INSERT INTO directory.territory (code, name, level, parent) VALUES (${code}, ${name}, ${level}, ${parent})`);
  await saveShapes(t.house, district, [
    ...grids.map((code, i) => ({ code, area: square(...(corners[i] as [number, number]), 0.01) })),
    { code: community, area: box(108.7, 34.33, 108.72, 34.35) },
    { code: '610402010002', area: box(108.72, 34.33, 108.74, 34.35) },
    { code: '610402010', area: box(108.7, 34.33, 108.75, 34.35) },
    {
      code: district,
      area: { type: 'MultiPolygon', coordinates: [box(108.7, 34.33, 108.8, 34.4).coordinates as never, frame(108.9, 34.33, 0.03).coordinates as never] },
    },
  ]);
  const [weibin, renmin] = [newId(), newId()];
  await saveCompounds(t.house, district, {
    compounds: [
      { id: weibin, name: '渭滨家园', grid: grids[0]!, kind: 'commodity', polygon: box(108.702, 34.332, 108.705, 34.335) },
      { id: renmin, name: '人民新村', grid: grids[3]!, kind: 'former-public', polygon: box(108.712, 34.342, 108.715, 34.345) },
    ],
    buildings: [1, 2, 3, 13].map((number, i) => ({
      compound: weibin,
      number: `${number}号楼`,
      grid: grids[0]!,
      polygon: box(108.7022 + i * 0.0007, 34.3325, 108.7026 + i * 0.0007, 34.3327),
      floors: 6,
      units: 3,
    })),
  });
  await saveRoads(t.house, district, [
    {
      name: '人民路',
      kind: 'main',
      line: {
        type: 'LineString',
        coordinates: [
          [108.7, 34.34],
          [108.72, 34.34],
        ],
      },
    },
    {
      name: '团结巷',
      kind: 'lane',
      line: {
        type: 'LineString',
        coordinates: [
          [108.71, 34.33],
          [108.71, 34.35],
        ],
      },
    },
  ]);
}
