import type { Actor, Language } from '@hezhi/contract';
import type { House, Wire } from '@hezhi/server';
import { tokenHeader } from '@hezhi/documents/contract';

/** Letters of a tracking code: none that look alike. */
const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

export type Visitor = {
  /** In whose stead the visitor asks and later acts; no person of the directory. */
  readonly asker: string;
  /** Eight letters, shown once. */
  readonly code: string;
  /** The keyed hash of number and code that is stored. */
  lookup(number: string): Buffer;
};

/** What is stored of a tracking code, and by which it is found: nobody can read the code from it. */
export const codeLookup = (house: House, number: string, code: string): Buffer => house.vault.lookup(`${number}\n${code}`, 'cases.track');

/**
 * A visitor's standing in a case: follows from the case's id and the secret of the visitor's device, so that the same report sent twice is the same case with the
 * same code, and nobody who only knows the id can have it.
 */
export function visitorOf(house: House, id: string, secret: string): Visitor {
  const hash = house.vault.lookup(`${id}\n${secret}`, 'cases.visitor');
  const hex = hash.toString('hex');
  const asker = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  let code = '';
  for (let i = 0; i < 8; i++) code += letters[hash[20 + i]! % 32]!;
  return { asker, code, lookup: (number) => codeLookup(house, number, code) };
}

/** A visitor who proved to be the asker of a case, acting as a resident does. */
export function askerActor(district: string, asker: string, language: Language, permissions: readonly string[]): Actor {
  return { kind: 'person', person: asker, name: '', district, post: null, permissions, language };
}

/** The secret that a visitor's device sends along; null when there is none or it is malformed. */
export function tokenOf({ request }: Wire): string | null {
  const given = request.headers[tokenHeader];
  return typeof given === 'string' && /^[\w-]{20,100}$/.test(given) ? given : null;
}
