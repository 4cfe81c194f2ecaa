/** Reading of uploaded tables (xlsx, csv) within limits. A door of its own: a reading thread loads nothing else of this room. */
export { readSheets, type Sheet, type SheetLimits } from './sheets.ts';
export { answerThread, readInThread, type ThreadBounds } from './thread.ts';
export { type SheetFault, UnreadableSheet } from './unreadable.ts';
