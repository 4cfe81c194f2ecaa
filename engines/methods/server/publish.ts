import { Refusal } from '@hezhi/contract';
import { audit } from '@hezhi/directory/server';
import { emit, speak, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { stringify } from 'yaml';
import { checkPack, errors, manifestFile, withSettings, type PackManifest, type PublishInput } from '../contract/index.ts';
import { prepared } from './install.ts';
import { digestOf, filesOf, groundOf, readWith, shippedOf } from './packs.ts';
import { allPacks, insertPack } from './queries.ts';
import { ownPlace } from './scope.ts';

/**
 * Publishes the own place's method: the files of a pack with the chosen settings as their new defaults, under a key, name and story of its own, for every place to read and adopt. Versions of one
 * key rise by one; a key belongs to the place that used it first. The whole pack is checked again, its settings at their bounds too.
 */
export async function publish(call: Call, input: z.output<typeof PublishInput>): Promise<{ key: string; version: number }> {
  await ownPlace(call, input.area);
  const { house } = call;
  const { files } = await filesOf(house, input.from.key, input.from.version);
  const { chosen } = prepared(call, files, input.settings);
  const origin = readWith(house, files)!.manifest;
  const rows = (await allPacks(call.db)).filter((one) => one.key === input.key);
  if (input.key === 'base' || shippedOf(house).has(input.key) || rows.some((one) => one.home !== input.area)) throw new Refusal(errors.key_taken);
  const version = Math.max(0, ...rows.map((one) => one.version)) + 1;
  const manifest: PackManifest = {
    ...withoutTraditional(origin),
    key: input.key,
    version,
    name: input.name,
    summary: input.summary,
    story: input.story,
    settings: withoutTraditional(origin.settings).map(
      (setting) => ({ ...setting, default: chosen[setting.key] ?? setting.default }) as (typeof origin.settings)[number],
    ),
    derived: { key: input.from.key, version: input.from.version },
  };
  const changed = new Map(withSettings(files, origin, chosen));
  changed.delete(manifestFile(files)!);
  changed.set('pack.yaml', stringify(manifest, { lineWidth: 160 }));
  const grave = checkPack(changed, groundOf(house)).faults.find((fault) => !fault.note);
  if (grave) throw new Refusal(errors.faulty, { what: speak(grave.words, call.language) });
  const result = { key: input.key, version };
  const write = call.write(result);
  const taken = (): Refusal => new Refusal(errors.key_taken);
  insertPack(
    write,
    { key: input.key, version, digest: digestOf(changed), files: Object.fromEntries(changed), home: input.area, by: call.actor.person, at: call.now },
    taken,
  );
  const district = input.area.slice(0, 6);
  audit(write, call, {
    action: 'methods.publish',
    target: input.area,
    detail: { pack: input.key, version, from: `${input.from.key}@${input.from.version}` },
    district,
  });
  emit(write, { district, topic: 'methods.published', at: call.now, data: { pack: input.key, version, area: input.area } });
  await write.run(call.db);
  return result;
}

/** Traditional characters are made when they are read; files hold what people wrote. */
function withoutTraditional<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => withoutTraditional(one)) as T;
  return Object.fromEntries(Object.entries(value).flatMap(([key, one]) => (key === 'zh-Hant' ? [] : [[key, withoutTraditional(one)]]))) as T;
}
