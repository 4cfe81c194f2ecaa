import { Refusal, iso } from '@hezhi/contract';
import { logReading } from '@hezhi/directory/server';
import type { Call } from '@hezhi/server';
import sharp from 'sharp';
import type { z } from 'zod';
import { errors, type schemas } from '../contract/index.ts';
import { findSignature, insertSignature, listSignatures, withdrawSignature } from './queries-people.ts';
import { moment, ownCovenant, publicCovenant, standing } from './who.ts';

export const imagePurpose = 'covenants.signature';
export const homePurpose = 'covenants.home';
/** Pixels to which a picture is drawn again; what a camera or a program wrote beside it is gone. */
const box = { width: 640, height: 320 };

/** The picture drawn again as a small PNG data URL; `covenants.image_wrong` for what is none, empty, or too large. */
async function redrawn(image: string): Promise<string> {
  try {
    const source = sharp(Buffer.from(image.slice(image.indexOf(',') + 1), 'base64'), { limitInputPixels: 4_000_000 });
    const { format } = await source.metadata();
    if (format !== 'png') throw new Error(`a signature as ${format}`);
    const { channels } = await source.clone().greyscale().stats();
    // One colour all over: nothing was drawn.
    if (channels.every((one) => one.min === one.max)) throw new Error('an empty signature');
    const bytes = await source
      .resize({ ...box, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .greyscale()
      .png({ compressionLevel: 9 })
      .toBuffer();
    return `data:image/png;base64,${bytes.toString('base64')}`;
  } catch {
    throw new Refusal(errors.image_wrong);
  }
}

/** A door as people write it, so that 3-1-201 and ３－１－２０１ are one. */
const doorOf = (room: string): string => room.normalize('NFKC').replace(/\s+/g, '').toUpperCase();

/**
 * Signs the version adopted last, once for a person, and where households sign once for a home. The picture is sealed; who reads it besides the signer is on the signer's record.
 * Errors: those of the route.
 */
export async function sign(
  call: Call,
  district: string,
  id: string,
  given: z.output<typeof schemas.SignInput>,
): Promise<{ id: string; at: string; version: number }> {
  const row = await publicCovenant(call, district, id);
  if (row.version === 0 || row.phase === 'ended') throw new Refusal(errors.not_adopted);
  if (given.version !== row.version) throw new Refusal(errors.new_version);
  const household = row.sign_by === 'household';
  if (household && (doorOf(given.room) === '' || (row.buildings.length > 0 && given.building === null))) throw new Refusal(errors.home_needed);
  if (given.building !== null && !row.buildings.some((one) => one.key === given.building)) throw new Refusal(errors.building_unknown);
  const { vault } = call.house;
  const home = household ? `${given.building ?? ''} ${doorOf(given.room)}` : null;
  const image = await redrawn(given.image);
  const reply = { id: given.id, at: iso(call.now), version: row.version };
  const write = call.write(reply);
  insertSignature(write, district, {
    ...reply,
    covenant: id,
    person: call.actor.person!,
    building: given.building,
    home_sealed: home === null ? null : vault.seal(home, homePurpose),
    home_lookup: home === null ? null : vault.lookup(`${id} ${home}`, homePurpose),
    image_sealed: vault.seal(image, imagePurpose),
  });
  await write.run(call.db);
  return reply;
}

/** Withdraws one's own signature; the picture and the home are erased. `covenants.signature_gone` */
export async function unsign(call: Call, district: string, id: string): Promise<void> {
  const write = call.write();
  withdrawSignature(write, district, id, call.actor.person!, iso(call.now));
  await write.run(call.db);
}

/** Who signed the version adopted last, newest first; for its keeper, without pictures. There is no list of who did not. */
export async function signatures(
  call: Call,
  id: string,
  query: { cursor?: string | undefined; limit: number },
): Promise<z.input<typeof schemas.SignatureLines>> {
  const row = await ownCovenant(call, id);
  const found = await listSignatures(call.db, row.district, id, row.version, query.cursor ?? null, query.limit);
  const label = new Map(row.buildings.map((one) => [one.key, one.label]));
  const items = found.slice(0, query.limit);
  return {
    items: items.map((one) => ({ id: one.id, name: one.name, building: one.building === null ? null : (label.get(one.building) ?? null), at: moment(one.at) })),
    next: found.length > query.limit ? (items.at(-1)?.id ?? null) : null,
  };
}

/** The picture of a signature and the home, for the keeper and a purpose: first on the signer's record, then shown. `covenants.signature_gone` */
export async function signatureImage(call: Call, id: string, purpose: string): Promise<{ image: string; home: string | null }> {
  const { district, area } = standing(call);
  const row = await findSignature(call.db, district, id);
  if (!row?.area.startsWith(area)) throw new Refusal(errors.signature_gone);
  const write = call.with({ key: null }).write();
  logReading(write, call, { district, person: row.person, fields: row.home_sealed === null ? ['signature'] : ['signature', 'home'], purpose });
  await write.run(call.db);
  const { vault } = call.house;
  return { image: vault.open(row.image_sealed, imagePurpose), home: row.home_sealed === null ? null : vault.open(row.home_sealed, homePurpose) };
}
