import { createHash } from 'node:crypto';
import type { Finding, House } from '@hezhi/server';
import { pathOf, storeOf } from './files.ts';
import { filesAfter } from './queries.ts';

/** Every file of the database lies in the store with the content it had. */
export async function* verifyFiles(house: House, district: string, digest: (line: string) => void): AsyncIterable<Finding> {
  const store = storeOf(house);
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const page = await filesAfter(house.db, district, after, 500);
    for (const file of page) {
      digest(`${file.id} ${file.matter} ${file.sha256.toString('hex')}`);
      const found = await store.read(pathOf(file));
      const hash = createHash('sha256');
      if (found) for await (const chunk of found.stream) hash.update(chunk as Buffer);
      const what = !found ? 'is missing in the file store' : hash.digest().equals(file.sha256) ? null : 'was changed in the file store';
      if (what) yield { room: 'documents', check: 'files', where: `${district}/${file.id}`, what };
    }
    if (page.length < 500) return;
    after = page[page.length - 1]!.id;
  }
}
