import { kernelErrors, type Language, may, newId, Refusal, iso } from '@hezhi/contract';
import type { Call, Db, House, Write } from '@hezhi/server';
import { errors } from '../contract/errors.ts';
import { isIdentityNumber, maskIdentity, maskPhone } from '../contract/masks.ts';
import { permissions } from '../contract/permissions.ts';
import { asLanguage } from './actors.ts';
import { audit } from './audit.ts';
import { fromCursor, page } from './cursor.ts';
import { forget } from './hints.ts';
import { pinyinOf } from './names.ts';
import { setAccountPhone } from './queries-accounts.ts';
import { insertReading } from './queries-audit.ts';
import { findPersonRow, findVisiblePerson, insertPerson, listPersonRows, type PersonRow, updatePerson } from './queries-people.ts';
import { scopeOf } from './scope.ts';

/** A person as written down; phone and identity number in clear, never stored so. */
export type NewPerson = {
  id?: string;
  name: string;
  phone?: string | null;
  identity_number?: string | null;
  language?: Language;
  /** Where a resident belongs; null for staff. */ area?: string | null;
  /** Where the person lives, for taking over many at once; residents live where they belong. */ home?: { area: string; confirmed?: boolean };
};

export type PersonReply = {
  id: string;
  name: string;
  phone: string | null;
  identity_number: string | null;
  language: Language;
  area: string | null;
  version: number;
};

/** Seals what is protected: the row of a new person. */
export function toPersonRow(house: House, person: NewPerson, now: number): PersonRow {
  const { vault } = house;
  const phone = person.phone ?? null;
  const identity = person.identity_number ?? null;
  if (identity !== null && !isIdentityNumber(identity, now)) throw new Refusal(errors.identity_number);
  return {
    id: person.id ?? newId(now),
    name: person.name,
    pinyin: pinyinOf(person.name, 'person'),
    phone_sealed: phone === null ? null : vault.seal(phone, 'person.phone'),
    phone_lookup: phone === null ? null : vault.lookup(phone, 'person.phone'),
    identity_sealed: identity === null ? null : vault.seal(identity, 'person.identity'),
    identity_lookup: identity === null ? null : vault.lookup(identity, 'person.identity'),
    area: person.area ?? null,
    language: person.language ?? 'zh-Hans',
    version: 1,
  };
}

/** The person as everybody sees it: protected fields masked. */
export function personView(house: House, row: PersonRow): PersonReply {
  return {
    id: row.id,
    name: row.name,
    phone: row.phone_sealed ? maskPhone(house.vault.open(row.phone_sealed, 'person.phone')) : null,
    identity_number: row.identity_sealed ? maskIdentity(house.vault.open(row.identity_sealed, 'person.identity')) : null,
    language: asLanguage(row.language),
    area: row.area,
    version: row.version,
  };
}

/** Creates a person in the actor's district. */
export async function createPerson(call: Call, person: NewPerson): Promise<PersonReply> {
  const { district } = scopeOf(call);
  const row = toPersonRow(call.house, person, call.now);
  const view = personView(call.house, row);
  const write = call
    .write(view)
    .add(insertPerson(district, row))
    .onDuplicate('person_pkey', () => new Refusal(kernelErrors.conflict));
  await audit(write, call, { action: 'person.create', target: row.id, detail: { name: row.name } }).run(call.db);
  return view;
}

/** Corrects a person; `undefined` leaves a field, null empties it. */
export async function changePerson(
  call: Call,
  id: string,
  change: { version: number; name?: string; phone?: string | null; identity_number?: string | null; language?: Language },
): Promise<PersonReply> {
  const { district } = scopeOf(call);
  const row = await getPerson(call, id);
  const clear = (sealed: Buffer | null, purpose: string): string | null => (sealed ? call.house.vault.open(sealed, purpose) : null);
  const next = toPersonRow(
    call.house,
    {
      id,
      name: change.name ?? row.name,
      phone: change.phone === undefined ? clear(row.phone_sealed, 'person.phone') : change.phone,
      identity_number: change.identity_number === undefined ? clear(row.identity_sealed, 'person.identity') : change.identity_number,
      language: change.language ?? asLanguage(row.language),
      area: row.area,
    },
    call.now,
  );
  next.version = change.version;
  const write = call.write().add(updatePerson(district, next), 1, () => new Refusal(kernelErrors.conflict));
  if (change.phone !== undefined) {
    write.add(setAccountPhone(district, id, change.phone === null ? null : call.house.vault.lookup(change.phone, 'account.phone')));
    write.onDuplicate('account_phone_key', () => new Refusal(errors.phone_taken));
  }
  const changed = (['name', 'phone', 'identity_number', 'language'] as const).filter((field) => change[field] !== undefined);
  audit(write, call, { action: 'person.change', target: id, detail: { fields: changed } }).after(() => forget(call.house, 'directory.staff', district));
  await write.run(call.db);
  return { ...personView(call.house, next), version: change.version + 1 };
}

