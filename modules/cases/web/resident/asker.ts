import type { AskerWords } from '@hezhi/matters/screens';

const step = (key: string) => ({ name: `cases:resident.step.${key}`, effect: `cases:resident.effect.${key}`, told: `cases:resident.told.${key}` });

/** Steps that who reported a case may take, in the order of the buttons; rating has a place of its own. */
export const asker: AskerWords = {
  rate: { effect: 'cases:resident.rate.low', told: 'cases:resident.told.rate', rating: true },
  reopen: step('reopen'),
  urge: step('urge'),
  comment: step('comment'),
  complain: step('complain'),
  ask_review: step('ask_review'),
  withdraw: step('withdraw'),
};
