import { Refusal, iso } from '@hezhi/contract';
import { logReading } from '@hezhi/directory/server';
import { namesOf } from '@hezhi/matters/server';
import type { Call, Wire } from '@hezhi/server';
import icalendar, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { z } from 'zod';
import { errors, slotAt, slotsOf, type schemas } from '../contract/index.ts';
import { attendSignup, cancelSignup, findSignup, insertSignup, ownSignup, takenPlaces, type SignupRow } from './queries-people.ts';
import { findReception, upcoming } from './queries.ts';
import { receptionView, signupView } from './views.ts';
import { askedArea, standing } from './who.ts';

export const phonePurpose = 'deputies.phone';

/** A reception day as everybody reads it, with the free times and the reader's own appointment. How to join online is for those who chose that way. */
export async function receptionPage(call: Call, district: string, id: string): Promise<z.input<typeof schemas.ReceptionPage>> {
  const row = await findReception(call.db, district, id);
  if (!row) throw new Refusal(errors.reception_gone);
  const taken = await takenPlaces(call.db, district, id);
  const { person } = call.actor;
  const mine = person === null ? undefined : await ownSignup(call.db, district, id, person);
  const from = Date.parse(row.starts_at);
  const view = receptionView(row, await namesOf(call.house, district), mine?.way === 'online');
  const open = row.state === 'planned' && call.now < from;
  const times = Array.from({ length: view.slots }, (_, n) => ({ n, at: iso(slotAt(from, row.slot, n)), free: open && !taken.has(n) }));
  return { ...view, times, open, mine: mine ? signupView(mine, row.starts_at, row.slot) : null };
}

/**
 * Makes an appointment: one a place and one a person, whoever comes at the same moment. Without a wish the first free place is taken; where somebody was faster the next is tried.
 * Errors: those of the route.
 */
export async function signUp(call: Call, district: string, id: string, given: z.output<typeof schemas.SignupInput>): Promise<z.input<typeof schemas.MySignup>> {
  const row = await findReception(call.db, district, id);
  if (!row) throw new Refusal(errors.reception_gone);
  if (row.state !== 'planned') throw new Refusal(errors.not_planned);
  const from = Date.parse(row.starts_at);
  if (call.now >= from) throw new Refusal(errors.too_late);
  if (!row.ways.includes(given.way)) throw new Refusal(errors.way_closed);
  if (given.way === 'phone' && given.phone === undefined) throw new Refusal(errors.phone_needed);
  const slots = slotsOf(from, Date.parse(row.ends_at), row.slot);
  const person = call.actor.person!;
  const phone_sealed = given.phone === undefined ? null : call.house.vault.seal(given.phone, phonePurpose);
  const book = async (place: number): Promise<z.input<typeof schemas.MySignup>> => {
    const one: SignupRow = { id: given.id, reception: id, place, person, way: given.way, topic: given.topic, phone_sealed, state: 'booked', at: iso(call.now) };
    const reply = signupView(one, row.starts_at, row.slot);
    const write = call.write(reply);
    insertSignup(write, district, one, row.revision);
    await write.run(call.db);
    return reply;
  };
  if (given.n !== null) {
    if (given.n >= slots) throw new Refusal(errors.slot_taken);
    return book(given.n);
  }
  for (let tries = 0; tries < slots; tries++) {
    const taken = await takenPlaces(call.db, district, id);
    const place = Array.from({ length: slots }, (_, n) => n).find((n) => !taken.has(n));
    if (place === undefined) break;
    try {
      return await book(place);
    } catch (error) {
      if (!(error instanceof Refusal) || error.def !== errors.slot_taken) throw error;
    }
  }
  throw new Refusal((await ownSignup(call.db, district, id, person)) ? errors.signed_up : errors.full);
}

/** Cancels one's own appointment before it begins. */
export async function unsign(call: Call, district: string, id: string): Promise<void> {
  const person = call.actor.person!;
  const row = await findSignup(call.db, district, id);
  if (row?.person !== person) throw new Refusal(errors.signup_gone);
  if (call.now >= Date.parse(row.starts_at)) throw new Refusal(errors.too_late);
  const write = call.write();
  cancelSignup(write, district, id, person);
  await write.run(call.db);
}

async function ownSignupOf(call: Call, id: string) {
  const { district, area } = standing(call);
  const row = await findSignup(call.db, district, id);
  if (!row?.area.startsWith(area) || row.state === 'cancelled') throw new Refusal(errors.signup_gone);
  return { district, row };
}

/** Whether somebody came. */
export async function attend(call: Call, id: string, came: boolean): Promise<{ id: string; state: 'came' | 'missed' }> {
  const { district } = await ownSignupOf(call, id);
  const reply = { id, state: came ? ('came' as const) : ('missed' as const) };
  const write = call.write(reply);
  attendSignup(write, district, id, reply.state);
  await write.run(call.db);
  return reply;
}

const callPurpose = '代表接待日电话接待';
/** The number to call; the reading stands on the person's record before it is shown. Never stored under an Idempotency-Key. */
export async function signupPhone(call: Call, id: string): Promise<{ phone: string | null }> {
  const { district, row } = await ownSignupOf(call, id);
  if (row.phone_sealed === null) return { phone: null };
  const write = call.with({ key: null }).write();
  logReading(write, call, { district, person: row.person, fields: ['phone'], purpose: callPurpose });
  await write.run(call.db);
  return { phone: call.house.vault.open(row.phone_sealed, phonePurpose) };
}

/** Reception days of a territory as iCalendar (RFC 5545): what the public page says, nobody's appointment. */
export async function calendar(call: Call, query: z.output<typeof schemas.PublicQuery>, { reply }: Wire): Promise<string> {
  const area = await askedArea(call, query.district, query.area);
  const days = await upcoming(call.db, query.district, { area }, iso(call.now - 30 * 86_400_000), 500);
  const names = await namesOf(call.house, query.district);
  const file = icalendar({
    name: `${names.area(area)}代表接待日`,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Hezhi', product: 'Deputies', language: 'ZH' },
  });
  for (const day of days)
    file.createEvent({
      id: `${day.id}@hezhi`,
      stamp: new Date(call.now),
      start: new Date(day.starts_at),
      end: new Date(day.ends_at),
      sequence: day.revision - 1,
      status: day.state === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      summary: `${day.studio_name}接待日：${(day.who ?? []).map((one) => one.name).join('、')}`,
      location: day.place,
      description: day.topic,
    });
  reply
    .header('content-type', 'text/calendar; charset=utf-8')
    .header('content-disposition', 'inline; filename="receptions.ics"')
    .header('cache-control', 'public, max-age=300');
  return file.toString();
}
