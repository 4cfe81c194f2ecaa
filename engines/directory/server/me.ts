import type { Language } from '@hezhi/contract';
import { speak, type Call } from '@hezhi/server';
import { fromCursor, page } from './cursor.ts';
import { forget } from './hints.ts';
import { listReadings } from './queries-audit.ts';
import { setPersonLanguage } from './queries-people.ts';
import { reference } from './roles.ts';

/** Sets the language a person is addressed in. */
export async function setMyLanguage(call: Call, language: Language): Promise<void> {
  const { person, district } = call.actor;
  const write = call.write().add(setPersonLanguage(district!, person!, language));
  await write.after(() => forget(call.house, 'directory.session', district, { person })).run(call.db);
}

type Reading = { id: string; at: string; reader_name: string; reader_post: string | null; fields: string[]; purpose: string };

/** Who has read the person's protected data, newest first. */
export async function myReadings(call: Call, find: { cursor?: string | undefined; limit: number }): Promise<{ items: Reading[]; next: string | null }> {
  const { roles } = await reference(call.house);
  const rows = await listReadings(call.db, call.actor.district!, call.actor.person!, fromCursor(find.cursor, 'id')?.[0] ?? null, find.limit + 1);
  return page(
    rows,
    find.limit,
    (row) => [row.id],
    (row) => {
      const role = row.role === null ? undefined : roles.get(row.role);
      const post = role ? `${row.org_name ?? ''} ${speak(role.words, call.language)}`.trim() : null;
      return { id: row.id, at: row.at, reader_name: row.reader_name, reader_post: post, fields: row.fields, purpose: row.purpose };
    },
  );
}
