import type { Words } from '@hezhi/contract/light';
import type { z } from 'zod';
import type { PackManifest } from './manifest.ts';

/** Where something stands inside a file: keys and indexes from its root. */
export type Path = readonly (string | number)[];

/** What is wrong inside one file, as a part's own check says it. `note`: worth knowing, but no fault. */
export type PartFault = { readonly code: string; readonly path: Path; readonly words: Words; readonly note?: boolean };

/** Something that other files may name: a ballot rule, a kind of meeting, a category. */
export type Named = { readonly kind: string; readonly key: string };
/** A name of something that must exist in this pack, in base, or in the house. */
export type Reference = Named & { readonly path: Path };

/** A role and a kind of organisation, as the checks need them. */
export type KnownRole = { readonly key: string; readonly words: Words; readonly permissions: readonly string[]; readonly reserved: boolean };
export type KnownKind = { readonly key: string; readonly words: Words };

/** What a check may look at beside its own file. Pure: made from the pack, the base pack and the list of rooms. */
export type PackWorld = {
  readonly manifest: PackManifest;
  /** The file that is checked. */
  readonly file: string;
  /** The values of a part in this pack, and in base where the pack does not say the same key again. */
  all<T>(part: Part<T>): readonly { readonly file: string; readonly value: T }[];
  readonly roles: ReadonlyMap<string, KnownRole>;
  readonly organisations: ReadonlyMap<string, KnownKind>;
  /** Rights that the rooms declare; null when no rooms are known. */
  readonly permissions: ReadonlySet<string> | null;
  /** Rooms of the house; null when unknown. */
  readonly rooms: ReadonlySet<string> | null;
  /** Kinds of things that are named in packs: whether this one exists. */
  exists(name: Named): boolean;
};

/** One difference between two versions of a file. `before`/`after`: undefined where it was not, or is no more. */
export type Difference = { readonly path: Path; readonly before: unknown; readonly after: unknown; readonly moved?: boolean };

/**
 * A part of a pack: files of one shape, carried by one room. `file` is a path, or a folder with `*` for many files of the shape (each named by its `key`).
 * Text in files is `{ zh-Hans, en }`; a list whose members have a `key` is compared by key, whatever its order.
 */
export type Part<T> = {
  readonly part: true;
  readonly key: string;
  readonly file: string;
  readonly name: Words;
  /** The room that works with it; a pack that has such files lists it under `needs` where it is not there yet. */
  readonly room: string;
  /** One sentence for those who write packs: the description of the published schema. */
  readonly what: string;
  readonly schema: z.ZodType<T>;
  /** What a schema cannot see: rules below the legal minimum, ends that cannot be reached. */
  check?(value: T, world: PackWorld): readonly PartFault[];
  /** What others may name, and what this file names. */
  defines?(value: T): readonly Named[];
  refers?(value: T): readonly Reference[];
  /** One difference in the words of the part; null leaves it to the ordinary words. */
  tell?(difference: Difference, before: T | null, after: T | null): Words | null;
  /** Words of property keys for the ordinary sentences of comparison. */
  readonly words?: Readonly<Record<string, Words>>;
  /** Words of values that are written as one of a few. */
  readonly values?: Readonly<Record<string, Words>>;
};
// Methods are compared loosely, so that a list of parts of many shapes is one type.
export type AnyPart = Part<unknown>;

/** Declares a part of packs. Rooms export theirs from their contract and register them on their server (`registerPart`). */
export const definePart = <T>(part: Omit<Part<T>, 'part'>): Part<T> => ({ part: true, ...part });

/** Whether an exported value is a part (the tools find parts so). */
export const isPart = (value: unknown): value is AnyPart => typeof value === 'object' && value !== null && (value as { part?: unknown }).part === true;

/** The part that a file belongs to, or null. `.json` is read as well as `.yaml`. */
export function partOf(file: string, parts: readonly AnyPart[]): AnyPart | null {
  const plain = file.replace(/\.json$/, '.yaml');
  return parts.find((part) => (part.file.includes('*') ? matches(part.file, plain) : part.file === plain)) ?? null;
}

function matches(pattern: string, file: string): boolean {
  const [before = '', after = ''] = pattern.split('*');
  return (
    file.startsWith(before) && file.endsWith(after) && file.length > pattern.length - 1 && !file.slice(before.length, -after.length || undefined).includes('/')
  );
}

/** The name of a file without folder and ending: what a file of a `*` part must have as `key`. */
export const stemOf = (file: string): string => file.replace(/^.*\//, '').replace(/\.(yaml|json)$/, '');
