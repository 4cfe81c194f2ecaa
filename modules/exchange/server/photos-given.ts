import { iso, newId, Refusal } from '@hezhi/contract';
import { errors as documents, sniff } from '@hezhi/documents/contract';
import { speak, type Call, type Write } from '@hezhi/server';
import { errors, type PhotoGiven } from '../contract/index.ts';
import { checkAddress, policyOf } from './outgoing.ts';
import type { EndpointRow } from './queries.ts';
import { insertPhotos } from './queries-photos.ts';

/** Photos as a message gives them, looked at before anything is done: addresses that may be asked, bytes that are pictures. Errors: `exchange.invalid_message` with the fault of each. */
export function checkPhotos(call: Call, photos: readonly PhotoGiven[] | undefined): void {
  const faults = (photos ?? []).flatMap(({ url, data }, at) => {
    try {
      if (url !== undefined) checkAddress(policyOf(call.house).current, url);
      else mustBePicture(Buffer.from(data!, 'base64'));
      return [];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { def, values } = error;
      return [{ path: `/data/photos/${at}/${url === undefined ? 'data' : 'url'}`, code: def.code, detail: speak(def.words, call.language, values) }];
    }
  });
  if (faults.length > 0) throw new Refusal(errors.invalid_message, {}, { faults });
}

/** Told by the bytes alone. Errors: `documents.heic`, `documents.not_accepted`. */
export function mustBePicture(bytes: Buffer): void {
  const what = sniff(bytes);
  if (what === 'heic') throw new Refusal(documents.heic);
  if (what?.kind !== 'image') throw new Refusal(documents.not_accepted);
}

/** The photos of a message that was carried out wait for the worker, in the write of the message. */
export function awaitPhotos(write: Write, body: EndpointRow, message: string, matter: string, photos: readonly PhotoGiven[] | undefined, now: number): void {
  const rows = (photos ?? []).map(({ url, data, sha256 }, ordinal) => ({
    district: body.district,
    id: newId(now),
    endpoint: body.id,
    message,
    matter,
    ordinal,
    url: url ?? null,
    sha256: sha256 === undefined ? null : Buffer.from(sha256, 'hex'),
    inline: data === undefined ? null : Buffer.from(data, 'base64'),
  }));
  if (rows.length > 0) insertPhotos(write, rows, iso(now));
}
