import { typed } from '@hezhi/contract';
import { z } from 'zod';
import { questionKinds, type Rule } from './rule.ts';
import type { Vote } from './vote.ts';

const Key = z.string().regex(/^[a-z0-9][a-z0-9_]{0,39}$/);

/** One question of a ballot. `options` stand for choose and ranking; `seats` to fill, `reserves` to name, `most` options a voter may choose; `scale` for rating. */
export const Question = z
  .object({
    key: Key,
    kind: z.enum(questionKinds),
    title: typed(400, 1),
    text: typed(8000).default(''),
    options: z
      .array(z.object({ key: Key, title: typed(200, 1), text: typed(4000).default('') }))
      .max(100)
      .default([]),
    seats: z.int().min(1).max(100).default(1),
    reserves: z.int().min(0).max(100).default(0),
    most: z.int().min(1).max(100).nullable().default(null),
    scale: z
      .object({ from: z.int().min(0).max(100), to: z.int().min(1).max(100) })
      .nullable()
      .default(null),
  })
  .meta({ id: 'BallotQuestion' });
export type Question = z.output<typeof Question>;

/** Choices by question key, each as the text described at `readChoice`. */
export const Choices = z.record(Key, z.string().max(5000)).meta({ id: 'BallotChoices' });
export type { Vote };

/** What is wrong with the questions under a rule: codes of `errors`, none when sound. */
export function questionFaults(rule: Rule, questions: readonly Question[]): string[] {
  const faults: string[] = [];
  if (new Set(questions.map(({ key }) => key)).size !== questions.length) faults.push('same_key');
  for (const one of questions) {
    if (!rule.questions.includes(one.kind)) faults.push('kind_not_in_rule');
    if (new Set(one.options.map(({ key }) => key)).size !== one.options.length) faults.push('same_key');
    if (one.options.some(({ key }) => key === 'abstain')) faults.push('same_key');
    if (one.kind === 'choose' || one.kind === 'ranking') {
      if (one.options.length < Math.max(rule.minimum, one.seats + rule.surplus)) faults.push('too_few_options');
    } else if (one.options.length > 0) faults.push('no_options_here');
    if (one.kind === 'rating' && (!one.scale || one.scale.from >= one.scale.to)) faults.push('no_scale');
  }
  return [...new Set(faults)];
}
