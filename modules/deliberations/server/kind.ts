import { addLimit } from '@hezhi/calendar/contract';
import { newId, Refusal, type Words } from '@hezhi/contract';
import { claimFiles, uploaderOf, type AskedFile } from '@hezhi/documents/server';
import { audienceOf, type Decision, type Snapshot } from '@hezhi/matters/contract';
import { calendarOf, findVisible, snapshotOf, type Kind } from '@hezhi/matters/server';
import { emit, setTimer, speak, type Call, type Write } from '@hezhi/server';
import { demanders, errors } from '../contract/index.ts';
import { dueTopic } from './clock.ts';
import { courseOf, findTopic, updateTopic, type Course } from './queries.ts';
import { updateTask } from './queries-course.ts';
import { iso } from './see.ts';

const procedureNames: Record<string, Words> = {
  nine_steps: { 'zh-Hans': '九步议事', en: 'Nine steps' },
  three_meetings: { 'zh-Hans': '三会议事', en: 'Three meetings' },
  residents_meeting: { 'zh-Hans': '居民会议议事', en: "Residents' meeting" },
};
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** The leg since whose beginning a meeting of a state must have been opened; a deliberation counts from the end of its notice. */
const legOfMeeting: Readonly<Record<string, string>> = { reviewing: 'review', coordinating: 'coordinate' };

/** What the guards of the procedures ask: every answer follows from rows, none from what somebody says. */
export function answersOf(course: Course, snapshot: Pick<Snapshot, 'state' | 'legs'>, now: number): Record<string, boolean> {
  const past = (at: string | null): boolean => at !== null && Date.parse(at) <= now;
  const { demands } = course;
  const met = (state: string, published: boolean): boolean => {
    const leg = snapshot.legs.find((one) => one.key === legOfMeeting[state]);
    const since = legOfMeeting[state] === undefined ? Date.parse(course.notice_until ?? '') : (leg?.startedAt ?? Number.NaN);
    const kinds = demands.meetings[state] ?? [];
    return (course.meetings ?? []).some((one) => kinds.includes(one.kind) && Date.parse(one.opened_at) >= since && (!published || one.published));
  };
  return {
    participants_settled: course.participants >= demands.participants.least && course.affected >= demands.participants.affected && course.untold === 0,
    notice_over: past(course.notice_until),
    met: met(snapshot.state, false),
    minutes_published: met(snapshot.state, true),
    met_coordination: met('coordinating', false),
    minutes_coordination: met('coordinating', true),
    positions_recorded: course.positions > 0,
    ballot_counted: course.outcome !== null,
    ballot_passed: course.outcome === 'passed',
    publicity_over: past(course.publicity_until),
    objections_answered: course.objections === 0,
    last_objection: course.objections === 1,
    tasks_set: course.tasks > 0,
    tasks_ended: course.tasks_open === 0,
    rating_over: past(course.rating_until),
  };
}

/** What the engine of matters must know of deliberations. */
export const deliberationKind: Kind = {
  kind: 'deliberation',
  procedure: 'nine_steps',
  others: ['three_meetings', 'residents_meeting'],
  subjectPath: (subject) => ['', subject],
  subjectName: (_, subject) =>
    procedureNames[subject] ?? (subject === '' ? { 'zh-Hans': '全部议事', en: 'All deliberation' } : { 'zh-Hans': subject, en: subject }),

  async prepare(call, before, step, data) {
    if (step === 'convene') await demandIsMet(call, before, data);
    return data;
  },

  async answers(call, snapshot): Promise<Record<string, boolean>> {
    const course = await courseOf(call.db, snapshot.district, snapshot.id);
    return course ? answersOf(course, snapshot, call.now) : {};
  },

  async onStep(call, write, decision, before) {
    const topic = await findTopic(call.db, before.district, before.id);
    if (!topic) return;
    const { entry, after } = decision;
    const { district, id } = after;
    const { demands } = topic;
    const until = (limit: (typeof demands)['notice']): string => iso(addLimit(calendarOf(call.house), entry.at, limit));
    const due = (at: string, step: string): void =>
      setTimer(write, { district, id: newId(entry.at), dueAt: Date.parse(at), topic: dueTopic, data: { topic: id, step } });
    if (entry.step === 'accept' || entry.step === 'convene') updateTopic(write, district, id, { listed: true });
    if (entry.step === 'settle') {
      const notice_until = until(demands.notice);
      updateTopic(write, district, id, {
        content: textOf(entry.data['content']),
        rules: textOf(entry.data['rules']),
        notice_from: iso(entry.at),
        notice_until,
      });
      due(notice_until, 'begin');
      emit(write, { district, topic: 'deliberations.noticed', data: { topic: id, area: after.area, until: notice_until }, at: entry.at });
    }
    if (entry.step === 'form_opinion') updateTopic(write, district, id, { opinion: textOf(entry.data['opinion']) });
    // A changed proposal needs a ballot of its own.
    if (entry.step === 'revise' || entry.step === 'reopen') updateTopic(write, district, id, { ballot: null, outcome: null, publicity_until: null });
    if (before.state !== 'publishing' && after.state === 'publishing') {
      const publicity_until = until(demands.publicity);
      updateTopic(write, district, id, { publicity_until });
      due(publicity_until, 'publicised');
      emit(write, { district, topic: 'deliberations.decided', data: { topic: id, area: after.area, until: publicity_until }, at: entry.at });
    }
    if (before.state !== 'evaluating' && after.state === 'evaluating') {
      const rating_until = until(demands.rating);
      updateTopic(write, district, id, { rating_until });
      due(rating_until, 'archive');
    }
    keepPhotos(call, write, decision);
  },
};

