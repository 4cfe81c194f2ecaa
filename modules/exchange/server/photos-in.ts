import { createHash } from 'node:crypto';
import { iso, Refusal } from '@hezhi/contract';
import { fileLimits } from '@hezhi/documents/contract';
import { keepFile } from '@hezhi/documents/server';
import { errors as matters } from '@hezhi/matters/contract';
import { findStored, procedureOf, takeStep } from '@hezhi/matters/server';
import { makeCall, speak, type House } from '@hezhi/server';
import { errors } from '../contract/index.ts';
import { bodyActor } from './actor.ts';
import { quietly } from './inbound-step.ts';
import { mappingOf } from './mapping.ts';
import { fetchBytes, policyOf, Unreachable } from './outgoing.ts';
import { mustBePicture } from './photos-given.ts';
import { findEndpoint, findTie, type EndpointRow } from './queries.ts';
import { failedPhoto, keptPhoto, takeDuePhotos, type PhotoRow } from './queries-photos.ts';
import { photoWakers, startRounds } from './rounds.ts';
import { secretsOf } from './secrets.ts';
import { signedHeaders } from './signature.ts';

/** Waits after the first, second … failed attempt (ms); after the last the photo is given up. */
export const photoWaits: readonly number[] = [5_000, 60_000, 600_000, 3_600_000, 21_600_000, 86_400_000];
/** A worker's hold on the photos of a message (ms): longer than nine slow ones. */
const lease = 600_000;
/** The most bytes of one photo: those of an upload. */
export const photoLimit = fileLimits.bytes;

/** Brings in every photo that is due by `house.now()`: fetched, encoded anew like an upload, and put into the timeline in the body's name; gives how many were tried. */
export async function fetchDue(house: House): Promise<number> {
  let tried = 0;
  for (;;) {
    const now = house.now();
    const rows = await takeDuePhotos(house.db, iso(now), iso(now + lease));
    const [first] = rows;
    if (!first) return tried;
    tried += rows.length;
    const body = await findEndpoint(house.db, first.district, first.endpoint);
    if (body)
      await bringIn(
        house,
        body,
        rows.toSorted((a, b) => a.ordinal - b.ordinal),
      );
  }
}

/** What cannot become better by waiting. */
class Lost extends Error {}

async function bringIn(house: House, body: EndpointRow, rows: readonly PhotoRow[]): Promise<void> {
  const call = makeCall(house, { actor: bodyActor(body), now: house.now() });
  const kept: PhotoRow[] = [];
  const failed: { row: PhotoRow; error: string; final: boolean }[] = [];
  for (const row of rows) {
    try {
      const bytes = row.inline ?? (await fetched(house, body, row));
      mustBePicture(bytes);
      await keepFile(call, bytes, { id: row.id, district: row.district, token: tokenFor(house, row) });
      kept.push(row);
    } catch (error) {
      if (error instanceof Refusal) failed.push({ row, error: speak(error.def.words, 'zh-Hans', error.values), final: error.def.status !== 503 });
      else if (error instanceof Lost || error instanceof Unreachable) failed.push({ row, error: error.message, final: error instanceof Lost });
      else throw error;
    }
  }
  if (kept.length > 0) {
    const fault = await entered(house, body, kept);
    if (fault) failed.push(...kept.map((row) => ({ row, ...fault })));
  }
  for (const { row, error, final } of failed) {
    const wait = final ? undefined : photoWaits[row.attempts - 1];
    await house.db.run(failedPhoto(row, error, wait === undefined ? null : iso(house.now() + wait), iso(house.now())));
    if (wait === undefined) house.log.warn({ photo: row.id, endpoint: row.endpoint, district: row.district, error }, 'a photo of a body was given up');
  }
}

async function fetched(house: House, body: EndpointRow, row: PhotoRow): Promise<Buffer> {
  const now = house.now();
  const secrets = await secretsOf(house, house.db, row.district, row.endpoint, 'out', now);
  const { current } = policyOf(house);
  const headers = { accept: 'image/jpeg, image/png, image/webp, image/avif', 'accept-encoding': 'identity', 'user-agent': 'Hezhi-Exchange/1' };
  // Only the body's own host is shown a signature.
  const own = body.address !== null && new URL(body.address).host === new URL(row.url!).host;
  const answer = await fetchBytes(current, row.url!, { ...headers, ...(own ? signedHeaders(secrets, row.id, now, row.url!) : {}) }, photoLimit);
  if (answer.status === 410) throw new Lost('HTTP 410');
  if (answer.status !== 200)
    throw new Unreachable(`HTTP ${answer.status}${answer.status >= 300 && answer.status < 400 ? ' (redirects are not followed)' : ''}`);
  if (!answer.whole) throw new Lost(`more than ${photoLimit / 1024 / 1024} MiB`);
  if (row.sha256 && !createHash('sha256').update(answer.bytes).digest().equals(row.sha256))
    throw new Unreachable('the hash of what came is not the one that was told');
  return answer.bytes;
}

/** The secret under which a message's photos lie until the matter has them; follows from the message, so that a second try is the same upload. */
const tokenFor = (house: House, { district, endpoint, message }: PhotoRow): string =>
  house.vault.lookup(`${district} ${endpoint} ${message}`, 'exchange.photo').toString('base64url');

/** Puts photos into the timeline by the step that the mapping names, in one write with their own mark. Gives why not. */
async function entered(house: House, body: EndpointRow, kept: readonly PhotoRow[]): Promise<{ error: string; final: boolean } | null> {
  const { district, matter } = kept[0]!;
  const [row, tie] = await Promise.all([findStored(house.db, district, matter), findTie(house.db, district, body.id, { matter })]);
  const mapping = row && mappingOf(row.procedure, row.procedure_version);
  if (!row || !tie || !mapping) return { error: speak(errors.unknown_matter.words, 'zh-Hans'), final: true };
  const { step, field, note } = mapping.photos;
  const actor = bodyActor(body, { key: row.procedure, version: row.procedure_version });
  const procedure = await procedureOf(house, row.procedure, row.procedure_version);
  try {
    const call = { ...makeCall(house, { actor, now: house.now() }), fileToken: tokenFor(house, kept[0]!) };
    const data = { [field]: kept.map(({ id }) => id), [note]: `${body.name}发来照片${kept.length}张${tie.order_no === null ? '' : `（工单${tie.order_no}）`}` };
    await takeStep(call, district, matter, { step, data }, (write, { after }) => {
      for (const one of kept) write.add(keptPhoto(one, iso(house.now())), 1, () => new Refusal(matters.stale));
      quietly(write, body, tie, row, procedure, after);
    });
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { error: speak(error.def.words, 'zh-Hans', error.values), final: error.def.code !== matters.stale.code };
  }
}

/** The loop of a worker process that brings in the photos of bodies. */
export const startFetching = (house: House): { stop: () => Promise<void> } => startRounds(house, 'fetching photos', fetchDue, photoWakers);
