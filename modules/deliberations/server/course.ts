import { dueDayOf } from '@hezhi/calendar/contract';
import { Refusal } from '@hezhi/contract';
import { channelOf } from '@hezhi/cases/server';
import { mustBelong, staffOf } from '@hezhi/directory/server';
import { districtOf, findStored, openMatter, takeStep } from '@hezhi/matters/server';
import { emit, type Call } from '@hezhi/server';
import { redact } from '@hezhi/cases/contract';
import type { z } from 'zod';
import { errors, type ObjectionInput, type ObjectionView, type Proposed, type Rating, type TaskInput } from '../contract/index.ts';
import { publicisedNow } from './clock.ts';
import { answerObjectionRow, findObjection, insertObjection, insertRating, insertTask, type ObjectionRow } from './queries-course.ts';
import { updateTopic } from './queries.ts';
import { iso, organisedTopic, stepBySystem, topicFor, underLock, whoOf } from './see.ts';

/** An objection as everybody reads it: without who it was. */
export const viewObjection = (row: ObjectionRow, shown: (words: string) => string = redact): z.input<typeof ObjectionView> => ({
  id: row.id,
  standing: row.standing,
  words: shown(row.words),
  at: row.at,
  answer: row.answer === null ? null : shown(row.answer),
  upheld: row.upheld,
  answeredAt: row.answered_at,
});

/** Merges a topic that is being screened into another of the district: the link says so, its co-signers and proposer read on there. */
export async function merge(call: Call, id: string, given: { into: string; note: string }): Promise<z.input<typeof Proposed>> {
  const topic = await organisedTopic(call, id);
  if (given.into === id) throw new Refusal(errors.merge_self);
  const into = await topicFor(call, given.into);
  if (into.closed_at !== null) throw new Refusal(errors.merge_ended);
  return underLock(call, topic.district, id, async (inside) => {
    const data = { into: `${into.number} ${into.title}`, ...(given.note === '' ? {} : { note: given.note }) };
    const { state } = await stepBySystem(inside, topic.district, id, 'merge', data);
    const reply = { id, number: topic.number, state };
    const write = inside.write(reply);
    updateTopic(write, topic.district, id, { merged_into: given.into });
    await write.run(inside.db);
    return reply;
  });
}

/** An objection while the result is public (D4, D7): it opens a leg that must be answered before anything is carried out. */
export async function object(call: Call, id: string, given: z.output<typeof ObjectionInput>): Promise<z.input<typeof ObjectionView>> {
  const topic = await topicFor(call, id);
  const { district } = topic;
  const standing = topic.supervisor ? 'supervisor' : topic.participant === null ? 'resident' : 'participant';
  return underLock(call, district, id, async (inside, held) => {
    if (held.state !== 'publishing') throw new Refusal(errors.objections_closed);
    const row: ObjectionRow = {
      id: given.id,
      person: call.actor.person!,
      standing,
      words: given.words,
      at: iso(call.now),
      answer: null,
      upheld: null,
      answered_at: null,
    };
    await stepBySystem(inside, district, id, 'object', { words: given.words });
    const reply = viewObjection(row, (words) => words);
    const write = inside.write(reply);
    insertObjection(write, district, id, row);
    emit(write, { district, topic: 'deliberations.objected', data: { topic: id, objection: given.id, standing }, at: call.now });
    await write.run(inside.db);
    return reply;
  });
}

/** Answers an objection, upheld or not. After the last answer a topic whose publicity is over goes on by itself, unless one was upheld. */
export async function answerObjection(
  call: Call,
  id: string,
  objection: string,
  given: { answer: string; upheld: boolean },
): Promise<z.input<typeof ObjectionView>> {
  const topic = await organisedTopic(call, id);
  const { district } = topic;
  return underLock(call, district, id, async (inside) => {
    const row = await findObjection(inside.db, district, id, objection);
    if (!row) throw new Refusal(errors.objection_not_found);
    if (row.answered_at !== null) throw new Refusal(errors.objection_answered);
    const at = iso(call.now);
    await takeStep(inside.with({ key: null }), district, id, { step: 'answer_objection', data: { objection, answer: given.answer } });
    const reply = viewObjection({ ...row, ...given, answered_at: at }, (words) => words);
    const write = inside.write(reply);
    answerObjectionRow(write, district, objection, { ...given, by: call.actor.person!, at });
    await write.run(inside.db);
    if (!given.upheld) await publicisedNow(inside, district, id);
    return reply;
  });
}

/** A task of carrying out: a matter of its own, for which the topic waits (D1, D2). `due`: the day at whose end it is to be done. */
export async function addTask(call: Call, id: string, given: z.output<typeof TaskInput>): Promise<z.input<typeof Proposed>> {
  const topic = await organisedTopic(call, id);
  const { district } = topic;
  const staff = await staffOf(call.house, district);
  const org = staff.orgs.get(given.owner.org);
  if (!org || org.to !== null) throw new Refusal(errors.org_unknown);
  const end = Date.parse(`${given.due}T00:00:00+08:00`) + 86_400_000;
  if (end <= call.now) throw new Refusal(errors.due_past);
  // A limit of n days ends with the n-th day after today.
  const days = Math.max(1, Math.round((end - Date.parse(`${dueDayOf(call.now + 86_400_000)}T00:00:00+08:00`)) / 86_400_000));
  const again = await findStored(call.db, district, given.id);
  if (again) {
    if (again.kind !== 'task' || again.title !== given.title) throw new Refusal(errors.id_taken);
    return { id: again.id, number: again.number, state: again.state };
  }
  return underLock(call, district, id, async (inside, held) => {
    if (held.state !== 'carrying_out') throw new Refusal(errors.tasks_closed);
    const post = given.owner.post ?? null;
    const office = call.actor.post ? call.actor.post.org : org.id;
    const opened = await openMatter(
      inside.with({ key: null }),
      {
        id: given.id,
        district,
        kind: 'task',
        title: given.title,
        searchText: `${given.title} ${given.text} ${topic.title}`,
        area: topic.area,
        point: null,
        subject: 'deliberation',
        tier: 3,
        channel: channelOf(call.actor),
        asker: null,
        public: false,
        limits: { do: { amount: days, unit: 'days' } },
        params: { doer: { org: org.id, post, person: null }, convener: { org: office, post: null, person: null } },
        data: { text: given.text },
        parent: { id, meaning: 'must_end' },
      },
      (write, decision) =>
        insertTask(write, district, id, {
          id: given.id,
          title: given.title,
          owner: org.id,
          due: given.due,
          state: decision.after.state,
          told_at: iso(call.now),
        }),
    );
    const reply = { id: opened.id, number: opened.number, state: opened.state };
    await inside.write(reply).run(inside.db);
    return reply;
  });
}

/** Rates what was done, once a person: participants, and residents whom the topic asks. */
export async function rate(call: Call, id: string, given: z.output<typeof Rating>): Promise<void> {
  const topic = await topicFor(call, id, districtOf(call.actor));
  await underLock(call, topic.district, id, async (inside, held) => {
    if (held.state !== 'evaluating') throw new Refusal(errors.rating_closed);
    if (topic.participant === null) await mustBelong(call, whoOf(held), held.area);
    const write = inside.write();
    const standing = topic.participant === null ? 'resident' : 'participant';
    insertRating(write, { district: topic.district, topic: id, person: call.actor.person!, standing, ...given, at: iso(call.now) });
    await write.run(inside.db);
  });
}
