import { Refusal } from '@hezhi/contract';
import { redact } from '@hezhi/cases/contract';
import { homeStanding } from '@hezhi/directory/contract';
import { mustBelong, resolveOwner } from '@hezhi/directory/server';
import { namesOf } from '@hezhi/matters/server';
import { notify } from '@hezhi/notices/server';
import { emit, type Call } from '@hezhi/server';
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import {
  errors,
  permissions,
  type MapView,
  type Next,
  type OwnPart,
  type Proposal,
  type Question,
  type QuestionPage,
  type QuestionsQuery,
  type Statements,
  type StatementsQuery,
  type StatementView,
  type Voted,
  type VoteInput,
} from '../contract/index.ts';
import { CHANGED } from './compute.ts';
import { findPublic, listPublic, type QuestionRow } from './queries-questions.ts';
import { insertStatements, listStatements, progress, room, statementsById, unvoted, withdrawStatement, type ReadStatement } from './queries-statements.ts';
import { castVote, findMap, findPosition } from './queries-votes.ts';
import type { Result } from './result.ts';
import { namedIn, viewFigures, viewMap, viewQuestion } from './view.ts';
import { iso, mustTakePart, participantOf } from './who.ts';

/** How many statements one account may propose on a question within a day, and how many a question takes. */
export const MOST_A_DAY = 5;
export const MOST_STATEMENTS = 500;
const DAY = 86_400_000;
const ENOUGH = 7;
/** The priority of a statement that is in no map yet: nobody has voted on it. */
const FRESH = (0.25 * 9) ** 2;
const numbers = { agree: 1, disagree: -1, pass: 0 } as const;
const nameOf = (cast: number | null): 'agree' | 'disagree' | 'pass' | null => (cast === null ? null : cast > 0 ? 'agree' : cast < 0 ? 'disagree' : 'pass');

