import { Broken, type Sound } from './broken.ts';

/** Frames one after the other; `size` answers bytes and milliseconds of the one that begins here, or null where none does. What follows the last frame belongs to nothing and is left out. */
function frames(bytes: Buffer, from: number, size: (at: number) => { bytes: number; ms: number } | null): { end: number; ms: number } {
  let at = from;
  let ms = 0;
  while (at < bytes.length) {
    const frame = size(at);
    if (!frame || frame.bytes <= 0 || at + frame.bytes > bytes.length) break;
    ms += frame.ms;
    at += frame.bytes;
  }
  if (at === from) throw new Broken();
  return { end: at, ms };
}

const rates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];

/** AAC in ADTS frames. */
export function readAdts(bytes: Buffer): Sound {
  const { end, ms } = frames(bytes, 0, (at) => {
    if (at + 7 > bytes.length || bytes[at] !== 0xff || (bytes[at + 1]! & 0xf6) !== 0xf0) return null;
    const rate = rates[(bytes[at + 2]! >> 2) & 15];
    if (!rate) return null;
    const length = ((bytes[at + 3]! & 3) << 11) | (bytes[at + 4]! << 3) | (bytes[at + 5]! >> 5);
    return length < 7 ? null : { bytes: length, ms: (((bytes[at + 6]! & 3) + 1) * 1024 * 1000) / rate };
  });
  return { bytes: bytes.subarray(0, end), ms };
}

const mp3Rates = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const mp3LowRates = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

/** MP3 without the tags before and behind it (ID3v2, ID3v1, APE). */
export function readMp3(bytes: Buffer): Sound {
  let start = 0;
  while (bytes.toString('latin1', start, start + 3) === 'ID3' && start + 10 <= bytes.length) {
    const [a, b, c, d] = bytes.subarray(start + 6, start + 10);
    start += 10 + (((a! & 127) << 21) | ((b! & 127) << 14) | ((c! & 127) << 7) | (d! & 127)) + (bytes[start + 5]! & 0x10 ? 10 : 0);
  }
  const { end, ms } = frames(bytes, start, (at) => {
    if (at + 4 > bytes.length || bytes[at] !== 0xff || (bytes[at + 1]! & 0xe0) !== 0xe0) return null;
    const version = (bytes[at + 1]! >> 3) & 3;
    const rate = (version === 3 ? mp3Rates : mp3LowRates)[bytes[at + 2]! >> 4];
    const base = [44_100, 48_000, 32_000][(bytes[at + 2]! >> 2) & 3];
    if (((bytes[at + 1]! >> 1) & 3) !== 1 || version === 1 || !rate || !base) return null;
    const hertz = version === 3 ? base : version === 2 ? base / 2 : base / 4;
    const samples = version === 3 ? 1152 : 576;
    return { bytes: Math.floor(((samples / 8) * rate * 1000) / hertz) + ((bytes[at + 2]! >> 1) & 1), ms: (samples * 1000) / hertz };
  });
  return { bytes: bytes.subarray(start, end), ms };
}

const narrow = [12, 13, 15, 17, 19, 20, 26, 31, 5];
const wide = [17, 23, 32, 36, 40, 46, 50, 58, 60, 5];

/** AMR and AMR-WB (RFC 4867): 20 milliseconds a frame. */
export function readAmr(bytes: Buffer): Sound {
  const isWide = bytes.toString('latin1', 0, 9) === '#!AMR-WB\n';
  if (!isWide && bytes.toString('latin1', 0, 6) !== '#!AMR\n') throw new Broken();
  const sizes = isWide ? wide : narrow;
  const { end, ms } = frames(bytes, isWide ? 9 : 6, (at) => {
    const kind = (bytes[at]! >> 3) & 15;
    return kind < sizes.length ? { bytes: sizes[kind]! + 1, ms: 20 } : kind >= 14 ? { bytes: 1, ms: 20 } : null;
  });
  return { bytes: bytes.subarray(0, end), ms };
}
