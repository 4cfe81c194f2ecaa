import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sniff } from './files.ts';

const bytes = (...parts: (string | number[])[]): Uint8Array => {
  const all = parts.flatMap((part) => (typeof part === 'string' ? [...part].map((char) => char.charCodeAt(0)) : part));
  return Uint8Array.from([...all, ...Array.from({ length: Math.max(0, 64 - all.length) }, () => 0)]);
};
const ftyp = (brand: string, more = ''): Uint8Array => bytes([0, 0, 0, 24], 'ftyp', brand, [0, 0, 0, 0], 'isom', brand, 'xxxxhdlr', more);
const adts = (): Uint8Array => {
  const frame = [0xff, 0xf1, 0x50, 0x80, 0x04, 0x1f, 0xfc, ...Array.from({ length: 25 }, () => 7)];
  frame[3] = 0x80 | 0;
  frame[4] = 32 >> 3;
  frame[5] = ((32 & 7) << 5) | 0x1f;
  return bytes(frame, frame);
};
const mp3 = (): Uint8Array => {
  const frame = [0xff, 0xfb, 0x90, 0x00, ...Array.from({ length: 413 }, () => 7)];
  return bytes(frame, frame);
};

describe('sniff', () => {
  test.each([
    ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe1])],
    ['image/png', bytes([0x89], 'PNG\r\n', [0x1a], '\n')],
    ['image/webp', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')],
    ['image/avif', ftyp('avif')],
    ['audio/mp4', ftyp('M4A ')],
    ['audio/mp4', ftyp('iso5', 'mdiasoun')],
    [
      'audio/ogg',
      bytes(
        'OggS',
        Array.from({ length: 24 }, () => 0),
        'OpusHead',
      ),
    ],
    ['audio/webm', bytes([0x1a, 0x45, 0xdf, 0xa3], '....webm....A_OPUS')],
    ['audio/mpeg', bytes('ID3', [4, 0])],
    ['audio/mpeg', mp3()],
    ['audio/aac', adts()],
    ['audio/amr', bytes('#!AMR\n')],
  ])('%s', (type, content) => expect(sniff(content)).toMatchObject({ type }));

  test.each([
    ['a film', ftyp('isom', 'mdiavide')],
    ['a film named M4A', ftyp('M4A ', 'mdiavide')],
    ['a film in WebM', bytes([0x1a, 0x45, 0xdf, 0xa3], '....webm....V_VP9..A_OPUS')],
    ['a web page', bytes('<!doctype html><script>alert(1)</script>')],
    ['a drawing', bytes('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['a program', bytes('MZ', [0x90, 0])],
    ['a PDF', bytes('%PDF-1.7')],
    ['one lonely sync word', bytes([0xff, 0xfb, 0x90, 0x00])],
    ['too little', Uint8Array.from([0xff, 0xd8, 0xff])],
  ])('%s is not accepted', (_, content) => expect(sniff(content)).toBeNull());

  test('HEIC is told apart, so that the sentence can help', () => {
    expect(sniff(ftyp('heic'))).toBe('heic');
    expect(sniff(ftyp('mif1', 'heic'))).toBe('heic');
  });

  test('any bytes get an answer', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (content) => void sniff(content)));
    fc.assert(fc.property(fc.uint8Array({ minLength: 12, maxLength: 300 }), (content) => void sniff(Uint8Array.from([0xff, 0xf1, ...content]))));
  });
});
