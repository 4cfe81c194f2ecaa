import { Broken, must, type Sound } from './broken.ts';
import { opusMs } from './opus.ts';

/** Elements of WebM (RFC 9559) by their ids. */
const id = {
  header: 0x1a45dfa3,
  segment: 0x18538067,
  seekHead: 0x114d9b74,
  info: 0x1549a966,
  tracks: 0x1654ae6b,
  cluster: 0x1f43b675,
  cues: 0x1c53bb6b,
  tags: 0x1254c367,
  chapters: 0x1043a770,
  attachments: 0x1941a469,
  scale: 0x2ad7b1,
  duration: 0x4489,
  track: 0xae,
  trackType: 0x83,
  codec: 0x86,
  timecode: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
  nothing: 0xec,
} as const;
const levelOne = new Set<number>([id.seekHead, id.info, id.tracks, id.cluster, id.cues, id.tags, id.chapters, id.attachments]);
/** Number, UID, type, enabled, default, forced, lacing, codec, private, delay, pre-roll, sound, length of a frame, language. */
const ofTrack = new Set([0xd7, 0x73c5, 0x83, 0xb9, 0x88, 0x55aa, 0x9c, 0x86, 0x63a2, 0x56aa, 0x56bb, 0xe1, 0x23e383, 0x22b59c]);
/** Block, its length, reference, padding to be left out. */
const ofGroup = new Set([0xa1, 0x9b, 0xfb, 0x75a2]);

type Element = { readonly id: number; readonly start: number; readonly body: number; readonly end: number; readonly open: boolean };

/** A number of the container: as many bytes as the first one tells by its leading zeros. `null`: of unknown size. */
function vint(bytes: Buffer, at: number, keepMark: boolean): { value: number | null; length: number } {
  const first = must(at < bytes.length && bytes[at]!);
  const length = Math.clz32(first) - 23;
  if (length > 8 || at + length > bytes.length) throw new Broken();
  let value = keepMark ? first : first & (0xff >> length);
  let ones = (first & (0xff >> length)) === 0xff >> length;
  for (let n = 1; n < length; n++) {
    value = value * 256 + bytes[at + n]!;
    ones &&= bytes[at + n] === 0xff;
  }
  return { value: ones && !keepMark ? null : value, length };
}

/** The elements between two places. Only segments and clusters may be of unknown size: a segment then ends with the file, a cluster where the next of its rank begins. */
function* elements(bytes: Buffer, from: number, until: number): Generator<Element> {
  for (let at = from; at < until;) {
    const name = vint(bytes, at, true);
    const size = vint(bytes, at + name.length, false);
    const body = at + name.length + size.length;
    const open = size.value === null;
    if (open && name.value !== id.segment && name.value !== id.cluster) throw new Broken();
    const end = open ? (name.value === id.cluster ? endOfCluster(bytes, body, until) : until) : body + size.value!;
    if (end > until) throw new Broken();
    yield { id: name.value!, start: at, body, end, open };
    at = end;
  }
}

function endOfCluster(bytes: Buffer, from: number, until: number): number {
  for (let at = from; at < until;) {
    const name = vint(bytes, at, true);
    if (levelOne.has(name.value!)) return at;
    const size = vint(bytes, at + name.length, false);
    at += name.length + size.length + must(size.value);
  }
  return until;
}

const number = (bytes: Buffer, { body, end }: Element): number => (end > body && end - body <= 6 ? bytes.readUIntBE(body, end - body) : must<number>(null));

/** Puts an empty element (Void) in the place of another. */
function blank(bytes: Buffer, start: number, end: number): void {
  const total = end - start;
  bytes.fill(0, start, end);
  bytes[start] = id.nothing;
  if (total < 129) bytes[start + 1] = 0x80 | (total - 2);
  else {
    bytes[start + 1] = 0x01;
    bytes.writeUIntBE(total - 9, start + 3, 6);
  }
}

