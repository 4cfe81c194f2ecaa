import type { z } from 'zod';
import { cut, districtOf, readCursor, writeCursor } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import type { TalksPage, TalksQuery, TalkView } from '../contract/index.ts';
import { listMine, listTalks, type ListedTopic } from './queries-lists.ts';
import { topicFor } from './see.ts';
import { moment, viewCard, viewTalk } from './view.ts';

type Page = z.input<typeof TalksPage>;

async function page(call: Call, rows: ListedTopic[], limit: number): Promise<Page> {
  const { items, next } = cut(rows, limit, (row) => writeCursor(moment(row.opened_at), row.id));
  return { items: await Promise.all(items.map((row) => viewCard(call, row, row.next_meeting))), next };
}

/** What is being talked about in an area. One statement. */
export async function talks(call: Call, query: z.output<typeof TalksQuery>): Promise<Page> {
  const { district, limit } = query;
  const area = query.area?.startsWith(district) ? query.area : district;
  return page(
    call,
    await listTalks(call.db, call.actor, { district, area, open: query.open, q: query.q, cursor: readCursor(query.cursor), limit: limit + 1 }),
    limit,
  );
}

export async function mine(call: Call, query: { cursor?: string | undefined; limit: number }): Promise<Page> {
  const rows = await listMine(call.db, districtOf(call.actor), call.actor.person!, readCursor(query.cursor), query.limit + 1);
  return page(call, rows, query.limit);
}

export const talk = async (call: Call, district: string, id: string): Promise<z.input<typeof TalkView>> => viewTalk(call, await topicFor(call, id, district));
