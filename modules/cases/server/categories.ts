import { createHash } from 'node:crypto';
import { kernelErrors, Refusal, type Words } from '@hezhi/contract';
import { audit } from '@hezhi/directory/server';
import { onMethodsChanged } from '@hezhi/methods/server';
import { GAP, type Call, type House, type Wire, speak, withTraditional } from '@hezhi/server';
import type { z } from 'zod';
import {
  baseCategories,
  errors,
  groups as groupsOfTree,
  leadKinds,
  leadName,
  makeGuesser,
  type AdminLeaf,
  type AdminTree,
  type Category,
  type GuessView,
  type Guesser,
  type LeafInput,
} from '../contract/index.ts';
import { changedLeaves } from './pack.ts';
import { allCategories, allSettings, BASE, saveLeaf, saveSetting, upsertBase, type CategoryRow, type SettingRow } from './queries-categories.ts';

const CHANGED = 'cases.categories';
const groups = withTraditional(groupsOfTree);

/** A district's tree: its own leaves in the stead of the shipped ones. */
export type DistrictTree = {
  /** Every leaf, also those out of use: running cases may still have them. */
  readonly leaves: ReadonlyMap<string, CategoryRow>;
  readonly guess: Guesser;
  readonly document: { body: string; etag: string };
};
type Book = { base: DistrictTree; own: ReadonlyMap<string, DistrictTree>; settings: ReadonlyMap<string, SettingRow> };
type Shelf = { book: Book | null };

const shelf = (house: House): Shelf =>
  house.memo('cases.categories', () => {
    const made: Shelf = { book: null };
    const again = (): Promise<void> =>
      readBook(house).then(
        (book) => void (made.book = book),
        (error: unknown) => house.log.error({ error }, 'the categories could not be read again; the older ones stay in use'),
      );
    house.live.subscribe((hint) => void ((hint.topic === CHANGED || hint.topic === GAP) && again()));
    onMethodsChanged(house, again);
    return made;
  });

/** Takes in the shipped tree and reads all trees: they are small, and every list needs their names at once. */
export async function openCategories(house: House): Promise<void> {
  await upsertBase(house.db, baseCategories);
  shelf(house).book = await readBook(house);
}

async function readBook(house: House): Promise<Book> {
  const rows = withTraditional(await allCategories(house.db));
  const base = new Map(rows.filter((row) => row.district === BASE).map((row) => [row.code, row]));
  const own = Map.groupBy(
    rows.filter((row) => row.district !== BASE),
    (row) => row.district,
  );
  const packs = changedLeaves(house, base);
  return {
    base: makeTree(base),
    // What the district says itself stands before what its method pack says, and that before what ships.
    own: new Map(
      [...new Set([...own.keys(), ...packs.keys()])].map((district) => {
        const changed = [...(packs.get(district) ?? []), ...(own.get(district) ?? [])];
        return [district, makeTree(new Map([...base, ...changed.map((row) => [row.code, row] as const)]))];
      }),
    ),
    settings: new Map((await allSettings(house.db)).map((row) => [row.district, row])),
  };
}

