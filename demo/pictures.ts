import sharp from 'sharp';
import { MARK } from './pictures/mark.ts';
import type { Scene } from './pictures/scenes.ts';
import { SCENES } from './pictures/scenes.ts';
import { makeRng } from './random.ts';

export type { Scene } from './pictures/scenes.ts';

/** All scenes: drawings that stand for photos. `after` is for finished work. */
export const SCENE_NAMES = Object.keys(SCENES) as Scene[];

const BY_LEAF: Readonly<Record<string, Scene>> = {
  A04: 'bins',
  A05: 'flyers',
  A06: 'stalls',
  A07: 'shop',
  A09: 'bins',
  B01: 'manhole',
  B03: 'lamp',
  B04: 'flood',
  B05: 'bench',
  B07: 'exit',
  B08: 'wires',
  C03: 'green',
  C04: 'green',
  D02: 'wall',
  D04: 'corridor',
  D05: 'lift',
  E01: 'lift',
  E02: 'lift',
  E03: 'corridor',
  E04: 'papers',
  E05: 'corridor',
  E06: 'corridor',
  E07: 'car',
  E08: 'papers',
  E09: 'papers',
  E10: 'leak',
  F01: 'pipe',
  F02: 'pipe',
  F03: 'lamp',
  F04: 'wires',
  F07: 'radiator',
  F08: 'wires',
  G01: 'smoke',
  G02: 'exit',
  G03: 'extinguisher',
  G04: 'ebike',
  G05: 'ebike',
  G06: 'wall',
  H05: 'dog',
  I01: 'noise',
  I02: 'wall',
  I04: 'smoke',
  I05: 'smoke',
  I06: 'river',
  I07: 'smoke',
  I08: 'bins',
  J03: 'bikes',
  L04: 'papers',
};
const BY_GROUP: Readonly<Record<string, Scene>> = {
  A: 'rubbish',
  B: 'pothole',
  C: 'tree',
  D: 'wall',
  E: 'corridor',
  F: 'pipe',
  G: 'exit',
  H: 'people',
  I: 'noise',
  J: 'car',
  K: 'shop',
  L: 'papers',
  M: 'people',
};

/** The scene that fits a leaf of the category tree. */
export function sceneOf(leaf: string): Scene {
  return BY_LEAF[leaf] ?? BY_GROUP[leaf.slice(0, 1)] ?? 'rubbish';
}

/** The drawing as SVG, 960 by 720, marked 演示图片 in the corner and across. Variants of a scene differ in detail; same arguments, same bytes. */
export function pictureSvg(scene: Scene, variant = 0): string {
  const rng = makeRng(`picture/${scene}/${String(variant)}`);
  const mark = (x: number, y: number, k: number, turn: number, fill: string, opacity: number): string =>
    `<path d="${MARK}" transform="translate(${String(x)} ${String(y)}) rotate(${String(turn)}) scale(${String(k)})" fill="${fill}" opacity="${String(opacity)}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="720" viewBox="0 0 960 720">${SCENES[scene](rng)}${mark(190, 470, 1.5, -18, '#fff', 0.34)}<rect x="700" y="652" width="244" height="56" rx="6" fill="#000" opacity="0.55"/>${mark(716, 654, 0.53, 0, '#fff', 1)}</svg>`;
}

/** A small JPEG (default 640 by 480, 15-50 kB) of a scene. */
export async function makePicture(scene: Scene, variant = 0, width = 640): Promise<Buffer> {
  return sharp(Buffer.from(pictureSvg(scene, variant)))
    .resize({ width })
    .jpeg({ quality: 72, mozjpeg: true })
    .toBuffer();
}
