import { Refusal, type Words } from '@hezhi/contract';
import { territory } from '@hezhi/directory/server';
import { inForce, placesInForce } from '@hezhi/methods/server';
import { GAP, speak, withTraditional, type Call, type House } from '@hezhi/server';
import type { z } from 'zod';
import {
  errors,
  laidOver,
  lawful,
  leastFor,
  postingsPart,
  shippedClass,
  shippedClasses,
  stricter,
  type ClassInput,
  type ClassView,
  type PostingClass,
} from '../contract/index.ts';
import { ownClasses, putClass, type ClassKept, type ClassRow, type PostingRow } from './queries-postings.ts';
import { standing } from './who.ts';

const CHANGED = 'publicity.posting_classes';
type Kept = Map<string, Promise<ReadonlyMap<string, ClassRow>>>;

/** A district's own rules, from memory; emptied in every process by the hint of a change. */
async function own(house: House, district: string): Promise<ReadonlyMap<string, ClassRow>> {
  const kept = house.memo('publicity.posting_classes', (): Kept => {
    const made: Kept = new Map();
    house.live.subscribe((hint) => {
      if (hint.topic === CHANGED) made.delete(hint.district);
      if (hint.topic === GAP) made.clear();
    });
    return made;
  });
  let found = kept.get(district);
  if (!found) {
    found = ownClasses(house.db, district).then((rows) => new Map(rows.map((row) => [row.key, row])));
    found.catch(() => kept.delete(district));
    if (kept.size > 500) kept.clear();
    kept.set(district, found);
  }
  return found;
}

/** A class as it holds at a place. `version`: of the district's own rules, 0 where it has set none. */
export type ClassNow = PostingClass & { readonly version: number; readonly source: 'shipped' | 'pack' | 'district' };

const shipped = withTraditional(shippedClasses);
/** What was laid over, by what a pack's file holds: made once. */
const overlaid = new WeakMap<object, readonly PostingClass[]>();

/** The classes by law, custom and the method in force at a code, before what a district sets itself; and the code at which that method is in force. */
function methodAt(house: House, code: string): { classes: readonly PostingClass[]; brought: ReadonlySet<string>; at: string } {
  const [file] = inForce(house, code, postingsPart);
  if (!file) return { classes: shipped, brought: new Set(), at: '' };
  const made = overlaid.get(file.value) ?? laidOver(shipped, file.value.classes);
  overlaid.set(file.value, made);
  return { classes: made, brought: new Set(file.value.classes.map((one) => one.key)), at: file.area };
}

/** The classes of a district, by place. */
export type ClassBook = {
  at(code: string): readonly ClassNow[];
  find(code: string, key: string): ClassNow | undefined;
};

/**
 * The classes of a district. The method in force at a place is laid over what ships, class by class; what the district set itself holds in all of it, and the method of a street or community may only
 * be stricter. From memory.
 */
export async function classBook(house: House, district: string): Promise<ClassBook> {
  const rows = await own(house, district);
  const made = new Map<string, readonly ClassNow[]>();
  const at = (code: string): readonly ClassNow[] => {
    const known = made.get(code);
    if (known) return known;
    const { classes, brought, at: area } = methodAt(house, code);
    const here = classes.map((one): ClassNow => {
      const set = rows.get(one.key);
      const source = brought.has(one.key) ? 'pack' : 'shipped';
      if (!set) return { ...one, version: 0, source };
      const { days, every, second, answer_days, version } = set;
      const rules = { days, every, second, answer_days };
      if (area.length > district.length && source === 'pack') return { ...one, ...stricter(one, rules), version, source };
      return { ...one, ...rules, version, source: 'district' };
    });
    made.set(code, here);
    return here;
  };
  return { at, find: (code, key) => at(code).find((one) => one.key === key) };
}

/** What a posting keeps of its class once it is shown: the method may change, what was promised stands. */
export const keptOf = ({ group, words, basis, days, every, second, answer_days }: PostingClass): ClassKept => ({
  ...{ group, words, basis },
  ...{ days, every, second, answer_days },
});

