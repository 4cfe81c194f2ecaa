/** The server door of __name__. */
export { room } from './room.ts';
export { addNote, listNotes } from './service.ts';
