import { newId, Refusal, iso } from '@hezhi/contract';
import { redact } from '@hezhi/cases/contract';
import { reportCase, type ReportSource } from '@hezhi/cases/server';
import { resolveOwner } from '@hezhi/directory/server';
import { dayIn } from '@hezhi/matters/contract';
import { cut, findStored, readCursor, writeCursor } from '@hezhi/matters/server';
import { defineNotices } from '@hezhi/notices/contract';
import { notify } from '@hezhi/notices/server';
import type { Call, House, Listener } from '@hezhi/server';
import type { z } from 'zod';
import { errors, mostMessages, permissions, type schemas } from '../contract/index.ts';
import {
  answerRaised,
  attendSignup,
  countFigures,
  findByMatter,
  findRaised,
  findSignup,
  insertRaised,
  listRaised,
  messagesSince,
  myRaised,
  mySignups,
  setEnd,
  setMatter,
  type RaisedLine,
} from './queries-people.ts';
import { findDeputy, type DeputyLine } from './queries.ts';
import { raisedView, signupView } from './views.ts';
import { standing } from './who.ts';

type View = z.input<typeof schemas.RaisedView>;
const DAY = 86_400_000;

async function deputyIn(call: Call, district: string, area: string, id: string): Promise<DeputyLine> {
  const row = await findDeputy(call.db, district, id);
  const today = dayIn(call.now);
  if (!row?.area.startsWith(area) || row.term_from > today || (row.term_to !== null && row.term_to < today)) throw new Refusal(errors.deputy_gone);
  return row;
}

type New = Pick<RaisedLine, 'id' | 'reception' | 'person' | 'way' | 'words' | 'public'>;
const blank = (deputy: DeputyLine, given: New, now: number): RaisedLine => ({
  ...given,
  studio: deputy.studio,
  deputy: deputy.id,
  public_text: redact(given.words),
  state: 'open',
  matter: null,
  ended_at: null,
  solved: null,
  answer: null,
  answered_at: null,
  at: iso(now),
  studio_name: deputy.studio_name,
  area: deputy.area,
  deputy_name: deputy.name,
});

/** The secretary notes what was raised; with an appointment it is that person who is answered, and who came. Errors: those of the route. */
export async function raise(call: Call, given: z.output<typeof schemas.RaisedInput>): Promise<View> {
  const { district, area } = standing(call);
  const deputy = await deputyIn(call, district, area, given.deputy);
  const signup = given.signup === null ? null : await findSignup(call.db, district, given.signup);
  if (given.signup !== null && (!signup?.area.startsWith(area) || signup.state === 'cancelled')) throw new Refusal(errors.signup_gone);
  const { id, way, words } = given;
  const row = blank(
    deputy,
    { id, way, words, public: given.public, reception: signup?.reception ?? given.reception, person: signup?.person ?? null },
    call.now,
  );
  const reply = raisedView(row);
  const write = call.write(reply);
  insertRaised(write, district, row);
  if (signup) attendSignup(write, district, signup.id, 'came');
  await write.run(call.db);
  return reply;
}

/** A resident leaves word with a deputy; the studio is told once a day. */
export async function message(call: Call, district: string, id: string, given: z.output<typeof schemas.MessageInput>): Promise<{ id: string }> {
  const person = call.actor.person!;
  const deputy = await deputyIn(call, district, district, id);
  if ((await messagesSince(call.db, district, person, iso(call.now - DAY))) >= mostMessages) throw new Refusal(errors.too_many, { max: mostMessages });
  const row = blank(deputy, { id: given.id, way: 'message', words: given.words, public: given.public, reception: null, person }, call.now);
  const reply = { id: given.id };
  const write = call.write(reply);
  insertRaised(write, district, row);
  const { org } = await resolveOwner(call.house, district, { org: 'community', at: 'community' }, deputy.area, call.now);
  if (org !== null)
    notify(write, {
      district,
      key: `deputies message ${deputy.studio} ${dayIn(call.now)}`,
      template: 'deputies.message',
      to: [{ org, with: permissions.manage.key }],
      values: { studio: deputy.studio_name, deputy: deputy.name },
      link: '/deputies?tab=raised',
      area: deputy.area,
      at: call.now,
    });
  await write.run(call.db);
  return reply;
}