/** The class of a posting: as it was when it was first shown; of a draft as it holds now, or as it was when it was begun where the method no longer knows it. */
export function classIn(book: ClassBook, row: Pick<PostingRow, 'area' | 'class' | 'version' | 'class_as'>): PostingClass {
  const kept = row.class_as === null ? undefined : { ...row.class_as, key: row.class, least: leastFor(row.class, row.class_as.group) };
  const now = book.find(row.area, row.class);
  const found = row.version > 0 ? (kept ?? now) : (now ?? kept);
  if (!found) throw new Error(`no class of postings is called ${row.class}`);
  return found;
}

/** The name of a class wherever it is or was brought, for lists of matters: those that ship, then the methods in force in the district. */
export function classWords(house: House, district: string, key: string): Words {
  const known = shippedClass(key)?.words;
  if (known) return known;
  if (key === '') return { 'zh-Hans': '全部公示', en: 'All postings' };
  for (const { area } of placesInForce(house, district)) {
    const found = methodAt(house, area).classes.find((one) => one.key === key);
    if (found) return found.words;
  }
  return { 'zh-Hans': '公示', en: 'Posting' };
}

/** Classes for who may post: at a place of the district, or of the own territory with those that places in it bring besides. `publicity.area_unknown` outside the district */
export async function classViews(call: Call, area?: string): Promise<{ items: z.input<typeof ClassView>[] }> {
  const { district, post } = call.actor;
  if (district === null) throw new Refusal(errors.no_post);
  const book = await classBook(call.house, district);
  if (area !== undefined) {
    const tree = await territory(call.house).ensure(district);
    if (!area.startsWith(district) || !tree.get(area)) throw new Refusal(errors.area_unknown);
    return { items: book.at(area).map((one) => viewOf(one, tree.name(area))) };
  }
  const home = post && post.area.length >= district.length ? post.area : district;
  const found = new Map(book.at(home).map((one) => [one.key, one]));
  for (const place of placesInForce(call.house, home)) for (const one of book.at(place.area)) if (!found.has(one.key)) found.set(one.key, one);
  return { items: [...found.values()].map((one) => viewOf(one, null)) };
}

function viewOf({ template, ...one }: ClassNow, place: string | null): z.input<typeof ClassView> {
  const put = (words: Words): Words =>
    place === null
      ? words
      : {
          'zh-Hans': words['zh-Hans'].replaceAll('{place}', place),
          'zh-Hant': speak(words, 'zh-Hant').replaceAll('{place}', place),
          en: words.en.replaceAll('{place}', place),
        };
  return {
    ...one,
    least: { ...one.least },
    template: template
      ? {
          title: put(template.title),
          ...(template.text ? { text: put(template.text) } : {}),
          tables: template.tables.map((table) => ({ title: put(table.title), columns: table.columns.map(put), rows: table.rows.map(put) })),
        }
      : null,
  };
}

/** Sets the rules of a class for the district. `publicity.class_unknown`, `publicity.class_law` below what the class leaves free, `publicity.class_changed` */
export async function setClass(call: Call, key: string, { version, ...rules }: z.output<typeof ClassInput>): Promise<z.input<typeof ClassView>> {
  const { district } = standing(call);
  const one = methodAt(call.house, district).classes.find((each) => each.key === key);
  if (!one) throw new Refusal(errors.class_unknown);
  if (!lawful(one, rules)) throw new Refusal(errors.class_law, { days: one.least.days });
  const row = { ...rules, key, version: version + 1 };
  const reply = viewOf({ ...one, ...row, source: 'district' }, null);
  const write = call.write(reply);
  putClass(write, district, row, version);
  write.after(() => call.house.live.publish({ district, topic: CHANGED, data: { secrecy: 1 } }));
  await write.run(call.db);
  return reply;
}
