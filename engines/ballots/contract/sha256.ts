/**
 * SHA-256 (FIPS 180-4) in plain script: works at once and everywhere, in a page opened from a file as in Node, and synchronously over
 * hundreds of thousands of short texts, which the browser's own asynchronous digest does not.
 */
const K = new Int32Array(64);
const H0 = new Int32Array(8);
{
  // First 32 bits of the fractional parts of cube and square roots of the first primes, found exactly.
  const root = (n: bigint, power: bigint): bigint => {
    const wanted = n << (32n * power);
    let low = 0n;
    let high = 1n << 48n;
    while (high - low > 1n) {
      const middle = (low + high) >> 1n;
      if (middle ** power <= wanted) low = middle;
      else high = middle;
    }
    return low & 0xffffffffn;
  };
  let found = 0;
  for (let n = 2; found < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (!prime) continue;
    if (found < 8) H0[found] = Number(root(BigInt(n), 2n)) | 0;
    K[found++] = Number(root(BigInt(n), 3n)) | 0;
  }
}
const W = new Int32Array(64);
const H = new Int32Array(8);

function block(data: Uint8Array, at: number): void {
  for (let i = 0; i < 16; i++, at += 4) W[i] = (data[at]! << 24) | (data[at + 1]! << 16) | (data[at + 2]! << 8) | data[at + 3]!;
  for (let i = 16; i < 64; i++) {
    const x = W[i - 15]!;
    const y = W[i - 2]!;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    W[i] = (W[i - 16]! + s0 + W[i - 7]! + s1) | 0;
  }
  let a = H[0]!;
  let b = H[1]!;
  let c = H[2]!;
  let d = H[3]!;
  let e = H[4]!;
  let f = H[5]!;
  let g = H[6]!;
  let h = H[7]!;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i]! + W[i]!) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  H[0] = (H[0]! + a) | 0;
  H[1] = (H[1]! + b) | 0;
  H[2] = (H[2]! + c) | 0;
  H[3] = (H[3]! + d) | 0;
  H[4] = (H[4]! + e) | 0;
  H[5] = (H[5]! + f) | 0;
  H[6] = (H[6]! + g) | 0;
  H[7] = (H[7]! + h) | 0;
}

const tail = new Uint8Array(128);

/** The 32 bytes of SHA-256 over the first `length` bytes of `data`. */
export function sha256(data: Uint8Array, length = data.length): Uint8Array {
  H.set(H0);
  let at = 0;
  for (; at + 64 <= length; at += 64) block(data, at);
  const rest = length - at;
  tail.fill(0);
  tail.set(data.subarray(at, length));
  tail[rest] = 0x80;
  const end = rest < 56 ? 64 : 128;
  const bits = length * 8;
  const view = new DataView(tail.buffer);
  view.setUint32(end - 8, Math.floor(bits / 2 ** 32));
  view.setUint32(end - 4, bits >>> 0);
  block(tail, 0);
  if (end === 128) block(tail, 64);
  const out = new Uint8Array(32);
  const words = new DataView(out.buffer);
  for (let i = 0; i < 8; i++) words.setInt32(i * 4, H[i]!);
  return out;
}

const encoder = new TextEncoder();
/** The UTF-8 bytes of a text. */
export const utf8 = (text: string): Uint8Array => encoder.encode(text);

const digits = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));
/** Bytes as lower-case hexadecimal digits. */
export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += digits[byte];
  return text;
}

/** SHA-256 of a text in hexadecimal digits. */
export const sha256Hex = (text: string): string => hex(sha256(utf8(text)));
