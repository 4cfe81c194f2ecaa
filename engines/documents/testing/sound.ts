import { oggSum } from '../server/sound/ogg.ts';

/** What a careless recorder writes beside the sound; none of it may be kept. */
export const secret = 'Zhang San, 34.335N 108.705E';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
/** A packet of Opus that sounds for 20 ms; `n` makes packets different. */
const packet = (n: number): Buffer => Buffer.from([0x78, n & 0xff, (n >> 8) & 0xff, 1, 2, 3]);

/** Opus in Ogg as Firefox records it, `seconds` long, with comments. */
export function oggVoice(seconds: number, comment = secret): Buffer {
  const page = (n: number, granule: number, body: Buffer, flags = 0): Buffer => {
    const sizes = [...Array.from({ length: Math.floor(body.length / 255) }, () => 255), body.length % 255];
    const head = Buffer.alloc(27);
    head.write('OggS', 'latin1');
    head[5] = flags;
    head.writeBigInt64LE(BigInt(granule), 6);
    head.writeUInt32LE(7, 14);
    head.writeUInt32LE(n, 18);
    head[26] = sizes.length;
    const whole = Buffer.concat([head, Buffer.from(sizes), body]);
    whole.writeUInt32LE(oggSum(whole), 22);
    return whole;
  };
  const opening = Buffer.concat([latin('OpusHead'), Buffer.from([1, 1, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0])]);
  const count = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const said = latin(`LOCATION=${comment}`);
  const comments = Buffer.concat([latin('OpusTags'), count(6), latin('Mozilla'.slice(0, 6)), count(1), count(said.length), said]);
  const sounds = Array.from({ length: Math.round(seconds * 50) }, (_, n) => page(n + 2, (n + 1) * 960, packet(n)));
  return Buffer.concat([page(0, 0, opening, 2), page(1, 0, comments), ...sounds]);
}

/** Opus in WebM as Chromium records it, `seconds` long: sizes unknown, no length, the recorder's name, and tags that somebody added. */
export function webmVoice(seconds: number, { tagged = secret, codec = 'A_OPUS', type = 2 } = {}): Buffer {
  const id = (value: number): Buffer => Buffer.from((value.toString(16).length % 2 ? '0' : '') + value.toString(16), 'hex');
  const element = (name: number, ...body: Buffer[]): Buffer => {
    const inside = Buffer.concat(body);
    const size = Buffer.alloc(8);
    size.writeBigUInt64BE(BigInt(inside.length));
    size[0] = 1;
    return Buffer.concat([id(name), inside.length < 127 ? Buffer.from([0x80 | inside.length]) : size, inside]);
  };
  const open = (name: number): Buffer => Buffer.concat([id(name), Buffer.from([1, 255, 255, 255, 255, 255, 255, 255])]);
  const clusters = Array.from({ length: Math.max(1, Math.ceil(seconds / 10)) }, (_, c) => {
    const blocks = Array.from({ length: Math.min(500, Math.round(seconds * 50) - c * 500) }, (_two, n) => {
      const head = Buffer.alloc(4);
      head[0] = 0x81;
      head.writeInt16BE(n * 20, 1);
      head[3] = 0x80;
      return element(0xa3, head, packet(n));
    });
    return Buffer.concat([open(0x1f43b675), element(0xe7, u32(c * 10_000)), ...blocks]);
  });
  return Buffer.concat([
    element(0x1a45dfa3, element(0x4282, latin('webm'))),
    open(0x18538067),
    element(0x1549a966, element(0x2ad7b1, Buffer.from([0x0f, 0x42, 0x40])), element(0x4d80, latin('Chrome')), element(0x5741, latin('Chrome'))),
    element(
      0x1654ae6b,
      element(0xae, element(0xd7, Buffer.from([1])), element(0x83, Buffer.from([type])), element(0x86, latin(codec)), element(0x536e, latin(tagged))),
    ),
    ...clusters,
    element(0x1254c367, element(0x7373, element(0x67c8, element(0x45a3, latin('ARTIST')), element(0x4487, latin(tagged))))),
  ]);
}

/** M4A as phones record it, `seconds` long: whole, or in fragments as a recorder in Safari writes it; with the place of recording. */
export function mp4Voice(seconds: number, { fragmented = false, handler = 'soun' } = {}): Buffer {
  const box = (type: string, ...body: Buffer[]): Buffer => {
    const inside = Buffer.concat(body);
    return Buffer.concat([u32(inside.length + 8), latin(type), inside]);
  };
  const scale = 48_000;
  const samples = Math.round((seconds * scale) / 1024);
  const times = Buffer.concat([u32(0), u32(3_900_000_000), u32(3_900_000_000)]);
  const table = box('stbl', box('stsd', u32(0), u32(0)), fragmented ? box('stts', u32(0), u32(0)) : box('stts', u32(0), u32(1), u32(samples), u32(1024)));
  const media = box(
    'mdia',
    box('mdhd', times, u32(scale), u32(0), u32(0)),
    box('hdlr', u32(0), u32(0), latin(handler), u32(0), u32(0), u32(0), latin(`${secret}\0`)),
    box('minf', table),
  );
  const moov = box(
    'moov',
    box('mvhd', times, u32(scale), u32(0), Buffer.alloc(80)),
    box('trak', box('tkhd', times, u32(1), Buffer.alloc(64)), media),
    ...(fragmented ? [box('mvex', box('trex', u32(0), u32(1), u32(1), u32(1024), u32(0), u32(0)))] : []),
    box('udta', box('\xa9xyz', latin(secret))),
  );
  const part = box('moof', box('mfhd', u32(0), u32(1)), box('traf', box('tfhd', u32(0x020000), u32(1)), box('trun', u32(0), u32(samples))));
  return Buffer.concat([
    box('ftyp', latin('M4A '), u32(0), latin('isom')),
    moov,
    ...(fragmented ? [part] : []),
    box('mdat', Buffer.alloc(200, 7)),
    box('uuid', latin(secret.padEnd(40))),
  ]);
}
