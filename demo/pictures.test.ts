import { describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { LEAF_WORDS } from './cases/texts.ts';
import { makePicture, pictureSvg, SCENE_NAMES, sceneOf } from './pictures.ts';

describe('pictures', () => {
  it('are about thirty scenes that differ, the same each time', () => {
    const drawings = SCENE_NAMES.map((scene) => pictureSvg(scene));
    expect(drawings.length).toBeGreaterThanOrEqual(20);
    expect(new Set(drawings).size).toBe(drawings.length);
    expect(pictureSvg('pothole', 2)).toBe(pictureSvg('pothole', 2));
    expect(pictureSvg('pothole', 2)).not.toBe(pictureSvg('pothole', 3));
    for (const leaf of Object.keys(LEAF_WORDS)) expect(SCENE_NAMES).toContain(sceneOf(leaf));
  });

  it('become small JPEG files', async () => {
    const file = await makePicture('rubbish');
    const { format, width, height } = await sharp(file).metadata();
    expect([format, width, height]).toEqual(['jpeg', 640, 480]);
    expect(file.length).toBeLessThan(60_000);
    expect(await makePicture('rubbish')).toEqual(file);
  });
});
