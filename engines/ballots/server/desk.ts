import { Refusal, type Words } from '@hezhi/contract';
import { implement, type Call, type Implementation } from '@hezhi/server';
import { inForce } from '@hezhi/methods/server';
import type { z } from 'zod';
import { checkRule, gapWords } from '../contract/check-rule.ts';
import { errors } from '../contract/errors.ts';
import { legalGaps } from '../contract/law.data.ts';
import { lawRules, pollRule } from '../contract/law-rules.ts';
import { rulePart } from '../contract/part.ts';
import type { Rule } from '../contract/rule.ts';
import { deskRoutes as routes, type RuleChoice, type VoterLine } from '../contract/routes-desk.ts';
import { ballotRow } from './ballots.ts';
import { votersOf } from './queries-desk.ts';
import { resultPaper } from './result-paper.ts';
import { chinaTime } from './rolls.ts';
import { concerns, covers, standing } from './standing.ts';
import { ruleWords } from './views.ts';

/** Rules to vote by at a place: the method's own first, then what law says where the method has nothing for the subject, then the poll. */
function rulesAt(call: Call, area: string): { items: z.input<typeof RuleChoice>[]; gaps: Words[] } {
  const day = chinaTime(call.now).slice(0, 10);
  const own = inForce(call.house, area, rulePart).filter(({ value }) => value.article.from <= day && (value.article.to === null || day <= value.article.to));
  const told = (rule: Rule): Pick<z.input<typeof RuleChoice>, 'words' | 'unconfirmed'> => ({
    words: ruleWords(rule),
    unconfirmed: checkRule(rule, day).faults.flatMap(({ code, words }) => (code === 'law_not_known' ? [words] : [])),
  });
  const spoken = new Set(own.map(({ value }) => value.subject));
  const gaps = legalGaps.filter(({ subject, from }) => from <= day && !spoken.has(subject)).map(gapWords);
  const items = [
    ...own.map(({ pack, value }) => ({ from: 'pack' as const, pack, rule: value, ...told(value) })),
    ...lawRules(day)
      .filter(({ subject }) => !spoken.has(subject))
      .map((rule) => ({ from: 'law' as const, pack: null, rule, ...told(rule) })),
    { from: 'poll' as const, pack: null, rule: pollRule, ...told(pollRule) },
  ];
  return { items, gaps };
}

/** A page of voters; the cursor is the last one's id and name. */
async function turnout(
  call: Call,
  id: string,
  query: { cursor?: string | undefined; limit: number; q?: string | undefined; waiting?: boolean | undefined; entry?: string | undefined },
): Promise<{ items: z.input<typeof VoterLine>[]; next: string | null }> {
  const { district, area } = standing(call);
  const row = await ballotRow(call, district, id);
  if (!concerns(row.area, area)) throw new Refusal(errors.not_found);
  const hidden = row.face.rule.running === 'nobody' && row.state !== 'counted';
  const cursor = /^([0-9a-f-]{36}) (.*)$/s.exec(query.cursor ?? '');
  const after = cursor ? { id: cursor[1]!, label: cursor[2]! } : null;
  const rows = await votersOf(call.db, district, id, row.roll, {
    after,
    q: query.q ?? null,
    entry: query.entry ?? null,
    waiting: !hidden && (query.waiting ?? false),
    limit: query.limit + 1,
  });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((one) => ({
      ...one,
      voted: hidden ? null : one.voted_at !== null,
      voted_at: hidden || one.voted_at === null ? null : new Date(one.voted_at).toISOString(),
    })),
    next: rows.length > query.limit && last ? `${last.id} ${last.label}` : null,
  };
}

export const deskHandlers: readonly Implementation[] = [
  implement(routes.rules, async (call, { query }) => {
    if (!covers(query.area, standing(call).area)) throw new Refusal(errors.outside);
    return rulesAt(call, query.area);
  }),
  implement(routes.turnout, (call, { params, query }) => turnout(call, params.id, query)),
  implement(routes.resultPaper, async (call, { params }, wire) => {
    const bytes = await resultPaper(call, params.district, params.id);
    wire.reply
      .header('content-type', 'application/pdf')
      .header('content-disposition', `inline; filename="result-${params.id.slice(-12)}.pdf"`)
      .header('cache-control', 'no-store');
    void wire.reply.send(bytes);
  }),
];
