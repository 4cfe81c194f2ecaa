import { Refusal } from '@hezhi/contract';
import { emit, type Call } from '@hezhi/server';
import { errors, type __Name__Note } from '../contract/index.ts';
import { insertNote, notesWithin } from './queries.ts';

/** Where the caller stands: a post in a district. Refuses who holds none. */
function standing(call: Call): { district: string; area: string } {
  const { district, post } = call.actor;
  if (district === null || post === null) throw new Refusal(errors.no_post);
  return { district, area: post.area };
}

/** A page of the notes that the caller's post covers, newest first. `cursor` is the id of the last note of the page before. */
export async function listNotes(call: Call, find: { cursor?: string | undefined; limit: number }): Promise<{ items: __Name__Note[]; next: string | null }> {
  const { district, area } = standing(call);
  const rows = await notesWithin(call.db, district, area, find.cursor ?? null, find.limit + 1);
  const items = rows.slice(0, find.limit);
  return { items, next: rows.length > find.limit ? (items.at(-1)?.id ?? null) : null };
}

/** Adds a note to the territory of the caller's post, with its event, in one write. Refuses an id that is taken. */
export async function addNote(call: Call, given: { id: string; title: string }): Promise<__Name__Note> {
  const { district, area } = standing(call);
  const note: __Name__Note = { ...given, area, at: new Date(call.now).toISOString() };
  const write = call.write(note);
  insertNote(write, district, note);
  emit(write, { district, topic: '__name__.added', data: { id: note.id }, at: call.now });
  await write.run(call.db);
  return note;
}
