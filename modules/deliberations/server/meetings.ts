import { addLimit } from '@hezhi/calendar/contract';
import { Refusal, type Words } from '@hezhi/contract';
import { redact } from '@hezhi/cases/contract';
import { territory } from '@hezhi/directory/server';
import { calendarOf, cut, districtOf, readCursor, spokenMoment, writeCursor } from '@hezhi/matters/server';
import { emit, speak, sql, withTraditional, type Call, type Write } from '@hezhi/server';
import type { z } from 'zod';
import { attained, errors, needed, type MeetingInput, type MeetingsPage, type MeetingsQuery, type MeetingView } from '../contract/index.ts';
import { bodySeen } from './bodies.ts';
import {
  countSeats,
  insertMeeting,
  listMeetings,
  lockMeeting,
  seatPersons,
  seenMeeting,
  seenMeetingSql,
  updateMeeting,
  type MeetingRow,
  type SeenMeeting,
} from './queries-meeting.ts';
import { listFloor, type FloorRow } from './queries-minutes.ts';
import { iso, organises, organisesArea, topicFor } from './see.ts';
import { chinaDay, meetingKindOn } from './settings.ts';
import { tellMeeting } from './tell.ts';
import { moment } from './view.ts';

export const stateWords: Record<MeetingRow['state'], Words> = {
  announced: { 'zh-Hans': '已通知', en: 'announced' },
  open: { 'zh-Hans': '进行中', en: 'under way' },
  closed: { 'zh-Hans': '已结束', en: 'over' },
  cancelled: { 'zh-Hans': '已取消', en: 'called off' },
};
export const wrongState = (call: Call, row: Pick<MeetingRow, 'state'>): Refusal =>
  new Refusal(errors.wrong_state, { state: speak(stateWords[row.state], call.language) });

export const organisesMeeting = (call: Call, row: SeenMeeting): boolean =>
  organisesArea(call.actor, row.area) || row.office === 'chair' || row.office === 'secretary' || isOfficer(call, row);
const isOfficer = (call: Call, row: MeetingRow): boolean => call.actor.person !== null && [row.chair.person, row.secretary.person].includes(call.actor.person);

/** The meeting if the caller sees it. Errors: `deliberations.meeting_not_found`. */
export async function meetingFor(call: Call, id: string, district: string = districtOf(call.actor)): Promise<SeenMeeting> {
  const row = await seenMeeting(call.db, district, id, call.actor);
  if (!row) throw new Refusal(errors.meeting_not_found);
  return row;
}
export async function organisedMeeting(call: Call, id: string): Promise<SeenMeeting> {
  const row = await meetingFor(call, id);
  if (!organisesMeeting(call, row)) throw new Refusal(errors.not_organiser);
  return row;
}

export const viewFloor = (call: Call, row: FloorRow) => ({
  id: row.id,
  name: row.name,
  about: row.about,
  minutes: row.minutes,
  state: row.state,
  askedAt: moment(row.asked_at),
  calledAt: row.called_at === null ? null : moment(row.called_at),
  mine: row.person !== null && row.person === call.actor.person,
});

/** How many are entitled now, and how many of them came. */
export async function countsOf(
  call: Call,
  row: MeetingRow,
  onPaper = row.on_paper,
): Promise<{ entitled: number | null; present: number; needed: number; attained: boolean }> {
  const counted = await countSeats(call.db, row);
  const { quorum } = row.rule;
  const byList = quorum !== null && quorum.of !== 'electors';
  const entitled = quorum === null ? null : byList ? counted.expected : row.electors;
  const present = (byList ? counted.came : counted.seats) + onPaper;
  return { entitled, present, needed: needed(quorum, entitled ?? 0), attained: attained(quorum, entitled ?? 0, present) };
}

