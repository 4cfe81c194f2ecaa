import type { House } from '@hezhi/server';
import { maskPhone } from '@hezhi/directory/contract';
import type { z } from 'zod';
import type { ClearOwner, HolderInput } from '../contract/index.ts';
import type { OwnerRow, UnitRow } from './queries-register.ts';

/** Digits of a phone number without spaces, hyphens and the country's own prefix. */
export const digits = (phone: string): string => phone.replace(/[\s-]/g, '').replace(/^\+?86(?=1\d{10}$)/, '');
/** Keyed hashes by which exact names and phones are found without being readable. */
export const phoneKey = (house: House, phone: string): Buffer => house.vault.lookup(digits(phone), 'owners.phone');
export const nameKey = (house: House, name: string): Buffer => house.vault.lookup(name.replace(/\s+/g, ''), 'owners.name');

type Sealed = Pick<OwnerRow, 'kind' | 'name' | 'name_key' | 'others' | 'others_count' | 'phone' | 'phone_key'>;
/** Who holds units, as it is stored. */
export function sealHolder(house: House, given: Pick<z.output<typeof HolderInput>, 'kind' | 'name' | 'others' | 'phone'>): Sealed {
  const phone = digits(given.phone);
  return {
    kind: given.kind,
    name: house.vault.seal(given.name, 'owners.name'),
    name_key: nameKey(house, given.name),
    others: given.others.length === 0 ? null : house.vault.seal(JSON.stringify(given.others), 'owners.others'),
    others_count: given.others.length,
    phone: phone === '' ? null : house.vault.seal(phone, 'owners.phone'),
    phone_key: phone === '' ? null : phoneKey(house, phone),
  };
}

export const openName = (house: House, name: Buffer): string => house.vault.open(name, 'owners.name');
export const openPhone = (house: House, phone: Buffer | null): string | null => (phone === null ? null : house.vault.open(phone, 'owners.phone'));
/** An owner in clear: for who has stated a purpose, after the reading was logged. */
export const openOwner = (house: House, row: Pick<OwnerRow, 'name' | 'others' | 'phone'>): z.input<typeof ClearOwner> => ({
  name: openName(house, row.name),
  others: row.others === null ? [] : (JSON.parse(house.vault.open(row.others, 'owners.others')) as string[]),
  phone: openPhone(house, row.phone),
});

/** 王**, 138****1234: what lists show. Firms are known by their names. */
export const maskedName = (house: House, row: Pick<OwnerRow, 'kind' | 'name'>): string => {
  const name = openName(house, row.name);
  return row.kind === 'person' ? `${[...name][0] ?? ''}**` : name;
};
export const maskedPhone = (house: House, phone: Buffer | null): string | null => {
  const clear = openPhone(house, phone);
  return clear === null ? null : maskPhone(clear);
};

/** A version of a unit or owner for its history. */
export const sealVersion = (house: House, body: UnitRow | Sealed): Buffer => {
  const plain = 'label' in body ? body : { kind: body.kind, name: openName(house, body.name), others: body.others_count, phone: openPhone(house, body.phone) };
  return house.vault.seal(JSON.stringify(plain), 'owners.history');
};
export const openVersion = (house: House, body: Buffer): UnitRow => JSON.parse(house.vault.open(body, 'owners.history')) as UnitRow;
