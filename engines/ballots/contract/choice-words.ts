import type { Words } from '@hezhi/contract/light';
import type { Question } from './question.ts';
import { ABSTAIN, SPOILED } from './vote.ts';

const both = (text: string): Words => ({ 'zh-Hans': text, en: text });

/** A canonical choice as people say it: 同意, names of the options, a mark. */
export function choiceWords(question: Pick<Question, 'kind' | 'options'>, choice: string): Words {
  if (choice === ABSTAIN) return { 'zh-Hans': '弃权', en: 'Abstain' };
  if (choice === SPOILED) return { 'zh-Hans': '废票', en: 'Spoiled' };
  if (question.kind === 'yes_no') return choice === 'yes' ? { 'zh-Hans': '同意', en: 'In favour' } : { 'zh-Hans': '反对', en: 'Against' };
  if (question.kind === 'rating') return { 'zh-Hans': `${choice} 分`, en: choice };
  const name = (key: string): string => question.options.find((one) => one.key === key)?.title ?? key;
  if (question.kind === 'ranking')
    return both(
      choice
        .split('>')
        .map((key, i) => `${i + 1}. ${name(key)}`)
        .join('  '),
    );
  const names = choice.split('+').map(name);
  return { 'zh-Hans': names.join('、'), en: names.join(', ') };
}
