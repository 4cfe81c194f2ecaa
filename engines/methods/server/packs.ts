import { createHash } from 'node:crypto';
import { Refusal } from '@hezhi/contract';
import { kindViews } from '@hezhi/matters/server';
import { withTraditional, type House } from '@hezhi/server';
import { LRUCache } from 'lru-cache';
import { checkPack, errors, readPack, withSettings, type CheckedPack, type Ground, type Pack, type PackFiles, type SettingValues } from '../contract/index.ts';
import { shipped } from './base.ts';
import { baseFiles, shippedPacks } from './library.ts';
import { partsOf } from './parts.ts';
import { findPack } from './queries.ts';

type Shipped = { readonly files: PackFiles; readonly pack: Pack };
type Memory = {
  folder: URL;
  turn: number;
  base: Pack | null;
  packs: ReadonlyMap<string, Shipped> | null;
  read: LRUCache<string, Pack>;
  checked: LRUCache<string, CheckedPack>;
};

/** What was read is forgotten when a room makes another part known. */
function memory(house: House): Memory {
  const known = house.memo<Memory>('methods.packs', () => ({
    folder: shipped,
    turn: -1,
    base: null,
    packs: null,
    read: new LRUCache({ max: 60 }),
    checked: new LRUCache({ max: 40 }),
  }));
  const { turn } = partsOf(house);
  if (known.turn === turn) return known;
  known.read.clear();
  known.checked.clear();
  return Object.assign(known, { turn, base: null, packs: null });
}

/** Another folder of shipped packs than the product's own (tests); base stays the product's. */
export function shipFrom(house: House, folder: URL): void {
  Object.assign(memory(house), { folder, packs: null });
}

/** SHA-256 of a pack's files, whatever their order. */
export function digestOf(files: PackFiles): Buffer {
  const hash = createHash('sha256');
  for (const [path, text] of [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))) hash.update(`${path.length} ${path} ${text.length} `).update(text);
  return hash.digest();
}

/** The base pack. */
export function baseOf(house: House): Pack {
  const known = memory(house);
  if (known.base) return known.base;
  const base = readPack(baseFiles(), partsOf(house).parts, true).pack;
  if (!base) throw new Error('the base pack cannot be read');
  return (known.base = spoken(base));
}

/** The packs that ship with the product, by key. One that cannot be read is left out, with a line in the log. */
export function shippedOf(house: House): ReadonlyMap<string, Shipped> {
  const known = memory(house);
  if (known.packs) return known.packs;
  const packs = new Map<string, Shipped>();
  for (const [folder, files] of shippedPacks(known.folder)) {
    const { pack, faults } = readPack(files, partsOf(house).parts, true);
    if (pack) packs.set(pack.manifest.key, { files, pack: spoken(pack) });
    else house.log.warn({ folder, faults: faults.slice(0, 5) }, 'a shipped method pack cannot be read and is left out');
  }
  return (known.packs = packs);
}

const spoken = (pack: Pack): Pack => ({
  ...pack,
  manifest: withTraditional(pack.manifest),
  entries: pack.entries.map((entry) => ({ ...entry, value: withTraditional(entry.value) })),
});

/** What packs are checked against in this house. */
export function groundOf(house: House): Ground {
  const rooms = new Set(house.rooms.map((room) => room.name));
  return {
    parts: partsOf(house).parts,
    base: baseOf(house),
    permissions: new Set(house.rooms.flatMap((room) => Object.values(room.permissions ?? {}).map(({ key }) => key))),
    rooms,
    kinds: rooms.has('matters') ? new Set(kindViews(house).map(({ kind }) => kind)) : null,
  };
}

/** The files of a version of a pack: kept in the database, else shipped. Errors: `methods.not_found`. */
export async function filesOf(house: House, key: string, version: number): Promise<{ files: PackFiles; home: string | null; kept: boolean }> {
  const row = await findPack(house.db, key, version);
  if (row) return { files: new Map(Object.entries(row.files)), home: row.home, kept: true };
  const found = shippedOf(house).get(key);
  if (found?.pack.manifest.version === version) return { files: found.files, home: null, kept: false };
  throw new Refusal(errors.not_found);
}

const nameOf = (digest: string, settings: SettingValues): string => `${digest} ${JSON.stringify(settings)}`;

/** A pack with chosen settings, as it is worked by. Kept in memory by its content. */
export function readWith(house: House, files: PackFiles, settings: SettingValues = {}): Pack | null {
  const { read } = memory(house);
  const name = nameOf(digestOf(files).toString('hex'), settings);
  const known = read.get(name);
  if (known) return known;
  const { parts } = partsOf(house);
  const plain = readPack(files, parts, true).pack;
  const changed = plain && Object.keys(settings).length > 0 ? readPack(withSettings(files, plain.manifest, settings), parts, true).pack : plain;
  if (!changed) return null;
  const pack = spoken(changed);
  read.set(name, pack);
  return pack;
}

/** What is wrong with a pack as it stands, in this house (its settings are not tried at their bounds). Kept in memory by its content. */
export function checkWith(house: House, files: PackFiles): CheckedPack {
  const ground = groundOf(house);
  const { checked } = memory(house);
  const name = digestOf(files).toString('hex');
  const known = checked.get(name);
  if (known) return known;
  const result = checkPack(files, ground, false);
  checked.set(name, result);
  return result;
}