function makeTree(leaves: ReadonlyMap<string, CategoryRow>): DistrictTree {
  const active = [...leaves.values()].filter((leaf) => leaf.active);
  let guess: Guesser | null = null;
  let document: DistrictTree['document'] | null = null;
  return {
    leaves,
    get guess() {
      return (guess ??= makeGuesser(grouped(active)));
    },
    get document() {
      if (document) return document;
      const body = JSON.stringify({
        groups: grouped(active).map((one) => ({
          ...one,
          leaves: one.leaves.map(({ code, name, tier, limits, settle, questions, example }) => ({ code, name, tier, limits, settle, questions, example })),
        })),
      });
      return (document = { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` });
    },
  };
}

const grouped = <T extends Category>(leaves: readonly T[]): { code: string; name: Words; leaves: T[] }[] =>
  groups.map((one) => ({ ...one, leaves: leaves.filter((leaf) => leaf.parent === one.code).toSorted((a, b) => (a.code < b.code ? -1 : 1)) }));

/** The tree of a district (null: as it ships). No statement. */
export function treeOf(house: House, district: string | null): DistrictTree {
  const { book } = shelf(house);
  if (!book) throw new Error('the room of cases is not open');
  return (district === null ? undefined : book.own.get(district)) ?? book.base;
}

/** A leaf in use, or a refusal at the field. */
export function activeCategory(call: Call, district: string, code: unknown, path: string): CategoryRow {
  const leaf = typeof code === 'string' ? treeOf(call.house, district).leaves.get(code) : undefined;
  if (leaf?.active) return leaf;
  throw fieldRefusal(call, path, errors.category_unknown);
}

/** A refusal that names the field at fault. */
export function fieldRefusal(call: Call, path: string, def: (typeof errors)[keyof typeof errors], values: Record<string, unknown> = {}): Refusal {
  return new Refusal(def, values, { faults: [{ path, code: def.code, detail: speak(def.words, call.language, values) }] });
}

/** Name of a category or group; the code itself when it is unknown. */
export function categoryName(house: House, district: string, code: string): Words {
  const name = treeOf(house, district).leaves.get(code)?.name ?? groups.find((one) => one.code === code)?.name;
  return name ?? (code === '' ? { 'zh-Hans': '全部类别', en: 'All categories' } : { 'zh-Hans': code, en: code });
}

/** Sends the rendered tree, or 304 when the caller has it. */
export function sendTree(house: House, { request, reply }: Wire, district: string | null): string {
  const { body, etag } = treeOf(house, district).document;
  reply.header('etag', etag).header('cache-control', 'public, max-age=60, stale-while-revalidate=86400');
  const known = String(request.headers['if-none-match'] ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(etag)) {
    reply.code(304);
    return '';
  }
  reply.header('content-type', 'application/json; charset=utf-8');
  return body;
}

/** The three likeliest leaves for a text. */
export function guessFor(house: House, district: string | null, text: string): z.input<typeof GuessView>[] {
  const tree = treeOf(house, district);
  return tree.guess(text, 3).map(({ leaf, score, because }) => {
    const { code, name, parent, tier } = tree.leaves.get(leaf)!;
    return { code, name, group: groups.find((one) => one.code === parent)!.name, tier, score, because };
  });
}

const viewLeaf = (row: CategoryRow): z.input<typeof AdminLeaf> => {
  const { district, parent: _, hints, questions, ...rest } = row;
  return {
    ...rest,
    hints: [...hints],
    questions: [...questions],
    leadName: leadName(row.lead) ?? { 'zh-Hans': row.lead, en: row.lead },
    own: district !== BASE,
  };
};

/** The actor's own district. */
export function ownDistrict(call: Call): string {
  if (call.actor.district === null) throw new Refusal(kernelErrors.forbidden);
  return call.actor.district;
}

/** The tree as administrators see it: all leaves, with hints, leads and versions. */
export function adminTree(call: Call): z.input<typeof AdminTree> {
  const leaves = [...treeOf(call.house, ownDistrict(call)).leaves.values()];
  return { groups: grouped(leaves).map((one) => ({ ...one, leaves: one.leaves.map(viewLeaf) })), leads: leadKinds.map((one) => ({ ...one })) };
}

type Input = z.output<typeof LeafInput>;

/** Changes a leaf for the district; the shipped one stays as it is elsewhere. Refuses when somebody changed it since it was read. */
export async function saveCategory(call: Call, code: string, { version, ...input }: Input & { version: number }): Promise<z.input<typeof AdminLeaf>> {
  const district = ownDistrict(call);
  const known = treeOf(call.house, district).leaves.get(code);
  if (!known) throw new Refusal(errors.category_not_found);
  if (known.version !== version) throw new Refusal(errors.category_changed);
  return keep(call, { ...input, district, code, parent: known.parent, version: version + 1 }, version, 'case_category.change', errors.category_changed);
}

/** Adds a leaf to the district's tree. */
export async function addCategory(call: Call, { code, ...input }: Input & { code: string }): Promise<z.input<typeof AdminLeaf>> {
  const district = ownDistrict(call);
  const parent = code.slice(0, 1);
  if (!groups.some((one) => one.code === parent)) throw fieldRefusal(call, '/body/code', errors.category_group, { code });
  if (treeOf(call.house, district).leaves.has(code)) throw fieldRefusal(call, '/body/code', errors.category_exists, { code });
  return keep(call, { ...input, district, code, parent, version: 1 }, 0, 'case_category.add', errors.category_exists);
}

async function keep(
  call: Call,
  row: CategoryRow,
  from: number,
  action: string,
  refuse: (typeof errors)[keyof typeof errors],
): Promise<z.input<typeof AdminLeaf>> {
  if (leadName(row.lead) === null) throw fieldRefusal(call, '/body/lead', errors.lead_unknown, { lead: row.lead });
  const view = viewLeaf(row);
  const write = call.write(view).add(saveLeaf(row, from), 1, () => new Refusal(refuse, { code: row.code }));
  const before = treeOf(call.house, row.district).leaves.get(row.code);
  audit(write, call, { action, target: row.code, detail: { from: before ? changesOf(before, row) : null, active: row.active } });
  await write.run(call.db);
  await refresh(call, row.district);
  return view;
}

const changesOf = (before: CategoryRow, after: CategoryRow): string[] =>
  (['name', 'hints', 'tier', 'limits', 'lead', 'settle', 'questions', 'example', 'active'] as const).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );

/** This process sees the change at once, the others by the hint. */
async function refresh(call: Call, district: string): Promise<void> {
  shelf(call.house).book = await readBook(call.house);
  call.house.live.publish({ district, topic: CHANGED, data: {} });
}

/** Who may report in a district. */
export function settingsOf(house: House, district: string): { anonymous_allowed: boolean; version: number } {
  const row = shelf(house).book?.settings.get(district);
  return { anonymous_allowed: row?.anonymous_allowed ?? true, version: row?.version ?? 0 };
}

export async function saveSettings(
  call: Call,
  next: { anonymous_allowed: boolean; version: number },
): Promise<{ anonymous_allowed: boolean; version: number }> {
  const district = ownDistrict(call);
  const row = { district, anonymous_allowed: next.anonymous_allowed, version: next.version + 1 };
  if (settingsOf(call.house, district).version !== next.version) throw new Refusal(kernelErrors.conflict);
  const write = call.write().add(saveSetting(row), 1, () => new Refusal(kernelErrors.conflict));
  audit(write, call, { action: 'case_setting.change', target: district, detail: { anonymous_allowed: next.anonymous_allowed } });
  await write.run(call.db);
  await refresh(call, district);
  return { anonymous_allowed: row.anonymous_allowed, version: row.version };
}
