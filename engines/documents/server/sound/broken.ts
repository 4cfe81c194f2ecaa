/** A voice note ready to keep: the same sound in the same container, without what the device wrote beside it (title, place, time, program). `ms`: how long it sounds. */
export type Sound = { readonly bytes: Buffer; readonly ms: number };

/** The file is not what its container promises. */
export class Broken extends Error {}

/** `value`, or `Broken` where the file lacks it. */
export function must<T>(value: T | null | undefined | false): T {
  if (value === null || value === undefined || value === false) throw new Broken();
  return value;
}
