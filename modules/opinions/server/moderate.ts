import { Refusal } from '@hezhi/contract';
import { redact } from '@hezhi/cases/contract';
import { emit, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, type DecisionInput, type DeskStatement, type DeskStatements, type DeskStatementsQuery, type Proposal } from '../contract/index.ts';
import { CHANGED } from './compute.ts';
import { mustFind } from './questions.ts';
import {
  countWaiting,
  decideStatement,
  insertStatements,
  listQueue,
  room,
  statementsById,
  type StatementRow,
  type StatementState,
} from './queries-statements.ts';
import { findMap } from './queries-votes.ts';
import type { Result } from './result.ts';
import { MOST_STATEMENTS } from './take-part.ts';
import { viewFigures } from './view.ts';
import { iso, standing } from './who.ts';

type View = z.input<typeof DeskStatement>;

const view = (row: StatementRow, title: string, result?: Result): View => ({
  id: row.id,
  question: row.question,
  title,
  source: row.source,
  written: row.written,
  redacted: redact(row.public_text),
  state: row.state,
  reason: row.reason,
  at: row.at,
  decidedAt: row.decided_at,
  figures: row.state === 'shown' ? viewFigures(result, row.id) : null,
});

/** A page of statements on the questions of the post's territory, oldest first, with how many wait. Of one question also its figures. */
export async function queue(call: Call, query: z.output<typeof DeskStatementsQuery>): Promise<z.input<typeof DeskStatements>> {
  const { district, area } = standing(call);
  const rows = await listQueue(call.db, district, area, query);
  const waiting = await countWaiting(call.db, district, area, query.question ?? null);
  const result = query.question === undefined ? undefined : (await findMap(call.db, district, query.question))?.result;
  const items = rows.slice(0, query.limit);
  return { waiting, items: items.map((row) => view(row, row.title, result)), next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}

const moves: Readonly<Record<'accept' | 'refuse' | 'remove', { from: StatementState; to: StatementState }>> = {
  accept: { from: 'waiting', to: 'shown' },
  refuse: { from: 'waiting', to: 'refused' },
  remove: { from: 'shown', to: 'removed' },
};

/**
 * Decides on a statement of the post's territory. What is shown goes through `redact` whatever was typed. The author reads decision and reason on the question's page: nobody knows
 * whom to send it to. `opinions.statement_gone`, `opinions.statement_decided` (somebody was faster), `opinions.reason_needed`
 */
export async function decide(call: Call, id: string, statement: string, given: z.output<typeof DecisionInput>): Promise<{ id: string; state: StatementState }> {
  const question = await mustFind(call, id);
  const { district, person } = standing(call);
  const [row] = await statementsById(call.db, district, id, [statement]);
  if (!row || row.state === 'withdrawn') throw new Refusal(errors.statement_gone);
  const { from, to } = moves[given.decision];
  const reason = given.decision === 'accept' ? null : (given.reason ?? '');
  if (reason === '' && question.published_at !== null) throw new Refusal(errors.reason_needed);
  if (row.state !== from) throw new Refusal(errors.statement_decided);
  const reply = { id: statement, state: to };
  const write = call.write(reply);
  const text = given.decision === 'accept' ? redact(given.text ?? row.public_text) : null;
  decideStatement(write, district, id, statement, { from, to, text, reason: reason || null, by: person, at: iso(call.now) });
  if (question.published_at !== null) emit(write, { district, topic: CHANGED, data: { question: id }, at: call.now });
  await write.run(call.db);
  return reply;
}

/** Adds a statement for the organisation, shown at once. `opinions.over`, `opinions.many_statements`, `opinions.same_statement` */
export async function seed(call: Call, id: string, given: z.output<typeof Proposal>): Promise<View> {
  const question = await mustFind(call, id);
  const { district, person } = standing(call);
  if (question.state === 'counting' || question.state === 'closed') throw new Refusal(errors.over);
  const at = iso(call.now);
  const text = redact(given.text);
  const found = await room(call.db, district, id, person, text, at);
  if (found.all >= MOST_STATEMENTS) throw new Refusal(errors.many_statements, { max: MOST_STATEMENTS });
  if (found.same) throw new Refusal(errors.same_statement);
  const row: StatementRow = {
    id: given.id,
    question: id,
    source: 'seed',
    author: person,
    written: given.text,
    public_text: text,
    state: 'shown',
    reason: null,
    at,
    decided_at: at,
  };
  const reply = view(row, question.title);
  const write = call.write(reply);
  insertStatements(write, district, id, [{ ...row, decided_by: person }]);
  await write.run(call.db);
  return reply;
}
