import { Refusal } from '@hezhi/contract';
import { maskPhone } from '@hezhi/directory/contract';
import { audit, logReading, personContact } from '@hezhi/directory/server';
import { errors as matters } from '@hezhi/matters/contract';
import { districtOf, findVisible } from '@hezhi/matters/server';
import type { Call, House } from '@hezhi/server';
import { errors } from '../contract/index.ts';
import { findCase, type CaseRow } from './queries.ts';

const purpose = 'cases.contact';
type Contact = { name: string | null; phone: string | null; email?: string | null };

/** A phone number as contacts keep it: digits without spaces, hyphens and the country's own prefix. */
export const contactNumber = (phone: string): string => phone.replace(/[\s-]/g, '').replace(/^\+?86(?=1\d{10}$)/, '');

/** The keyed hash by which the contacts of a number are found (`cases.case.contact_lookup`). */
export const contactLookup = (house: House, phone: string): Buffer => house.vault.lookup(contactNumber(phone), purpose);

/** A reporter's contact as it is stored: sealed, with a keyed hash of the phone by which it is found again. */
export function sealContact(
  house: House,
  given: { name?: string | undefined; phone?: string | undefined; email?: string | undefined } | undefined,
): Pick<CaseRow, 'contact_sealed' | 'contact_lookup'> {
  const contact: Contact = {
    name: given?.name || null,
    phone: given?.phone ? contactNumber(given.phone) : null,
    ...(given?.email ? { email: given.email } : {}),
  };
  if (contact.name === null && contact.phone === null && !contact.email) return { contact_sealed: null, contact_lookup: null };
  return {
    contact_sealed: house.vault.seal(JSON.stringify(contact), purpose),
    contact_lookup: contact.phone === null ? null : contactLookup(house, contact.phone),
  };
}

/** The contact that was left, in clear: for this room's own workers only; who reads it as a person goes through `readContact`. */
export const openContact = (house: House, row: Pick<CaseRow, 'contact_sealed'>): Contact | null =>
  row.contact_sealed ? (JSON.parse(house.vault.open(row.contact_sealed, purpose)) as Contact) : null;

/** 王**, 138****1234: what everybody who sees the case may read. `account`: a resident's name by the directory, which stands where the report has none. */
export function maskedContact(house: House, row: CaseRow, account: string | null = null): Contact | null {
  const contact = openContact(house, row) ?? (account === null ? null : { name: account, phone: null });
  const name = contact?.name ?? account;
  return contact && { name: name && `${[...name][0]!}**`, phone: contact.phone && maskPhone(contact.phone) };
}

/** The contact in clear, a resident's from the report or else the account: the reading is durable, and listed to the reporter, before anything is shown. */
export async function readContact(call: Call, id: string, why: string): Promise<Required<Contact>> {
  const district = districtOf(call.actor);
  const seen = await findVisible(call.db, district, id, call.actor);
  const row = seen?.kind === 'case' ? await findCase(call.db, district, id) : undefined;
  if (!seen || !row) throw new Refusal(matters.not_found);
  const given = openContact(call.house, row);
  // What a resident did not write stands in the account.
  const account = row.reporter_kind === 'resident' && !(given?.name && given.phone) ? await personContact(call.house, call.db, district, row.reporter!) : null;
  const contact: Required<Contact> = { name: given?.name ?? account?.name ?? null, phone: given?.phone ?? account?.phone ?? null, email: given?.email ?? null };
  if (contact.name === null && contact.phone === null && contact.email === null) throw new Refusal(errors.no_contact);
  const fields = [...(contact.name ? ['contact_name'] : []), ...(contact.phone ? ['phone'] : []), ...(contact.email ? ['email'] : [])];
  const write = call.with({ key: null }).write();
  if (row.reporter_kind === 'resident') logReading(write, call, { district, person: row.reporter!, fields, purpose: `${seen.number} ${why}` });
  await audit(write, call, { action: 'case.contact', target: id, detail: { number: seen.number, fields, purpose: why }, district }).run(call.db);
  return contact;
}
