import { newId, Refusal, iso } from '@hezhi/contract';
import { dayIn } from '@hezhi/matters/contract';
import { cut, namesOf, readCursor, writeCursor } from '@hezhi/matters/server';
import { notify } from '@hezhi/notices/server';
import { setTimer, type Call, type TimerEffect, type Write } from '@hezhi/server';
import type { z } from 'zod';
import { errors, slotAt, slotsOf, type schemas } from '../contract/index.ts';
import { signupsOf } from './queries-people.ts';
import { findReception, insertReception, listDeputies, listReceptions, updateReception, type ReceptionLine, type ReceptionRow } from './queries.ts';
import { receptionView, signupView } from './views.ts';
import { ownStudio, standing } from './who.ts';

type View = z.input<typeof schemas.ReceptionView>;
type Times = Omit<z.output<typeof schemas.ReceptionInput>, 'id'>;
const DAY = 86_400_000;
const soonTopic = 'deputies.reception_soon';

/** The reception day if the caller's post covers its studio. */
async function ownReception(call: Call, id: string): Promise<ReceptionLine> {
  const { district, area } = standing(call);
  const row = await findReception(call.db, district, id);
  if (!row?.area.startsWith(area)) throw new Refusal(errors.reception_gone);
  return row;
}

async function checked(call: Call, given: Times): Promise<ReceptionLine> {
  const studio = await ownStudio(call, given.studio);
  if (!studio.active) throw new Refusal(errors.studio_gone);
  const [from, to] = [Date.parse(given.starts_at), Date.parse(given.ends_at)];
  if (!(from > call.now && slotsOf(from, to, given.slot) >= 1 && slotsOf(from, to, given.slot) <= 200 && dayIn(from) === dayIn(to - 1)))
    throw new Refusal(errors.time_wrong);
  const serving = await listDeputies(call.db, studio.district, studio.area, { studio: studio.id, on: dayIn(from) });
  const who = serving.filter((one) => given.deputies.includes(one.id));
  if (who.length < new Set(given.deputies).size) throw new Refusal(errors.deputy_elsewhere);
  return {
    ...given,
    id: '',
    district: studio.district,
    starts_at: iso(from),
    ends_at: iso(to),
    deputies: who.map((one) => one.id),
    ways: [...new Set(given.ways)],
    state: 'planned',
    note: null,
    revision: 1,
    studio_name: studio.name,
    area: studio.area,
    taken: 0,
    who: who.map(({ id, name, kind }) => ({ id, name, kind })),
  };
}

function remindSoon(write: Write, call: Call, row: ReceptionRow): void {
  const dueAt = Date.parse(row.starts_at) - DAY;
  if (dueAt <= call.now) return;
  setTimer(write, { district: row.district, id: newId(call.now), dueAt, topic: soonTopic, data: { reception: row.id, starts: row.starts_at } });
}

/** Plans a reception day. */
export async function addReception(call: Call, { id, ...given }: z.output<typeof schemas.ReceptionInput>): Promise<View> {
  const row = { ...(await checked(call, given)), id };
  const reply = receptionView(row, await namesOf(call.house, row.district), true);
  const write = call.write(reply);
  insertReception(write, row);
  remindSoon(write, call, row);
  await write.run(call.db);
  return reply;
}

/** Changes one that is still to come; its time only while nobody has an appointment. */
export async function changeReception(call: Call, id: string, { revision, ...given }: z.output<typeof schemas.ReceptionChange>): Promise<View> {
  const before = await ownReception(call, id);
  if (before.state !== 'planned') throw new Refusal(errors.not_planned);
  const fresh = await checked(call, given);
  const moved =
    Date.parse(before.starts_at) !== Date.parse(fresh.starts_at) || Date.parse(before.ends_at) !== Date.parse(fresh.ends_at) || before.slot !== fresh.slot;
  if (moved && before.taken > 0) throw new Refusal(errors.has_signups);
  const row = { ...fresh, id, taken: before.taken, revision: revision + 1 };
  const reply = receptionView(row, await namesOf(call.house, row.district), true);
  const write = call.write(reply);
  updateReception(write, row, revision);
  if (moved) remindSoon(write, call, row);
  await write.run(call.db);
  return reply;
}

