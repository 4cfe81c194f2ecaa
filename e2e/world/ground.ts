import { crc32, deflateSync } from 'node:zlib';
import type { Api, Json } from './api.ts';

/** A point that lies in this grid, as the server itself places it. */
export async function pointIn(someone: Api, grid: string): Promise<{ lon: number; lat: number }> {
  const { features } = await someone.call<{ features: Json[] }>('GET', `/places/map/${grid.slice(0, 6)}/shapes?level=grid`);
  const shape = features.find((one) => JSON.stringify(one['properties']).includes(`"${grid}"`));
  if (!shape) throw new Error(`The grid ${grid} is not drawn.`);
  const ring: [number, number][] = shape['geometry'].type === 'Polygon' ? shape['geometry'].coordinates[0] : shape['geometry'].coordinates[0][0];
  const middle = [0, 1].map((axis) => ring.reduce((sum, point) => sum + point[axis as 0 | 1], 0) / ring.length) as [number, number];
  // The middle of a crooked shape may lie outside; between middle and a corner some point does not.
  for (const corner of [middle, ...ring])
    for (const share of [0, 0.3, 0.6, 0.85]) {
      const [lon, lat] = [0, 1].map((axis) => middle[axis as 0 | 1] + (corner[axis as 0 | 1] - middle[axis as 0 | 1]) * share) as [number, number];
      const { status, body } = await someone.ask('GET', `/places/locate?lon=${lon.toFixed(6)}&lat=${lat.toFixed(6)}`);
      if (status === 200 && JSON.stringify(body).includes(`"${grid}"`)) return { lon: Number(lon.toFixed(6)), lat: Number(lat.toFixed(6)) };
    }
  throw new Error(`No point of the grid ${grid} was found.`);
}

/** A small picture of one colour, as a camera would give it (PNG). */
export function picture(red: number, green: number, blue: number): Buffer {
  const [width, height] = [64, 48];
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([red, green, blue]))]);
  const chunk = (name: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
