import type { Spoken, Words } from '@hezhi/contract';

/** Whether the public may see the case: marked public, taken on, and neither declined, withdrawn nor void. The SQL form stands in queries-public.ts. */
export function isListed(matter: { readonly public: boolean; readonly state: string; readonly marks: readonly string[] }): boolean {
  return matter.public && matter.state !== 'reported' && matter.state !== 'registering' && !matter.marks.includes('void');
}

const ratedByOthers: Words = { 'zh-Hans': '已办完，等提出人评价', en: 'Done; waiting for the rating of the person who asked' };

/** The state in words for people who did not ask for it: the procedure's public words speak to whoever asked. */
export const publicState = (state: string, words: Spoken): Spoken => (state === 'rating' ? ratedByOthers : words);

/** A coordinate as the public gets it: three decimals, about a hundred metres. */
export const coarse = (degrees: number): number => Math.round(degrees * 1000) / 1000;
