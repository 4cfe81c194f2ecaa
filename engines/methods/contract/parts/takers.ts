import type { Words } from '@hezhi/contract/light';
import { levels } from '@hezhi/directory/light';
import type { EffectDef, OwnerRef, Procedure } from '@hezhi/matters/contract';
import { fill } from '../faults.ts';
import type { PackWorld, PartFault, Path } from '../part.ts';

const w = (hans: string, en: string): Words => ({ 'zh-Hans': hans, en });
const words = {
  nobody: w('没有人能做“{step}”：没有角色有“{rights}”的权限', 'Nobody may take “{step}”: no role has the right {rights}'),
  unknown_right: w('没有“{right}”这项权限', 'There is no right {right}'),
  unknown_organisation: w('没有“{key}”这类单位', 'There is no kind of organisation “{key}”'),
  unknown_role: w('没有“{key}”这个角色', 'There is no role “{key}”'),
  unknown_level: w('没有“{key}”这个层级（可用：{levels}）', 'There is no level “{key}” (there are {levels})'),
  field_type: w('字段“{field}”不能选择单位', 'The field “{field}” chooses no organisation'),
  governs: w('“{key}”不在“{level}”这一级', 'The kind “{key}” does not govern at the level “{level}”'),
} as const;

const fault = (code: keyof typeof words, path: Path, values: Parameters<typeof fill>[1]): PartFault => ({ code, path, words: fill(words[code], values) });

type Place = { readonly ref: OwnerRef; readonly path: Path; readonly fields: ReadonlyMap<string, string> | null };

/** Every description of an owner in a procedure, with its place and the fields that are typed there. */
function owners(p: Procedure): Place[] {
  const of = (list: readonly EffectDef[], at: Path, fields: ReadonlyMap<string, string>): Place[] =>
    list.flatMap((effect, n) => ('owner' in effect && effect.owner ? [{ ref: effect.owner, path: [...at, n, 'owner'], fields }] : []));
  const typesOf = (list: readonly { key: string; type: string }[]): ReadonlyMap<string, string> => new Map(list.map((one) => [one.key, one.type]));
  return [
    ...of(p.opening.effects, ['opening', 'effects'], typesOf(p.opening.fields)),
    ...Object.entries(p.legs).flatMap(([key, leg]): Place[] => [
      { ref: leg.owner, path: ['legs', key, 'owner'], fields: null },
      ...leg.ladder.flatMap((rung, n) => of(rung.effects, ['legs', key, 'ladder', n, 'effects'], new Map())),
    ]),
    ...Object.entries(p.steps).flatMap(([key, step]) => [
      ...of(step.effects, ['steps', key, 'effects'], typesOf(step.fields)),
      ...(step.branches ?? []).flatMap((branch, n) => of(branch.effects, ['steps', key, 'branches', n, 'effects'], typesOf(step.fields))),
    ]),
  ];
}

/** Legs whose owner is nobody that the directory could know. */
export function ownerFaults(p: Procedure, world: PackWorld): PartFault[] {
  const known = levels.map(({ key }) => key as string);
  return owners(p).flatMap(({ ref, path, fields }): PartFault[] => {
    const at = 'param' in ref ? ref.else : ref;
    if (at && 'at' in at) {
      const place: Path = 'param' in ref ? [...path, 'else'] : path;
      const faults: PartFault[] = [];
      if (!known.includes(at.at)) faults.push(fault('unknown_level', [...place, 'at'], { key: at.at, levels: known.join(', ') }));
      if ('org' in at && !world.organisations.has(at.org)) faults.push(fault('unknown_organisation', [...place, 'org'], { key: at.org }));
      if ('post' in at && !world.roles.has(at.post)) faults.push(fault('unknown_role', [...place, 'post'], { key: at.post }));
      return faults;
    }
    const field = 'field' in ref ? ref.field : 'each' in ref ? ref.each : null;
    const type = field === null ? undefined : fields?.get(field);
    if (field !== null && type !== undefined && type !== ('each' in ref ? 'owners' : 'owner')) return [fault('field_type', path, { field })];
    return [];
  });
}

/** Steps that nobody may take, because no role carries the right that every way to them asks for; and rights that do not exist. */
export function takerFaults(p: Procedure, world: PackWorld): PartFault[] {
  const carried = new Set([...world.roles.values()].flatMap((role) => role.permissions));
  return Object.entries(p.steps).flatMap(([key, step]): PartFault[] => {
    const rights = step.by.map((by) => ('permission' in by ? by.permission : undefined));
    const unknown = rights.flatMap((right, n) =>
      right !== undefined && world.permissions !== null && !world.permissions.has(right) && !later(right, world)
        ? [fault('unknown_right', ['steps', key, 'by', n, 'permission'], { right })]
        : [],
    );
    if (unknown.length > 0) return unknown;
    const open = rights.some((right) => right === undefined || carried.has(right) || later(right, world));
    return open ? [] : [fault('nobody', ['steps', key, 'by'], { step: step.name, rights: [...new Set(rights)].join(', ') })];
  });
}

/** A right of a room that the pack needs and the house does not have yet. */
const later = (right: string, world: PackWorld): boolean => {
  const room = right.split('.')[0]!;
  return world.manifest.needs.includes(room) && world.rooms !== null && !world.rooms.has(room);
};
