import { kernelErrors, Refusal } from '@hezhi/contract';
import { errors, type Receipt } from '../contract/index.ts';

/** What carrying out a message gave: the matter it touched, the order it was about. */
export type Done = { matter: Receipt['matter']; order: string | null };

/** The refusal of another room as a body reads it: paths of our own requests become paths of the message. */
export function atData(error: unknown, rename: (path: string) => string): unknown {
  if (!(error instanceof Refusal)) return error;
  const def = error.def === kernelErrors.invalid ? errors.invalid_message : error.def;
  return new Refusal(def, error.values, { faults: error.faults.map((one) => ({ ...one, path: rename(one.path) })) });
}
