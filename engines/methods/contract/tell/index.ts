import type { Words } from '@hezhi/contract/light';
import { fill } from '../faults.ts';
import { nameOf, newestEntries } from '../newest.ts';
import { stemOf, type AnyPart, type Difference, type Path } from '../part.ts';
import { asProcedure, organisationsPart, proceduresPart, rolesPart } from '../parts/index.ts';
import { valuesOf, type Pack, type PackEntry } from '../read.ts';
import { differences, lookUp } from './differ.ts';
import { procedureNames } from './procedure-words.ts';
import { turned } from './turned.ts';
import { namesFrom, valueOf, type Names } from './values.ts';
import { propertyWords } from './words.ts';

export { differences, canonical } from './differ.ts';
export { limitWords, unitOf, type ShownUnit } from './limits.ts';
export { byWords, effectWords, guardWords, ownerWords, procedureNames } from './procedure-words.ts';
export { namesFrom, valueOf, type Names } from './values.ts';
export { propertyWords } from './words.ts';

const w = (hans: string, en: string): Words => ({ 'zh-Hans': hans, en });

/** One change between two packs, in words. `part`: the key of the part, `pack` for what is said of the pack itself; `file`: where it stands, without ending. */
export type Change = {
  readonly part: string;
  readonly partName: Words;
  readonly file: string;
  readonly what: 'added' | 'removed' | 'changed';
  readonly words: Words;
};

/** Names that a comparison uses beside the packs' own: of rights, of roles and organisations of base. */
export type Known = ReadonlyMap<string, Words>;

/** Everything that differs between two packs in their newest files, in words; empty when they say the same. `null` compares with nothing. The order of keys and of named lists does not matter. */
export function comparePacks(before: Pack | null, after: Pack | null, known: Known = new Map()): Change[] {
  const changes: Change[] = [];
  const both = [before, after].filter((pack) => pack !== null);
  const named = new Map([...known, ...both.flatMap(packNames)]);
  for (const difference of differences(before?.manifest, after?.manifest))
    changes.push({
      part: 'pack',
      partName: w('基本信息', 'About the pack'),
      file: 'pack',
      ...tell(difference, before?.manifest, after?.manifest, namesFrom(named), null),
    });
  const filesOf = (pack: Pack | null): Map<string, PackEntry> => new Map(pack ? newestEntries(pack).map((entry) => [nameOf(entry), entry]) : []);
  const [was, is] = [filesOf(before), filesOf(after)];
  for (const file of [...new Set([...was.keys(), ...is.keys()])].toSorted()) {
    const [old, fresh] = [was.get(file), is.get(file)];
    const part = (fresh ?? old)!.part;
    const place = { part: part?.key ?? 'other', partName: part?.name ?? w('其他', 'Other'), file };
    if (!old || !fresh) {
      changes.push({ ...place, ...wholeFile((fresh ?? old)!, part, fresh !== undefined) });
      continue;
    }
    if (part === null) {
      if (before!.files.get(old.file) !== after!.files.get(fresh.file))
        changes.push({ ...place, what: 'changed', words: w(`文件「${stemOf(file)}」有改动`, `The file “${stemOf(file)}” was changed`) });
      continue;
    }
    const names = namesFrom(
      ...[fresh, old].map((one) => (part.key === proceduresPart.key ? procedureNames(asProcedure(one.value as never)) : new Map<string, Words>())),
      named,
      new Map(Object.entries(part.values ?? {})),
    );
    for (const difference of differences(old.value, fresh.value)) changes.push({ ...place, ...tell(difference, old.value, fresh.value, names, part) });
  }
  return changes;
}

/** Names of roles and kinds of organisations of a pack. */
export const packNames = (pack: Pack): [string, Words][] => [
  ...valuesOf(pack, rolesPart).flatMap(({ value }) => value.roles.map((role): [string, Words] => [role.key, role.words])),
  ...valuesOf(pack, organisationsPart).flatMap(({ value }) => value.kinds.map((kind): [string, Words] => [kind.key, kind.words])),
  ...valuesOf(pack, proceduresPart).map(({ value }): [string, Words] => [value.key, value.name]),
];

