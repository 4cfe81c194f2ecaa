import type { Readable } from 'node:stream';
import { kernelErrors, Refusal } from '@hezhi/contract';
import type { House, Wire } from '@hezhi/server';
import { pathOf, storeOf } from './files.ts';
import type { FileRow } from './queries.ts';

/** Sends a file's bytes: private, unchangeable, never to be taken for anything but its type; sound as attachment, in parts when asked (players need that). `seconds`: how long the browser keeps it. */
export async function sendFile(house: House, { request, reply }: Wire, file: FileRow, thumb: boolean, seconds = 31_536_000): Promise<Readable | string> {
  if (thumb && file.kind !== 'image') throw new Refusal(kernelErrors.not_found);
  const etag = `"${file.sha256.subarray(0, 12).toString('base64url')}${thumb ? '-t' : ''}"`;
  reply.headers({
    etag,
    'cache-control': `private, max-age=${seconds}, immutable`,
    'content-type': file.type,
    'content-disposition': `${file.kind === 'image' ? 'inline' : 'attachment'}; filename="${file.id}.${file.suffix}"`,
    'accept-ranges': 'bytes',
  });
  if (request.headers['if-none-match']?.includes(etag)) {
    reply.code(304);
    return '';
  }
  const part = thumb ? null : partOf(request.headers.range, file.bytes);
  const found = await storeOf(house).read(pathOf(file, thumb), part ?? undefined);
  if (!found) {
    house.log.error({ district: file.district, file: file.id }, 'a file of the database is missing in the store');
    throw new Refusal(kernelErrors.not_found);
  }
  if (part) reply.code(206).header('content-range', `bytes ${part.start}-${part.end}/${file.bytes}`);
  reply.header('content-length', part ? part.end - part.start + 1 : found.bytes);
  return found.stream;
}

/** One range of bytes, or null for the whole (also when the header asks for something else, which is allowed). */
function partOf(header: string | undefined, bytes: number): { start: number; end: number } | null {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!asked || (asked[1] === '' && asked[2] === '')) return null;
  const start = asked[1] === '' ? Math.max(0, bytes - Number(asked[2])) : Number(asked[1]);
  const end = asked[1] === '' || asked[2] === '' ? bytes - 1 : Math.min(Number(asked[2]), bytes - 1);
  return start <= end && start < bytes ? { start, end } : null;
}
