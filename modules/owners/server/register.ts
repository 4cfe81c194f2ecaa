import { Refusal } from '@hezhi/contract';
import { squareCentimetres } from '@hezhi/ballots/light';
import { audit, findPeopleNames, logReading } from '@hezhi/directory/server';
import { cut } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import {
  errors,
  type ClearOwner,
  type HistoryLine,
  type HolderInput,
  type OwnerInput,
  type OwnerView,
  type UnitInput,
  type UnitView,
} from '../contract/index.ts';
import * as q from './queries-register.ts';
import { maskedName, maskedPhone, nameKey, openOwner, openVersion, sealHolder, sealVersion } from './sealed.ts';
import { iso, ownGroup } from './see.ts';

type Find = { cursor?: string | undefined; limit: number; q?: string | undefined };

/** A page of units by name; owners masked. */
export async function unitList(call: Call, group: string, query: Find): Promise<{ items: z.input<typeof UnitView>[]; next: string | null }> {
  const { district } = await ownGroup(call, group);
  const rows = await q.listUnits(call.db, district, group, { after: query.cursor ?? null, q: query.q ?? null, limit: query.limit + 1 });
  const page = cut(rows, query.limit, ({ label }) => label);
  const items = page.items.map(({ id, version, label, building, kind, area, source, delivered, owner, owner_kind, name, phone, bound, sms }) => ({
    ...{ id, version, label, building, kind, area, source, delivered, owner, bound, sms },
    ownerKind: owner_kind,
    holder: maskedName(call.house, { kind: owner_kind, name }),
    phone: maskedPhone(call.house, phone),
  }));
  return { items, next: page.next };
}

/** A page of owners with their units; masked. */
export async function ownerList(call: Call, group: string, query: Find): Promise<{ items: z.input<typeof OwnerView>[]; next: string | null }> {
  const { district } = await ownGroup(call, group);
  const after = query.cursor !== undefined && /^[0-9a-f-]{36}$/.test(query.cursor) ? query.cursor : null;
  const rows = await q.listOwners(call.db, district, group, {
    after,
    q: query.q ?? null,
    key: query.q === undefined ? null : nameKey(call.house, query.q),
    limit: query.limit + 1,
  });
  const page = cut(rows, query.limit, ({ id }) => id);
  const items = page.items.map((row) => ({
    id: row.id,
    version: row.version,
    kind: row.kind,
    holder: maskedName(call.house, row),
    others: row.others_count,
    phone: maskedPhone(call.house, row.phone),
    bound: row.person !== null,
    units: row.units ?? [],
    area: row.area,
  }));
  return { items, next: page.next };
}

async function personOf(call: Call, district: string, given: z.output<typeof HolderInput>, before: string | null): Promise<string | null> {
  if (given.person === undefined) return before;
  if (given.person !== null && !(await findPeopleNames(call.house, district, [given.person])).has(given.person)) throw new Refusal(errors.person_unknown);
  return given.person;
}

/** Enters, corrects or takes out a unit, with its owner where `holder` is given; what was there before stays in the history. Errors: those of the route. */
export async function saveUnit(call: Call, group: string, given: z.output<typeof UnitInput>): Promise<{ id: string; version: number; owner: string }> {
  const { district } = await ownGroup(call, group);
  const area = squareCentimetres(given.area);
  if (area === null || area === 0) throw new Refusal(errors.area_wrong);
  const before = await q.findUnit(call.db, district, group, given.id);
  if (given.version > 0 && !before) throw new Refusal(errors.unit_not_found);
  if (given.version === 0 && before) throw new Refusal(errors.id_taken);
  const known = await q.findOwner(call.db, district, group, given.owner);
  if (!known && !given.holder) throw new Refusal(errors.owner_not_found);
  const row: q.UnitRow = {
    id: given.id,
    label: given.label,
    building: given.building,
    kind: given.kind,
    area,
    source: given.source,
    owner: given.owner,
    delivered: given.delivered,
    removed: given.removed,
    version: given.version,
  };
  const at = iso(call.now);
  const reply = { id: given.id, version: given.version + 1, owner: given.owner };
  const write = call.write(reply);
  if (!known) {
    const owner: q.OwnerRow = {
      id: given.owner,
      ...sealHolder(call.house, given.holder!),
      person: await personOf(call, district, given.holder!, null),
      sms: (given.holder!.sms ?? false) && given.holder!.phone !== '',
      version: 1,
    };
    q.insertOwner(write, district, group, owner, at);
    q.insertHistory(write, {
      district,
      subject: owner.id,
      version: 1,
      compound: group,
      body: sealVersion(call.house, owner),
      reason: given.reason,
      by: call.actor.person,
      at,
    });
  }
  if (before) q.updateUnit(write, district, row, at);
  else q.insertUnit(write, district, group, row, at);
  q.insertHistory(write, {
    district,
    subject: row.id,
    version: reply.version,
    compound: group,
    body: sealVersion(call.house, { ...row, version: reply.version }),
    reason: given.reason,
    by: call.actor.person,
    at,
  });
  await write.run(call.db);
  return reply;
}

