import { Refusal } from '@hezhi/contract';
import sharp from 'sharp';
import { errors, fileLimits } from '../contract/index.ts';

/** A photo ready to keep: upright, at most 2048 pixels a side, JPEG in sRGB, without any metadata (place, device, time). */
export type Photo = { bytes: Buffer; thumb: Buffer; width: number; height: number };

const atOnce = 2;
let running = 0;
const waiting: (() => void)[] = [];

/** At most two photos are decoded at a time: each may take 64 megapixels of memory. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((go) => waiting.push(go));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

/**
 * Decodes and encodes a photo anew. The size that the header claims is checked before a pixel is decoded, and the decoder keeps the same limit.
 * Refuses documents.too_many_pixels and documents.damaged.
 */
export async function readPhoto(source: Buffer): Promise<Photo> {
  const limitInputPixels = fileLimits.megapixels * 1_000_000;
  return inTurn(async () => {
    try {
      const { width, height } = await sharp(source, { limitInputPixels: false, failOn: 'none' }).metadata();
      if (width * height > limitInputPixels) throw new Refusal(errors.too_many_pixels, { megapixels: fileLimits.megapixels });
      const { data, info } = await sharp(source, { limitInputPixels, failOn: 'error', sequentialRead: true })
        .timeout({ seconds: 20 })
        .autoOrient()
        .resize({ width: fileLimits.side, height: fileLimits.side, fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#ffffff' })
        .toColourspace('srgb')
        .jpeg({ quality: 82, progressive: true })
        .toBuffer({ resolveWithObject: true });
      const thumb = await sharp(data)
        .resize({ width: fileLimits.thumb, height: fileLimits.thumb, fit: 'inside', withoutEnlargement: true })
        .jpeg({ quality: 76 })
        .toBuffer();
      return { bytes: data, thumb, width: info.width, height: info.height };
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw new Refusal(errors.damaged);
    }
  });
}
