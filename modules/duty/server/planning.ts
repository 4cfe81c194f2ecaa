import { newId, Refusal, iso } from '@hezhi/contract';
import { calendarOf } from '@hezhi/matters/server';
import { emit, speak, type Call, type Write } from '@hezhi/server';
import type { z } from 'zod';
import {
  dayAt,
  dayClassOf,
  errors,
  obstacleOf,
  obstacleWords,
  planMonth,
  runsOn,
  spanOf,
  type Gap,
  type GapView,
  type Obstacle,
  type Rules,
  type Shift,
  type Turn,
} from '../contract/index.ts';
import { asLeave, asTurn, known, readMonth, violationsOf, type MonthData } from './month.ts';
import { insertChange, touchMonth, type ChangeRow, type RosterStored } from './queries.ts';
import { deleteTurn, deleteTurns, findTurn, giveTurnTo, insertTurns, publishTurns, type TurnRead, type TurnStored } from './queries-turns.ts';
import { rosterKept, standingOf } from './standing.ts';
import { tellPublished, tellTurn } from './tell.ts';

const stale = (): Refusal => new Refusal(errors.stale);

/** Plans a month that is not published: deterministic, one write. Replies what was planned and every seat that stayed empty, with the reason. */
export async function generateMonth(
  call: Call,
  id: string,
  month: string,
  asked: { version: number; keepHand: boolean },
): Promise<{ turns: number; gaps: z.input<typeof GapView>[] }> {
  const { district } = standingOf(call);
  const roster = await rosterKept(call, id);
  const data = await readMonth(call, roster, month);
  if (data.stored.published_at !== null) throw new Refusal(errors.published);
  if (data.stored.version !== asked.version) throw stale();
  const today = dayAt(call.now);
  const stays = data.turns.filter((turn) => turn.day < today || (asked.keepHand && turn.by_hand));
  const { turns, gaps } = planMonth({
    roster: id,
    month,
    since: today,
    cal: calendarOf(call.house),
    shifts: roster.shifts,
    rules: roster.rules,
    members: data.members,
    leaves: data.leaves.map(asLeave),
    standing: [...stays.map(asTurn), ...data.around],
  });
  const key = (turn: Pick<Turn, 'day' | 'shift' | 'person'>): string => `${turn.day} ${turn.shift} ${turn.person}`;
  const wanted = new Set(turns.map(key));
  const loose = data.turns.filter((turn) => !stays.includes(turn));
  const kept = new Set(loose.filter((turn) => wanted.has(key(turn)) && !turn.by_hand).map(key));
  const gone = loose.filter((turn) => !kept.has(key(turn)));
  // A turn set by hand that the plan wants too stays as it is: the same person twice on one shift is refused by the key.
  const fresh = turns.filter((turn) => !kept.has(key(turn)) && !gone.some((one) => key(one) === key(turn)));
  const removed = gone.filter((turn) => !wanted.has(key(turn)));
  const write = call.write();
  write.add(touchMonth(district, id, month, asked.version), 1, stale);
  if (removed.length > 0)
    write.add(
      deleteTurns(
        district,
        removed.map((turn) => turn.id),
      ),
    );
  if (fresh.length > 0)
    write.add(
      insertTurns(
        district,
        fresh.map((turn) => stored(call, roster, turn, { by_hand: false, published: false })),
      ),
    );
  log(write, call, roster, { kind: 'planned', note: month });
  await write.run(call.db);
  return { turns: turns.length + stays.length, gaps: gaps.map((gap) => gapView(call, gap)) };
}

function gapView(call: Call, gap: Gap): z.input<typeof GapView> {
  const reasons = (Object.entries(gap.why) as [Obstacle, number][])
    .toSorted((a, b) => b[1] - a[1])
    .map(([why, n]) => speak({ 'zh-Hans': `{why}{n}人`, en: '{n} {why}' }, call.language, { why: speak(obstacleWords[why], call.language), n }));
  const none = { 'zh-Hans': '值班表里没有人', en: 'the roster has no members' };
  const detail = reasons.length === 0 ? speak(none, call.language) : reasons.join(call.language === 'en' ? ', ' : '、');
  return { day: gap.day, shift: gap.shift, missing: gap.missing, detail };
}

function stored(call: Call, roster: RosterStored, turn: Turn, how: { by_hand: boolean; published: boolean; id?: string }): TurnStored {
  return {
    id: how.id ?? newId(call.now),
    roster: roster.id,
    org: roster.org,
    area: roster.area,
    day: turn.day,
    shift: turn.shift,
    post: turn.post,
    person: turn.person,
    starts: iso(turn.starts),
    ends: iso(turn.ends),
    by_hand: how.by_hand,
    published: how.published,
    version: 1,
  };
}

/** Publishes a month; everybody on it is told. Errors: `duty.violations` where rules are broken and no reason is given. */
export async function publishMonth(
  call: Call,
  id: string,
  month: string,
  asked: { version: number; despite?: string | undefined },
): Promise<{ people: number }> {
  const { district } = standingOf(call);
  const roster = await rosterKept(call, id);
  const data = await readMonth(call, roster, month);
  if (data.stored.published_at !== null) throw new Refusal(errors.published);
  if (data.turns.length === 0) throw new Refusal(errors.nothing);
  if (data.stored.version !== asked.version) throw stale();
  const broken = violationsOf(call, data);
  if (broken.length > 0 && !asked.despite) throw new Refusal(errors.violations, { n: broken.length });
  const people = [...new Set(data.turns.map((turn) => turn.person))];
  const write = call.write();
  write.add(touchMonth(district, id, month, asked.version, { at: iso(call.now), despite: broken.length > 0 ? asked.despite! : null }), 1, stale);
  write.add(publishTurns(district, id, data.days[0]!, data.days.at(-1)!));
  log(write, call, roster, { kind: 'published', note: broken.length > 0 ? asked.despite! : month });
  emit(write, { district, topic: 'duty.published', data: { roster: id, month, area: roster.area }, at: call.now });
  tellPublished(write, call, roster, month, data.turns.map(asTurn));
  await write.run(call.db);
  return { people: people.length };
}

/** Adds a turn by hand. Overlap, leave and a term that ended refuse; broken rest or role show as violations. */
export async function addTurn(call: Call, id: string, asked: { id: string; day: string; shift: string; post: string; note: string }): Promise<{ id: string }> {
  const { district } = standingOf(call);
  const roster = await rosterKept(call, id);
  const month = asked.day.slice(0, 7);
  const data = await readMonth(call, roster, month);
  const shift = shiftOn(call, roster, asked.day, asked.shift);
  const member = memberFor(call, data, asked.post, shift, asked.day, null);
  const { starts, ends } = spanOf(shift, asked.day);
  if (ends <= call.now) throw new Refusal(errors.past);
  const published = data.stored.published_at !== null;
  const turn: Turn = { roster: id, day: asked.day, shift: shift.key, post: member.post, person: member.person, starts, ends };
  const write = call.write({ id: asked.id });
  write.add(touchMonth(district, id, month, data.stored.version), 1, stale);
  write.add(insertTurns(district, [stored(call, roster, turn, { id: asked.id, by_hand: true, published })]));
  write.onDuplicate('turn_pkey', () => new Refusal(errors.exists)).onDuplicate('turn_once', () => new Refusal(errors.already_on, { name: member.name }));
  log(write, call, roster, { kind: 'added', day: asked.day, shift: shift.name, after: member.person, note: asked.note });
  if (published) tellTurn(write, call, roster, { kind: 'on', turn, id: asked.id, version: 1 });
  await write.run(call.db);
  return { id: asked.id };
}

/** Gives a turn to another member by hand. */
export async function giveTurn(call: Call, id: string, asked: { post: string; version: number; note: string }): Promise<{ version: number }> {
  const { district } = standingOf(call);
  const { turn, roster, data } = await turnKept(call, id);
  if (turn.version !== asked.version) throw stale();
  const shift = roster.shifts.find((one) => one.key === turn.shift) ?? unknownShift(turn);
  const member = memberFor(call, data, asked.post, shift, turn.day, turn);
  const write = call.write();
  write.add(touchMonth(district, roster.id, data.month, data.stored.version), 1, stale);
  write.add(giveTurnTo(district, id, asked.version, member), 1, stale);
  write.onDuplicate('turn_once', () => new Refusal(errors.already_on, { name: member.name }));
  log(write, call, roster, { kind: 'given', day: turn.day, shift: shift.name, before: turn.person, after: member.person, note: asked.note });
  if (turn.published) {
    tellTurn(write, call, roster, { kind: 'off', turn: asTurn(turn), id, version: turn.version + 1 });
    tellTurn(write, call, roster, { kind: 'on', turn: { ...asTurn(turn), post: member.post, person: member.person }, id, version: turn.version + 1 });
  }
  await write.run(call.db);
  return { version: turn.version + 1 };
}

