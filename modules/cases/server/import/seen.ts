import { Refusal } from '@hezhi/contract';
import { within } from '@hezhi/directory/contract';
import type { Call } from '@hezhi/server';
import { importErrors } from '../../contract/index.ts';
import { ownDistrict } from '../categories.ts';
import { findImport, type ImportRow } from '../queries-import.ts';

/** An import of the actor's territory. Refuses `import_not_found`. */
export async function seenImport(call: Call, id: string): Promise<ImportRow> {
  const one = await findImport(call.db, ownDistrict(call), id);
  if (!one || !call.actor.post || !within(one.area, call.actor.post.area)) throw new Refusal(importErrors.import_not_found);
  return one;
}

/** An import that the actor sent, in the post in which it was sent. Refuses `import_not_found`, `import_not_yours`. */
export async function ownImport(call: Call, id: string): Promise<ImportRow> {
  const one = await seenImport(call, id);
  if (one.person !== call.actor.person || one.post !== call.actor.post?.id) throw new Refusal(importErrors.import_not_yours);
  return one;
}
