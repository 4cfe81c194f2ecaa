import { permissions as cases, type Reported } from '@hezhi/cases/contract';
import { contactNumber, reportCase, type ReportGiven } from '@hezhi/cases/server';
import { may, Refusal } from '@hezhi/contract';
import { audit, logReading, phoneLookup, territory } from '@hezhi/directory/server';
import { namesOf, procedureOf, sentenceOf, snapshotOf, viewMatter } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, type Caller, type Kind } from '../contract/index.ts';
import { openNumber, viewCalls } from './call-view.ts';
import { ownCall } from './calls.ts';
import { changeCall, findResidents, findWish, listCallsOf, listCasesOf } from './queries-calls.ts';
import { sealNumber } from './rings.ts';
import { openWish } from './wishes.ts';

const CASES = 20;
const CALLS = 10;

/**
 * Who calls (C4): people of the territory with this number, the cases of the number that the agent may see, earlier calls, and what the caller asked for. Only for the agent's own
 * call that is not finished. The reading stands on every person's record and in the audit log before anything is shown. A number typed now becomes the call's.
 */
export async function findCaller(call: Call, id: string, given: { number?: string | undefined }): Promise<z.input<typeof Caller>> {
  const { house, db } = call;
  const { at, row } = await ownCall(call, id);
  const known = row.number_sealed ? openNumber(house, row.number_sealed) : null;
  const number = given.number === undefined ? known : contactNumber(given.number);
  if (number === null) throw new Refusal(errors.no_number);
  if (known !== null && number !== known) throw new Refusal(errors.other_number);
  const sealed = sealNumber(house, number);

  const [people, calls, wish] = await Promise.all([
    findResidents(db, at.district, at.area, phoneLookup(house, number)),
    listCallsOf(db, at.district, at.area, sealed.number_lookup, id, CALLS),
    findWish(db, at.district, sealed.number_lookup),
  ]);
  const unnamed = may(call.actor, cases.read_contact);
  const found = await listCasesOf(
    db,
    at.district,
    call.actor,
    sealed.number_lookup,
    people.map((one) => one.id),
    unnamed,
    CASES,
  );

  const write = call.with({ key: null }).write();
  if (known === null) write.add(changeCall(at.district, id, at.person, sealed), 1, () => new Refusal(errors.not_yours));
  for (const { id: person } of people) logReading(write, call, { district: at.district, person, fields: ['name', 'phone', 'cases'], purpose: '热线来电' });
  const detail = { people: people.length, cases: found.length, calls: calls.length };
  await audit(write, call, { action: 'hotline.caller', target: id, detail, district: at.district }).run(db);

  const names = await namesOf(house, at.district);
  const places = await territory(house).ensure(at.district);
  return {
    number,
    people: people.map((one) => ({ id: one.id, name: one.name, areaName: places.fullName(one.area) })),
    cases: await Promise.all(
      found.map(async (matter) => {
        const procedure = await procedureOf(house, matter.procedure, matter.procedure_version);
        return { matter: await viewMatter(call, matter, names), sentence: sentenceOf(procedure, snapshotOf(matter), names, 'staff', call.language, call.now) };
      }),
    ),
    calls: await viewCalls(call, calls),
    wish: wish ? openWish(house, wish) : null,
  };
}

/** Files a case during the call: the case and its link to the call in one write. Contact name and number are the caller's where none is given. */
export async function fileCase(call: Call, id: string, given: ReportGiven & { id: string; kind: z.output<typeof Kind> }): Promise<z.input<typeof Reported>> {
  const { at, row } = await ownCall(call, id);
  const { kind, ...report } = given;
  const phone = report.contact?.phone ?? (row.number_sealed ? openNumber(call.house, row.number_sealed) : undefined);
  const contact = { ...report.contact, ...(phone === undefined ? {} : { phone }) };
  const own: Call = {
    ...call,
    write: (reply) =>
      call
        .write(reply)
        .add(
          changeCall(at.district, id, at.person, { kind, outcome: 'case', category: report.category, matter: report.id }),
          1,
          () => new Refusal(errors.not_yours),
        ),
  };
  // Whoever takes the call, it came by telephone.
  return reportCase(own, { ...report, contact, channel: 'hotline' });
}
