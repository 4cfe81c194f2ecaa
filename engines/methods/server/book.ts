import { setProcedureChooser } from '@hezhi/matters/server';
import { GAP, type House } from '@hezhi/server';
import { placesAbove, stacksOf, type Part } from '../contract/index.ts';
import { baseOf, readWith } from './packs.ts';
import { allChanges, allPacks, type ChangeRow } from './queries.ts';

const CHANGED = 'methods.changed';

/** A pack in force at a place: the change that put it there. */
export type Standing = ChangeRow;
type Book = {
  readonly stacks: ReadonlyMap<string, readonly Standing[]>;
  readonly heads: ReadonlyMap<string, number>;
  readonly files: ReadonlyMap<string, ReadonlyMap<string, string>>;
};

/** `asked` and `held` number the readings: one that ends late never covers one that began after it. `telling`: what is heard is one's own news, which was read before it was told. */
type Shelf = { book: Book | null; asked: number; held: number; telling: boolean; hearers: Set<() => unknown> };
const shelf = (house: House): Shelf =>
  house.memo('methods.book', () => {
    const made: Shelf = { book: null, asked: 0, held: 0, telling: false, hearers: new Set() };
    house.live.subscribe((hint) => {
      if ((hint.topic !== CHANGED && hint.topic !== GAP) || made.telling) return;
      fill(house, made).catch((error: unknown) => house.log.error({ error }, 'what is in force could not be read again; what was read before stays in use'));
    });
    return made;
  });

async function fill(house: House, to: Shelf): Promise<void> {
  const turn = ++to.asked;
  const book = await readBook(house);
  if (turn <= to.held) return;
  Object.assign(to, { book, held: turn });
  await Promise.all([...to.hearers].map((hear) => hear()));
}

async function readBook(house: House): Promise<Book> {
  const changes = await allChanges(house.db);
  const stacks = stacksOf(changes);
  const used = new Set([...stacks.values()].flat().map((one) => `${one.pack}@${one.version}`));
  const packs = used.size === 0 ? [] : await allPacks(house.db);
  return {
    stacks,
    heads: new Map(changes.map((one) => [one.area, one.seq])),
    files: new Map(
      packs.filter((one) => used.has(`${one.key}@${one.version}`)).map((one) => [`${one.key}@${one.version}`, new Map(Object.entries(one.files))]),
    ),
  };
}

/** Reads what is in force everywhere, and lets new matters begin by it. Installations are few: all of them are in memory. */
export async function openBook(house: House): Promise<void> {
  await fill(house, shelf(house));
  setProcedureChooser(house, (kind, { area }) => proceduresAt(house, kind, area));
}

/** This process sees the change at once, the others by the hint. */
export async function refreshBook(house: House, district: string): Promise<void> {
  const own = shelf(house);
  await fill(house, own);
  own.telling = true;
  house.live.publish({ district, topic: CHANGED, data: {} });
  own.telling = false;
}

/** Hears, in every process, that what is in force may have changed: for rooms that keep what they made of it. What `hear` gives is waited for before the change is answered; it must not throw. */
export function onMethodsChanged(house: House, hear: () => unknown): void {
  shelf(house).hearers.add(hear);
}

const bookOf = (house: House): Book => shelf(house).book ?? { stacks: new Map(), heads: new Map(), files: new Map() };

/** The pack in force at exactly this place, and how many changes it has seen. */
export function standingAt(house: House, area: string): { standing: Standing | null; former: Standing | null; seq: number } {
  const { stacks, heads } = bookOf(house);
  const stack = stacks.get(area) ?? [];
  return { standing: stack.at(-1) ?? null, former: stack.at(-2) ?? null, seq: heads.get(area) ?? 0 };
}

/** The packs that hold at a code, the most special first. */
export const standingsOver = (house: House, code: string): Standing[] =>
  placesAbove(code).flatMap((area) => {
    const { standing } = standingAt(house, area);
    return standing ? [standing] : [];
  });

/** Every place of a district (or below `area`) that has a pack of its own, with it. */
export const standingsWithin = (house: House, area: string): Standing[] =>
  [...bookOf(house).stacks]
    .flatMap(([place, stack]) => (place.startsWith(area) && stack.length > 0 ? [stack.at(-1)!] : []))
    .toSorted((a, b) => (a.area < b.area ? -1 : 1));

/** The procedures of a kind that the most special pack which speaks of the kind brings; none = what the product ships. */
export function proceduresAt(house: House, kind: string, area: string): { key: string; version: number }[] {
  for (const standing of standingsOver(house, area)) {
    const own = standing.procedures.filter((one) => one.kind === kind);
    if (own.length > 0) return own.map(({ key, version }) => ({ key, version }));
  }
  return [];
}

/** A value of a part that is in force somewhere, and whose pack it is (`base` where no place says otherwise). */
export type InForce<T> = { readonly pack: string; readonly version: number; readonly area: string; readonly file: string; readonly value: T };

/**
 * What a part says at a code: the files of the most special pack that has them. Of parts with many files each file is looked up by its name, so that a community may change one ballot rule and
 * keep the street's others; last comes base. No statement. Values are shared: do not change them.
 */
export function inForce<T>(house: House, code: string, part: Part<T>): InForce<T>[] {
  const found = new Map<string, InForce<T>>();
  const many = part.file.includes('*');
  const layers = standingsOver(house, code).flatMap((standing) => {
    const files = bookOf(house).files.get(`${standing.pack}@${standing.version}`);
    const pack = files ? readWith(house, files, standing.settings) : null;
    return pack ? [{ pack, area: standing.area }] : [];
  });
  for (const { pack, area } of [...layers, { pack: baseOf(house), area: '' }]) {
    for (const entry of pack.entries) {
      if (entry.part?.key !== part.key) continue;
      const name = entry.file.replace(/\.json$/, '.yaml');
      if (!found.has(name)) found.set(name, { pack: pack.manifest.key, version: pack.manifest.version, area, file: name, value: entry.value as T });
    }
    if (!many && found.size > 0) break;
  }
  return [...found.values()].toSorted((a, b) => (a.file < b.file ? -1 : 1));
}