/** Published questions of a district, newest first. */
export async function publicQuestions(call: Call, query: z.output<typeof QuestionsQuery>): Promise<{ items: z.input<typeof Question>[]; next: string | null }> {
  const rows = await listPublic(call.db, query.district, query.state ?? null, query.cursor ?? null, query.limit, iso(call.now));
  const names = await namesOf(call.house, query.district);
  const items = rows.slice(0, query.limit);
  return { items: items.map((row) => viewQuestion(row, names)), next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}

async function mustBePublic(call: Call, district: string, id: string): Promise<QuestionRow> {
  const row = await findPublic(call.db, district, id, iso(call.now));
  if (!row) throw new Refusal(errors.gone);
  return row;
}

function mustBeOpen({ state }: QuestionRow): void {
  if (state === 'announced') throw new Refusal(errors.not_yet);
  if (state !== 'open') throw new Refusal(errors.over);
}

async function ownPart(call: Call, district: string, id: string, participant: string): Promise<z.input<typeof OwnPart>> {
  const { voted, left, all } = await progress(call.db, district, id, participant);
  return { voted, left, needed: Math.max(0, Math.min(ENOUGH, all) - voted) };
}

/** One question, with how far whoever asks has come. `opinions.gone` */
export async function publicQuestion(call: Call, district: string, id: string): Promise<z.input<typeof QuestionPage>> {
  const row = await mustBePublic(call, district, id);
  const participant = participantOf(call, district, id);
  const shown = viewQuestion(row, await namesOf(call.house, district));
  if (participant === null) return { ...shown, you: null };
  return { ...shown, you: { ...(await ownPart(call, district, id, participant)), home: homeStanding(row.who, call.actor.home, row.area) } };
}

/**
 * The next statements to vote on, at most five: drawn by Polis' priority (few votes so far, much agreement, few passes, far from the middle), each person in an
 * order of the own, so that no statement has the luck of being first for all (Efraimidis and Spirakis 2006, from a hash instead of a die: repeatable).
 */
export async function nextStatements(call: Call, district: string, id: string): Promise<z.input<typeof Next>> {
  const { who, area } = await mustBePublic(call, district, id);
  const participant = mustTakePart(call, district, id);
  await mustBelong(call, who, area);
  const open = await unvoted(call.db, district, id, participant);
  const result = (await findMap(call.db, district, id))?.result;
  const weights = new Map(result?.statements.map((statement, j) => [statement, result.priority[j]!]));
  const drawn = open.map((one) => {
    const chance = (createHash('sha256').update(`${participant} ${one.id}`).digest().readUIntBE(0, 6) + 1) / (2 ** 48 + 1);
    return { one, key: -Math.log(chance) / Math.max(weights.get(one.id) ?? FRESH, 1e-6) };
  });
  drawn.sort((a, b) => a.key - b.key);
  return { items: drawn.slice(0, 5).map(({ one }) => ({ id: one.id, text: redact(one.text) })), you: await ownPart(call, district, id, participant) };
}

/** Takes a vote, or a changed mind: one account has one vote on a statement; what was said before moving house stays. `opinions.not_yet`, `opinions.over`, `opinions.statement_gone` */
export async function vote(call: Call, district: string, id: string, given: z.output<typeof VoteInput>): Promise<z.input<typeof Voted>> {
  const row = await mustBePublic(call, district, id);
  const participant = mustTakePart(call, district, id);
  mustBeOpen(row);
  await mustBelong(call, row.who, row.area);
  const [statement] = await statementsById(call.db, district, id, [given.statement]);
  if (statement?.state !== 'shown') throw new Refusal(errors.statement_gone);
  const write = call.write(given);
  castVote(write, district, id, { participant, statement: given.statement, vote: numbers[given.vote], at: iso(call.now) });
  // Nothing of who voted what: the event only says that there is something to count.
  emit(write, { district, topic: CHANGED, data: { question: id }, at: call.now });
  await write.run(call.db);
  return given;
}

const viewStatement = (row: ReadStatement, reader: string | null, figures: Result | undefined, closed: boolean): z.input<typeof StatementView> => {
  const own = row.source === 'resident' && row.author === reader;
  return {
    id: row.id,
    // Once more on the way out: a better rule protects what was written under an older one.
    text: redact(row.public_text),
    source: row.source,
    own,
    state: row.state === 'withdrawn' ? 'removed' : row.state,
    reason: own ? row.reason : null,
    vote: nameOf(row.vote),
    figures: row.state === 'shown' && (closed || row.vote !== null) ? viewFigures(figures, row.id) : null,
  };
};

/** Statements of a question, oldest first; figures only of those the reader has voted on, or of all once it is closed. `opinions.gone` */
export async function publicStatements(call: Call, district: string, id: string, query: z.output<typeof StatementsQuery>): Promise<z.input<typeof Statements>> {
  const question = await mustBePublic(call, district, id);
  const reader = participantOf(call, district, id);
  const rows = await listStatements(call.db, district, id, reader, query.view, query.cursor ?? null, query.limit);
  const result = (await findMap(call.db, district, id))?.result;
  const items = rows.slice(0, query.limit);
  const closed = question.state === 'counting' || question.state === 'closed';
  return { items: items.map((row) => viewStatement(row, reader, result, closed)), next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}

/** Takes a proposed statement, to be read by the staff before others vote on it. Its author is known by the pseudonym only. */
export async function propose(call: Call, district: string, id: string, given: z.output<typeof Proposal>): Promise<z.input<typeof StatementView>> {
  const question = await mustBePublic(call, district, id);
  const author = mustTakePart(call, district, id);
  mustBeOpen(question);
  await mustBelong(call, question.who, question.area);
  if (!question.proposing) throw new Refusal(errors.not_proposing);
  const shown = redact(given.text);
  const found = await room(call.db, district, id, author, shown, iso(call.now - DAY));
  if (found.mine >= MOST_A_DAY) throw new Refusal(errors.too_many_proposed, { max: MOST_A_DAY });
  if (found.all >= MOST_STATEMENTS) throw new Refusal(errors.many_statements, { max: MOST_STATEMENTS });
  if (found.same) throw new Refusal(errors.same_statement);
  const at = iso(call.now);
  const reply: z.input<typeof StatementView> = {
    id: given.id,
    text: shown,
    source: 'resident',
    own: true,
    state: 'waiting',
    reason: null,
    vote: null,
    figures: null,
  };
  const write = call.write(reply);
  insertStatements(write, district, id, [
    { id: given.id, source: 'resident', author, written: given.text, public_text: shown, state: 'waiting', at, decided_by: null },
  ]);
  // Once a day for each who may moderate, however many come; where the asker's territory has a centre of its own, that one.
  const { org } = await resolveOwner(call.house, district, { org: 'community', at: 'community' }, question.area, call.now);
  notify(write, {
    district,
    key: `opinions waiting ${id} ${iso(call.now + 8 * 3_600_000).slice(0, 10)}`,
    template: 'opinions.waiting',
    to: [...new Set([question.org, ...(org === null ? [] : [org])])].map((one) => ({ org: one, with: permissions.moderate.key })),
    values: { title: question.title },
    link: '/opinions/statements',
    area: question.area,
    at: call.now,
  });
  await write.run(call.db);
  return reply;
}

/** Takes one's own statement back while it waits. `opinions.statement_decided` */
export async function withdraw(call: Call, district: string, id: string, statement: string): Promise<void> {
  await mustBePublic(call, district, id);
  const author = mustTakePart(call, district, id);
  const write = call.write();
  withdrawStatement(write, district, id, statement, author, iso(call.now));
  await write.run(call.db);
}

/** The map of a question, with the place of one participant. */
export async function mapOf(call: Call, district: string, id: string, participant: string | null): Promise<z.input<typeof MapView>> {
  const row = await findMap(call.db, district, id);
  const own = row && participant !== null ? await findPosition(call.db, district, id, participant) : undefined;
  const named = row ? await statementsById(call.db, district, id, namedIn(row.result)) : [];
  return viewMap(row, own, new Map(named.filter(({ state }) => state === 'shown').map((one) => [one.id, redact(one.public_text)])));
}

/** The map of a published question as whoever asks may see it. `opinions.gone` */
export async function publicMap(call: Call, district: string, id: string): Promise<z.input<typeof MapView>> {
  await mustBePublic(call, district, id);
  return mapOf(call, district, id, participantOf(call, district, id));
}
