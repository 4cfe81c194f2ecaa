import { newId, Refusal } from '@hezhi/contract';
import { redact } from '@hezhi/cases/contract';
import { whoAt } from '@hezhi/directory/contract';
import { audit, territory } from '@hezhi/directory/server';
import { findVisible, namesOf } from '@hezhi/matters/server';
import { inForce } from '@hezhi/methods/server';
import { emit, setTimer, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, opinionsPart, usualWho, type DeskQuery, type MapView, type NewQuestion, type Question, type QuestionInput } from '../contract/index.ts';
import { CLOSE, GRACE } from './compute.ts';
import { mapOf } from './take-part.ts';
import {
  changeQuestion,
  dropQuestion,
  endQuestion,
  findWithin,
  insertQuestion,
  linkDeliberation,
  listWithin,
  publishQuestion,
  questionsOf,
  type QuestionRow,
} from './queries-questions.ts';
import { insertStatements } from './queries-statements.ts';
import { viewQuestion } from './view.ts';
import { iso, standing } from './who.ts';

type View = z.input<typeof Question>;
/** So many statements a question needs before it is published. */
export const LEAST_STATEMENTS = 3;
const YEAR = 366 * 86_400_000;

/** A question of the post's territory; `opinions.gone` otherwise. */
export async function mustFind(call: Call, id: string): Promise<QuestionRow> {
  const { district, area } = standing(call);
  const row = await findWithin(call.db, district, area, id, iso(call.now));
  if (!row) throw new Refusal(errors.gone);
  return row;
}

const view = async (call: Call, row: QuestionRow): Promise<View> => viewQuestion(row, await namesOf(call.house, row.district));

