import { newId, type Actor } from '@hezhi/contract';
import { sql } from '@hezhi/server';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY, deliberationsTest, meetingRoutes, routes, type DeliberationsTest } from '../testing/house.ts';

const steps = [
  'cosigned',
  'lapse',
  'withdraw',
  'accept',
  'decline',
  'merge',
  'settle',
  'begin',
  'conclude',
  'form_opinion',
  'decided',
  'revise',
  'object',
  'answer_objection',
  'reopen',
  'publicised',
  'progress',
  'carried_out',
  'reviewed',
  'archive',
  'coordinate',
  'coordination_done',
  'note',
  'convene',
] as const;
const typed = {
  note: '说明',
  content: '内容',
  rules: '规则',
  opinion: '意见',
  answer: '答复',
  result: '结果',
  words: '异议',
  into: '某议题',
  objection: newId(),
  by: 'committee',
};
const fields: Record<string, (keyof typeof typed)[]> = {
  accept: ['note'],
  withdraw: ['note'],
  settle: ['content', 'rules'],
  conclude: ['note'],
  form_opinion: ['opinion'],
  decided: ['result'],
  revise: ['note'],
  object: ['words'],
  reopen: ['note'],
  answer_objection: ['objection', 'answer'],
  progress: ['note'],
  carried_out: ['note'],
  reviewed: ['note'],
  coordinate: ['note'],
  note: ['note'],
  merge: ['into'],
  convene: ['by', 'note'],
};
const dataOf = (step: string): Record<string, unknown> => Object.fromEntries((fields[step] ?? []).map((key) => [key, typed[key]]));

type Op =
  | { kind: 'step'; step: number; who: number }
  | { kind: 'right' }
  | { kind: 'cosign'; who: number }
  | { kind: 'rate'; who: number }
  | { kind: 'time'; days: number }
  | { kind: 'object'; who: number };
const op: fc.Arbitrary<Op> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('step' as const), step: fc.nat(steps.length - 1), who: fc.nat(20) }) },
  { weight: 6, arbitrary: fc.constant({ kind: 'right' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cosign' as const), who: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rate' as const), who: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('object' as const), who: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('time' as const), days: fc.integer({ min: 1, max: 9 }) }) },
);

/** What somebody who knows the rules would do next. */
async function right(t: DeliberationsTest, id: string, state: string): Promise<void> {
  const { who, residents } = t;
  const clerk = t.as(who.clerk);
  if (state === 'raised') await t.cosigned(id).catch(() => undefined);
  else if (state === 'screening') await t.step(who.clerk, id, 'accept', dataOf('accept'));
  else if (state === 'settling') await t.settled(id).catch(() => t.step(who.clerk, id, 'settle', dataOf('settle')));
  else if (state === 'informing') await t.pass(8 * DAY);
  else if (state === 'deliberating') {
    const talk = await t.talk(who.clerk, id);
    if (!talk.meetings.some((one) => one.published)) await t.meet(id, talk.procedureName['zh-Hans'].startsWith('三会') ? 'hearing' : 'council');
    for (const one of residents.slice(0, 3)) await t.as(one).ask(routes.position, { params: { id }, body: { stance: 'for', words: '' } });
    await t.step(who.clerk, id, 'conclude', dataOf('conclude'));
  } else if (state === 'forming') await t.step(who.clerk, id, 'form_opinion', dataOf('form_opinion'));
  else if (state === 'deciding') {
    await t.vote(id, 6).catch(() => t.pass(DAY));
  } else if (state === 'reconsidering') await t.step(who.clerk, id, 'revise', dataOf('revise'));
  else if (state === 'publishing') {
    for (const one of (await t.talk(who.clerk, id)).objections.filter((each) => each.answer === null))
      await clerk.ask(routes.answerObjection, { params: { id, objection: one.id }, body: { answer: '答复', upheld: false } });
    await t.pass(8 * DAY);
  } else if (state === 'carrying_out') {
    const task = newId();
    const due = new Date(t.clock.now() + 20 * DAY).toISOString().slice(0, 10);
    await clerk.ask(routes.addTask, { params: { id }, body: { id: task, title: '安装', text: '十个', owner: { org: t.town.orgs.department }, due } });
    await t.step(who.department, task, 'report_done', { note: '好了' });
    await t.step(who.clerk, task, 'accept_done');
    await t.pass(0);
    await t.step(who.clerk, id, 'carried_out', dataOf('carried_out'));
  } else if (state === 'reviewing') {
    await t.meet(id, 'review');
    await t.step(who.clerk, id, 'reviewed', dataOf('reviewed'));
  } else if (state === 'evaluating') await t.pass(11 * DAY);
}

