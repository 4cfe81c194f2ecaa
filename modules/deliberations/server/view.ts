import { redact } from '@hezhi/cases/contract';
import { homeScope, homeStanding } from '@hezhi/directory/contract';
import { findOrgNames, findPeopleNames, territory } from '@hezhi/directory/server';
import type { Procedure } from '@hezhi/matters/contract';
import { procedureOf } from '@hezhi/matters/server';
import { ballotsFor } from './ballot.ts';
import { withTraditional, type Call } from '@hezhi/server';
import type { z } from 'zod';
import type { acts, MeetingBrief, TalkCard, TalkView, TaskView } from '../contract/index.ts';
import { viewObjection } from './course.ts';
import { gather, type Gathered, type MeetingBriefRow, type TaskRow } from './queries-course.ts';
import type { SeenTopic, TopicRow } from './queries.ts';
import { organises, whoOf } from './see.ts';
import { sideName } from './settings.ts';

type Act = (typeof acts)[number];
/** A moment of JSON in the form of the wire. */
export const moment = (at: string): string => new Date(at).toISOString();
const momentOrNull = (at: string | null): string | null => (at === null ? null : moment(at));

/** The stations of a procedure that are its way, without ends other than the good one. */
export const wayOf = (procedure: Procedure): string[] => {
  const final = Object.keys(procedure.states).filter((key) => procedure.states[key]!.final);
  return [...Object.keys(procedure.states).filter((key) => !final.includes(key) && key !== 'reconsidering'), ...final.slice(0, 1)];
};

export async function viewCard(call: Call, row: TopicRow, next: string | null): Promise<z.input<typeof TalkCard>> {
  const procedure = await procedureOf(call.house, row.procedure, row.procedure_version);
  const tree = await territory(call.house).ensure(row.district);
  const state = procedure.states[row.state]!;
  return {
    id: row.id,
    district: row.district,
    number: row.number,
    title: redact(row.title),
    area: row.area,
    areaName: tree.fullName(row.area),
    procedureName: procedure.name,
    state: row.state,
    stateName: state.public,
    ended: state.final,
    openedAt: moment(row.opened_at),
    cosigned: row.cosigned,
    cosigners: row.demands.cosigners,
    nextMeeting: next === null ? null : moment(next),
  };
}

export const viewBrief = (row: MeetingBriefRow): z.input<typeof MeetingBrief> => ({
  id: row.id,
  kind: row.kind,
  kindName: withTraditional(row.kind_name),
  title: redact(row.title),
  mode: row.mode,
  place: row.place,
  startsAt: moment(row.starts_at),
  endsAt: moment(row.ends_at),
  state: row.state,
  attained: row.attained,
  published: row.published,
});

/** The page of a topic for who sees it: names of residents only where they agreed, words without personal data. Three statements. */
export async function viewTalk(call: Call, topic: SeenTopic): Promise<z.input<typeof TalkView>> {
  const { house } = call;
  const procedure = await procedureOf(house, topic.procedure, topic.procedure_version);
  const gathered = (await gather(call.db, topic.district, topic.id))!;
  const ballots = topic.ballot === null ? [] : await ballotsFor(call, { kind: 'deliberation', id: topic.id }, topic.district);
  const ballot = ballots.find((one) => one.id === topic.ballot);
  const mine = call.actor.person !== null && call.actor.person === topic.proposer;
  const names = topic.named || mine || topic.staff ? await findPeopleNames(house, topic.district, [topic.proposer]) : new Map<string, string>();
  const way = wayOf(procedure);
  const at = way.indexOf(topic.state);
  const meetings = (gathered.meetings ?? []).map(viewBrief);
  const stances = gathered.stances ?? {};
  return {
    ...(await viewCard(call, topic, meetings.find((one) => one.state === 'announced')?.startsAt ?? null)),
    text: redact(topic.text),
    wish: redact(topic.wish),
    proposer: names.get(topic.proposer) ?? null,
    body: topic.body === null ? null : { id: topic.body, name: gathered.body_name ?? '' },
    path: way.map((key, i) => ({
      key,
      name: procedure.states[key]!.name,
      reached: at < 0 || i > at ? ('ahead' as const) : i === at ? ('now' as const) : ('past' as const),
    })),
    can: canOf(call, topic, gathered, ballot?.state ?? null),
    you: {
      proposer: mine,
      participant: topic.participant !== null,
      supervisor: topic.supervisor,
      organiser: organises(call.actor, topic),
      cosigned: topic.has_cosigned,
      rated: topic.has_rated,
      stance: topic.stance,
      home: homeStanding(whoOf(topic), call.actor.home, topic.area),
    },
    who: whoOf(topic),
    whose: territory(house).name(homeScope(whoOf(topic), topic.area)),
    content: redact(topic.content),
    rules: redact(topic.rules),
    opinion: redact(topic.opinion),
    result: topic.result,
    outcome: topic.outcome,
    notice: topic.notice_from === null || topic.notice_until === null ? null : { from: moment(topic.notice_from), until: moment(topic.notice_until) },
    publicityUntil: momentOrNull(topic.publicity_until),
    ratingUntil: momentOrNull(topic.rating_until),
    participants: {
      total: gathered.total,
      told: gathered.told,
      sides: (gathered.sides ?? []).map(({ side, count }) => ({ side, name: sideName(side), count })),
    },
    positions: { for: stances.for ?? 0, against: stances.against ?? 0, abstain: stances.abstain ?? 0 },
    meetings,
    ballot: ballot ? { id: ballot.id, state: ballot.state } : null,
    objections: (gathered.objections ?? []).map((one) => viewObjection({ ...one, at: moment(one.at), answered_at: momentOrNull(one.answered_at) })),
    tasks: await viewTasks(call, topic.district, gathered.tasks ?? []),
    rating: {
      count: gathered.ratings,
      mean: gathered.mean === null ? null : Number(gathered.mean),
      words: (gathered.words ?? []).map((one) => ({ score: one.score, words: redact(one.words), at: moment(one.at) })),
    },
    mergedInto: topic.merged_into === null ? null : { id: topic.merged_into, title: redact(gathered.merged_title ?? '') },
    timeline: timelineOf(procedure, gathered),
  };
}

