import { Broken, must, type Sound } from './broken.ts';

/** What may stand in which box (ISO 14496-12); everything else is blanked: names, places and dates that the device wrote. */
const kept: Readonly<Record<string, ReadonlySet<string>>> = {
  '': new Set(['ftyp', 'styp', 'moov', 'moof', 'mdat', 'sidx', 'mfra', 'wide']),
  moov: new Set(['mvhd', 'trak', 'mvex']),
  trak: new Set(['tkhd', 'mdia', 'edts']),
  mdia: new Set(['mdhd', 'hdlr', 'minf']),
  minf: new Set(['smhd', 'dinf', 'stbl']),
  stbl: new Set(['stsd', 'stts', 'stsc', 'stsz', 'stz2', 'stco', 'co64', 'stss', 'sgpd', 'sbgp', 'ctts']),
  moof: new Set(['mfhd', 'traf']),
  traf: new Set(['tfhd', 'tfdt', 'trun', 'sgpd', 'sbgp']),
  mvex: new Set(['mehd', 'trex']),
};

type Heard = { scale: number; sound: boolean; trex: number; tfhd: number; ticks: number; tracks: number };

/** M4A, as Safari records it, whole or in fragments. Boxes that are no sound keep their size and become empty ones; moments of creation become zero. */
export function readMp4(bytes: Buffer): Sound {
  const heard: Heard = { scale: 0, sound: false, trex: 0, tfhd: 0, ticks: 0, tracks: 0 };
  walk(bytes, 0, bytes.length, '', heard);
  if (heard.tracks !== 1 || !heard.sound || heard.scale === 0) throw new Broken();
  return { bytes, ms: (heard.ticks / heard.scale) * 1000 };
}

function walk(bytes: Buffer, from: number, until: number, within: string, heard: Heard): void {
  for (let at = from; at < until;) {
    if (at + 8 > until) throw new Broken();
    const type = bytes.toString('latin1', at + 4, at + 8);
    let size = bytes.readUInt32BE(at);
    let body = at + 8;
    if (size === 1) {
      size = Number(bytes.readBigUInt64BE(body));
      body += 8;
    } else if (size === 0) size = until - at;
    const end = at + size;
    if (end > until || end < body) throw new Broken();
    if (!kept[within]!.has(type)) {
      bytes.write('free', at + 4, 'latin1');
      bytes.fill(0, body, end);
    } else if (type in kept) walk(bytes, body, end, type, heard);
    else box(bytes, type, body, end, heard);
    at = end;
  }
}

const u32 = (bytes: Buffer, at: number, end: number): number => (at + 4 <= end ? bytes.readUInt32BE(at) : must<number>(null));

function box(bytes: Buffer, type: string, body: number, end: number, heard: Heard): void {
  switch (type) {
    case 'mvhd':
    case 'tkhd':
    case 'mdhd': {
      const wide = bytes[body] === 1;
      const times = wide ? 16 : 8;
      if (body + 4 + times + 4 > end) throw new Broken();
      bytes.fill(0, body + 4, body + 4 + times);
      if (type === 'tkhd') heard.tracks++;
      if (type === 'mdhd') heard.scale = u32(bytes, body + 4 + times, end);
      return;
    }
    case 'hdlr':
      if (body + 24 > end) throw new Broken();
      heard.sound = bytes.toString('latin1', body + 8, body + 12) === 'soun';
      // The name of the program that wrote it.
      bytes.fill(0, body + 24, end);
      return;
    case 'stts':
      for (let n = 0, count = u32(bytes, body + 4, end); n < count; n++) {
        const at = body + 8 + n * 8;
        heard.ticks += u32(bytes, at, end) * u32(bytes, at + 4, end);
      }
      return;
    case 'trex':
      heard.trex = u32(bytes, body + 12, end);
      return;
    case 'tfhd': {
      const flags = u32(bytes, body, end) & 0xffffff;
      const at = body + 8 + (flags & 1 ? 8 : 0) + (flags & 2 ? 4 : 0);
      heard.tfhd = flags & 8 ? u32(bytes, at, end) : heard.trex;
      return;
    }
    case 'trun':
      run(bytes, body, end, heard);
      return;
    default:
  }
}

/** A run of samples in a fragment: how long each is, where it says so, else as the fragment or the file has it. */
function run(bytes: Buffer, body: number, end: number, heard: Heard): void {
  const flags = u32(bytes, body, end) & 0xffffff;
  const count = u32(bytes, body + 4, end);
  if (!(flags & 0x100)) {
    heard.ticks += count * heard.tfhd;
    return;
  }
  const first = body + 8 + (flags & 1 ? 4 : 0) + (flags & 4 ? 4 : 0);
  const each = 4 * [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length;
  for (let n = 0; n < count; n++) heard.ticks += u32(bytes, first + n * each, end);
}
