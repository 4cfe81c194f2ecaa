import { Refusal } from '@hezhi/contract';
import { findPeopleNames, territory } from '@hezhi/directory/server';
import { emit, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, type HandoverView } from '../contract/index.ts';
import { findHandover, insertHandover, insertMark, listHandovers, visibleMatters, type HandoverStored, type PointStored } from './queries.ts';
import { cursorId, standingOf } from './standing.ts';

/** Writes a hand-over note of the desk (交接班). It is never changed: what happens to it is marked beside it. */
export async function handOver(call: Call, body: { id: string; text: string; points: readonly PointStored[] }): Promise<{ id: string }> {
  const { district, area, person } = standingOf(call);
  const at = new Date(call.now).toISOString();
  const write = call.write({ id: body.id });
  write.add(insertHandover(district, { id: body.id, area, at, by_person: person, text: body.text, points: [...body.points] }));
  write.onDuplicate('handover_pkey', () => new Refusal(errors.id_taken));
  emit(write, { district, topic: 'command.handover', data: { area }, at: call.now });
  await write.run(call.db);
  return { id: body.id };
}

/** Takes over: the note is read and its open points are known. Nobody takes over from themselves; of two who do so at once one wins. */
export async function acknowledge(call: Call, id: string, remark: string): Promise<void> {
  const { person } = standingOf(call);
  const note = await noteSeen(call, id);
  if (note.by_person === person) throw new Refusal(errors.own_note);
  await mark(call, note, id, remark);
}

/** Settles a point of a note. */
export async function settlePoint(call: Call, id: string, point: string, remark: string): Promise<void> {
  const note = await noteSeen(call, id);
  if (!note.points.some((one) => one.id === point)) throw new Refusal(errors.not_found);
  await mark(call, note, point, remark);
}

async function mark(call: Call, note: HandoverStored, subject: string, remark: string): Promise<void> {
  const { district, person, area } = standingOf(call);
  const found = (one: HandoverStored | undefined) => one?.marks?.find((each) => each.subject === subject);
  const refusal = async (before: ReturnType<typeof found>): Promise<Refusal> => {
    if (subject !== note.id) return new Refusal(errors.point_done);
    const by = before?.by_person ?? '';
    return new Refusal(errors.acknowledged, { name: (await findPeopleNames(call.house, district, [by].filter(Boolean))).get(by) ?? '' });
  };
  if (found(note)) throw await refusal(found(note));
  const write = call.write().add(insertMark(district, note.id, subject, new Date(call.now).toISOString(), person, remark));
  const lost = new Error('lost');
  write.onDuplicate('handover_mark_pkey', () => lost);
  emit(write, { district, topic: 'command.handover', data: { area }, at: call.now });
  try {
    await write.run(call.db);
  } catch (error) {
    throw error === lost ? await refusal(found(await findHandover(call.house.db, district, area, note.id))) : error;
  }
}

async function noteSeen(call: Call, id: string): Promise<HandoverStored> {
  const { district, area } = standingOf(call);
  const note = await findHandover(call.db, district, area, id);
  if (!note) throw new Refusal(errors.not_found);
  return note;
}

/** Notes of the desk, newest first. */
export async function handoversOf(
  call: Call,
  find: { open: boolean; cursor?: string | undefined; limit: number },
): Promise<{ items: z.input<typeof HandoverView>[]; next: string | null }> {
  const { district, area, person } = standingOf(call);
  const rows = await listHandovers(call.db, district, area, { open: find.open, before: cursorId(find.cursor), limit: find.limit + 1 });
  const page = rows.slice(0, find.limit);
  const people = page.flatMap((row) => [row.by_person, ...(row.marks ?? []).map((one) => one.by_person)]);
  const ids = [...new Set(page.flatMap((row) => row.points.flatMap((point) => (point.matter ? [point.matter] : []))))];
  const [names, tree, matters] = await Promise.all([
    findPeopleNames(call.house, district, people),
    territory(call.house).ensure(district),
    ids.length > 0 ? visibleMatters(call.db, district, call.actor, ids) : [],
  ]);
  const told = (row: HandoverStored, subject: string) => {
    const one = row.marks?.find((each) => each.subject === subject);
    return one ? { by: names.get(one.by_person) ?? '', at: new Date(one.at).toISOString(), remark: one.remark } : null;
  };
  return {
    items: page.map((row) => ({
      id: row.id,
      at: row.at,
      by: names.get(row.by_person) ?? '',
      area: row.area,
      areaName: tree.fullName(row.area),
      text: row.text,
      points: row.points.map((point) => {
        const matter = matters.find((one) => one.id === point.matter);
        return {
          id: point.id,
          text: point.text,
          matter: matter ? { id: matter.id, number: matter.number, title: matter.title } : null,
          done: told(row, point.id),
        };
      }),
      acknowledged: told(row, row.id),
      mayAcknowledge: told(row, row.id) === null && row.by_person !== person,
    })),
    next: rows.length > find.limit ? page.at(-1)!.id : null,
  };
}
