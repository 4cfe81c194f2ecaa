import type { StepField } from './client.ts';

/** The field of words that a voice note can stand for. */
const wordsKey = 'note';

/**
 * Where somebody spoke instead of typing: the required words that are missing say that the voice note tells it. `spoken`: whether a voice note goes along. Answers the data with
 * those words, or as it was.
 */
export function withSpoken(
  fields: readonly Pick<StepField, 'key' | 'type' | 'required'>[],
  data: Readonly<Record<string, unknown>>,
  spoken: boolean,
  words: string,
): Record<string, unknown> {
  const field = fields.find((one) => one.key === wordsKey && one.type === 'text' && one.required);
  const typed = data[wordsKey];
  return spoken && field && (typeof typed !== 'string' || typed.trim() === '') ? { ...data, [wordsKey]: words } : { ...data };
}
