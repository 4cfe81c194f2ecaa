import { globSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { checkPack, isPart, readPack } from '@hezhi/methods/contract';
import { baseFiles, shippedPacks } from '@hezhi/methods/server';
import { expect, test } from 'vitest';
import { parts } from './parts.ts';
import { rooms } from './rooms.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('the parts of the command line are those that the contracts export', async () => {
  const found = new Set<string>();
  for (const file of globSync('{engines,modules}/*/contract/index.ts', { cwd: root })) {
    const contract = (await import(pathToFileURL(join(root, file)).href)) as Record<string, unknown>;
    for (const value of Object.values(contract)) if (isPart(value)) found.add(value.key);
  }
  expect(parts.map(({ key }) => key).toSorted()).toEqual([...found].toSorted());
  expect(new Set(parts.map(({ file }) => file)).size).toBe(parts.length);
});

test('base and every shipped pack are sound in the whole house, at every bound of every setting', () => {
  const base = readPack(baseFiles(), parts).pack;
  expect(base).not.toBeNull();
  const permissions = new Set(rooms.flatMap((room) => Object.values(room.permissions ?? {}).map(({ key }) => key)));
  const ground = { parts, base, permissions, rooms: new Set(rooms.map((room) => room.name)), kinds: null };
  expect(checkPack(baseFiles(), { ...ground, base: null }).faults.filter((fault) => !fault.note)).toEqual([]);
  for (const [key, files] of shippedPacks()) expect([key, checkPack(files, ground).faults.filter((fault) => !fault.note)]).toEqual([key, []]);
});
