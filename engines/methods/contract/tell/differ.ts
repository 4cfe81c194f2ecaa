import type { Difference, Path } from '../part.ts';

type Bag = Record<string, unknown>;
const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Text that does not depend on the order of keys. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => (isBag(one) ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1))) : one)) ??
  'undefined';

/** What is told as one: an amount of time, text, an effect, a condition, who may. Its inside means nothing by itself. */
function whole(value: unknown): boolean {
  if (!isBag(value)) return true;
  const keys = Object.keys(value);
  return 'zh-Hans' in value || 'do' in value || 'if' in value || (keys.length > 0 && keys.every((key) => atoms.has(key)));
}
const atoms = new Set([
  'amount',
  'unit',
  'of',
  'else',
  'org',
  'at',
  'post',
  'field',
  'each',
  'same',
  'param',
  'asker',
  'actor',
  'leg',
  'permission',
  'staff',
  'clock',
]);

/** The name by which a member of a list is found again. */
function nameOf(value: unknown): string | null {
  if (!isBag(value)) return null;
  for (const key of ['key', 'value', 'code', 'role', 'procedure', 'document', 'module']) if (typeof value[key] === 'string') return `${key}=${value[key]}`;
  return null;
}

/** Lists whose order means something; in the others only what is in them counts. */
const ordered = new Set(['effects', 'branches', 'ladder', 'paragraphs', 'articles', 'steps', 'order']);

/**
 * Every difference between two values, by place: keys whatever their order, members of lists by their name, nameless members by what they are. Nothing is left out: no differences
 * means that both say the same.
 */
export function differences(before: unknown, after: unknown, path: Path = []): Difference[] {
  if (canonical(before) === canonical(after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return lists(before, after, path);
  if (!isBag(before) || !isBag(after) || whole(before) || whole(after)) return [{ path, before, after }];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    Object.hasOwn(before, key) && Object.hasOwn(after, key)
      ? differences(before[key], after[key], [...path, key])
      : [{ path: [...path, key], before: own(before, key), after: own(after, key) }].filter((one) => one.before !== undefined || one.after !== undefined),
  );
}

const own = (bag: Bag, key: string): unknown => (Object.hasOwn(bag, key) ? bag[key] : undefined);

function lists(before: readonly unknown[], after: readonly unknown[], path: Path): Difference[] {
  const names = [before, after].map((list) => list.map(nameOf));
  const named = names.every((list) => list.every((name) => name !== null) && new Set(list).size === list.length);
  return named ? byName(before, after, path) : byContent(before, after, path);
}

/** Path of a named member: its name, so that the place can be told in words whichever list it is looked up in. */
function byName(before: readonly unknown[], after: readonly unknown[], path: Path): Difference[] {
  const was = new Map(before.map((one) => [nameOf(one)!, one]));
  const is = new Map(after.map((one) => [nameOf(one)!, one]));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => {
    const at = [...path, `[${name}]`];
    if (was.has(name) && is.has(name)) return differences(was.get(name), is.get(name), at);
    return [{ path: at, before: was.get(name), after: is.get(name) }];
  });
}

/** Nameless members: equal ones are struck out, what is left is compared in pairs; what has no partner came or went. */
function byContent(before: readonly unknown[], after: readonly unknown[], path: Path): Difference[] {
  const left = after.map((value, n) => ({ value, n, text: canonical(value) }));
  const gone: { value: unknown; n: number }[] = [];
  for (const [n, value] of before.entries()) {
    const found = left.findIndex((one) => one.text === canonical(value));
    if (found >= 0) left.splice(found, 1);
    else gone.push({ value, n });
  }
  if (gone.length === 0 && left.length === 0) {
    const last = path.at(-1);
    return typeof last === 'string' && ordered.has(last) ? [{ path, before, after, moved: true }] : [];
  }
  const pairs = Math.min(gone.length, left.length);
  return [
    ...gone.slice(0, pairs).flatMap((one, i) => differences(one.value, left[i]!.value, [...path, one.n])),
    ...gone.slice(pairs).map((one): Difference => ({ path: [...path, one.n], before: one.value, after: undefined })),
    ...left.slice(pairs).map((one): Difference => ({ path: [...path, one.n], before: undefined, after: one.value })),
  ];
}

/** What stands at the path of a difference in one of the two values. */
export function lookUp(value: unknown, path: Path): unknown {
  let here = value;
  for (const step of path) {
    if (Array.isArray(here)) here = typeof step === 'string' ? here.find((one) => `[${nameOf(one) ?? ''}]` === step) : here[step];
    else here = isBag(here) ? own(here, String(step)) : undefined;
  }
  return here;
}