/** The person within the actor's scope. Refuses with 404 whom the actor may not see. */
export async function getPerson(call: Call, id: string): Promise<PersonRow> {
  const row = await findVisiblePerson(call.db, scopeOf(call), may(call.actor, permissions.read_residents), id);
  if (!row) throw new Refusal(errors.person_not_found);
  return row;
}

/** People of the actor's territory by name. */
export async function listPeople(
  call: Call,
  find: { q?: string | undefined; kind: 'staff' | 'resident'; cursor?: string | undefined; limit: number },
): Promise<{ items: PersonReply[]; next: string | null }> {
  if (find.kind === 'resident' && !may(call.actor, permissions.read_residents)) throw new Refusal(kernelErrors.forbidden);
  const q = find.q === undefined || find.q === '' ? null : find.q;
  const digits = q?.replace(/[\s-]/g, '') ?? '';
  const rows = await listPersonRows(call.db, scopeOf(call), {
    q,
    phone: /^\d{5,13}$/.test(digits) ? call.house.vault.lookup(digits, 'person.phone') : null,
    resident: find.kind === 'resident',
    after: fromCursor(find.cursor, 'text', 'id'),
    limit: find.limit + 1,
  });
  return page(
    rows,
    find.limit,
    (row) => [row.name, row.id],
    (row) => personView(call.house, row),
  );
}

/** Adds the record of a reading to a write; listed to the person at GET /me/readings. For other rooms that show protected data too. */
export function logReading(write: Write, call: Call, reading: { district: string; person: string; fields: readonly string[]; purpose: string }): Write {
  return write.add(
    insertReading(reading.district, {
      id: newId(call.now),
      at: iso(call.now),
      person: reading.person,
      reader: call.actor.person!,
      reader_post: call.actor.post?.id ?? null,
      fields: reading.fields,
      purpose: reading.purpose,
    }),
  );
}

/** The keyed hash by which people are found by phone (`directory.person.phone_lookup`); digits only. */
export const phoneLookup = (house: House, phone: string): Buffer => house.vault.lookup(phone, 'person.phone');

/**
 * Name and phone of a person in clear, null when the district has no such person. For rooms that show a contact of their own: they have checked the right and the purpose,
 * and make the reading durable (`logReading`, `audit`) before anything is shown.
 */
export async function personContact(house: House, db: Db, district: string, id: string): Promise<{ name: string; phone: string | null } | null> {
  const row = await findPersonRow(db, district, id);
  return row ? { name: row.name, phone: row.phone_sealed ? house.vault.open(row.phone_sealed, 'person.phone') : null } : null;
}

/** Protected fields in clear; the reading is durable before anything is shown. */
export async function revealPerson(
  call: Call,
  id: string,
  asked: { purpose: string; fields: readonly ('phone' | 'identity_number')[] },
): Promise<{ phone?: string | null; identity_number?: string | null }> {
  const scope = scopeOf(call);
  const row = await findVisiblePerson(call.db, scope, true, id);
  if (!row) throw new Refusal(errors.person_not_found);
  const unkeyed = call.with({ key: null });
  const write = logReading(unkeyed.write(), call, { district: scope.district, person: id, fields: asked.fields, purpose: asked.purpose });
  await audit(write, call, { action: 'person.reveal', target: id, detail: { fields: asked.fields, purpose: asked.purpose } }).run(call.db);
  const { vault } = call.house;
  const reply: { phone?: string | null; identity_number?: string | null } = {};
  if (asked.fields.includes('phone')) reply.phone = row.phone_sealed ? vault.open(row.phone_sealed, 'person.phone') : null;
  if (asked.fields.includes('identity_number')) reply.identity_number = row.identity_sealed ? vault.open(row.identity_sealed, 'person.identity') : null;
  return reply;
}
