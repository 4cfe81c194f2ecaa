import type { Readable } from 'node:stream';
import { kernelErrors, Refusal } from '@hezhi/contract';
import { sendFile, visibleFile } from '@hezhi/documents/server';
import { findStored } from '@hezhi/matters/server';
import type { Call, Wire } from '@hezhi/server';
import { bodyActor } from './actor.ts';
import { handles } from './payload.ts';
import { findTie } from './queries.ts';
import { signedBody } from './signed-body.ts';

/**
 * A photo for the body that was told of it: of a matter that it is tied to, in an entry that it may read (a mere reporter reads what the person who asked reads). Everything
 * else is not found. Errors: those of the signature.
 */
export async function photoFor(call: Call, params: { district: string; id: string; file: string }, wire: Wire): Promise<Readable | string> {
  const body = await signedBody(call, params, wire.request.headers, params.file);
  const row = await visibleFile(call.with({ actor: bodyActor(body) }), body.district, params.file, null);
  const tie = row.matter === null ? undefined : await findTie(call.db, body.district, body.id, { matter: row.matter });
  const matter = tie && (await findStored(call.db, body.district, tie.matter));
  if (!tie || !matter || row.kind !== 'image') throw new Refusal(kernelErrors.not_found);
  const own = (matter.legs ?? []).filter((leg) => leg.org === body.org).map((leg) => leg.id);
  const audiences: readonly unknown[] = Array.isArray(row.audience) ? row.audience : [];
  if (!audiences.includes(handles(tie, own) ? 'staff' : 'asker')) throw new Refusal(kernelErrors.not_found);
  return sendFile(call.house, wire, row, false, 0);
}
