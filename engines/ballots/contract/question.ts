import { typed, type Words } from '@hezhi/contract';
import { z } from 'zod';
import { questionKinds, type Rule } from './rule.ts';
import { MOST_SEATS } from './stv.ts';
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

/** What can be wrong with questions, in words. */
export const questionFaultWords = {
  same_key: { 'zh-Hans': '题目或选项的编号重复', en: 'a question or option is there twice' },
  kind_not_in_rule: { 'zh-Hans': '有的题目类型不在这个规则之内', en: 'the rule does not decide questions of this kind' },
  too_few_options: { 'zh-Hans': '选项或候选人不够', en: 'there are too few options or candidates' },
  too_many_seats: { 'zh-Hans': `单记可转移投票最多选 ${MOST_SEATS} 人`, en: `the single transferable vote fills ${MOST_SEATS} seats at most` },
  no_options_here: { 'zh-Hans': '这类题目不列选项', en: 'questions of this kind have no options' },
  no_scale: { 'zh-Hans': '打分题的最高分要大于最低分', en: 'the highest mark of a rating must be above the lowest' },
} satisfies Record<string, Words>;
export type QuestionFault = keyof typeof questionFaultWords;

/** What is wrong with the questions under a rule; none when sound. */
export function questionFaults(rule: Rule, questions: readonly Question[]): QuestionFault[] {
  const faults: QuestionFault[] = [];
  if (new Set(questions.map(({ key }) => key)).size !== questions.length) faults.push('same_key');
  for (const one of questions) {
    if (!rule.questions.includes(one.kind)) faults.push('kind_not_in_rule');
    if (new Set(one.options.map(({ key }) => key)).size !== one.options.length) faults.push('same_key');
    if (one.options.some(({ key }) => key === 'abstain')) faults.push('same_key');
    if (one.kind === 'choose' || one.kind === 'ranking') {
      if (one.options.length < Math.max(rule.minimum, one.seats + rule.surplus)) faults.push('too_few_options');
      if (one.kind === 'ranking' && rule.ranking === 'stv' && one.seats > MOST_SEATS) faults.push('too_many_seats');
    } else if (one.options.length > 0) faults.push('no_options_here');
    if (one.kind === 'rating' && (!one.scale || one.scale.from >= one.scale.to)) faults.push('no_scale');
  }
  return [...new Set(faults)];
}
