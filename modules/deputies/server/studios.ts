import { Refusal, iso } from '@hezhi/contract';
import { redact } from '@hezhi/cases/contract';
import { dayIn } from '@hezhi/matters/contract';
import { namesOf } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, type schemas } from '../contract/index.ts';
import { shownRaised } from './queries-people.ts';
import {
  findDeputy,
  findStudio,
  insertDeputy,
  insertStudio,
  listDeputies,
  studiosFor,
  studiosWithin,
  upcoming,
  updateDeputy,
  updateStudio,
  type DeputyRow,
  type StudioLine,
} from './queries.ts';
import { deputyView, publicRaised, receptionView, studioView } from './views.ts';
import { askedArea, ownStudio, standing } from './who.ts';

type Studio = z.input<typeof schemas.StudioView>;
type Deputy = z.input<typeof schemas.DeputyView>;

/** Studios of the post's territory. */
export async function studios(call: Call): Promise<{ items: Studio[] }> {
  const { district, area } = standing(call);
  const names = await namesOf(call.house, district);
  return { items: (await studiosWithin(call.db, district, area.slice(0, 12))).map((row) => studioView(row, names)) };
}

/** Opens a studio in the own territory. */
export async function addStudio(call: Call, given: z.output<typeof schemas.StudioInput>): Promise<Studio> {
  const { district, area } = standing(call);
  if (!given.area.startsWith(area)) throw new Refusal(errors.out_of_area);
  const row: StudioLine = { ...given, district, active: true, revision: 1, deputies: 0 };
  const reply = studioView(row, await namesOf(call.house, district));
  const write = call.write(reply);
  insertStudio(write, row);
  await write.run(call.db);
  return reply;
}

/** Changes a studio or closes it. */
export async function changeStudio(call: Call, id: string, { revision, ...given }: z.output<typeof schemas.StudioChange>): Promise<Studio> {
  const { area, district } = standing(call);
  const row = await ownStudio(call, id);
  if (!given.area.startsWith(area)) throw new Refusal(errors.out_of_area);
  const next = { ...row, ...given, revision: revision + 1 };
  const reply = studioView(next, await namesOf(call.house, district));
  const write = call.write(reply);
  updateStudio(write, next, revision);
  await write.run(call.db);
  return reply;
}

/** Deputies of the territory; `past`: those whose term is over, too. */
export async function people(call: Call, query: { studio?: string | undefined; past: boolean }): Promise<{ items: Deputy[] }> {
  const { district, area } = standing(call);
  const names = await namesOf(call.house, district);
  const rows = await listDeputies(call.db, district, area.slice(0, 12), { studio: query.studio, on: query.past ? null : dayIn(call.now) });
  return { items: rows.map((row) => deputyView(row, names, call.now)) };
}

const blank = { raised: 0, answered: 0, solved: 0, receptions: 0 };
type Given = Omit<z.output<typeof schemas.DeputyInput>, 'id'>;

async function deputyOf(call: Call, id: string, given: Given, revision: number): Promise<{ row: DeputyRow; studio: StudioLine }> {
  const studio = await ownStudio(call, given.studio);
  if (given.term_to !== null && given.term_to < given.term_from) throw new Refusal(errors.term_wrong);
  // A contact is a group of homes: names and numbers of people do not belong here.
  const contacts = given.contacts.map((one) => ({ ...one, label: redact(one.label), note: redact(one.note) }));
  return { studio, row: { ...given, contacts, id, district: studio.district, revision } };
}

/** Enters a deputy of a studio of the own territory. */
export async function addDeputy(call: Call, { id, ...given }: z.output<typeof schemas.DeputyInput>): Promise<Deputy> {
  const { row, studio } = await deputyOf(call, id, given, 1);
  const reply = deputyView({ ...row, ...blank, studio_name: studio.name, area: studio.area }, await namesOf(call.house, row.district), call.now);
  const write = call.write(reply);
  insertDeputy(write, row);
  await write.run(call.db);
  return reply;
}

/** Changes a deputy's entry. */
export async function changeDeputy(call: Call, id: string, { revision, ...given }: z.output<typeof schemas.DeputyChange>): Promise<Deputy> {
  const { district, area } = standing(call);
  const before = await findDeputy(call.db, district, id);
  if (!before?.area.startsWith(area)) throw new Refusal(errors.deputy_gone);
  const { row, studio } = await deputyOf(call, id, given, revision + 1);
  const reply = deputyView({ ...before, ...row, studio_name: studio.name, area: studio.area }, await namesOf(call.house, district), call.now);
  const write = call.write(reply);
  updateDeputy(write, row, revision);
  await write.run(call.db);
  return reply;
}

/** Studios that serve a territory, for everybody. */
export async function publicStudios(call: Call, query: z.output<typeof schemas.PublicQuery>): Promise<{ items: Studio[] }> {
  const area = await askedArea(call, query.district, query.area);
  const names = await namesOf(call.house, query.district);
  return { items: (await studiosFor(call.db, query.district, area)).map((row) => studioView(row, names)) };
}

/** A studio's public page. `deputies.studio_gone` where it is closed. */
export async function publicStudio(call: Call, district: string, id: string): Promise<z.input<typeof schemas.StudioPage>> {
  const row = await findStudio(call.db, district, id);
  if (!row?.active) throw new Refusal(errors.studio_gone);
  const names = await namesOf(call.house, district);
  const deputies = await listDeputies(call.db, district, row.area, { studio: id, on: dayIn(call.now) });
  const days = await upcoming(call.db, district, { studio: id }, iso(call.now), 20);
  return {
    ...studioView(row, names),
    people: deputies.map((one) => deputyView(one, names, call.now)),
    receptions: days.map((one) => receptionView(one, names, false)),
    answered: (await shownRaised(call.db, district, id)).map(publicRaised),
  };
}