async function ownRaised(call: Call, id: string): Promise<RaisedLine & { district: string }> {
  const { district, area } = standing(call);
  const row = await findRaised(call.db, district, id);
  if (!row?.area.startsWith(area)) throw new Refusal(errors.raised_gone);
  return { ...row, district };
}

/** It becomes a case in one transaction. Who raised it is its asker: it stands in their 我的事 and they rate it. */
export async function toCase(call: Call, id: string, given: z.output<typeof schemas.CaseInput>): Promise<{ id: string; number: string }> {
  const row = await ownRaised(call, id);
  if (row.state !== 'open') throw new Refusal(errors.decided);
  const note = `${row.studio_name}接待：${row.deputy_name}`;
  const caseId = newId(call.now);
  const report = { id: caseId, category: given.category, description: row.words, photos: [], answers: {}, public: row.public, hide_name: true };
  const place = { area: row.area, ...(given.address === '' ? {} : { address: given.address }) };
  return call.db.tx(async (db) => {
    const source: ReportSource | null =
      row.person === null ? null : { channel: 'community', asker: row.person, note, admit: () => undefined, more: () => undefined };
    const { number } = await reportCase(call.with({ db, key: null }), { ...report, place }, null, source);
    const reply = { id: caseId, number };
    const write = call.write(reply);
    setMatter(write, row.district, id, 'case', caseId);
    await write.run(db);
    return reply;
  });
}

/** How another room takes a topic: title, words, territory, who raised it (null where nobody with an account did). Inside the caller's transaction. */
export type Propose = (
  call: Call,
  topic: { id: string; district: string; area: string; title: string; text: string; asker: string | null },
) => Promise<{ id: string; number: string }>;
const topics = (house: House): { propose: Propose | null } => house.memo('deputies.topics', () => ({ propose: null }));
/** The room that carries deliberation says how a topic is proposed; call it in its `open`. */
export function takeTopics(house: House, propose: Propose): void {
  topics(house).propose = propose;
}

/** It becomes a topic of deliberation. `deputies.no_topics` where no room takes topics. */
export async function toTopic(call: Call, id: string): Promise<{ id: string; number: string }> {
  const row = await ownRaised(call, id);
  if (row.state !== 'open') throw new Refusal(errors.decided);
  const { propose } = topics(call.house);
  if (propose === null) throw new Refusal(errors.no_topics);
  const topic = {
    id: newId(call.now),
    district: row.district,
    area: row.area,
    title: [...row.public_text].slice(0, 60).join(''),
    text: row.public_text,
    asker: row.person,
  };
  return call.db.tx(async (db) => {
    const made = await propose(call.with({ db, key: null }), topic);
    const reply = { id: made.id, number: made.number };
    const write = call.write(reply);
    setMatter(write, row.district, id, 'topic', made.id);
    await write.run(db);
    return reply;
  });
}

/** Answers once, in words; who raised it is told, the studio shows it where they agreed. What became a case keeps that state. */
export async function answer(call: Call, id: string, given: z.output<typeof schemas.AnswerInput>): Promise<View> {
  const row = await ownRaised(call, id);
  if (row.answer !== null) throw new Refusal(errors.decided);
  const solved = given.solved ?? row.solved;
  const reply = raisedView({ ...row, state: row.state === 'open' ? 'answered' : row.state, answer: given.answer, solved, answered_at: iso(call.now) });
  const write = call.write(reply);
  answerRaised(write, row.district, id, row.state, { answer: given.answer, solved: given.solved, at: iso(call.now) });
  if (row.person !== null)
    notify(write, {
      district: row.district,
      key: `deputies answered ${id}`,
      template: 'deputies.answered',
      to: [{ person: row.person }],
      values: { deputy: row.deputy_name, answer: given.answer },
      link: '/deputies/mine',
      area: row.area,
      at: call.now,
    });
  await write.run(call.db);
  return reply;
}

