import { Refusal } from '@hezhi/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errors, fileLimits, sniff } from '../../contract/index.ts';
import { mp4Voice, oggVoice, secret, webmVoice } from '../../testing/sound.ts';
import { oggSum } from './ogg.ts';
import { opusMs } from './opus.ts';
import { readSound } from './sound.ts';

const adts = (seconds: number): Buffer => {
  const frame = Buffer.alloc(32, 7);
  Buffer.from([0xff, 0xf1, 0x4c, 0x80, 32 >> 3, ((32 & 7) << 5) | 0x1f, 0xfc]).copy(frame);
  return Buffer.concat(Array.from({ length: Math.round((seconds * 48_000) / 1024) }, () => frame));
};
const mp3 = (seconds: number): Buffer => {
  const frame = Buffer.alloc(417, 7);
  Buffer.from([0xff, 0xfb, 0x90, 0x00]).copy(frame);
  const tag = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0', 'latin1'), Buffer.from([secret.length]), Buffer.from(secret)]);
  return Buffer.concat([tag, ...Array.from({ length: Math.round((seconds * 44_100) / 1152) }, () => frame), Buffer.from(`TAG${secret}`.padEnd(128))]);
};
const amr = (seconds: number): Buffer =>
  Buffer.concat([Buffer.from('#!AMR\n'), ...Array.from({ length: seconds * 50 }, () => Buffer.concat([Buffer.from([0x3c]), Buffer.alloc(31)]))]);

const kinds: readonly (readonly [string, string, (seconds: number) => Buffer])[] = [
  ['WebM of Chromium', 'audio/webm', webmVoice],
  ['Ogg of Firefox', 'audio/ogg', oggVoice],
  ['M4A of a phone', 'audio/mp4', mp4Voice],
  ['M4A of Safari, in fragments', 'audio/mp4', (seconds) => mp4Voice(seconds, { fragmented: true })],
  ['AAC', 'audio/aac', adts],
  ['MP3', 'audio/mpeg', mp3],
  ['AMR', 'audio/amr', amr],
];
const why = (work: () => unknown): string => {
  try {
    work();
    return 'taken';
  } catch (error) {
    if (error instanceof Refusal) return error.def.code;
    throw error;
  }
};

describe.each(kinds)('%s', (_, type, make) => {
  test('is known by its content, its length counted, and what the device wrote beside is gone', () => {
    const source = make(12);
    expect(sniff(source)).toMatchObject({ type });
    const { bytes, ms } = readSound(source, type);
    expect(Math.abs(ms - 12_000)).toBeLessThan(60);
    expect(bytes.includes(secret)).toBe(false);
    expect(bytes.includes('Chrome') || bytes.includes('Mozill')).toBe(false);
    // What was read once is read again, and stays as it is.
    const again = readSound(bytes, type);
    expect([again.bytes.equals(bytes), Math.round(again.ms)]).toEqual([true, Math.round(ms)]);
  });

  test('a minute is taken, more is not', () => {
    expect(why(() => readSound(make(60), type))).toBe('taken');
    expect(why(() => readSound(make(70), type))).toBe(errors.sound_too_long.code);
  });

  test('cut short or changed anywhere it is refused or read, never more', () => {
    const source = make(2);
    fc.assert(
      fc.property(fc.nat(source.length), fc.array(fc.tuple(fc.nat(source.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }), (end, changes) => {
        const broken = Buffer.from(source.subarray(0, end));
        for (const [at, byte] of changes) if (at < broken.length) broken[at] = byte;
        expect(['taken', errors.damaged.code, errors.sound_too_long.code]).toContain(why(() => readSound(broken, type)));
      }),
      { seed: 1123, numRuns: 300 },
    );
  });
});

describe('containers', () => {
  test('WebM is told its length, where the recorder’s name stood', () => {
    const { bytes } = readSound(webmVoice(7), 'audio/webm');
    const at = bytes.indexOf(Buffer.from([0x44, 0x89, 0x84]));
    expect(at).toBeGreaterThan(0);
    expect(Math.round(bytes.readFloatBE(at + 3))).toBe(7000);
    expect(bytes.length).toBe(webmVoice(7).length);
  });

  test('films, other codecs and two streams are no voice notes', () => {
    expect(why(() => readSound(webmVoice(2, { codec: 'A_PCM/INT/LIT' }), 'audio/webm'))).toBe(errors.damaged.code);
    expect(why(() => readSound(webmVoice(2, { type: 1 }), 'audio/webm'))).toBe(errors.damaged.code);
    expect(why(() => readSound(mp4Voice(2, { handler: 'vide' }), 'audio/mp4'))).toBe(errors.damaged.code);
    const other = oggVoice(1);
    other.writeUInt32LE(8, other.length - 40 + other.subarray(other.length - 40).indexOf('OggS') + 14);
    expect(why(() => readSound(other, 'audio/ogg'))).toBe(errors.damaged.code);
    expect(why(() => readSound(Buffer.alloc(fileLimits.soundBytes + 1), 'audio/ogg'))).toBe(errors.sound_too_large.code);
  });

  test('pages of Ogg keep a sum that holds', () => {
    const { bytes } = readSound(oggVoice(1, 'x'.repeat(700)), 'audio/ogg');
    let at = 0;
    while (at < bytes.length) {
      const sizes = bytes.subarray(at + 27, at + 27 + bytes[at + 26]!);
      const end = at + 27 + sizes.length + sizes.reduce((sum, size) => sum + size, 0);
      const page = Buffer.from(bytes.subarray(at, end));
      const said = page.readUInt32LE(22);
      page.writeUInt32LE(0, 22);
      expect(oggSum(page)).toBe(said);
      at = end;
    }
    expect(bytes.includes('xxxx')).toBe(false);
  });

  test('packets of Opus say how long they sound', () => {
    expect([[0x00], [0x08], [0x78], [0x79], [0x7b, 3], [0xfc], []].map((bytes) => opusMs(Uint8Array.from(bytes)))).toEqual([10, 20, 20, 40, 60, 20, 0]);
  });
});