/** A page of the questions of the post's territory, newest first. */
export async function listQuestions(call: Call, query: z.output<typeof DeskQuery>): Promise<{ items: View[]; next: string | null }> {
  const { district, area } = standing(call);
  const rows = await listWithin(call.db, district, area, query.state ?? null, query.cursor ?? null, query.limit, iso(call.now));
  const names = await namesOf(call.house, district);
  const items = rows.slice(0, query.limit);
  return { items: items.map((row) => viewQuestion(row, names)), next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}

export const getQuestion = async (call: Call, id: string): Promise<View> => view(call, await mustFind(call, id));

async function content(call: Call, given: z.output<typeof QuestionInput>) {
  const { district, area: own } = standing(call);
  const area = given.area ?? own;
  const tree = await territory(call.house).ensure(district);
  if (!area.startsWith(own) || tree.get(area) === undefined) throw new Refusal(errors.area_outside);
  const [opens, closes] = [Date.parse(given.opensAt), Date.parse(given.closesAt)];
  if (closes <= opens || closes <= call.now || closes - opens > YEAR) throw new Refusal(errors.period_wrong);
  const who = given.who ?? whoAt(inForce(call.house, area, opinionsPart)[0]?.value.who ?? usualWho, area);
  return { area, title: given.title, about: given.about, opensAt: iso(opens), closesAt: iso(closes), proposing: given.proposing, who };
}

/** Writes a draft with its first statements. `opinions.area_outside`, `opinions.period_wrong`, `opinions.exists` */
export async function createQuestion(call: Call, given: z.output<typeof NewQuestion>): Promise<View> {
  const { district, org, person } = standing(call);
  const one = await content(call, given);
  const at = iso(call.now);
  const texts = [...new Set(given.statements)];
  const row: QuestionRow = {
    district,
    id: given.id,
    area: one.area,
    title: one.title,
    about: one.about,
    opens_at: one.opensAt,
    closes_at: one.closesAt,
    proposing: one.proposing,
    who: one.who,
    org,
    published_at: null,
    ended_early: null,
    counted_at: null,
    deliberation: null,
    state: 'draft',
    statements: texts.length,
    people: 0,
    votes: 0,
  };
  const reply = await view(call, row);
  const write = call.write(reply);
  insertQuestion(write, district, { ...one, id: given.id, org, by: person, at });
  insertStatements(
    write,
    district,
    given.id,
    // A millisecond apart, so that they stay in the order in which they were written.
    texts.map((text, i) => ({
      id: newId(call.now + i),
      source: 'seed',
      author: person,
      written: text,
      public_text: redact(text),
      state: 'shown',
      at,
      decided_by: person,
    })),
  );
  await write.run(call.db);
  return reply;
}

/** Changes a draft. `opinions.published` */
export async function editQuestion(call: Call, id: string, given: z.output<typeof QuestionInput>): Promise<View> {
  const row = await mustFind(call, id);
  const one = await content(call, given);
  const write = call.write();
  changeQuestion(write, row.district, id, one);
  await write.run(call.db);
  return getQuestion(call, id);
}

/** Throws a draft away. */
export async function dropDraft(call: Call, id: string): Promise<void> {
  const row = await mustFind(call, id);
  if (row.published_at !== null) throw new Refusal(errors.published);
  const write = call.write();
  dropQuestion(write, row.district, id);
  await write.run(call.db);
}

/** Makes a draft public; its close is set with it. `opinions.few_statements`, `opinions.period_wrong`, `opinions.published` */
export async function publish(call: Call, id: string): Promise<View> {
  const row = await mustFind(call, id);
  if (row.published_at !== null) throw new Refusal(errors.published);
  if (Date.parse(row.closes_at) <= call.now) throw new Refusal(errors.period_wrong);
  if (row.statements < LEAST_STATEMENTS) throw new Refusal(errors.few_statements, { least: LEAST_STATEMENTS });
  const reply: View = { ...(await view(call, row)), state: Date.parse(row.opens_at) > call.now ? 'announced' : 'open' };
  const write = call.write(reply);
  publishQuestion(write, row.district, id, iso(call.now));
  setClose(write, row.district, id, Date.parse(row.closes_at), call.now);
  audit(write, call, { action: 'opinions.publish', target: id });
  emit(write, { district: row.district, topic: 'opinions.published', data: { question: id, area: row.area }, at: call.now });
  await write.run(call.db);
  return reply;
}

const setClose = (write: Parameters<typeof setTimer>[0], district: string, question: string, closes: number, now: number): void =>
  setTimer(write, { district, id: newId(now), dueAt: closes + GRACE, topic: CLOSE, data: { question } });

/** Closes a question before its time; the reason is public. `opinions.not_published`, `opinions.over` */
export async function endEarly(call: Call, id: string, reason: string): Promise<View> {
  const row = await mustFind(call, id);
  if (row.published_at === null) throw new Refusal(errors.not_published);
  if (Date.parse(row.closes_at) <= call.now) throw new Refusal(errors.over);
  const at = iso(call.now);
  const reply: View = { ...(await view(call, row)), state: 'counting', closesAt: at, endedEarly: reason };
  const write = call.write(reply);
  endQuestion(write, row.district, id, at, reason);
  setClose(write, row.district, id, call.now, call.now);
  audit(write, call, { action: 'opinions.end', target: id, detail: { reason } });
  emit(write, { district: row.district, topic: 'opinions.ended', data: { question: id, area: row.area }, at: call.now });
  await write.run(call.db);
  return reply;
}

/** Links the result with a deliberation that takes it up. `opinions.nothing_yet`, `opinions.no_deliberation` */
export async function handOver(call: Call, id: string, deliberation: string): Promise<View> {
  const row = await mustFind(call, id);
  if (row.published_at === null) throw new Refusal(errors.not_published);
  if (row.votes === 0) throw new Refusal(errors.nothing_yet);
  const matter = await findVisible(call.db, row.district, deliberation, call.actor);
  if (matter?.kind !== 'deliberation') throw new Refusal(errors.no_deliberation);
  const reply: View = { ...(await view(call, row)), deliberation };
  const write = call.write(reply);
  linkDeliberation(write, row.district, id, deliberation, iso(call.now));
  audit(write, call, { action: 'opinions.hand', target: id, detail: { deliberation } });
  emit(write, { district: row.district, topic: 'opinions.handed', data: { question: id, deliberation, area: row.area }, at: call.now });
  await write.run(call.db);
  return reply;
}

/** The map as the public sees it, for the staff. */
export async function deskMap(call: Call, id: string): Promise<z.input<typeof MapView>> {
  const row = await mustFind(call, id);
  return mapOf(call, row.district, id, null);
}

/** Questions whose result a deliberation took up: for the page of a deliberation. Published ones only, so whoever sees the deliberation may see them. */
export async function opinionsFor(call: Call, district: string, deliberation: string): Promise<View[]> {
  const names = await namesOf(call.house, district);
  return (await questionsOf(call.db, district, deliberation, iso(call.now))).map((row) => viewQuestion(row, names));
}
