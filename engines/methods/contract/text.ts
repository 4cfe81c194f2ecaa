import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { Path } from './part.ts';

/** Limits of a pack: what is larger is no way of working, but an attack or an accident. */
export const limits = { fileBytes: 400_000, files: 200, packBytes: 3_000_000, depth: 40 } as const;

/** A read file: its value, and the way from a path to line and column. `problem`: why there is no value. */
export type ReadText = {
  readonly value: unknown;
  readonly problem: { readonly what: string; readonly line: number | null; readonly column: number | null } | null;
  /** Line and column (from 1) of what stands at a path, or of the nearest thing around it. `key`: of its name rather than its value. */
  at(path: Path): { line: number; column: number } | null;
};

/** Reads JSON at once, without looking for names that occur twice; places are found when somebody asks. What is no JSON is read as YAML. */
export const readJson = (text: string): ReadText => asJson(text) ?? readYaml(text);

function asJson(text: string): ReadText | null {
  try {
    const value: unknown = JSON.parse(text);
    let slow: ReadText | null = null;
    return { value, problem: null, at: (path) => (slow ??= readYaml(text)).at(path) };
  } catch {
    return null;
  }
}

/** Names in the text of an object in JSON, however often each occurs: a string with a colon behind it is one, no other is. */
const namesIn = (text: string): number => text.match(/"(?:[^"\\]|\\.)*"\s*:?/g)?.filter((token) => token.endsWith(':')).length ?? 0;
const namesOf = (value: unknown): number =>
  typeof value !== 'object' || value === null
    ? 0
    : Object.values(value).reduce((sum: number, one) => sum + namesOf(one), Array.isArray(value) ? 0 : Object.keys(value).length);

/** JSON in which no name occurs twice and that is not nested too deeply; all else is left to the reader of YAML, which says what is wrong and where. */
function plainJson(text: string): ReadText | null {
  const read = /^\s*\{/.test(text) ? asJson(text) : null;
  return read && !deeper(read.value, limits.depth) && namesIn(text) === namesOf(read.value) ? read : null;
}

/**
 * Reads YAML 1.2 (JSON is a part of it) as plain data: no anchors and aliases, no tags, no second entry of a name, at most 40 levels deep. Never throws: what cannot be read is a
 * problem with its place.
 */
export const readText = (text: string): ReadText => plainJson(text) ?? readYaml(text);

function readYaml(text: string): ReadText {
  const counter = new LineCounter();
  const nothing = { value: undefined, at: () => null };
  try {
    const document = parseDocument(text, { lineCounter: counter, schema: 'core', uniqueKeys: true, prettyErrors: true, version: '1.2' });
    const error = document.errors[0] ?? document.warnings[0];
    if (error) {
      const place = error.linePos?.[0];
      return { ...nothing, problem: { what: error.message.split('\n')[0]!.replace(/ at line.*$/, ''), line: place?.line ?? null, column: place?.col ?? null } };
    }
    const value: unknown = document.toJS({ maxAliasCount: 0 });
    if (deeper(value, limits.depth)) return { ...nothing, problem: { what: `more than ${limits.depth} levels`, line: null, column: null } };
    return { value, problem: null, at: (path) => locate(document, counter, path) };
  } catch (error) {
    // Aliases, or a nesting that no stack holds.
    return {
      ...nothing,
      problem: { what: error instanceof RangeError ? 'nested too deeply' : (error as Error).message.split('\n')[0]!, line: null, column: null },
    };
  }
}

function deeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((one) => deeper(one, levels - 1));
}

function locate(document: Document.Parsed, counter: LineCounter, path: Path): { line: number; column: number } | null {
  let node: unknown = document.contents;
  let offset: number | undefined = document.contents?.range?.[0];
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step));
      if (!pair) break;
      offset = isScalar(pair.key) ? pair.key.range?.[0] : offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(step)];
      if (item === undefined) break;
      node = item;
      offset = (item as { range?: [number, number, number] }).range?.[0] ?? offset;
    } else break;
  }
  if (offset === undefined) return null;
  const { line, col } = counter.linePos(offset);
  return { line, column: col };
}

/** The text of a file with another value at a path; everything else, comments included, stays as it is written. */
export function withValue(text: string, path: readonly string[], value: unknown): string {
  const document = parseDocument(text, { schema: 'core', version: '1.2' });
  let node: unknown = document.contents;
  const steps = path.map((step) => {
    const here = isSeq(node) ? Number(step) : step;
    node = (node as { get?: (key: unknown, keep: boolean) => unknown } | undefined)?.get?.(here, true);
    return here;
  });
  document.setIn(steps, document.createNode(value));
  return document.toString({ lineWidth: 160 });
}
