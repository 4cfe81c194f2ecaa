import type { Entry } from '@hezhi/matters/contract';
import type { Finding, House } from '@hezhi/server';
import { createHash } from 'node:crypto';
import { foldResponses, type Response } from '../contract/index.ts';
import { countable, orphans, responseOf, type Counted } from './queries.ts';

const room = 'whistles';
const PAGE = 200;

/** Every whistle has its facts, and the rows of its departments are what its timeline says. (Working minutes are left out: they follow the calendar as it was.) */
export async function* verifyWhistles(house: House, district: string, digest: (line: string) => void): AsyncIterable<Finding> {
  for (const { id } of await orphans(house.db, district)) yield { room, check: 'facts', where: id, what: 'the facts belong to no whistle' };
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const page = await countable(house.db, district, after, PAGE);
    for (const one of page) {
      yield* check(one);
      digest(
        `whistle ${one.id} ${createHash('sha256')
          .update(JSON.stringify([one.verdict, one.rows]))
          .digest('hex')}`,
      );
    }
    if (page.length < PAGE) return;
    after = page.at(-1)!.id;
  }
}

function* check(one: Counted): Iterable<Finding> {
  if (one.whistle === null) yield { room, check: 'facts', where: one.number, what: 'the whistle has no facts' };
  const place: [number, number] | null = one.lon === null || one.lat === null ? null : [one.lon, one.lat];
  let folded: Response[] = [];
  let verdict: string | null = null;
  for (const { at, body, ...rest } of one.entries) {
    const entry = { ...rest, at: Date.parse(at), ...body } as unknown as Entry;
    folded = foldResponses(folded, entry, place);
    if (entry.step === 'review_whistle') verdict = String(entry.data['verdict']);
  }
  if (verdict !== one.verdict) yield { room, check: 'verdict', where: one.number, what: 'the finding is not what the timeline says' };
  const told = folded.map(canonical).sort();
  const kept = (one.rows ?? []).map((row) => canonical(responseOf(row))).sort();
  if (told.join('\n') !== kept.join('\n'))
    yield { room, check: 'responses', where: one.number, what: 'the rows of the departments are not what the timeline says' };
}

const canonical = (row: Response): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(row)
        .filter(([key]) => key !== 'district')
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );
