import { newId, Refusal } from '@hezhi/contract';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import {
  errors,
  type AttendanceInput,
  type AttendancePage,
  type AttendanceView,
  type CodeView,
  type FloorInput,
  type FloorView,
  type SeatView,
  type Side,
} from '../contract/index.ts';
import { meetingFor, organisedMeeting, organisesMeeting, underMeeting, viewFloor, wrongState } from './meetings.ts';
import { cutAt } from './participants.ts';
import { attendanceOf, findSeat, insertAttendance, listAttendance, listSeats, type AttendanceRow, type SeenMeeting } from './queries-meeting.ts';
import { findFloor, insertFloor, moveFloor, type FloorRow } from './queries-minutes.ts';
import { iso } from './see.ts';
import { sideName } from './settings.ts';
import { moment } from './view.ts';

type Page = { cursor?: string | undefined; limit: number };
type View = z.input<typeof AttendanceView>;

/** How long a code on the wall stands (ms); the one before is still taken, so that nobody is caught between two. */
const WINDOW = 300_000;
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** The code of a window: a keyed hash, so that nothing is stored and nobody can work it out. */
function codeOf(call: Call, row: { district: string; id: string }, window: number): string {
  const hash = call.house.vault.lookup(`${row.district} ${row.id} ${window}`, 'deliberations.sign_in');
  return Array.from({ length: 8 }, (_, i) => letters[hash[i]! % letters.length]!).join('');
}

/** What the QR at the door says now. */
export async function signInCode(call: Call, id: string): Promise<z.input<typeof CodeView>> {
  const row = await organisedMeeting(call, id);
  if (row.state !== 'open') throw wrongState(call, row);
  const window = Math.floor(call.now / WINDOW);
  const code = codeOf(call, row, window);
  return { code, until: iso((window + 1) * WINDOW), path: `/meet/${row.district}/${id}?code=${code}` };
}

const view = (row: AttendanceRow): View => ({ id: row.id, name: row.name, counted: row.seat !== null, how: row.how, proxy: row.proxy, at: moment(row.at) });

/**
 * Signs in, once a person (D1): on site by the code at the door, online by those invited without one. Nothing of where the phone is, is asked or kept. Who has no seat sits in
 * as a guest of a public meeting.
 */
export async function signIn(call: Call, id: string, given: { code?: string | undefined; online: boolean }): Promise<View> {
  const row = await meetingFor(call, id);
  const person = call.actor.person!;
  const byList = row.rule.quorum !== null && row.rule.quorum.of !== 'electors';
  if (!row.listed && byList && row.seat === null) throw new Refusal(errors.not_participant);
  const known = byList && row.seat !== null;
  const online = given.online && row.mode !== 'on_site' && known;
  const window = Math.floor(call.now / WINDOW);
  const typed = given.code?.trim().toUpperCase();
  if (row.state !== 'open') throw wrongState(call, row);
  if (!online && typed !== codeOf(call, row, window) && typed !== codeOf(call, row, window - 1)) throw new Refusal(errors.wrong_code);
  return underMeeting(call, row, async (inside, held) => {
    if (held.state !== 'open') throw wrongState(call, held);
    const entry: AttendanceRow = {
      id: newId(call.now),
      seat: byList ? row.seat : person,
      person,
      name: call.actor.name,
      how: online ? 'online' : 'code',
      proxy: null,
      at: iso(call.now),
    };
    const write = inside.write(view(entry));
    insertAttendance(write, row.district, id, entry);
    await write.run(inside.db);
    return view(entry);
  });
}

