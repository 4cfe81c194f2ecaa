import { defineRoom, implement } from '@hezhi/server';
import { errors, permissions, routes } from '../contract/index.ts';
import { addNote, listNotes } from './service.ts';

/** __zh__ as the house sees it. */
export const room = defineRoom({
  name: '__name__',
  routes: [implement(routes.list, (call, { query }) => listNotes(call, query)), implement(routes.add, (call, { body }) => addNote(call, body))],
  permissions,
  errors,
  migrations: new URL('./migrations/', import.meta.url),
});
