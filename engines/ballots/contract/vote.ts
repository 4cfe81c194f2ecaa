import type { Question } from './question.ts';

/** What a voter says, by question key. */
export type Vote = Readonly<Record<string, string>>;

/** The choice of a ballot that could not be read as one: it takes part and supports nothing. */
export const SPOILED = '!';
export const ABSTAIN = 'abstain';

/**
 * A choice in its one canonical form, or null when it is none. yes_no: `yes`, `no`; choose: keys joined by `+` in the order of the options, at most `most`
 * (default: the seats); ranking: keys joined by `>`, best first, not necessarily all; rating: a whole number of the scale; everywhere `abstain`.
 */
export function readChoice(question: Question, text: string): string | null {
  if (text === ABSTAIN) return ABSTAIN;
  if (question.kind === 'yes_no') return text === 'yes' || text === 'no' ? text : null;
  if (question.kind === 'rating') {
    if (!/^(0|[1-9]\d{0,2})$/.test(text) || !question.scale) return null;
    return Number(text) >= question.scale.from && Number(text) <= question.scale.to ? text : null;
  }
  const known = question.options.map(({ key }) => key);
  const named = text.split(question.kind === 'choose' ? '+' : '>');
  if (named.some((key) => !known.includes(key)) || new Set(named).size !== named.length) return null;
  if (question.kind === 'ranking') return named.join('>');
  if (named.length > (question.most ?? question.seats)) return null;
  return known.filter((key) => named.includes(key)).join('+');
}

/** A vote in canonical form with every question answered (what is left out is an abstention), or null when a choice is none or names no question. */
export function readVote(questions: readonly Question[], given: Vote): Vote | null {
  if (Object.keys(given).some((key) => !questions.some((one) => one.key === key))) return null;
  const vote: Record<string, string> = {};
  for (const one of questions) {
    const choice = readChoice(one, given[one.key] ?? ABSTAIN);
    if (choice === null) return null;
    vote[one.key] = choice;
  }
  return vote;
}

/** The canonical text of a canonical vote: question keys in the order of the questions. */
export const voteText = (questions: readonly Question[], vote: Vote): string => JSON.stringify(questions.map(({ key }) => [key, vote[key] ?? ABSTAIN]));

/** Bytes to which every sealed vote of a ballot is padded, so that its length says nothing: the longest vote there can be, in steps of 64. */
export function paddedLength(questions: readonly Question[]): number {
  const longest = questions.reduce((sum, one) => sum + one.key.length + one.options.reduce((all, { key }) => all + key.length + 1, 0) + 20, 64);
  return Math.ceil((longest + 4) / 64) * 64;
}