async function viewTasks(call: Call, district: string, rows: readonly TaskRow[]): Promise<z.input<typeof TaskView>[]> {
  if (rows.length === 0) return [];
  const orgs = await findOrgNames(
    call.house,
    district,
    rows.map((row) => row.owner),
  );
  const { states } = await procedureOf(call.house, 'task', 1);
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    title: redact(row.title),
    owner: orgs.get(row.owner)?.name ?? '',
    due: row.due.slice(0, 10),
    stateName: states[row.state]?.public ?? { 'zh-Hans': row.state, en: row.state },
    ended: row.ended_at !== null,
    overdue: row.overdue && row.ended_at === null,
    told: redact(row.told),
    toldAt: moment(row.told_at),
  }));
}

/** What the caller may do now; the server refuses by the same rules. */
function canOf(call: Call, topic: SeenTopic, gathered: Gathered, ballot: string | null): Act[] {
  const { actor } = call;
  const can: Act[] = [];
  const open = (gathered.meetings ?? []).some((one) => one.state === 'open');
  if (actor.person === null) return ['raised', 'publishing', 'evaluating'].includes(topic.state) || open || ballot === 'open' ? ['log_in'] : [];
  const resident = actor.district === topic.district;
  const belongs = homeStanding(whoOf(topic), actor.home, topic.area) === 'belongs';
  const own = topic.proposer === actor.person;
  if (topic.state === 'raised' && resident && topic.demands.cosigners > 0 && !topic.has_cosigned && !own) can.push(belongs ? 'cosign' : 'home');
  if (open) can.push('sign_in');
  if (topic.participant !== null && ['informing', 'deliberating', 'forming'].includes(topic.state)) can.push('position');
  if (ballot === 'open') can.push('vote');
  if (topic.state === 'publishing' && resident) can.push('object');
  if (topic.state === 'evaluating' && resident && !topic.has_rated) can.push(belongs || topic.participant !== null ? 'rate' : 'home');
  return can;
}

/** What the public reads of the timeline: steps with a public side, in the procedure's words, and of what was typed what it names. */
export function timelineOf(procedure: Procedure, gathered: Pick<Gathered, 'entries'>): z.input<typeof TalkView>['timeline'] {
  return (gathered.entries ?? []).flatMap(({ step, at, data }) => {
    const def = step === 'open' ? procedure.opening : procedure.steps[step];
    if (!def?.audience.public) return [];
    const words = def.fields
      .filter((field) => def.audience.public!.includes(field.key))
      .flatMap((field) => {
        const value = data[field.key];
        const text =
          field.type === 'choice'
            ? field.options?.find((one) => one.value === value)?.label['zh-Hans']
            : typeof value === 'string'
              ? redact(value)
              : typeof value === 'number'
                ? String(value)
                : undefined;
        return text ? [{ label: field.label, text }] : [];
      });
    const name = 'name' in def ? def.name : procedure.name;
    return [{ at: moment(at), told: def.told ?? name, words }];
  });
}
