import type { Language } from '@hezhi/contract';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import type { Category, Notice } from '../contract/index.ts';
import { inbox, markRead, unreadCount, type InboxRow } from './queries.ts';

type View = z.input<typeof Notice>;

const view = (row: InboxRow, language: Language): View => ({
  id: row.id,
  category: row.category,
  urgent: row.urgent,
  title: row.words.title[language],
  body: row.words.body[language],
  matter: row.matter,
  link: row.link,
  at: row.at,
  read: row.read_at !== null,
});

/** A page of what the person was told, newest first, in the person's language; `cursor` is the id of the last one before. */
export async function myNotices(
  call: Call,
  find: { cursor?: string | undefined; limit: number; unread?: 'true' | undefined; category?: Category | undefined },
): Promise<{ items: View[]; next: string | null; unread: number }> {
  const { district, person } = mine(call);
  const filter = { before: find.cursor ?? null, unread: find.unread === 'true', category: find.category ?? null, limit: find.limit + 1 };
  const [rows, unread] = await Promise.all([inbox(call.db, district, person, filter), unreadCount(call.db, district, person)]);
  const items = rows.slice(0, find.limit).map((row) => view(row, call.language));
  return { items, next: rows.length > find.limit ? (items.at(-1)?.id ?? null) : null, unread };
}

export async function myUnread(call: Call): Promise<{ unread: number }> {
  const { district, person } = mine(call);
  return { unread: await unreadCount(call.db, district, person) };
}

/** Marks own notices as read; the person's other screens hear of it. Says how many are left. */
export async function readNotices(call: Call, which: { ids: string[] } | { until: string }): Promise<{ unread: number }> {
  const { district, person } = mine(call);
  const write = call.with({ key: null }).write();
  markRead(write, district, person, which, new Date(call.now).toISOString());
  write.after(() => call.house.live.publish({ district, topic: 'notices.read', data: { persons: [person], secrecy: 1 } }));
  await write.run(call.db);
  return { unread: await unreadCount(call.db, district, person) };
}

/** The routes of this file are for persons only, who always have a district. */
export const mine = ({ actor }: Call): { district: string; person: string } => ({ district: actor.district!, person: actor.person! });
