import { cut, districtOf, namesOf, procedureOf, readCursor, sentenceOf, snapshotOf, viewMatter, writeCursor } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import type { MyCases } from '../contract/index.ts';
import { listMine } from './queries.ts';

/** What a person asked for, newest first, with the sentence of each. One statement. */
export async function myCases(call: Call, page: { cursor?: string | undefined; limit: number }): Promise<z.input<typeof MyCases>> {
  const district = districtOf(call.actor);
  const rows = await listMine(call.db, district, call.actor.person!, readCursor(page.cursor), page.limit);
  const names = await namesOf(call.house, district);
  const { items, next } = cut(rows, page.limit, (row) => writeCursor(row.opened_at, row.id));
  // The asker's words, whatever post the person acts through at this moment.
  const asker: Call = call.with({ actor: { ...call.actor, post: null } });
  return {
    items: await Promise.all(
      items.map(async (row) => {
        const procedure = await procedureOf(call.house, row.procedure, row.procedure_version);
        return { matter: await viewMatter(asker, row, names), sentence: sentenceOf(procedure, snapshotOf(row), names, 'asker', call.language, call.now) };
      }),
    ),
    next,
  };
}
