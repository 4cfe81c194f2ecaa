import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unzipped } from '../testing/unzip.ts';
import { zipped } from './zip.ts';

test('whatever files go into a ZIP come out of it, texts packed and photos as they are', async () => {
  const name = fc.tuple(fc.uuid(), fc.constantFrom('json', 'jpg', 'html')).map(([id, suffix]) => `照片/${id}.${suffix}`);
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.record({ name, bytes: fc.uint8Array({ maxLength: 3000 }) }), { selector: (one) => one.name, maxLength: 8 }),
      async (files) => {
        const given = files.map((one) => ({ name: one.name, bytes: Buffer.from(one.bytes) }));
        const source = async function* () {
          yield* given;
        };
        const pieces: Buffer[] = [];
        for await (const piece of zipped(source(), Date.parse('2026-11-23T10:00:00+08:00'), { name: 'left-out.txt', bytes: Buffer.alloc(0) }))
          pieces.push(piece);
        expect([...unzipped(Buffer.concat(pieces))]).toEqual(given.map((one) => [one.name, one.bytes]));
      },
    ),
    { seed: 20261123, numRuns: 40 },
  );
});
