import type { Finding, House } from '@hezhi/server';
import { countsOf, lostTies } from './queries-verify.ts';

/** Every tie must have its matter, and must not claim to have told more than there is. The digest holds how many of each there are. */
export async function* verifyTies(house: House, district: string, digest: (line: string) => void): AsyncIterable<Finding> {
  for (const { matter, body } of await lostTies(house.db, district))
    yield {
      room: 'exchange',
      check: 'ties',
      where: `${district}/${matter}`,
      what: `the tie to body ${body} has no matter, or tells of a later revision than the matter has`,
    };
  const { endpoints, ties, messages } = await countsOf(house.db, district);
  digest(`exchange ${district} ${endpoints} ${ties} ${messages}`);
}