/** Whether what lies behind a station was really done; by rows, not by the timeline. */
async function grounds(t: DeliberationsTest, id: string): Promise<Record<string, boolean>> {
  const row = await t.house.db.find<{
    met: boolean;
    review: boolean;
    counted: boolean;
    waiting: number;
    tasks: number;
    open: number;
    told: boolean;
    cosigned: boolean;
  }>(sql`
    SELECT EXISTS (SELECT FROM deliberations.meeting g WHERE g.topic = t.id AND g.attained AND g.published_at IS NOT NULL AND g.kind IN ('council', 'hearing') AND g.opened_at >= t.notice_until) AS met,
      EXISTS (SELECT FROM deliberations.meeting g WHERE g.topic = t.id AND g.attained AND g.published_at IS NOT NULL AND g.kind = 'review') AS review,
      EXISTS (SELECT FROM ballots.ballot b WHERE b.id = t.ballot AND b.state = 'counted') AND t.outcome IS NOT NULL AS counted,
      (SELECT count(*) FROM deliberations.objection o WHERE o.topic = t.id AND o.answered_at IS NULL) AS waiting,
      (SELECT count(*) FROM deliberations.task k WHERE k.topic = t.id) AS tasks, (SELECT count(*) FROM deliberations.task k WHERE k.topic = t.id AND k.ended_at IS NULL) AS open,
      t.notice_from IS NOT NULL AS told, t.cosigned >= 5 AS cosigned FROM deliberations.topic t WHERE t.id = ${id}`);
  const r = row!;
  return {
    screening: r.cosigned,
    informing: r.told,
    forming: r.met,
    deciding: r.met,
    publishing: r.counted,
    carrying_out: r.counted && r.waiting === 0,
    reviewing: r.tasks > 0 && r.open === 0,
    evaluating: r.tasks > 0 && r.open === 0,
  };
}

it.each([
  ['nine_steps', 11],
  ['three_meetings', 23],
])(
  'no sequence of calls by anybody reaches a later stage of %s without the earlier ones',
  async (procedure, seed) => {
    await using t = await deliberationsTest();
    const actors: Actor[] = [
      t.who.clerk,
      t.who.clerk,
      t.who.street,
      t.who.other,
      t.who.district,
      t.who.department,
      t.who.resident,
      t.who.neighbour,
      ...t.residents,
    ];
    const actor = (n: number): Actor => actors[n % actors.length]!;
    let furthest = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(op, { minLength: 12, maxLength: 26 }), async (ops) => {
        const id = await t.proposed({ procedure });
        const way = (await t.talk(t.who.clerk, id)).path.map((one) => one.key);
        const reached = new Set(['raised']);
        for (const one of ops) {
          const before = await t.state(id);
          if (one.kind === 'step') await t.step(actor(one.who), id, steps[one.step]!, dataOf(steps[one.step]!));
          else if (one.kind === 'right') await right(t, id, before);
          else if (one.kind === 'cosign') await t.as(actor(one.who)).ask(routes.cosign, { params: { id } });
          else if (one.kind === 'rate') await t.as(actor(one.who)).ask(routes.rate, { params: { id }, body: { score: 3 } });
          else if (one.kind === 'object') await t.as(actor(one.who)).ask(routes.object, { params: { id }, body: { id: newId(), words: '不同意' } });
          else await t.pass(one.days * DAY);
          const seen = await t.house.db.all<{ state: string }>(
            sql`SELECT f->>'to' AS state FROM matters.entry e, json_array_elements(e.body->'facts') f WHERE e.matter = ${id} AND f->>'f' = 'state' ORDER BY e.seq`,
          );
          const holds = await grounds(t, id);
          for (const { state } of seen) {
            if (!reached.has(state) && way.includes(state)) {
              const earlier = way.slice(0, way.indexOf(state));
              expect(
                earlier.filter((key) => !reached.has(key)),
                `${state} without what comes before it`,
              ).toEqual([]);
            }
            if (!reached.has(state)) expect(holds[state] ?? true, `${state} without its grounds`).toBe(true);
            reached.add(state);
          }
          furthest = Math.max(furthest, ...[...reached].map((key) => way.indexOf(key)));
        }
      }),
      { seed: Number(process.env['HEZHI_SEED'] ?? seed), numRuns: Number(process.env['HEZHI_RUNS'] ?? 2) },
    );
    // The law would hold of a house that lets nobody through as well.
    expect(furthest).toBeGreaterThan(process.env['HEZHI_SEED'] ? 0 : 5);
  },
  120_000,
);

it('signing in twice, rating twice and two speakers at once: one of each', async () => {
  await using t = await deliberationsTest();
  const { who, residents } = t;
  const id = await t.proposed();
  await t.cosigned(id);
  await t.step(who.clerk, id, 'accept', dataOf('accept'));
  await t.settled(id);
  await t.pass(8 * DAY);
  const meeting = newId();
  const chair = { person: who.clerk.person, name: '王芳' };
  const secretary = { person: who.colleague.person, name: '李强' };
  const startsAt = new Date(t.clock.now() + 4 * DAY).toISOString();
  await t.as(who.clerk).call(meetingRoutes.announce, {
    body: { id: meeting, kind: 'council', topic: id, title: '协商会', mode: 'both', place: '议事厅', link: '会议号 1', startsAt, chair, secretary },
  });
  await t.pass(4 * DAY);
  await t.as(who.clerk).call(meetingRoutes.open, { params: { id: meeting }, body: {} });
  const { code } = await t.as(who.clerk).call(meetingRoutes.code, { params: { id: meeting } });
  const asked = await Promise.all([0, 0, 1, 1, 0].map((i) => t.as(residents[i]!).ask(meetingRoutes.signIn, { params: { id: meeting }, body: { code } })));
  expect(asked.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([201, 201, 409, 409, 409]);
  const floors = [newId(), newId()];
  for (const [i, floor] of floors.entries())
    await t.as(residents[i]!).call(meetingRoutes.askFloor, { params: { id: meeting }, body: { id: floor, about: '噪声' } });
  const called = await Promise.all(floors.map((floor) => t.as(who.clerk).ask(meetingRoutes.floor, { params: { id: meeting, floor }, body: { do: 'call' } })));
  expect(called.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
}, 30_000);