/** Corrects who an owner is, for all units of that owner. */
export async function saveOwner(call: Call, group: string, id: string, given: z.output<typeof OwnerInput>): Promise<{ id: string; version: number }> {
  const { district } = await ownGroup(call, group);
  const before = await q.findOwner(call.db, district, group, id);
  if (!before) throw new Refusal(errors.owner_not_found);
  const sealed = sealHolder(call.house, given);
  // Another phone is another proof: who was bound by the former one claims anew.
  const samePhone = before.phone_key !== null && sealed.phone_key !== null && before.phone_key.equals(sealed.phone_key);
  const kept = samePhone ? before.person : null;
  // So is consent given of a phone.
  const sms = sealed.phone !== null && (given.sms ?? (samePhone && before.sms));
  const row: q.OwnerRow = { id, ...sealed, person: await personOf(call, district, given, kept), sms, version: given.version };
  const at = iso(call.now);
  const reply = { id, version: given.version + 1 };
  const write = call.write(reply);
  q.updateOwner(write, district, row, at);
  q.insertHistory(write, {
    district,
    subject: id,
    version: reply.version,
    compound: group,
    body: sealVersion(call.house, row),
    reason: given.reason,
    by: call.actor.person,
    at,
  });
  await write.run(call.db);
  return reply;
}

/** Notes whether an owner agreed to SMS about votes: who noted it and when is in the audit log. */
export async function noteConsent(call: Call, group: string, id: string, sms: boolean): Promise<{ sms: boolean }> {
  const { district } = await ownGroup(call, group);
  if (!(await q.findOwner(call.db, district, group, id))) throw new Refusal(errors.owner_not_found);
  const write = call.write({ sms });
  q.setConsent(write, district, group, id, sms);
  await audit(write, call, { action: 'owners.consent', target: id, detail: { sms }, district }).run(call.db);
  return { sms };
}

/** All versions of a unit, first to last; who holds it is not shown here. */
export async function unitHistory(call: Call, group: string, unit: string): Promise<z.input<typeof HistoryLine>[]> {
  const { district } = await ownGroup(call, group);
  if (!(await q.findUnit(call.db, district, group, unit))) throw new Refusal(errors.unit_not_found);
  const rows = await q.historyOf(call.db, district, group, unit);
  const names = await findPeopleNames(
    call.house,
    district,
    rows.flatMap(({ by }) => (by === null ? [] : [by])),
  );
  return rows.map(({ version, at, by, reason, body }) => {
    const { label, area, source, delivered, removed } = openVersion(call.house, body);
    return { version, at: iso(Date.parse(at)), by: by === null ? null : (names.get(by) ?? null), reason, label, area, source, delivered, removed };
  });
}

/** An owner in clear for a stated purpose: the reading is durable, and listed to the owner's account, before anything is shown. */
export async function revealOwner(call: Call, group: string, id: string, purpose: string): Promise<z.input<typeof ClearOwner>> {
  const { district, name } = await ownGroup(call, group);
  const row = await q.findOwner(call.db, district, group, id);
  if (!row) throw new Refusal(errors.owner_not_found);
  const clear = openOwner(call.house, row);
  const fields = ['contact_name', ...(clear.phone === null ? [] : ['phone'])];
  const write = call.with({ key: null }).write();
  if (row.person !== null) logReading(write, call, { district, person: row.person, fields, purpose: `${name} ${purpose}` });
  await audit(write, call, { action: 'owners.reveal', target: id, detail: { fields, purpose }, district }).run(call.db);
  return clear;
}