/** Somebody is entered at the desk: signed on paper, a guest, or a proxy by written mandate where the kind allows it. */
export async function attend(call: Call, id: string, given: z.output<typeof AttendanceInput>): Promise<View> {
  const row = await organisedMeeting(call, id);
  return underMeeting(call, row, async (inside, held) => {
    if (held.state !== 'open') throw wrongState(call, held);
    const seat = given.seat === undefined ? undefined : await findSeat(inside.db, held, given.seat);
    if (given.seat !== undefined && !seat) throw new Refusal(errors.seat_unknown);
    if (given.proxy !== undefined && (!held.rule.proxies || !seat)) throw new Refusal(errors.proxy_not_allowed);
    const byList = held.rule.quorum !== null && held.rule.quorum.of !== 'electors';
    const counts = seat?.seat ?? (byList || given.guest ? null : given.id);
    if (!seat && given.name === '') throw new Refusal(errors.seat_unknown);
    const entry: AttendanceRow = {
      id: given.id,
      seat: counts,
      // A proxy came, not the person: the account may still sit in elsewhere.
      person: given.proxy === undefined ? (seat?.person ?? null) : null,
      name: seat?.name ?? given.name,
      how: given.proxy === undefined ? 'desk' : 'proxy',
      proxy: given.proxy ?? null,
      at: iso(call.now),
    };
    const write = inside.write(view(entry));
    insertAttendance(write, row.district, id, entry);
    await write.run(inside.db);
    return view(entry);
  });
}

export async function attendance(call: Call, id: string, page: Page): Promise<z.input<typeof AttendancePage>> {
  const row = await organisedMeeting(call, id);
  const rows = await listAttendance(call.db, row.district, id, page.cursor ?? null, page.limit + 1);
  const { items, next } = cutAt(rows, page.limit, (one) => one.id);
  return { items: items.map(view), next };
}

export async function seats(call: Call, id: string, page: Page): Promise<{ items: z.input<typeof SeatView>[]; next: string | null }> {
  const row = await organisedMeeting(call, id);
  const rows = await listSeats(call.db, row, page.cursor ?? null, page.limit + 1);
  const { items, next } = cutAt(rows, page.limit, (one) => one.seat);
  return { items: items.map(({ seat, name, side, present }) => ({ seat, name, side: side === null ? null : sideName(side as Side), present })), next };
}

/** Asks for the floor; whoever signed in may, one request at a time. */
export async function askFloor(call: Call, id: string, given: z.output<typeof FloorInput>): Promise<z.input<typeof FloorView>> {
  const row = await meetingFor(call, id);
  return underMeeting(call, row, async (inside, held) => {
    if (held.state !== 'open') throw wrongState(call, held);
    const mine = await attendanceOf(inside.db, row.district, id, call.actor.person!);
    if (!mine) throw new Refusal(errors.not_signed_in);
    const entry: FloorRow = {
      id: given.id,
      attendance: mine.id,
      name: mine.name,
      about: given.about,
      minutes: given.minutes,
      state: 'waiting',
      asked_at: iso(call.now),
      called_at: null,
      person: call.actor.person,
    };
    const reply = viewFloor(call, entry);
    const write = inside.write(reply);
    insertFloor(write, row.district, id, entry);
    await write.run(inside.db);
    return reply;
  });
}

/** Calls a speaker (one at a time), ends a speech, withdraws a request (one's own, or by the organiser). */
export async function moveSpeaker(call: Call, id: string, floor: string, what: 'call' | 'end' | 'withdraw'): Promise<z.input<typeof FloorView>> {
  const row: SeenMeeting = await meetingFor(call, id);
  return underMeeting(call, row, async (inside, held) => {
    const entry = await findFloor(inside.db, row.district, id, floor);
    const own = entry?.person !== null && entry?.person === call.actor.person;
    if (!organisesMeeting(call, row) && !(what === 'withdraw' && own)) throw new Refusal(errors.not_organiser);
    if (!entry) throw new Refusal(errors.floor_not_found);
    if (held.state !== 'open') throw wrongState(call, held);
    const to = what === 'call' ? 'speaking' : what === 'end' ? 'done' : 'withdrawn';
    const at = iso(call.now);
    const reply = viewFloor(call, { ...entry, state: to, called_at: to === 'speaking' ? at : entry.called_at });
    const write = inside.write(reply);
    moveFloor(write, row.district, floor, what === 'end' ? ['speaking'] : ['waiting'], to, at);
    await write.run(inside.db);
    return reply;
  });
}
