import type { Words } from '@hezhi/contract/light';
import { levels } from '@hezhi/directory/light';
import { z } from 'zod';
import { fill } from '../faults.ts';
import { PackKey, PackWords } from '../manifest.ts';
import { definePart, type PartFault } from '../part.ts';

const w = (hans: string, en: string): Words => ({ 'zh-Hans': hans, en });
const Level = z.enum(levels.map(({ key }) => key)).describe('Level of territory: district, street, community or grid.');

/** roles.yaml (base: roles.json): who may do what. */
export const RolesShape = z
  .strictObject({
    roles: z
      .array(
        z.strictObject({
          key: PackKey,
          words: PackWords.describe('The name of the role.'),
          duties: PackWords.optional().describe('What a person in this role is there for.'),
          level: Level.optional().describe('Level at which such posts usually stand.'),
          reserved: z.boolean().optional().describe('Only in base: granted by a security officer, exclusive of the other reserved roles.'),
          permissions: z
            .array(z.string().regex(/^[a-z][a-z0-9]*\.[a-z_]+$/))
            .max(200)
            .describe('Rights of the rooms: room.verb.'),
        }),
      )
      .max(60)
      .describe('Roles that the pack adds to those of base.'),
  })
  .describe('Roles: a role is words and rights; people hold posts in a role, for a territory and a term.');
export type RolesShape = z.output<typeof RolesShape>;

const words = {
  base_role: w('“{key}”是基础包的角色，工作法包不能改动', 'The role “{key}” belongs to base and cannot be changed by a pack'),
  reserved_role: w('工作法包不能设置保留角色', 'A pack cannot make a reserved role'),
  strong_right: w(
    '工作法包的角色不能有“{right}”：系统、安全、审计岗位才有',
    'A role of a pack cannot have the right {right}: it belongs to administration, security and audit',
  ),
  unknown_right: w('没有“{right}”这项权限', 'There is no right {right}'),
  unknown_role: w('没有“{key}”这个角色', 'There is no role “{key}”'),
  base_kind: w('“{key}”是基础包的单位类型，工作法包不能改动', 'The kind “{key}” belongs to base and cannot be changed by a pack'),
} as const;

/** 角色: roles beside those of base. */
export const rolesPart = definePart<RolesShape>({
  key: 'roles',
  file: 'roles.yaml',
  name: w('角色', 'Roles'),
  room: 'directory',
  what: 'Roles that the way of working needs beside those of every installation.',
  schema: RolesShape,
  check: (value, world) => {
    if (world.manifest.key === 'base') return [];
    const base = world.all(rolesPart).filter(({ file }) => file !== world.file);
    const known = new Set(base.flatMap((one) => one.value.roles.map(({ key }) => key)));
    const strong = new Set(base.flatMap((one) => one.value.roles.filter(({ reserved }) => reserved).flatMap(({ permissions }) => permissions)));
    // What ordinary roles carry too is no secret of administration.
    for (const right of base.flatMap((one) => one.value.roles.filter(({ reserved }) => !reserved).flatMap(({ permissions }) => permissions)))
      strong.delete(right);
    return value.roles.flatMap((role, n): PartFault[] => [
      ...(known.has(role.key) ? [{ code: 'base_role', path: ['roles', n, 'key'], words: fill(words.base_role, { key: role.key }) }] : []),
      ...(role.reserved ? [{ code: 'reserved_role', path: ['roles', n, 'reserved'], words: words.reserved_role }] : []),
      ...role.permissions.flatMap((right, i): PartFault[] => {
        const path = ['roles', n, 'permissions', i];
        if (strong.has(right)) return [{ code: 'strong_right', path, words: fill(words.strong_right, { right }) }];
        if (world.permissions === null || world.permissions.has(right)) return [];
        const note = world.manifest.needs.includes(right.split('.')[0]!);
        return [{ code: 'unknown_right', path, note, words: fill(words.unknown_right, { right }) }];
      }),
    ]);
  },
  defines: (value) => value.roles.map(({ key }) => ({ kind: 'role', key })),
});

/** organisations.yaml (base: organisations.json): kinds of organisations. */
export const OrganisationsShape = z
  .strictObject({
    kinds: z
      .array(
        z.strictObject({
          key: PackKey,
          words: PackWords.describe('The name of the kind.'),
          governs: Level.optional().describe('The level of territory that such an organisation governs, where it does.'),
        }),
      )
      .max(100)
      .describe('Kinds of organisations that the pack adds to those of base.'),
  })
  .describe('Kinds of organisations to which procedures give responsibility.');
export type OrganisationsShape = z.output<typeof OrganisationsShape>;

/** 单位类型. */
export const organisationsPart = definePart<OrganisationsShape>({
  key: 'organisations',
  file: 'organisations.yaml',
  name: w('单位类型', 'Kinds of organisations'),
  room: 'directory',
  what: 'Kinds of organisations that the way of working needs beside those of every installation.',
  schema: OrganisationsShape,
  check: (value, world) => {
    if (world.manifest.key === 'base') return [];
    const known = new Set(world.all(organisationsPart).flatMap((one) => (one.file === world.file ? [] : one.value.kinds.map(({ key }) => key))));
    return value.kinds.flatMap((kind, n): PartFault[] =>
      known.has(kind.key) ? [{ code: 'base_kind', path: ['kinds', n, 'key'], words: fill(words.base_kind, { key: kind.key }) }] : [],
    );
  },
  defines: (value) => value.kinds.map(({ key }) => ({ kind: 'organisation', key })),
});

/** posts.yaml: which posts a place needs so that the method can be worked. */
export const PostsShape = z
  .strictObject({
    posts: z
      .array(
        z.strictObject({
          role: PackKey.describe('A role of this pack or of base.'),
          at: Level.describe('Level of the territory of each such post.'),
          organisation: PackKey.optional().describe('Kind of organisation that such a post belongs to.'),
          least: z.number().int().min(1).max(1000).describe('How many each territory of that level needs at least.'),
          title: PackWords.optional().describe('How the place calls the post.'),
          duties: PackWords.optional().describe('What the holder does by this method.'),
        }),
      )
      .max(60)
      .describe('Posts by role and level.'),
  })
  .describe('Posts that the way of working rests on; before it is put in force the place is told which are missing.');
export type PostsShape = z.output<typeof PostsShape>;

/** 岗位. */
export const postsPart = definePart<PostsShape>({
  key: 'posts',
  file: 'posts.yaml',
  name: w('岗位', 'Posts'),
  room: 'directory',
  what: 'Which posts a place needs for the method, by role and level.',
  schema: PostsShape,
  refers: (value) =>
    value.posts.flatMap((post, n) => [
      { kind: 'role', key: post.role, path: ['posts', n, 'role'] },
      ...(post.organisation === undefined ? [] : [{ kind: 'organisation', key: post.organisation, path: ['posts', n, 'organisation'] }]),
    ]),
});