/** A meeting as the caller reads it. The speaking list and the way to join online are for those inside. */
export async function viewMeeting(call: Call, row: SeenMeeting): Promise<z.input<typeof MeetingView>> {
  const tree = await territory(call.house).ensure(row.district);
  const organiser = organisesMeeting(call, row);
  const invited = row.seat !== null && row.rule.quorum !== null && row.rule.quorum.of !== 'electors';
  const counted =
    row.present === null ? await countsOf(call, row) : { entitled: row.entitled, present: row.present, needed: needed(row.rule.quorum, row.entitled ?? 0) };
  const me = call.actor.person;
  return {
    id: row.id,
    district: row.district,
    kindName: withTraditional(row.rule.name),
    title: redact(row.title),
    mode: row.mode,
    place: row.place,
    startsAt: moment(row.starts_at),
    endsAt: moment(row.ends_at),
    state: row.state,
    attained: row.attained,
    published: row.published_at !== null,
    area: row.area,
    areaName: tree.fullName(row.area),
    kind: row.kind,
    rule: withTraditional(row.rule),
    topic: row.topic === null ? null : { id: row.topic, title: redact(row.topic_title ?? '') },
    body: row.body === null ? null : { id: row.body, name: row.body_name ?? '' },
    link: organiser || invited || row.signed ? row.link : null,
    agenda: row.agenda,
    chair: row.chair.name,
    secretary: row.secretary.name,
    reason: row.reason,
    entitled: counted.entitled,
    needed: counted.needed,
    present: counted.present,
    you: { organiser, invited, signedIn: row.signed, chair: me !== null && row.chair.person === me, secretary: me !== null && row.secretary.person === me },
    floor: row.state === 'open' && (organiser || row.signed) ? (await listFloor(call.db, row.district, row.id)).map((one) => viewFloor(call, one)) : [],
    minutes: row.published_at === null ? null : { text: row.published_text ?? '', at: moment(row.published_at) },
    publishDue: row.closed_at === null ? null : iso(addLimit(calendarOf(call.house), Date.parse(row.closed_at), row.rule.publish)),
  };
}
export const meeting = async (call: Call, district: string, id: string) => viewMeeting(call, await meetingFor(call, id, district));

/** Meetings in order of time; `listedIn`: for everybody. */
export async function meetings(call: Call, find: z.output<typeof MeetingsQuery>, listedIn: string | null): Promise<z.input<typeof MeetingsPage>> {
  const district = listedIn ?? districtOf(call.actor);
  const own = listedIn === null ? (call.actor.post?.area ?? district) : district;
  const area = find.area?.startsWith(own) ? find.area : own;
  const seen = listedIn === null ? seenMeetingSql(call.actor) : sql.raw('g.listed');
  const rows = await listMeetings(call.db, district, seen, {
    ...find,
    area,
    past: find.past ?? false,
    now: iso(call.now),
    cursor: readCursor(find.cursor),
    limit: find.limit + 1,
  });
  const { items, next } = cut(rows, find.limit, (row) => writeCursor(moment(row.starts_at), row.id));
  const tree = await territory(call.house).ensure(district);
  return {
    items: items.map(({ kind_name, starts_at, ends_at, area: at, ...row }) => ({
      ...row,
      title: redact(row.title),
      kindName: withTraditional(kind_name),
      startsAt: moment(starts_at),
      endsAt: moment(ends_at),
      areaName: tree.fullName(at),
    })),
    next,
  };
}

/** Calls a meeting (D1-D4) by the rule of its kind: notice, sides that must be there, number of electors. Those expected are told in the same write. */
export async function announce(call: Call, given: z.output<typeof MeetingInput>): Promise<z.input<typeof MeetingView>> {
  const { house, now } = call;
  const district = districtOf(call.actor);
  const topic = given.topic === undefined ? null : await topicFor(call, given.topic);
  if (topic && !organises(call.actor, topic)) throw new Refusal(errors.not_organiser);
  const body = given.body === undefined ? null : await bodySeen(call, given.body, true);
  if (!topic && !body) throw new Refusal(errors.topic_or_body_needed);
  if (body?.ended_on) throw new Refusal(errors.body_ended);
  if (body && !topic && body.office !== 'chair' && body.office !== 'secretary' && !organisesArea(call.actor, body.area))
    throw new Refusal(errors.not_organiser);
  const area = topic?.area ?? body!.area;
  // The law of the day on which it is held, not of the day on which it is called.
  const rule = meetingKindOn(house, area, given.kind, chinaDay(Date.parse(given.startsAt)));
  // A rule that counts members needs a body, one that counts those invited a topic (or the body's members).
  if ((rule.quorum?.of === 'members' && !body) || (rule.quorum?.of === 'invited' && !topic && !body)) throw new Refusal(errors.topic_or_body_needed);
  if (rule.quorum?.of === 'electors' && given.electors === undefined) throw new Refusal(errors.electors_needed);
  if (given.mode !== 'online' && given.place === '') throw new Refusal(errors.place_needed);
  if (given.mode !== 'on_site' && given.link === '') throw new Refusal(errors.link_needed);
  const { chair, secretary } = given;
  if (chair.person === null ? secretary.person === null && chair.name === secretary.name : chair.person === secretary.person)
    throw new Refusal(errors.same_officers);
  const starts = Date.parse(given.startsAt);
  if (starts <= now) throw new Refusal(errors.meeting_past);
  const noticed = rule.notice === null ? now : addLimit(calendarOf(house), now, rule.notice);
  // What a topic's procedure waits for cannot be held before its notice is over.
  const waits =
    topic && (topic.demands.meetings['deliberating'] ?? []).includes(given.kind) && topic.notice_until !== null ? Date.parse(topic.notice_until) : now;
  const earliest = Math.max(noticed, waits);
  if (starts < earliest) {
    const need = rule.notice ? speak(limitWords[rule.notice.unit], call.language, { n: rule.notice.amount }) : '';
    throw new Refusal(errors.notice_short, { need, at: spokenMoment(earliest, now, call.language) });
  }
  const row: MeetingRow = {
    district,
    id: given.id,
    topic: topic?.id ?? null,
    body: body?.id ?? topic?.body ?? null,
    area,
    kind: given.kind,
    rule,
    title: given.title,
    mode: given.mode,
    place: given.place,
    link: given.link,
    starts_at: iso(starts),
    ends_at: iso(starts + given.minutes * 60_000),
    agenda: given.agenda,
    listed: topic ? topic.listed : body!.listed,
    state: 'announced',
    convener: call.actor.person!,
    chair,
    secretary,
    electors: given.electors ?? null,
    opened_at: null,
    closed_at: null,
    reason: '',
    on_paper: 0,
    entitled: null,
    present: null,
    attained: null,
    published_at: null,
    published_version: null,
    published_text: null,
  };
  const told = await seatPersons(call.db, row);
  const seen: SeenMeeting = {
    ...row,
    topic_title: topic?.title ?? null,
    body_name: body?.name ?? null,
    seat: null,
    office: body?.office ?? topic?.office ?? null,
    signed: false,
  };
  const reply = await viewMeeting(call, seen);
  const write = call.write(reply);
  insertMeeting(write, row, iso(now));
  tellMeeting(write, call, row, 'invited', told);
  happened(write, call, row, 'announced');
  await write.run(call.db);
  return reply;
}
const limitWords: Record<'working-days' | 'days' | 'minutes' | 'working-minutes', Words> = {
  days: { 'zh-Hans': '{n}天', en: '{n} days' },
  'working-days': { 'zh-Hans': '{n}个工作日', en: '{n} working days' },
  minutes: { 'zh-Hans': '{n}分钟', en: '{n} minutes' },
  'working-minutes': { 'zh-Hans': '{n}个工作分钟', en: '{n} working minutes' },
};
export function happened(write: Write, call: Call, row: Pick<MeetingRow, 'district' | 'id' | 'kind' | 'area' | 'topic' | 'body'>, what: string): void {
  const { district, id, kind, area, topic, body } = row;
  emit(write, { district, topic: 'deliberations.meeting', data: { meeting: id, kind, area, topic, body, what }, at: call.now });
}

