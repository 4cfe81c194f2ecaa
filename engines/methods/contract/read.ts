import { faultWords, fill, pointer, type FaultCode, type PackFault } from './faults.ts';
import { tellIssues } from './issues.ts';
import { PackManifest } from './manifest.ts';
import { partOf, stemOf, type AnyPart, type Path } from './part.ts';
import { limits, readJson, readText, type ReadText } from './text.ts';

/** The files of a pack: path from its folder (`procedures/standard_case.yaml`) to text. */
export type PackFiles = ReadonlyMap<string, string>;

/** One file as read: its part (null: no room of this version carries it) and its value by the part's schema. */
export type PackEntry = { readonly file: string; readonly part: AnyPart | null; readonly value: unknown };

/** A pack as read. */
export type Pack = {
  readonly manifest: PackManifest;
  readonly files: PackFiles;
  readonly entries: readonly PackEntry[];
};

export type ReadPack = {
  /** Null when pack.yaml is missing or faulty; entries are those that could be read. */
  readonly pack: Pack | null;
  readonly faults: readonly PackFault[];
  /** Line and column of a place in a file. */
  readonly place: Locate;
};
export type Locate = (file: string, path: Path) => { line: number; column: number } | null;

/** Where the words of a pack for people stand; not read. */
const besides = (file: string): boolean => /(^|\/)(README(\.[a-zA-Z-]+)?|NOTICE|LICENSE)(\.md)?$/.test(file) || file.endsWith('.md');
const manifestNames = ['pack.yaml', 'pack.json'];
/** The fault of one place. */
export type Find = (code: FaultCode, file: string, path: Path, values?: Parameters<typeof fill>[1], note?: boolean) => PackFault;

/** Makes faults that know their line and column. */
export const finder =
  (place: Locate): Find =>
  (code, file, path, values = {}, note = false) => {
    const found = place(file, path);
    return { code, note, file, path: pointer(path), line: found?.line ?? null, column: found?.column ?? null, words: fill(faultWords[code], values) };
  };

/** The manifest's file among those of a pack. */
export const manifestFile = (files: PackFiles): string | null => manifestNames.find((name) => files.has(name)) ?? null;

/**
 * Reads the files of a pack by the parts that the house knows. Pure and total: every fault has its place and its sentence, none is thrown. Files that belong to no part are
 * entries without one: whether that is a fault, `checkPack` knows. `quick`: text in JSON that was checked before is read without looking for names that occur twice.
 */
export function readPack(files: PackFiles, parts: readonly AnyPart[], quick = false, memory: ReadMemory = new Map()): ReadPack {
  const texts = new Map<string, ReadText>();
  const place: Locate = (file, path) => texts.get(file)?.at(path) ?? null;
  const find = finder(place);
  const faults: PackFault[] = [];
  if (files.size > limits.files) faults.push(find('too_many_files', '', [], { limit: limits.files }));
  if ([...files.values()].reduce((sum, text) => sum + text.length, 0) > limits.packBytes)
    faults.push(find('too_large', '', [], { limit: limits.packBytes / 1000 }));
  const name = manifestFile(files);
  if (name === null) faults.push(find('no_manifest', 'pack.yaml', []));
  if (faults.length > 0) return { pack: null, faults, place };

  const value = (file: string): unknown => {
    const text = files.get(file)!;
    if (text.length > limits.fileBytes) return void faults.push(find('too_large', file, [], { limit: limits.fileBytes / 1000 }));
    const read = remembered(memory, `text ${file} ${text}`, () => (quick ? readJson(text) : readText(text)));
    texts.set(file, read);
    if (!read.problem) return withoutSchema(read.value ?? null);
    const { what, line, column } = read.problem;
    return void faults.push({ ...find('syntax', file, [], { what }), line, column });
  };
  const parse = <T>(
    schema: { safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: Parameters<typeof tellIssues>[0] } } },
    file: string,
  ): T | undefined => {
    const raw = value(file);
    if (raw === undefined) return undefined;
    const parsed = remembered(memory, `value ${file} ${files.get(file)!}`, () => schema.safeParse(raw));
    if (parsed.success) return parsed.data;
    for (const { code, path, words } of tellIssues(parsed.error.issues)) faults.push({ ...find(code, file, path), words });
    return undefined;
  };

  const manifest = parse(PackManifest, name!);
  const entries: PackEntry[] = [];
  const seen = new Map<string, string>();
  for (const file of [...files.keys()].sort()) {
    if (file === name || besides(file)) continue;
    const part = partOf(file, parts);
    if (!part) {
      entries.push({ file, part: null, value: null });
      continue;
    }
    const same = seen.get(file.replace(/\.json$/, '.yaml'));
    if (same !== undefined || (manifestNames.includes(file) && file !== name)) {
      faults.push(find('twice', file, [], { other: same ?? name! }));
      continue;
    }
    seen.set(file.replace(/\.json$/, '.yaml'), file);
    const read = parse(part.schema, file);
    if (read === undefined) continue;
    const key = (read as { key?: unknown }).key;
    if (part.file.includes('*') && typeof key === 'string' && key !== stemOf(file).replace(/@\d+$/, ''))
      faults.push(find('wrong_name', file, ['key'], { key }));
    entries.push({ file, part, value: read });
  }
  return { pack: manifest === undefined ? null : { manifest, files, entries }, faults, place };
}

/** What was read of which text: a pack that is tried with many settings changes few of its files. */
export type ReadMemory = Map<string, unknown>;
function remembered<T>(memory: ReadMemory, key: string, make: () => T): T {
  if (!memory.has(key)) memory.set(key, make());
  return memory.get(key) as T;
}

/** A file written as JSON names its schema itself, for editors. */
function withoutSchema(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !('$schema' in value)) return value;
  const { $schema: _, ...rest } = value;
  return rest;
}

/** The values of one part in a pack, by file. */
export function valuesOf<T>(
  pack: Pack,
  part: { readonly key: string; readonly schema: { readonly _zod: { readonly output: T } } },
): { file: string; value: T }[] {
  return pack.entries.flatMap((entry) => (entry.part?.key === part.key ? [{ file: entry.file, value: entry.value as T }] : []));
}