/** The record follows its case: ended and solved as its asker said, or running again. */
export const followCase: Listener = {
  name: 'record',
  topic: 'matters.stepped',
  async handle(call, event) {
    const { kind, matter, before, state } = event.data as { kind: string; matter: string; before: string | null; state: string };
    if (kind !== 'case' || before === null || before === state) return;
    const row = await findByMatter(call.db, event.district, matter);
    if (!row) return;
    const stored = await findStored(call.db, event.district, matter);
    if (!stored) return;
    const ended = stored.closed_at === null ? null : iso(Date.parse(stored.closed_at));
    const solved =
      ended === null ? null : stored.marks.includes('solved') ? true : stored.marks.includes('unsolved') || stored.marks.includes('void') ? false : null;
    const write = call.with({ key: null }).write();
    setEnd(write, event.district, row.id, ended, solved);
    await write.run(call.db);
  },
};

/** What was raised in the territory, newest first. */
export async function raised(call: Call, query: z.output<typeof schemas.RaisedQuery>): Promise<z.input<typeof schemas.RaisedList>> {
  const { district, area } = standing(call);
  const rows = await listRaised(call.db, district, area.slice(0, 12), query, readCursor(query.cursor));
  const { items, next } = cut(rows, query.limit, (row) => writeCursor(row.at, row.id));
  return { items: items.map(raisedView), next };
}

/** My appointments, and what I raised. */
export async function mine(call: Call): Promise<z.input<typeof schemas.Mine>> {
  const { district, person } = call.actor;
  if (district === null || person === null) return { signups: [], raised: [] };
  const signups = await mySignups(call.db, district, person);
  return {
    signups: signups.map((row) => ({
      ...signupView(row, row.starts_at, row.slot),
      reception: row.reception,
      district,
      studioName: row.studio_name,
      receptionState: row.reception_state,
      online: row.way === 'online' ? row.online : null,
    })),
    raised: (await myRaised(call.db, district, person)).map((row) => {
      const { public: _public, has_person: _person, reception: _reception, ...rest } = raisedView(row);
      return rest;
    }),
  };
}

/** By deputy: raised, answered, solved; this year unless asked otherwise. */
export async function figures(call: Call, query: z.output<typeof schemas.FiguresQuery>): Promise<z.input<typeof schemas.Figures>> {
  const { district, area } = standing(call);
  const today = dayIn(call.now);
  const [from, to] = [query.from ?? `${today.slice(0, 4)}-01-01`, query.to ?? today];
  const rows = await countFigures(call.db, district, area.slice(0, 12), from, to);
  return { from, to, items: rows.map(({ studio_name, days, ...row }) => ({ ...row, studioName: studio_name, days: days === null ? null : Number(days) })) };
}

const sample = { studio: '渭滨社区代表联络站', when: '12-03 15:00', reason: '', deputy: '王代表', answer: '已转城管处理' };
/** What deputies tell people. */
export const templates = defineNotices(
  'deputies',
  {
    soon: {
      category: 'progress',
      channels: ['sms', 'wechat'],
      title: ['明天的代表接待', 'Your appointment tomorrow'],
      body: [
        '您预约了{studio}{when}的接待，请准时参加；来不了请取消，把时段让给别人。',
        'Your appointment at {studio} is at {when}. If you cannot come, cancel it for somebody else.',
      ],
      sms: ['您预约了{studio}{when}的接待，来不了请取消。', 'Your appointment at {studio}: {when}. Cancel it if you cannot come.'],
    },
    cancelled: {
      category: 'progress',
      channels: ['sms', 'wechat'],
      title: ['代表接待日取消', 'A reception day is cancelled'],
      body: ['{studio}{when}的接待取消。{reason}', 'The reception day at {studio}, {when}, is cancelled. {reason}'],
      sms: ['{studio}{when}的接待取消。', '{studio}, {when}: cancelled.'],
    },
    answered: {
      category: 'progress',
      title: ['代表委员答复了您', 'A deputy has answered you'],
      body: ['您向{deputy}反映的问题有了答复：{answer}', 'What you raised with {deputy} was answered: {answer}'],
    },
    message: {
      category: 'task',
      title: ['居民给代表委员留言', 'A message for a deputy'],
      body: ['{studio}收到给{deputy}的留言，请办理和答复。', '{studio} has a message for {deputy}; please deal with it and answer.'],
    },
  },
  { sample },
);
