import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import type { AskedPage } from '../contract/index.ts';
import { namesOf } from './owners.ts';
import { procedureOf } from './procedures.ts';
import { listAsked } from './queries-owners.ts';
import { cut, districtOf, readCursor, writeCursor } from './pages.ts';
import { snapshotOf } from './rows.ts';
import { sentenceOf } from './sentence.ts';
import { viewMatter } from './views.ts';

/** What a person asked for, newest first, with the sentence of each; `kinds` narrows it. One statement. Errors: `matters.bad_cursor`. */
export async function askedBy(
  call: Call,
  page: { cursor?: string | undefined; limit: number; kinds?: readonly string[] | undefined },
): Promise<z.input<typeof AskedPage>> {
  const district = districtOf(call.actor);
  const rows = await listAsked(call.db, district, call.actor.person!, page.kinds, readCursor(page.cursor), page.limit);
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
