/** Why a table cannot be read. */
export const sheetFaults = [
  'no_file',
  'kind',
  'old_excel',
  'broken',
  'quotes',
  'too_large',
  'unpacks',
  'rows',
  'columns_many',
  'sheets',
  'cell',
  'entities',
  'empty',
] as const;
export type SheetFault = (typeof sheetFaults)[number];

/** A file that cannot be read: why, and the values of a sentence about it. Crosses the border of a reading thread; a room says it in an error of its own. */
export class UnreadableSheet extends Error {
  readonly reason: SheetFault;
  readonly values: Readonly<Record<string, string | number>>;
  constructor(reason: SheetFault, values: Readonly<Record<string, string | number>> = {}) {
    super(reason);
    this.reason = reason;
    this.values = values;
  }
}
