import type { importErrors } from '../../contract/import-errors.ts';

/** A file that cannot be read: the key of an error of the contract and the values of its sentence. Crosses the border of the reading thread. */
export class Unreadable extends Error {
  readonly key: keyof typeof importErrors;
  readonly values: Readonly<Record<string, string | number>>;
  constructor(key: keyof typeof importErrors, values: Readonly<Record<string, string | number>> = {}) {
    super(key);
    this.key = key;
    this.values = values;
  }
}
