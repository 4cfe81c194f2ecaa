import { type Actor, type Language, newId, systemActor } from '@hezhi/contract';
import { type CommandScope, recordCommand } from './command.ts';
import type { Db } from './db.ts';
import type { Call, House } from './house.ts';
import { Write } from './write.ts';

export type CallOptions = {
  actor: Actor;
  reference?: string;
  /** Idempotency-Key as sent. */
  key?: string | null;
  /** Hash of what was asked, compared when the key comes again. */
  fingerprint?: string;
  /** Status that a repetition is answered with. */
  status?: number;
  /** Whose keys these are; default the person, else the kind of actor. */
  scope?: string;
  now?: number;
  language?: Language;
  db?: Db;
};

/** Makes a Call. Its `write()` already holds the row of the Idempotency-Key, if there is one (house rule 5). */
export function makeCall(house: House, options: CallOptions): Call {
  const { actor } = options;
  const now = options.now ?? house.now();
  const key = options.key ?? null;
  return {
    house,
    db: options.db ?? house.db,
    actor,
    now,
    language: options.language ?? actor.language,
    reference: options.reference ?? newId(now).slice(-12),
    key,
    write(reply?: unknown): Write {
      const write = new Write();
      if (key !== null) {
        const entry = { fingerprint: options.fingerprint ?? '', status: options.status ?? 200, reply, at: now };
        recordCommand(write, commandScope(actor, key, options.scope), entry);
      }
      return write;
    },
    with(change): Call {
      // Who acts through no post or another is still told in the language that was asked for; somebody else has their own.
      const other = change.actor && change.actor.person !== actor.person ? change.actor : null;
      return makeCall(house, { ...options, now, key, language: other?.language ?? options.language ?? actor.language, ...change });
    },
  };
}

/** A call of the clock or of a worker in a district, usually inside a worker's transaction. */
export function systemCall(house: House, district: string, db: Db, reference?: string): Call {
  return makeCall(house, { actor: systemActor(district), db, reference });
}

/** Whose key it is. */
export function commandScope(actor: Actor, key: string, scope?: string): CommandScope {
  return { district: actor.district ?? '', actor: scope ?? actor.person ?? actor.kind, key };
}
