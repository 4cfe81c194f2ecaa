import { speak } from '@hezhi/server';
import type { Language, Words } from '@hezhi/contract';
import type { Field } from '@hezhi/forms/contract';

const yesNo: Record<'true' | 'false', Words> = { true: { 'zh-Hans': '是', en: 'Yes' }, false: { 'zh-Hans': '否', en: 'No' } };

/** A typed value in words. */
export function plainText(value: unknown, language: Language): string {
  if (typeof value === 'boolean') return speak(yesNo[`${value}`], language);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/** Answers in the order of the questions, in words; unanswered ones are left out. Answers to questions that are no longer asked keep their key. */
export function answerLines(
  questions: readonly Field[],
  answers: Readonly<Record<string, unknown>>,
  language: Language,
): { key: string; label: string; text: string }[] {
  return answerViews(questions, answers, language).map(({ key, label, text }) => ({ key, label: speak(label, language), text }));
}

export function answerViews(
  questions: readonly Field[],
  answers: Readonly<Record<string, unknown>>,
  language: Language,
): { key: string; label: Words; text: string }[] {
  const asked = new Map(questions.map((one) => [one.key, one]));
  const keys = [...questions.map((one) => one.key).filter((key) => key in answers), ...Object.keys(answers).filter((key) => !asked.has(key))];
  return keys.flatMap((key) => {
    const value = answers[key];
    if (value === undefined || value === null || value === '') return [];
    const question = asked.get(key);
    const option = question?.options?.find((one) => one.value === value);
    const text = option ? speak(option.label, language) : plainText(value, language);
    return [{ key, label: question?.label ?? { 'zh-Hans': key, en: key }, text }];
  });
}
