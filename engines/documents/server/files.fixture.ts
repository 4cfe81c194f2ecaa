import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { newId, type Actor } from '@hezhi/contract';
import { room as directory } from '@hezhi/directory/server';
import { sql, Write } from '@hezhi/server';
import { testApp, type TestApp, type TestClient } from '@hezhi/testing';
import sharp, { type Sharp } from 'sharp';
import { claimFiles, room } from './index.ts';

export const district = '610402';
export const actor = (name: string): Actor => ({ kind: 'person', person: newId(), name, district, post: null, permissions: [], language: 'zh-Hans' });

/** A house that keeps files, with one district. */
export async function filesHouse(): Promise<TestApp> {
  const t = await testApp({ rooms: [directory, room] });
  await t.db.run(
    sql`INSERT INTO directory.territory (code, name, level) VALUES ('61', '陕西省', 'province'), ('6104', '咸阳市', 'city'), ('610402', '秦都区', 'district')`,
  );
  return t;
}

export type Answer = {
  status: number;
  body: Record<string, never> & { id: string; token: string | null; width: number; height: number; kind: string; code: string; bytes: number };
};

/** Posts one file as a browser does. */
export async function post(
  client: TestClient,
  content: Uint8Array,
  fields: Record<string, string> = {},
  name = 'photo.jpg',
  headers: Record<string, string> = {},
): Promise<Answer> {
  const form = new FormData();
  form.append('file', new Blob([content as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }), name);
  for (const [key, value] of Object.entries(fields)) form.append(key, value);
  const request = new Request('http://x/', { method: 'POST', body: form });
  const reply = await client.inject({
    method: 'POST',
    url: '/api/files',
    payload: Buffer.from(await request.arrayBuffer()),
    headers: { 'content-type': request.headers.get('content-type')!, ...headers },
  });
  return { status: reply.statusCode, body: reply.json() };
}

export const noise = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 3, background: '#884422', noise: { type: 'gaussian', mean: 128, sigma: 30 } } });
export const photo = (width = 640, height = 480): Promise<Buffer> => noise(width, height).jpeg().toBuffer();
export const withPlace = async (): Promise<Buffer> =>
  sharp(await photo(300, 200))
    .withExif({
      IFD0: { Make: 'SecretPhone' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '34/1 20/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '108/1 42/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

export const get = (client: TestClient, id: string, tail = '', headers: Record<string, string> = {}, where = district) =>
  client.inject({ method: 'GET', url: `/api/files/${where}/${id}${tail}`, headers });

/** Gives a file to a matter, as a room does in its own write. */
export async function give(t: TestApp, id: string, matter: string, by: { person: string } | { token: string }, max = 9): Promise<void> {
  const write = new Write();
  claimFiles(write, { district, ids: [id], matter, uploader: by, max });
  await write.run(t.house.db);
}

/** The files of the house as they lie on the disk. */
export const stored = (t: TestApp): string[] => {
  const root = join(t.house.settings.data, 'files');
  return existsSync(root)
    ? readdirSync(root, { recursive: true })
        .map(String)
        .filter((name) => /\.\w+$/.test(name))
    : [];
};