/** Takes a turn off. */
export async function dropTurn(call: Call, id: string, asked: { version: number; note: string }): Promise<void> {
  const { district } = standingOf(call);
  const { turn, roster, data } = await turnKept(call, id);
  const shift = roster.shifts.find((one) => one.key === turn.shift);
  const write = call.write();
  write.add(touchMonth(district, roster.id, data.month, data.stored.version), 1, stale);
  write.add(deleteTurn(district, id, asked.version), 1, stale);
  log(write, call, roster, { kind: 'dropped', day: turn.day, shift: shift?.name ?? turn.shift, before: turn.person, note: asked.note });
  if (turn.published) tellTurn(write, call, roster, { kind: 'off', turn: asTurn(turn), id, version: turn.version + 1 });
  await write.run(call.db);
}

async function turnKept(call: Call, id: string): Promise<{ turn: TurnRead; roster: RosterStored; data: MonthData }> {
  const turn = await findTurn(call.db, standingOf(call).district, id);
  if (!turn) throw new Refusal(errors.not_found);
  const roster = await rosterKept(call, turn.roster);
  if (Date.parse(turn.ends) <= call.now) throw new Refusal(errors.past);
  return { turn, roster, data: await readMonth(call, roster, turn.day.slice(0, 7)) };
}

function shiftOn(call: Call, roster: RosterStored, day: string, key: string): Shift {
  const shift = roster.shifts.find((one) => one.key === key);
  if (
    !shift ||
    !runsOn(
      shift,
      day,
      known(() => dayClassOf(calendarOf(call.house), day)),
    )
  )
    throw new Refusal(errors.shift_unknown);
  return shift;
}

/** A turn whose shift has been taken off the roster keeps its hours. */
function unknownShift(turn: TurnStored): Shift {
  const minutes = (moment: string): number => {
    const at = new Date(Date.parse(moment) + 8 * 3_600_000);
    return at.getUTCHours() * 60 + at.getUTCMinutes();
  };
  return { key: turn.shift, name: turn.shift, from: minutes(turn.starts), to: minutes(turn.ends), days: [], need: 1, roles: [] };
}

const byHand: Pick<Rules, 'restHours' | 'maxDays'> = { restHours: 0, maxDays: 999 };

/** The member, where nothing forbids the turn even by hand. */
function memberFor(call: Call, data: MonthData, post: string, shift: Shift, day: string, instead: TurnRead | null): MonthData['members'][number] {
  const member = data.members.find((one) => one.post === post);
  if (!member) throw new Refusal(errors.not_member);
  const turns = [...data.turns.filter((turn) => turn.id !== instead?.id).map(asTurn), ...data.around].filter((turn) => turn.person === member.person);
  if (turns.some((turn) => turn.day === day && turn.shift === shift.key && turn.roster === data.roster.id))
    throw new Refusal(errors.already_on, { name: member.name });
  const obstacle = obstacleOf(member, { ...shift, roles: [] }, day, byHand, turns, data.leaves.map(asLeave));
  if (obstacle) throw new Refusal(errors.rule, { name: member.name, reason: speak(obstacleWords[obstacle], call.language) });
  return member;
}

/** Who did it stands in the roster's record of changes. */
export function log(
  write: Write,
  call: Call,
  roster: { id: string },
  change: Pick<ChangeRow, 'kind' | 'note'> & Partial<Pick<ChangeRow, 'day' | 'shift' | 'before' | 'after'>>,
): void {
  const row: ChangeRow = {
    roster: roster.id,
    id: newId(call.now),
    at: iso(call.now),
    day: null,
    shift: '',
    before: null,
    after: null,
    by: call.actor.person,
    ...change,
  };
  write.add(insertChange(call.actor.district!, row));
}