/** The share of residents, households or groups that the law asks for, computed in whole numbers. */
async function demandIsMet(call: Call, before: Snapshot, data: Record<string, unknown>): Promise<void> {
  const by = demanders.find((one) => one === data['by']);
  if (by === undefined) return;
  const topic = await findTopic(call.db, before.district, before.id);
  const share = topic?.demands.demand?.[by];
  const [have, total] = [numberOf(data['demanding']), numberOf(data['total'])];
  const enough =
    share !== undefined && total > 0 && have <= total && BigInt(Math.trunc(have)) * BigInt(share[1]) >= BigInt(Math.trunc(total)) * BigInt(share[0]);
  if (enough) return;
  const values = { who: speak(demanderNames[by], call.language), have: `${have}/${total}`, need: share ? share.join('/') : '—' };
  const path = '/body/data/demanding';
  throw new Refusal(errors.demand_short, values, {
    faults: [{ path, code: errors.demand_short.code, detail: speak(errors.demand_short.words, call.language, values) }],
  });
}
const demanderNames: Record<(typeof demanders)[number], Words> = {
  residents: { 'zh-Hans': '居民', en: 'residents' },
  households: { 'zh-Hans': '户', en: 'households' },
  groups: { 'zh-Hans': '居民小组', en: 'groups of residents' },
  villagers: { 'zh-Hans': '村民', en: 'villagers' },
  representatives: { 'zh-Hans': '村民代表', en: "villagers' representatives" },
};

function keepPhotos(call: Call, write: Write, { entry, after }: Decision): void {
  const photos = entry.data['photos'];
  if (!Array.isArray(photos) || photos.length === 0) return;
  const uploader = uploaderOf(call.actor, null);
  claimFiles(write, { district: after.district, ids: photos as string[], matter: after.id, uploader, max: 9, kinds: ['image'], audience: ['staff'] });
}

/** A task of carrying out (matter kind `task`): its owner does it, who organised accepts it. */
export const taskKind: Kind = {
  kind: 'task',
  procedure: 'task',
  subjectPath: (subject) => ['', subject],
  subjectName: () => ({ 'zh-Hans': '议定任务', en: 'Tasks decided' }),
  async onStep(call, write, decision) {
    const { entry, after } = decision;
    const words = textOf(entry.data['note']);
    const told = ['progress', 'report_done', 'postpone', 'drop'].includes(entry.step) ? words : undefined;
    updateTask(write, after.district, after.id, {
      state: after.state,
      ended_at: after.closedAt === null ? null : iso(after.closedAt),
      ...(told === undefined ? {} : { told, told_at: iso(entry.at) }),
    });
    keepPhotos(call, write, decision);
  },
};

/** Whoever of the staff sees the matter sees its photos. */
export async function maySeePhoto(call: Call, asked: AskedFile): Promise<boolean> {
  const seen = await findVisible(call.db, asked.district, asked.matter, call.actor);
  return (seen?.kind === 'deliberation' || seen?.kind === 'task') && audienceOf(snapshotOf(seen), call.actor) === 'staff';
}
