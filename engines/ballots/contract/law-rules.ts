import { legalMinima, type LegalMinimum } from './law.data.ts';
import { Rule } from './rule.ts';

const choosing = new Set(['owners.committee', 'owners.manager', 'villagers.election']);

/** The rule that says exactly what law demands of a subject, to vote by where no pack brings one of its own. */
export const ruleOfLaw = (law: LegalMinimum): Rule =>
  Rule.parse({
    key: law.subject.replaceAll('.', '_').slice(0, 40),
    name: law.words,
    subject: law.subject,
    article: { law: law.law, article: law.article, from: law.from, to: law.to },
    binding: true,
    questions: choosing.has(law.subject) ? ['yes_no', 'choose'] : ['yes_no'],
    take_part: law.take_part.map((one) => ({ ...one, of: 'roll' as const })),
    agree: law.agree.map((one) => ({ ...one, of: law.agree_of })),
    notice_days: law.notice_days,
    surplus: law.subject === 'villagers.election' ? 1 : 0,
  });

/** The rules of law that hold on a day (`YYYY-MM-DD`). */
export const lawRules = (day: string): Rule[] => legalMinima.filter(({ from, to }) => from <= day && (to === null || day <= to)).map(ruleOfLaw);

/** An opinion poll: it binds nobody, and says for information what more than half think. */
export const pollRule: Rule = Rule.parse({
  key: 'poll',
  name: { 'zh-Hans': '意见征询（仅供参考）', en: 'Opinion poll (for information)' },
  article: { law: { 'zh-Hans': '意见征询，不产生决定', en: 'An opinion poll; it decides nothing' }, article: '0', from: '2021-01-01' },
  binding: false,
  questions: ['yes_no', 'choose', 'ranking', 'rating'],
  agree: [{ measure: 'heads', more_than: '1/2' }],
  running: 'public',
});
