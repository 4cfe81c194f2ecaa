/**
 * Words for one leaf of the category tree. `says`: what people write (first person, colloquial); `done`: what the handler reports.
 * Slots: {w} where, {t} when, {d} for how long, {n} a small number, {k} a person who is affected, {f} a floor.
 */
export interface LeafWords {
  says: readonly string[];
  done: readonly string[];
}
/** Leaf code to words. */
export type GroupWords = Readonly<Record<string, LeafWords>>;
