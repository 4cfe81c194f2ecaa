import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { newId, Refusal, type Actor } from '@hezhi/contract';
import { territory } from '@hezhi/directory/server';
import type { Call, Db, House, Write } from '@hezhi/server';
import { errors, sniff, type FileKind, type FileView } from '../contract/index.ts';
import { readPhoto, type Photo } from './image.ts';
import { claim, filesByIds, filesByMatters, findFile, insertFile, type FileRow } from './queries.ts';
import { scanUpload } from './scanner.ts';
import { readSound } from './sound/sound.ts';
import { FolderStore } from './store.ts';

/** Who brought a file: a person, or a visitor by a secret that only the visitor's device knows. */
export type Uploader = { readonly person: string } | { readonly token: string };

/** The uploader behind an actor; a visitor is told by the token of the upload. Refuses documents.file_gone without either. */
export function uploaderOf(actor: Actor, token: string | null | undefined): Uploader {
  if (actor.person !== null) return { person: actor.person };
  if (token) return { token };
  throw new Refusal(errors.file_gone);
}

/** A call whose files were uploaded under a token: by a visitor's device, or by a room on behalf of somebody who is no person of the house. */
export type TokenCall = Call & { readonly fileToken: string | null };

/** The uploader of the files that a call brings: by its token where it has one, else its person. Refuses documents.file_gone without either. */
export function uploaderIn(call: Call): Uploader {
  const token = (call as Partial<TokenCall>).fileToken ?? null;
  return token === null ? uploaderOf(call.actor, null) : { token };
}

/** The file store of a house: `<data>/files`. */
export const storeOf = (house: House): FolderStore => house.memo('documents.store', () => new FolderStore(filesFolder(house)));
/** Folder of the file store, for backup and restore. */
export const filesFolder = (house: { settings: { data: string } }): string => join(house.settings.data, 'files');