/** Work on a meeting while it is held. */
export const underMeeting = <T>(call: Call, row: SeenMeeting, work: (inside: Call, held: MeetingRow) => Promise<T>): Promise<T> =>
  call.db.tx(async (db) => work(call.with({ db }), (await lockMeeting(db, row.district, row.id))!));

export async function saveAgenda(call: Call, id: string, agenda: readonly { text: string; minutes: number }[]): Promise<void> {
  const row = await organisedMeeting(call, id);
  const write = call.write();
  updateMeeting(write, row.district, id, { agenda: JSON.stringify(agenda) }, ['announced', 'open'], () => wrongState(call, row));
  await write.run(call.db);
}

/** Minutes before its time at which a meeting may be opened. */
const EARLY = 60;
export async function openMeeting(call: Call, id: string): Promise<void> {
  const row = await organisedMeeting(call, id);
  if (row.state === 'announced' && call.now < Date.parse(row.starts_at) - EARLY * 60_000) throw new Refusal(errors.too_early);
  const write = call.write();
  updateMeeting(write, row.district, id, { state: 'open', opened_at: iso(call.now) }, ['announced'], () => wrongState(call, row));
  happened(write, call, row, 'opened');
  await write.run(call.db);
}

/** Closes it; whether the quorum was there is settled now, in whole numbers, and stays. */
export async function closeMeeting(
  call: Call,
  id: string,
  onPaper: number,
): Promise<{ entitled: number | null; present: number; needed: number; attained: boolean }> {
  const row = await organisedMeeting(call, id);
  return underMeeting(call, row, async (inside, held) => {
    if (held.state !== 'open') throw wrongState(call, held);
    const counted = await countsOf(inside, held, onPaper);
    const write = inside.write(counted);
    const { entitled, present } = counted;
    updateMeeting(
      write,
      row.district,
      id,
      { state: 'closed', closed_at: iso(call.now), on_paper: onPaper, entitled, present, attained: counted.attained },
      ['open'],
      () => wrongState(call, held),
    );
    happened(write, call, row, 'closed');
    await write.run(inside.db);
    return counted;
  });
}

export async function cancelMeeting(call: Call, id: string, reason: string): Promise<void> {
  const row = await organisedMeeting(call, id);
  const write = call.write();
  updateMeeting(write, row.district, id, { state: 'cancelled', reason }, ['announced'], () => wrongState(call, row));
  tellMeeting(write, call, { ...row, reason }, 'cancelled', await seatPersons(call.db, row));
  happened(write, call, row, 'cancelled');
  await write.run(call.db);
}
