import { Broken, type Sound } from './broken.ts';
import { opusMs } from './opus.ts';

/** The check sum of Ogg pages (RFC 3533): CRC-32 of 0x04c11db7, neither reflected nor inverted. */
const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let sum = n << 24;
  for (let bit = 0; bit < 8; bit++) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  return sum >>> 0;
});
export function oggSum(page: Uint8Array): number {
  let sum = 0;
  for (const byte of page) sum = ((sum << 8) ^ table[((sum >>> 24) ^ byte) & 0xff]!) >>> 0;
  return sum;
}

/** One stretch of a packet in the file, on which page. */
type Piece = { readonly start: number; readonly end: number; readonly page: number };

/**
 * Opus in Ogg, as Firefox records it (RFC 7845). The packet of comments stays as long as it was and says nothing: no vendor, no comments, padding.
 * Pages of other streams are refused.
 */
export function readOgg(bytes: Buffer): Sound {
  const pages: { start: number; end: number }[] = [];
  const packets: Piece[][] = [];
  let open: Piece[] = [];
  let serial: number | null = null;
  let granule = 0n;
  let at = 0;
  while (at < bytes.length) {
    if (bytes.toString('latin1', at, at + 4) !== 'OggS' || at + 27 > bytes.length || bytes[at + 4] !== 0) throw new Broken();
    const segments = bytes[at + 26]!;
    let body = at + 27 + segments;
    serial ??= bytes.readUInt32LE(at + 14);
    if (bytes.readUInt32LE(at + 14) !== serial) throw new Broken();
    const position = bytes.readBigInt64LE(at + 6);
    if (position > granule) granule = position;
    const page = pages.length;
    for (let n = 0; n < segments; n++) {
      const size = bytes[at + 27 + n]!;
      if (size > 0) open.push({ start: body, end: body + size, page });
      body += size;
      if (size < 255) {
        packets.push(open);
        open = [];
      }
    }
    if (body > bytes.length) throw new Broken();
    pages.push({ start: at, end: body });
    at = body;
  }
  const [head, comments, ...sounds] = packets;
  if (!head?.[0] || !comments?.[0]) throw new Broken();
  const whole = (packet: readonly Piece[]): Buffer => Buffer.concat(packet.map(({ start, end }) => bytes.subarray(start, end)));
  const [opening, tags] = [whole(head), whole(comments)];
  if (opening.toString('latin1', 0, 8) !== 'OpusHead' || opening.length < 19 || tags.toString('latin1', 0, 8) !== 'OpusTags' || tags.length < 16)
    throw new Broken();

  let skip = 8;
  const touched = new Set<number>();
  for (const { start, end, page } of comments) {
    const from = Math.min(end, start + skip);
    skip -= from - start;
    bytes.fill(0, from, end);
    touched.add(page);
  }
  for (const page of touched) {
    const { start, end } = pages[page]!;
    bytes.writeUInt32LE(0, start + 22);
    bytes.writeUInt32LE(oggSum(bytes.subarray(start, end)), start + 22);
  }
  const sounding = sounds.reduce((sum, packet) => sum + opusMs(whole(packet.slice(0, 1)).subarray(0, 2)), 0);
  const played = Number(granule - BigInt(opening.readUInt16LE(10))) / 48;

  return { bytes, ms: sounding > 0 ? Math.max(sounding, played) : 0 };
}
