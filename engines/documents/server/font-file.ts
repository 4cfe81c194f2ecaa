/** What a font file says about itself: the name of a face and the characters it has. TrueType, OpenType and collections of them. */
export type FontFace = { readonly name: string; readonly has: (codePoint: number) => boolean };

/** The faces of a font file (one, or several in a collection). @throws RangeError when it is no font */
export function readFaces(file: Buffer): FontFace[] {
  const tag = file.toString('latin1', 0, 4);
  if (tag !== 'ttcf') return [readFace(file, 0)];
  return Array.from({ length: file.readUInt32BE(8) }, (_, index) => readFace(file, file.readUInt32BE(12 + 4 * index)));
}

function readFace(file: Buffer, start: number): FontFace {
  const tables = new Map<string, number>();
  for (let i = 0; i < file.readUInt16BE(start + 4); i++) {
    const record = start + 12 + 16 * i;
    tables.set(file.toString('latin1', record, record + 4), file.readUInt32BE(record + 8));
  }
  const [cmap, name] = [tables.get('cmap'), tables.get('name')];
  if (cmap === undefined || name === undefined) throw new RangeError('no font: it has no table of characters');
  return { name: postScriptName(file, name), has: coverage(file, cmap) };
}

/** Name 6 of the name table, by which a face of a collection is chosen. */
function postScriptName(file: Buffer, table: number): string {
  const text = table + file.readUInt16BE(table + 4);
  for (let i = 0; i < file.readUInt16BE(table + 2); i++) {
    const record = table + 6 + 12 * i;
    if (file.readUInt16BE(record + 6) !== 6) continue;
    const from = text + file.readUInt16BE(record + 10);
    const bytes = file.subarray(from, from + file.readUInt16BE(record + 8));
    const wide = file.readUInt16BE(record) !== 1;
    return wide ? Buffer.from(bytes).swap16().toString('utf16le') : bytes.toString('latin1');
  }
  return '';
}

/** Which characters have a glyph: by segmented coverage (format 12) where there is one, else by segments of the basic plane (format 4). */
function coverage(file: Buffer, table: number): (codePoint: number) => boolean {
  let four: number | null = null;
  for (let i = 0; i < file.readUInt16BE(table + 2); i++) {
    const at = table + file.readUInt32BE(table + 8 + 8 * i);
    const format = file.readUInt16BE(at);
    if (format === 12) return bySegments(file, at);
    if (format === 4) four = at;
  }
  return four === null ? () => false : byBasicPlane(file, four);
}

function bySegments(file: Buffer, at: number): (codePoint: number) => boolean {
  const groups = file.readUInt32BE(at + 12);
  return (codePoint) => {
    let [low, high] = [0, groups - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const group = at + 16 + 12 * middle;
      if (codePoint < file.readUInt32BE(group)) high = middle - 1;
      else if (codePoint > file.readUInt32BE(group + 4)) low = middle + 1;
      else return file.readUInt32BE(group + 8) + codePoint - file.readUInt32BE(group) !== 0;
    }
    return false;
  };
}

function byBasicPlane(file: Buffer, at: number): (codePoint: number) => boolean {
  const width = file.readUInt16BE(at + 6);
  const [ends, starts] = [at + 14, at + 16 + width];
  return (codePoint) => {
    if (codePoint > 0xffff) return false;
    for (let i = 0; i < width; i += 2) {
      if (codePoint > file.readUInt16BE(ends + i)) continue;
      const first = file.readUInt16BE(starts + i);
      if (codePoint < first) return false;
      const delta = file.readUInt16BE(starts + width + i);
      const place = starts + 2 * width + i;
      const offset = file.readUInt16BE(place);
      const glyph = offset === 0 ? codePoint : file.readUInt16BE(place + offset + 2 * (codePoint - first));
      return glyph !== 0 && ((glyph + delta) & 0xffff) !== 0;
    }
    return false;
  };
}
