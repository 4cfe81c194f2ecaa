import { iso } from '@hezhi/contract';
import { redact } from '@hezhi/cases/contract';
import { dayIn } from '@hezhi/matters/contract';
import type { Names } from '@hezhi/matters/server';
import type { z } from 'zod';
import { slotAt, slotsOf, type schemas } from '../contract/index.ts';
import type { RaisedLine, SignupRow } from './queries-people.ts';
import type { DeputyLine, ReceptionLine, StudioLine } from './queries.ts';
import { moment, nullable } from './who.ts';

/** A studio as everybody reads it. */
export const studioView = (row: StudioLine, names: Names): z.input<typeof schemas.StudioView> => ({ ...row, areaName: names.area(row.area) });

/** A deputy with the record of the office. `now`: epoch ms. */
export function deputyView(row: DeputyLine, names: Names, now: number): z.input<typeof schemas.DeputyView> {
  const { id, studio, name, kind, level, duty, intro, hours, term_from, term_to, revision } = row;
  const today = dayIn(now);
  return {
    ...{ id, studio, name, kind, level, duty, intro, hours, term_from, term_to, revision },
    studioName: row.studio_name,
    in_office: term_from <= today && (term_to === null || today <= term_to),
    contacts: row.contacts.map((one) => ({ ...one, areaName: names.area(one.area) })),
    record: { raised: row.raised, answered: row.answered, solved: row.solved, receptions: row.receptions },
  };
}

/** A reception day. `online`: whether the reader may know how to join. */
export function receptionView(row: ReceptionLine, names: Names, online: boolean): z.input<typeof schemas.ReceptionView> {
  const slots = slotsOf(Date.parse(row.starts_at), Date.parse(row.ends_at), row.slot);
  const { id, district, studio, deputies, slot, ways, place, topic, state, note, revision, area } = row;
  return {
    ...{ id, district, studio, deputies, slot, ways, place, topic, state, note, revision, area },
    online: online ? row.online : null,
    starts_at: moment(row.starts_at),
    ends_at: moment(row.ends_at),
    studioName: row.studio_name,
    areaName: names.area(area),
    who: row.who ?? [],
    slots,
    free: Math.max(0, slots - row.taken),
  };
}

/** An appointment. */
export function signupView(row: SignupRow, starts: string, slot: number): z.input<typeof schemas.MySignup> {
  return { id: row.id, n: row.place, at: iso(slotAt(Date.parse(starts), slot, row.place)), way: row.way, topic: row.topic, state: row.state };
}

/** What was raised, for colleagues (`words` as said) or for who raised it. */
export function raisedView(row: RaisedLine): z.input<typeof schemas.RaisedView> {
  const { id, deputy, studio, way, state, solved, answer, matter, reception } = row;
  return {
    ...{ id, deputy, studio, way, state, solved, answer, matter, reception, public: row.public },
    deputyName: row.deputy_name,
    studioName: row.studio_name,
    text: row.words,
    has_person: row.person !== null,
    at: moment(row.at),
    answered_at: nullable(row.answered_at),
  };
}

/** The same for everybody: without names and numbers, with its answer. */
export const publicRaised = (row: RaisedLine): z.input<typeof schemas.PublicRaised> => ({
  id: row.id,
  deputyName: row.deputy_name,
  text: redact(row.public_text),
  answer: redact(row.answer ?? ''),
  solved: row.solved,
  answered_at: moment(row.answered_at!),
});
