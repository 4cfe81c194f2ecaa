import { lawRules, minimumFor, Rule, rulePart } from '@hezhi/ballots/contract';
import { compareShare, fraction } from '@hezhi/ballots/light';
import { inForce } from '@hezhi/methods/server';
import { Refusal } from '@hezhi/contract';
import type { Call } from '@hezhi/server';
import { errors, type Subject, type VotingRules } from '../contract/index.ts';
import { dayOf } from './see.ts';

/** The rule by which a subject is decided at a place today: the method's own in force there, else what law says. Refuses `owners.rule_gone`. */
export function lawfulRule(call: Call, area: string, subject: Subject): Rule {
  const day = dayOf(call.now);
  const own = inForce(call.house, area, rulePart).find(
    ({ value }) => value.subject === subject && value.article.from <= day && (value.article.to === null || day <= value.article.to),
  );
  const rule = own?.value ?? lawRules(day).find((one) => one.subject === subject);
  if (!rule) throw new Refusal(errors.rule_gone);
  return rule;
}

/** The rule of a vote: thresholds of the law or method, the ways of this compound. `basis` empty: it binds nobody. */
export function ruleOfVote(call: Call, group: { area: string; basis: string; rules: VotingRules }, vote: { subject: Subject; election: boolean }): Rule {
  const rule = lawfulRule(call, group.area, vote.subject);
  const { collision, change, proxies, running, silence, surplus } = group.rules;
  return Rule.parse({
    ...rule,
    binding: group.basis !== '',
    collision,
    running,
    change_until_close: change,
    proxy: proxies === 0 ? null : { max: proxies },
    silence:
      silence === 'none' || group.basis === ''
        ? rule.silence
        : { mode: 'follows_majority', basis: { 'zh-Hans': group.basis, en: group.basis }, takes_part: silence === 'follows_and_takes_part' },
    ...(vote.election
      ? { surplus: Math.max(rule.surplus, surplus), ties: 'second_round', vacancies: 'second_round', second_round: { times: 2, agree: rule.agree } }
      : { questions: [...new Set([...rule.questions, 'yes_no', 'choose'])] }),
  });
}

/** Owners who must support a proposal of owners: the least number whose share of all heads reaches what the law asks (20 %: of 101 heads 21). 0 heads need 1. */
export function supportNeeded(call: Call, subject: Subject, heads: number): number {
  const share = fraction(minimumFor(subject, dayOf(call.now))?.convened_by[0] ?? '1/5');
  let need = Math.max(1, Number((BigInt(heads) * share.num) / share.den));
  while (heads > 0 && compareShare(BigInt(need), BigInt(heads), share) < 0) need++;
  return need;
}