const sha256 = (bytes: string | Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** Where a file lies. The name holds its content's hash, so two uploads under one id never overwrite each other. The shelf is by the random end of the id. */
export function pathOf(file: Pick<FileRow, 'district' | 'id' | 'sha256' | 'suffix'>, thumb = false): string {
  return `${file.district}/${file.id.slice(-2)}/${file.id}.${file.sha256.subarray(0, 8).toString('hex')}${thumb ? '.t' : ''}.${file.suffix}`;
}

/** A kept file as others read it. */
export function viewOf({ id, district, kind, type, width, height, bytes, at }: FileRow): FileView {
  return { id, district, kind, type, width, height, bytes, at: new Date(at).toISOString() };
}

/**
 * Keeps one uploaded file. Repeated with the same id, bytes and uploader it is the same file; with others it is refused (documents.id_taken).
 * The bytes are durable before the row, the row before the answer. A visitor's token is returned; it is made here when none was sent.
 */
export async function keepFile(
  call: Call,
  source: Buffer,
  options: { id?: string | undefined; district?: string | undefined; token?: string | undefined } = {},
): Promise<{ file: FileView; token: string | null }> {
  const district = options.district ?? call.actor.district;
  if (!district || !(await territory(call.house).ensure(district)).get(district)) throw new Refusal(errors.no_district);
  const person = call.actor.person;
  const token = person === null ? (options.token ?? randomBytes(24).toString('base64url')) : null;
  const id = options.id ?? newId(call.now);
  const source_sha256 = sha256(source);
  const same = (row: FileRow): { file: FileView; token: string | null } => {
    const mine = owns(row, person, token);
    if (!mine || !row.source_sha256.equals(source_sha256)) throw new Refusal(errors.id_taken);
    return { file: viewOf(row), token };
  };
  const known = options.id === undefined ? undefined : await findFile(call.db, district, id);
  if (known) return same(known);

  await scanUpload(call.house, source);
  const { type, kind, suffix, kept, photo } = await checked(source);
  const row = {
    district,
    id,
    kind,
    type,
    suffix,
    bytes: kept.length,
    width: photo?.width ?? null,
    height: photo?.height ?? null,
    sha256: sha256(kept),
    source_sha256,
    person,
    token_hash: token === null ? null : sha256(token),
    at: new Date(call.now).toISOString(),
  };
  const store = storeOf(call.house);
  await store.put(pathOf(row), kept);
  if (photo) await store.put(pathOf(row, true), photo.thumb);
  if (!(await insertFile(call.db, row))) return same((await findFile(call.db, district, id))!);
  return { file: viewOf({ ...row, matter: null, audience: null }), token };
}

async function checked(source: Buffer): Promise<{ kind: FileKind; type: string; suffix: string; kept: Buffer; photo: Photo | null }> {
  if (source.length === 0) throw new Refusal(errors.no_file);
  const what = sniff(source);
  if (what === 'heic') throw new Refusal(errors.heic);
  if (what === null) throw new Refusal(errors.not_accepted);
  if (what.kind === 'sound') {
    return { ...what, kept: readSound(source, what.type).bytes, photo: null };
  }
  const photo = await readPhoto(source);
  return { kind: 'image', type: 'image/jpeg', suffix: 'jpg', kept: photo.bytes, photo };
}

/** Whether this person, or the holder of this token, brought the file. */
export function owns(row: Pick<FileRow, 'person' | 'token_hash'>, person: string | null, token: string | null): boolean {
  if (row.person !== null) return row.person === person;
  return token !== null && row.token_hash !== null && timingSafeEqual(row.token_hash, sha256(token));
}

/**
 * Gives files to a matter as part of the caller's one write. Only unclaimed files of the same uploader can be given; if any cannot, the whole write is
 * undone with documents.file_gone. `max`: how many a matter takes here (documents.too_many). `audience` is kept for the access hook of the matter's room.
 */
export function claimFiles(
  write: Write,
  what: { district: string; ids: readonly string[]; matter: string; uploader: Uploader; max: number; kinds?: readonly FileKind[]; audience?: unknown },
): void {
  const ids = [...new Set(what.ids)];
  if (ids.length > what.max) throw new Refusal(errors.too_many, { max: what.max });
  if (ids.length === 0) return;
  const { uploader } = what;
  claim(
    write,
    {
      district: what.district,
      ids,
      matter: what.matter,
      person: 'person' in uploader ? uploader.person : null,
      tokenHash: 'token' in uploader ? sha256(uploader.token) : null,
      kinds: what.kinds ?? ['image', 'sound'],
      audience: what.audience ?? null,
    },
    () => new Refusal(errors.file_gone),
  );
}

/** The files of these ids in their order; who may see them is the caller's question. */
export async function filesOf(db: Db, district: string, ids: readonly string[]): Promise<FileView[]> {
  return ids.length === 0 ? [] : (await filesByIds(db, district, ids)).map(viewOf);
}

/** What is told of files to other systems: by id, with the hash of the bytes that are kept. Who may have them is the caller's question. */
export async function fileFacts(db: Db, district: string, ids: readonly string[]): Promise<Map<string, { type: string; bytes: number; sha256: string }>> {
  const rows = ids.length === 0 ? [] : await filesByIds(db, district, ids);
  return new Map(rows.map(({ id, type, bytes, sha256: hash }) => [id, { type, bytes, sha256: hash.toString('hex') }]));
}

/** The files of matters, oldest first, by matter. */
export async function filesOfMatters(db: Db, district: string, matters: readonly string[]): Promise<Map<string, FileView[]>> {
  const rows = matters.length === 0 ? [] : await filesByMatters(db, district, matters);
  return new Map([...Map.groupBy(rows, (row) => row.matter!)].map(([matter, list]) => [matter, list.map(viewOf)]));
}

/** The bytes of photos, for papers: by id, those that are there. Who may see them is the caller's question. */
export async function photoBytes(house: House, district: string, ids: readonly string[]): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (const row of ids.length === 0 ? [] : await filesByIds(house.db, district, ids)) {
    const stored = row.kind === 'image' ? await storeOf(house).read(pathOf(row)) : undefined;
    if (stored) found.set(row.id, await buffer(stored.stream));
  }
  return found;
}
