import { readFile } from 'node:fs/promises';
import { WordsSchema } from '@hezhi/contract';
import { withTraditional, type House } from '@hezhi/server';
import { z } from 'zod';
import { Key, WorkingLevelSchema } from '../contract/fields.ts';
import { forget, onHint } from './hints.ts';
import { allKinds, allRoles, upsertKinds, upsertRoles } from './queries-reference.ts';

/** The data file of roles of a method pack (`methods/base/roles.json`). */
export const RolesFile = z.object({
  roles: z.array(
    z.strictObject({
      key: Key,
      words: WordsSchema,
      duties: WordsSchema.optional(),
      level: WorkingLevelSchema.optional(),
      /** Granted by a security officer only, and exclusive of the other reserved roles. */
      reserved: z.boolean().default(false),
      permissions: z.array(z.string().regex(/^[a-z][a-z0-9]*\.[a-z_]+$/)),
    }),
  ),
});
/** The data file of kinds of organisations of a method pack. */
export const KindsFile = z.object({ kinds: z.array(z.strictObject({ key: Key, words: WordsSchema, governs: WorkingLevelSchema.optional() })) });

export type Role = Omit<z.output<typeof RolesFile>['roles'][number], 'level' | 'duties'> & {
  level: z.output<typeof WorkingLevelSchema> | null;
  duties: z.output<typeof WordsSchema> | null;
};
export type Kind = { key: string; words: z.output<typeof WordsSchema>; governs: z.output<typeof WorkingLevelSchema> | null };
export type Reference = { roles: ReadonlyMap<string, Role>; kinds: ReadonlyMap<string, Kind> };

/** Roles and kinds, in memory until a pack changes them. */
export function reference(house: House): Promise<Reference> {
  const kept = house.memo('directory.reference', () => {
    const box: { value: Promise<Reference> | null } = { value: null };
    onHint(house, 'directory.roles', () => (box.value = null));
    return box;
  });
  kept.value ??= readReference(house).catch((error: unknown) => {
    kept.value = null;
    throw error;
  });
  return kept.value;
}

async function readReference(house: House): Promise<Reference> {
  const roles = withTraditional((await allRoles(house.db)) as Role[]);
  const kinds = withTraditional((await allKinds(house.db)) as Kind[]);
  return { roles: new Map(roles.map((role) => [role.key, role])), kinds: new Map(kinds.map((kind) => [kind.key, kind])) };
}

/** Takes in the roles of a pack (the parsed content of its roles.json). Repeatable. Throws ZodError for a faulty file. */
export async function loadRoles(house: House, json: unknown): Promise<number> {
  const { roles } = RolesFile.parse(json);
  const changed = await upsertRoles(
    house.db,
    roles.map((role) => ({ ...role, level: role.level ?? null, duties: role.duties ?? null })),
  );
  if (changed > 0) forget(house, 'directory.roles', null);
  return changed;
}

/** Takes in the kinds of organisations of a pack. Repeatable. */
export async function loadKinds(house: House, json: unknown): Promise<number> {
  const { kinds } = KindsFile.parse(json);
  const changed = await upsertKinds(
    house.db,
    kinds.map((kind) => ({ ...kind, governs: kind.governs ?? null })),
  );
  if (changed > 0) {
    forget(house, 'directory.roles', null);
    forget(house, 'directory.staff', null);
  }
  return changed;
}

/** Permission keys of roles that no room of the house declares: a fault of the pack, or a room that is not composed in. */
export function unknownPermissions(house: Pick<House, 'rooms'>, roles: readonly Pick<Role, 'permissions'>[]): string[] {
  const known = new Set(house.rooms.flatMap((one) => Object.values(one.permissions ?? {}).map((permission) => permission.key)));
  return [...new Set(roles.flatMap((role) => role.permissions))].filter((key) => !known.has(key)).toSorted();
}

/** Loads the roles and kinds that every installation has. */
export async function loadBase(house: House): Promise<void> {
  const base = new URL('../../../methods/base/', import.meta.url);
  await loadRoles(house, JSON.parse(await readFile(new URL('roles.json', base), 'utf8')));
  await loadKinds(house, JSON.parse(await readFile(new URL('organisations.json', base), 'utf8')));
}