/** It was held (with a note), or is cancelled: then who signed up is told why. */
export async function endReception(call: Call, id: string, given: { revision: number; how: 'held' | 'cancelled'; note: string }): Promise<View> {
  const before = await ownReception(call, id);
  if (before.state !== 'planned' || (given.how === 'held' && call.now < Date.parse(before.starts_at))) throw new Refusal(errors.not_planned);
  const row = { ...before, state: given.how, note: given.note === '' ? null : given.note, revision: given.revision + 1 };
  const reply = receptionView(row, await namesOf(call.house, row.district), true);
  const write = call.write(reply);
  updateReception(write, row, given.revision);
  if (given.how === 'cancelled')
    tell(
      write,
      call,
      row,
      (await signupsOf(call.db, row.district, id)).map((one) => one.person),
      'deputies.cancelled',
      given.note,
    );
  await write.run(call.db);
  return reply;
}

function tell(write: Write, call: Call, row: ReceptionLine, persons: readonly string[], template: string, reason: string): void {
  notify(write, {
    district: row.district,
    key: `${template} ${row.id}`,
    template,
    to: persons.map((person) => ({ person })),
    values: { studio: row.studio_name, when: { at: Date.parse(row.starts_at) }, reason },
    link: `/deputies/day/${row.district}/${row.id}`,
    area: row.area,
    at: call.now,
  });
}

/** A day before, those with an appointment are reminded, once. */
export const receptionSoon: TimerEffect = {
  topic: soonTopic,
  async fire(call, timer) {
    const { reception: id, starts } = timer.data as { reception: string; starts: string };
    const row = await findReception(call.db, timer.district, id);
    if (row?.state !== 'planned' || Date.parse(row.starts_at) !== Date.parse(starts)) return;
    const write = call.write();
    for (const one of await signupsOf(call.db, timer.district, id)) {
      notify(write, {
        district: row.district,
        key: `deputies.soon ${row.id}`,
        template: 'deputies.soon',
        to: [{ person: one.person }],
        values: { studio: row.studio_name, when: { at: slotAt(Date.parse(row.starts_at), row.slot, one.place) } },
        link: `/deputies/day/${row.district}/${row.id}`,
        area: row.area,
        at: call.now,
      });
    }
    if (!write.empty) await write.run(call.db);
  },
};

/** Reception days of the territory, in the order of time; from a month ago on unless asked otherwise. */
export async function receptions(
  call: Call,
  query: { from?: string | undefined; to?: string | undefined; studio?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: View[]; next: string | null }> {
  const { district, area } = standing(call);
  const china = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);
  const from = iso(query.from ? china(query.from) : call.now - 30 * DAY);
  const to = iso(query.to ? china(query.to) + DAY : call.now + 365 * DAY);
  const rows = await listReceptions(call.db, district, area.slice(0, 12), { ...query, from, to }, readCursor(query.cursor));
  const names = await namesOf(call.house, district);
  const { items, next } = cut(rows, query.limit, (row) => writeCursor(row.starts_at, row.id));
  return { items: items.map((row) => receptionView(row, names, true)), next };
}

/** One with its appointments, for the secretary. */
export async function reception(call: Call, id: string): Promise<z.input<typeof schemas.ReceptionDetail>> {
  const row = await ownReception(call, id);
  const signups = await signupsOf(call.db, row.district, id);
  return {
    ...receptionView(row, await namesOf(call.house, row.district), true),
    signups: signups.map((one) => ({ ...signupView(one, row.starts_at, row.slot), name: one.name, has_phone: one.phone_sealed !== null })),
  };
}
