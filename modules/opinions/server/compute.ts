import { emit, setTimer, type Call, type Listener, type TimerEffect } from '@hezhi/server';
import { Worker } from 'node:worker_threads';
import { notify } from '@hezhi/notices/server';
import { permissions } from '../contract/index.ts';
import { findPublic, markCounted, type QuestionRow } from './queries-questions.ts';
import { castVotes, findMap, groupings, keepMap, keepPositions, newness, takeTurn, waitTurn } from './queries-votes.ts';
import { idOf, iso } from './who.ts';
import { work, type Done, type Task } from './work.ts';

/** Votes of so long (ms) are gathered before the map is computed anew. */
const WINDOW = 5000;
/** From so many votes on the map is computed in another thread, so that requests are answered meanwhile, and at most once in `REST` ms. */
const LARGE = 20_000;
const REST = 30_000;
/** So long (ms) after the close votes that were sent in time have surely landed. */
export const GRACE = 10_000;
const topic = 'opinions.compute';
export const CHANGED = 'opinions.changed';
export const CLOSE = 'opinions.close';

/** The timer of the stretch of time in which a moment lies: however many votes fall into it, it is one. */
function timerAt(district: string, question: string, at: number): Parameters<typeof setTimer>[1] {
  const window = Math.floor(at / WINDOW) + 1;
  return { district, id: idOf(`opinions ${question} ${window}`), dueAt: window * WINDOW, topic, data: { question } };
}

/** A vote came or a statement went: the map is computed anew at the end of the stretch of five seconds. */
export const changed: Listener = {
  name: 'map',
  topic: CHANGED,
  async handle(call, event) {
    const write = call.with({ key: null }).write();
    setTimer(write, timerAt(event.district, String(event.data['question']), call.now));
    await write.run(call.db);
  },
};

/** Computes the map where there is anything new; one at a time for a question, and large ones not without a rest. */
export const recompute: TimerEffect = {
  topic,
  async fire(call, { district, data }) {
    const question = String(data['question']);
    const again = async (at: number): Promise<void> => {
      const write = call.with({ key: null }).write();
      setTimer(write, timerAt(district, question, at));
      await write.run(call.db);
    };
    if (!(await takeTurn(call.db, question))) return again(call.now);
    const seen = await newness(call.db, district, question);
    if (!seen) return;
    const { was_votes: votes, was_at: at } = seen;
    if (at !== null && votes === seen.votes && seen.was_newest === seen.newest && (seen.decided === null || Date.parse(seen.decided) <= Date.parse(at))) return;
    if (seen.votes >= LARGE && at !== null && call.now < Date.parse(at) + REST) return again(Date.parse(at) + REST);
    await compute(call, district, question, seen.newest, seen.final ?? false);
  },
};

/** Some seconds after the close: the final map, from nothing, of all votes; whoever asked is told. */
export const close: TimerEffect = {
  topic: CLOSE,
  async fire(call, { district, data }) {
    const id = String(data['question']);
    await waitTurn(call.db, id);
    const row = await findPublic(call.db, district, id, iso(call.now));
    // Ended by hand and counted before.
    if (row?.state !== 'counting') return;
    const seen = await newness(call.db, district, id);
    await compute(call, district, id, seen?.newest ?? null, true);
    if (!(await markCounted(call.db, district, id, iso(call.now)))) return;
    await tellClosed(call, row, seen?.votes ?? 0);
  },
};

async function tellClosed(call: Call, { district, id, org, area, title }: QuestionRow, votes: number): Promise<void> {
  const write = call.with({ key: null }).write();
  emit(write, { district, topic: 'opinions.closed', data: { question: id, area, votes }, at: call.now });
  notify(write, {
    district,
    key: `opinions closed ${id}`,
    template: 'opinions.closed',
    to: [{ org, with: permissions.manage.key }],
    values: { title, votes },
    link: `/opinions/${id}`,
    area,
    at: call.now,
  });
  await write.run(call.db);
}

/** Reads all votes, computes, keeps map and positions, and tells that there is a new one. Within the caller's transaction and turn. */
async function compute(call: Call, district: string, question: string, newest: string | null, final: boolean): Promise<void> {
  const cast = await castVotes(call.db, district, question);
  const before = await findMap(call.db, district, question);
  const groups = (await groupings(call.db, district, question)).map(({ participant, grouped }) => [participant, grouped] as const);
  const task: Task = { cast, before: before?.remembered ?? null, groups, final };
  const size = cast.rows.reduce((sum, row) => sum + row.cast.length / 4, 0);
  const { result, remembered, positions, votes } = size < LARGE ? work(task) : await elsewhere(task);
  const write = call.with({ key: null }).write();
  keepMap(write, district, question, { votes, people: positions.length, newest, at: iso(call.now), final, result, remembered });
  keepPositions(write, district, question, positions);
  emit(write, { district, topic: 'opinions.mapped', data: { question, votes, people: positions.length }, at: call.now });
  await write.run(call.db);
}

/** The same as `work`, in a thread of its own. */
export function elsewhere(task: Task): Promise<Done> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: task });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the computation ended with ${code} before it was done`)));
  });
}
