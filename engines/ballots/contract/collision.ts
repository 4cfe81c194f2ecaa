import type { Rule } from './rule.ts';

/** How a ballot came in. `home`: the box that goes from door to door; `meeting`: on paper at the meeting. */
export const channels = ['online', 'code', 'paper', 'home', 'meeting'] as const;
export type Channel = (typeof channels)[number];
export const onPaper = (channel: Channel): boolean => channel === 'paper' || channel === 'home' || channel === 'meeting';

/** What the collision rule looks at. `at`: when the voter gave it (for paper, when it was received), epoch ms or RFC 3339. */
export type Arrived = { id: string; at: string; channel: Channel; proxy: boolean };
export type Displaced = 'by_own_vote' | 'by_paper' | 'by_online' | 'by_later' | 'by_earlier';

const preferred = (rule: Pick<Rule, 'collision'>, channel: Channel): number => {
  if (rule.collision === 'paper') return onPaper(channel) ? 0 : 1;
  if (rule.collision === 'online') return onPaper(channel) ? 1 : 0;
  return 0;
};

/**
 * Which of one voter's ballots stands: the voter's own before one by proxy; then the channel that the rule prefers; then the last (or the first). A total order over what the
 * ballots are, so the order in which the server learns of them changes nothing.
 */
export function before(rule: Pick<Rule, 'collision'>, a: Arrived, b: Arrived): number {
  if (a.proxy !== b.proxy) return a.proxy ? 1 : -1;
  const channel = preferred(rule, a.channel) - preferred(rule, b.channel);
  if (channel !== 0) return channel;
  const [x, y] = [Date.parse(a.at), Date.parse(b.at)];
  const time = x === y ? (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) : x - y;
  return rule.collision === 'first' ? time : -time;
}

/** The ballot that stands, and why each other does not. */
export function standing<T extends Arrived>(rule: Pick<Rule, 'collision'>, casts: readonly T[]): { valid: T; displaced: { cast: T; why: Displaced }[] } | null {
  const [valid, ...rest] = casts.toSorted((a, b) => before(rule, a, b));
  if (!valid) return null;
  return { valid, displaced: rest.map((cast) => ({ cast, why: whyNot(rule, valid, cast) })) };
}

function whyNot(rule: Pick<Rule, 'collision'>, valid: Arrived, cast: Arrived): Displaced {
  if (cast.proxy && !valid.proxy) return 'by_own_vote';
  if (preferred(rule, valid.channel) !== preferred(rule, cast.channel)) return rule.collision === 'paper' ? 'by_paper' : 'by_online';
  return rule.collision === 'first' ? 'by_earlier' : 'by_later';
}