function wholeFile(entry: PackEntry, part: AnyPart | null, added: boolean): Pick<Change, 'what' | 'words'> {
  const { name } = (entry.value ?? {}) as { name?: Words };
  const many = part?.file.includes('*') ?? true;
  const kind = part?.name ?? w('文件', 'The file');
  const which = many ? (name ?? w(stemOf(entry.file), stemOf(entry.file))) : null;
  const values = { kind, ...(which ? { which } : {}) };
  const zh = which ? '{kind}「{which}」' : '{kind}';
  const en = which ? '{kind}: “{which}”' : '{kind}';
  return added
    ? { what: 'added', words: fill(w(`增加${zh}`, `${en} added`), values) }
    : { what: 'removed', words: fill(w(`删去${zh}`, `${en} removed`), values) };
}

function tell(difference: Difference, before: unknown, after: unknown, names: Names, part: AnyPart | null): Pick<Change, 'what' | 'words'> {
  const what = difference.moved ? 'changed' : difference.before === undefined ? 'added' : difference.after === undefined ? 'removed' : 'changed';
  return { what, words: part?.tell?.(difference, before, after) ?? plainly(difference, what, before, after, names, part) };
}

/** `责任段「受理」的时限：4 工作小时 → 2 工作小时`. */
function plainly(difference: Difference, what: Change['what'], before: unknown, after: unknown, names: Names, part: AnyPart | null): Words {
  const { path } = difference;
  const property = (key: string): Words => part?.words?.[key] ?? propertyWords[key] ?? w(key, key);
  const place = placeOf(path, (at) => lookUp(after, at) ?? lookUp(before, at), property, names);
  if (difference.moved) return fill(w('{place}：顺序调整', '{place}: order changed'), { place });
  const last = path.findLast((one) => typeof one === 'string' && !one.startsWith('['));
  const said = (value: unknown): Words => valueOf(value, names, typeof last === 'string' ? last : undefined);
  // Members of lists and tables come and go as such; a property becomes something else.
  if (what !== 'changed' && member(path)) {
    const value = what === 'added' ? difference.after : difference.before;
    const values = { place, value: said(value) };
    const nameless = typeof path.at(-1) === 'number';
    if (what === 'added') return fill(nameless ? w('{place}：增加 {value}', '{place}: {value} added') : w('增加{place}', '{place} added'), values);
    return fill(nameless ? w('{place}：删去 {value}', '{place}: {value} removed') : w('删去{place}', '{place} removed'), values);
  }
  return turned(place, difference.before, difference.after, (value, key) => valueOf(value, names, key), property, typeof last === 'string' ? last : undefined);
}

const tables = new Set(['states', 'legs', 'steps', 'marks', 'upgrade']);
const member = (path: Path): boolean =>
  typeof path.at(-1) === 'number' || String(path.at(-1)).startsWith('[') || (path.length > 1 && tables.has(String(path.at(-2))));

/** Where something stands, as people say it: names instead of keys, the property last. */
function placeOf(path: Path, at: (path: Path) => unknown, property: (key: string) => Words, names: Names): Words {
  const zh: string[] = [];
  const en: string[] = [];
  path.forEach((step, n) => {
    const inTable = n > 0 && tables.has(String(path[n - 1])) && typeof step === 'string';
    if (typeof step === 'number') {
      if (n < path.length - 1) {
        zh.push(`第 ${step + 1} 项`);
        en.push(`no. ${step + 1}`);
      }
    } else if (step.startsWith('[') || inTable) {
      const name = titleOf(at(path.slice(0, n + 1)), step, names);
      zh[zh.length - 1] = `${zh.at(-1) ?? ''}「${name['zh-Hans']}」`;
      en[en.length - 1] = `${en.at(-1) ?? ''} “${name.en}”`;
    } else {
      const words = property(step);
      zh.push(words['zh-Hans']);
      en.push(words.en);
    }
  });
  const [first = '', ...rest] = en;
  return w(zh.join('的') || '内容', [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(': ') || 'Content');
}

function titleOf(value: unknown, step: string, names: Names): Words {
  const own = value as { name?: unknown; label?: unknown; words?: unknown } | undefined;
  for (const one of [own?.name, own?.label, own?.words, value])
    if (typeof one === 'object' && one !== null && 'zh-Hans' in one && 'en' in one) return one as Words;
  return names(step.startsWith('[') ? step.slice(step.indexOf('=') + 1, -1) : step);
}
