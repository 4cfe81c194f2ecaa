/** What is kept: photos as JPEG, voice notes as they sound, without what the device wrote beside. */
export type FileKind = 'image' | 'sound';

/** Limits of an upload. Bytes and pixels of the original; `side` and `thumb` in pixels of what is kept. */
export const fileLimits = {
  bytes: 20 * 1024 * 1024,
  soundBytes: 2 * 1024 * 1024,
  soundSeconds: 60,
  megapixels: 64,
  side: 2048,
  thumb: 320,
  unclaimedHours: 24,
} as const;

/** Where a file is fetched; `thumb` for the small picture, `pass` (`filePass`) for who has no session. */
export const fileUrl = (district: string, id: string, thumb = false, pass: string | null = null): string =>
  `/api/files/${district}/${id}${thumb ? '/thumb' : ''}${pass === null ? '' : `?pass=${pass}`}`;

/** Header by which a visitor without account shows that an unclaimed file is theirs. */
export const tokenHeader = 'x-file-token';

export type Sniffed = { kind: FileKind; type: string; suffix: string } | 'heic' | null;

const text = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
const has = (bytes: Uint8Array, word: string, within: number): boolean => {
  const first = word.charCodeAt(0);
  const end = Math.min(bytes.length, within) - word.length;
  for (let i = 0; i <= end; i++) if (bytes[i] === first && text(bytes, i, i + word.length) === word) return true;
  return false;
};

/** What a file is, by its content alone: names and declared types are not believed. null: nothing that is accepted. */
export function sniff(bytes: Uint8Array): Sniffed {
  if (bytes.length < 16) return null;
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return image('image/jpeg');
  if (text(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return image('image/png');
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP') return image('image/webp');
  if (text(bytes, 4, 8) === 'ftyp') return isoMedia(bytes);
  if (text(bytes, 0, 4) === 'OggS') return text(bytes, 28, Math.min(bytes.length, 64)).includes('OpusHead') ? sound('audio/ogg', 'ogg') : null;
  if (bytes[0] === 0x1a && bytes[1] === 0x45 && bytes[2] === 0xdf && bytes[3] === 0xa3) {
    const voice = has(bytes, 'webm', 64) && has(bytes, 'A_OPUS', 8192) && !/V_(VP|AV1|MPEG|THEORA)/.test(text(bytes, 0, Math.min(bytes.length, 8192)));
    return voice ? sound('audio/webm', 'webm') : null;
  }
  if (text(bytes, 0, 5) === '#!AMR') return sound('audio/amr', 'amr');
  if (text(bytes, 0, 3) === 'ID3') return sound('audio/mpeg', 'mp3');
  return framed(bytes);
}

const image = (type: string): Sniffed => ({ kind: 'image', type, suffix: 'jpg' });
const sound = (type: string, suffix: string): Sniffed => ({ kind: 'sound', type, suffix });

/** ISO base media: AVIF and HEIC pictures, M4A sound; films are not accepted. */
function isoMedia(bytes: Uint8Array): Sniffed {
  const length = Math.min(bytes.length, Math.max(16, (bytes[0]! << 24) | (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!), 256);
  const brands = [text(bytes, 8, 12)];
  for (let i = 16; i + 4 <= length; i += 4) brands.push(text(bytes, i, i + 4));
  if (brands.includes('avif') || brands.includes('avis')) return image('image/avif');
  if (brands.some((brand) => /^(heic|heix|hevc|hevx|heim|heis|mif1|msf1)$/.test(brand))) return 'heic';
  if (has(bytes, 'vide', bytes.length)) return null;
  return /^M4[AB] $/.test(brands[0]!) || has(bytes, 'soun', bytes.length) ? sound('audio/mp4', 'm4a') : null;
}

const mp3Rates = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const mp3LowRates = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

/** AAC and MP3 begin with a frame; a second one must follow where the first one ends. */
function framed(bytes: Uint8Array): Sniffed {
  if (bytes[0] !== 0xff || (bytes[1]! & 0xe0) !== 0xe0) return null;
  const next = (length: number): boolean =>
    length > 8 && length + 1 < bytes.length && bytes[length] === 0xff && (bytes[length + 1]! & 0xf6) === (bytes[1]! & 0xf6);
  if ((bytes[1]! & 0xf6) === 0xf0) return next(((bytes[3]! & 3) << 11) | (bytes[4]! << 3) | (bytes[5]! >> 5)) ? sound('audio/aac', 'aac') : null;
  const version = (bytes[1]! >> 3) & 3;
  const rate = (version === 3 ? mp3Rates : mp3LowRates)[bytes[2]! >> 4];
  const base = [44_100, 48_000, 32_000][(bytes[2]! >> 2) & 3];
  if (((bytes[1]! >> 1) & 3) !== 1 || version === 1 || !rate || !base) return null;
  const hertz = version === 3 ? base : version === 2 ? base / 2 : base / 4;
  const length = Math.floor(((version === 3 ? 144 : 72) * rate * 1000) / hertz) + ((bytes[2]! >> 1) & 1);
  return next(length) ? sound('audio/mpeg', 'mp3') : null;
}
