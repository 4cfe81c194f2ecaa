import { crc32, inflateRawSync } from 'node:zlib';

/** The files of a ZIP by the list at its end; a wrong checksum or length fails. */
export function unzipped(zip: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let n = zip.readUInt16LE(end + 10); n > 0; n--) {
    const [crc, packed, size, name, start] = [
      zip.readUInt32LE(at + 16),
      zip.readUInt32LE(at + 20),
      zip.readUInt32LE(at + 24),
      zip.readUInt16LE(at + 28),
      zip.readUInt32LE(at + 42),
    ];
    const path = zip.toString('utf8', at + 46, at + 46 + name);
    const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
    const kept = zip.subarray(from, from + packed);
    const bytes = zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(kept) : kept;
    if (crc32(bytes) !== crc || bytes.length !== size) throw new Error(`${path} was changed on its way`);
    files.set(path, bytes);
    at += 46 + name;
  }
  return files;
}