/** WebM with Opus, as most browsers record it. Everything but the sound is blanked; the length is written in where the recorder's name stood, because recorders leave it out. */
export function readWebm(bytes: Buffer): Sound {
  const [head, segment] = [...elements(bytes, 0, bytes.length)].filter((one) => one.id === id.header || one.id === id.segment);
  if (head?.id !== id.header || segment?.id !== id.segment) throw new Broken();
  let scale = 1_000_000;
  let sounding = 0;
  let timeline = 0;
  let info: Element | null = null;
  let tracks = 0;
  for (const part of elements(bytes, segment.body, segment.end)) {
    if (part.id === id.info) {
      info = part;
      const found = [...elements(bytes, part.body, part.end)].find((one) => one.id === id.scale);
      if (found) scale = number(bytes, found);
    } else if (part.id === id.tracks) tracks += readTracks(bytes, part);
    else if (part.id === id.cluster) {
      const read = readCluster(bytes, part);
      sounding += read.sounding;
      timeline = Math.max(timeline, (read.last * scale) / 1_000_000 + read.lastMs);
    } else if (part.id !== id.seekHead && part.id !== id.cues) blank(bytes, part.start, part.end);
  }
  if (tracks !== 1) throw new Broken();
  const ms = Math.max(sounding, timeline);
  if (info && scale > 0) writeInfo(bytes, info, (ms * 1_000_000) / scale);
  // What stands behind the segment belongs to nothing.
  return { bytes: bytes.subarray(0, segment.end), ms };
}

function readTracks(bytes: Buffer, tracks: Element): number {
  let count = 0;
  for (const track of elements(bytes, tracks.body, tracks.end)) {
    if (track.id !== id.track) {
      blank(bytes, track.start, track.end);
      continue;
    }
    count++;
    const inside = [...elements(bytes, track.body, track.end)];
    const type = inside.find((one) => one.id === id.trackType);
    const codec = inside.find((one) => one.id === id.codec);
    if (!type || number(bytes, type) !== 2 || !codec || bytes.toString('latin1', codec.body, codec.end) !== 'A_OPUS') throw new Broken();
    for (const one of inside) if (!ofTrack.has(one.id)) blank(bytes, one.start, one.end);
  }
  return count;
}

type Cluster = { sounding: number; last: number; lastMs: number };

function readCluster(bytes: Buffer, cluster: Element): Cluster {
  const read: Cluster = { sounding: 0, last: 0, lastMs: 0 };
  let time = 0;
  const block = ({ body, end }: Element): void => {
    const track = vint(bytes, body, false);
    const at = body + track.length;
    if (at + 3 > end || (bytes[at + 2]! & 0x06) !== 0) throw new Broken();
    const ms = opusMs(bytes.subarray(at + 3, end));
    read.sounding += ms;
    const start = time + bytes.readInt16BE(at);
    if (start >= read.last) [read.last, read.lastMs] = [start, ms];
  };
  for (const one of elements(bytes, cluster.body, cluster.end)) {
    if (one.id === id.timecode) time = number(bytes, one);
    else if (one.id === id.simpleBlock) block(one);
    else if (one.id === id.blockGroup) {
      for (const part of elements(bytes, one.body, one.end)) {
        if (part.id === id.block) block(part);
        else if (!ofGroup.has(part.id)) blank(bytes, part.start, part.end);
      }
    } else if (one.id !== 0xa7 && one.id !== 0xab) blank(bytes, one.start, one.end);
  }
  return read;
}

/** Of the facts about the file only its clock stays; the length takes the room of what went. */
function writeInfo(bytes: Buffer, info: Element, length: number): void {
  const gaps: { start: number; end: number }[] = [];
  let known = false;
  for (const one of elements(bytes, info.body, info.end)) {
    const size = one.end - one.body;
    if (one.id === id.scale) continue;
    if (one.id === id.duration && !known && (size === 4 || size === 8)) {
      known = true;
      if (size === 4) bytes.writeFloatBE(length, one.body);
      else bytes.writeDoubleBE(length, one.body);
      continue;
    }
    const last = gaps.at(-1);
    if (last?.end === one.start) last.end = one.end;
    else gaps.push({ start: one.start, end: one.end });
  }
  for (const { start, end } of gaps) {
    blank(bytes, start, end);
    const room = end - start;
    if (known || room < 7) continue;
    known = true;
    // An empty element needs two bytes, so a gap of eight takes the length with a size written in two.
    const head = room === 8 ? [0x44, 0x89, 0x40, 0x04] : [0x44, 0x89, 0x84];
    bytes.set(head, start);
    bytes.writeFloatBE(length, start + head.length);
    if (room > 8) blank(bytes, start + 7, end);
  }
}
