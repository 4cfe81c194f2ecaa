import { definePart, type PartFault } from '@hezhi/methods/contract';
import { checkRule } from './check-rule.ts';
import { Rule } from './rule.ts';

/** The part `ballots/*.yaml` of a method pack: rules of decision. A rule below the law of its subject is refused; where the table does not know the law, it is a note. */
export const rulePart = definePart<Rule>({
  key: 'ballots',
  file: 'ballots/*.yaml',
  name: { 'zh-Hans': '表决规则', en: 'Rules of decision' },
  room: 'ballots',
  what: 'How something is decided: who must take part, how many must agree, by which article; ties, proxies, what is published.',
  schema: Rule,
  // A pack is checked against the law as it stands at the end of what its article covers.
  check: (rule) =>
    checkRule(rule, rule.article.to ?? '9999-12-31').faults.map(({ code, words }): PartFault => ({
      code,
      path: pathOf(code),
      words,
      note: code === 'law_not_known',
    })),
  defines: (rule) => [{ kind: 'ballot', key: rule.key }],
});

function pathOf(code: string): readonly string[] {
  if (code === 'take_part_below') return ['take_part'];
  if (code === 'agree_below' || code === 'no_threshold') return ['agree'];
  if (code === 'notice_below') return ['notice_days'];
  if (code === 'quota_below_law') return ['ranking'];
  return code === 'dates' ? ['article'] : ['subject'];
}
