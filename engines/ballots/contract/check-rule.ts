import type { Words } from '@hezhi/contract/light';
import { legalGaps, legalMinima, type LegalGap, type LegalMinimum } from './law.data.ts';
import { compareFractions, fraction, measureWords } from './measures.ts';
import type { Rule } from './rule.ts';

/** What a rule lacks against the law of its subject. */
export type RuleFault = {
  code:
    | 'unknown_subject'
    | 'law_not_known'
    | 'take_part_below'
    | 'agree_below'
    | 'notice_below'
    | 'dates'
    | 'no_threshold'
    | 'silence_without_basis'
    | 'quota_below_law';
  words: Words;
};

/** The minimum of law for a subject on a day (`YYYY-MM-DD`), or null where the table knows none. */
export const minimumFor = (subject: string, day: string): LegalMinimum | null =>
  legalMinima.find((one) => one.subject === subject && one.from <= day && (one.to === null || day <= one.to)) ?? null;

type Threshold = { at_least?: string | undefined; more_than?: string | undefined };

/** Whether `given` is at least as strict as `need`: at the same share, `more than` is stricter than `at least`. */
function meets(given: Threshold, need: Threshold): boolean {
  const side = compareFractions(fraction(given.at_least ?? given.more_than!), fraction(need.at_least ?? need.more_than!));
  return side > 0 || (side === 0 && (given.more_than !== undefined || need.more_than === undefined));
}

const told = (need: Threshold): string => (need.at_least === undefined ? `> ${need.more_than}` : `≥ ${need.at_least}`);

/** What is said of a law whose text was not at hand. */
export const gapWords = (gap: LegalGap): Words => ({ 'zh-Hans': `《${gap.law['zh-Hans']}》：${gap.note['zh-Hans']}`, en: `${gap.law.en}: ${gap.note.en}` });

/**
 * Checks a rule against the legal minimum of its subject on a day; an empty list means that it may be used. `law_not_known` is no refusal by itself (`blocking` false): where the
 * table knows a subject but not for that day, the rule's own article must say what holds.
 */
export function checkRule(rule: Rule, day: string): { faults: RuleFault[]; blocking: boolean } {
  const faults: RuleFault[] = [];
  if (day < rule.article.from || (rule.article.to !== null && day > rule.article.to))
    faults.push({ code: 'dates', words: { 'zh-Hans': `所依据的条款在 ${day} 不适用`, en: `The article it stands on does not hold on ${day}` } });
  if (rule.binding && rule.agree.length === 0 && rule.questions.includes('yes_no'))
    faults.push({ code: 'no_threshold', words: { 'zh-Hans': '有约束力的表决必须写明同意的比例', en: 'A binding decision must say how many must agree' } });
  if (rule.subject === null) return { faults, blocking: faults.length > 0 };
  const law = minimumFor(rule.subject, day);
  if (!law) {
    const known = legalMinima.some(({ subject }) => subject === rule.subject);
    const gap = legalGaps.find(({ subject, from }) => subject === rule.subject && from <= day);
    if (known)
      return {
        faults: [
          ...faults,
          {
            code: 'law_not_known',
            words: gap
              ? gapWords(gap)
              : {
                  'zh-Hans': '法律比例表没有这一天的规定，以规则所列条款为准',
                  en: 'The legal table has nothing for that day; the article of the rule is what counts',
                },
          },
        ],
        blocking: faults.length > 0,
      };
    return {
      faults: [
        ...faults,
        { code: 'unknown_subject', words: { 'zh-Hans': `法律比例表没有“${rule.subject}”这一事项`, en: `The legal table knows no subject “${rule.subject}”` } },
      ],
      blocking: true,
    };
  }
  const source: Words = { 'zh-Hans': `《${law.law['zh-Hans']}》第 ${law.article} 条`, en: `${law.law.en}, article ${law.article}` };
  for (const need of law.take_part)
    if (!rule.take_part.some((one) => one.measure === need.measure && meets(one, need)))
      faults.push({ code: 'take_part_below', words: lack('参与', 'taking part', need, source) });
  for (const need of law.agree) {
    const fits = rule.agree.some((one) => one.measure === need.measure && (one.of === law.agree_of || one.of === 'roll') && meets(one, need));
    if (!fits) faults.push({ code: 'agree_below', words: lack('同意', 'in favour', need, source) });
  }
  // A quota is a share of the ballots that rank; it says nothing of the share that the law asks of each who is elected.
  if (law.agree.length > 0 && rule.ranking === 'stv' && rule.questions.includes('ranking'))
    faults.push({
      code: 'quota_below_law',
      words: {
        'zh-Hans': `单记可转移投票的当选数不能代替法定的同意比例（${source['zh-Hans']}）`,
        en: `The quota of the single transferable vote cannot stand in place of the share in favour that the law demands (${source.en})`,
      },
    });
  if (rule.notice_days < law.notice_days)
    faults.push({
      code: 'notice_below',
      words: { 'zh-Hans': `提前公告不少于 ${law.notice_days} 日（${source['zh-Hans']}）`, en: `At least ${law.notice_days} days of notice (${source.en})` },
    });
  return { faults, blocking: faults.length > 0 };
}

const lack = (zh: string, en: string, need: { measure: 'heads' | 'area' | 'shares' } & Threshold, source: Words): Words => ({
  'zh-Hans': `${measureWords[need.measure]['zh-Hans']}${zh}比例须 ${told(need)}（${source['zh-Hans']}）`,
  en: `${measureWords[need.measure].en} ${en} must be ${told(need)} (${source.en})`,
});
