import { iso, newId, Refusal, say } from '@hezhi/contract';
import { audit, findPeopleNames, loadKinds, loadRoles, reference } from '@hezhi/directory/server';
import { keepProcedure, kindViews } from '@hezhi/matters/server';
import { emit, speak, type Call, type Write } from '@hezhi/server';
import type { z } from 'zod';
import {
  badSettings,
  canonical,
  chosenOf,
  errors,
  organisationsPart,
  proceduresPart,
  rolesPart,
  valuesOf,
  withSettings,
  type InstallInput,
  type InstallResult,
  type Pack,
  type PackFiles,
  type SettingValues,
  type WithdrawInput,
} from '../contract/index.ts';
import { refreshBook, standingAt, type Standing } from './book.ts';
import { checkWith, digestOf, filesOf, readWith } from './packs.ts';
import { hooksOf } from './parts.ts';
import { findPack, insertChange, insertPack, lastChange, type ChangeRow, type KeptProcedure } from './queries.ts';
import { ownPlace } from './scope.ts';

type Result = z.input<typeof InstallResult>;

/** A pack as it would be worked by with the chosen settings. Errors: `methods.bad_setting`, `methods.faulty` (unless `lenient`). */
export function prepared(
  call: Call,
  files: PackFiles,
  settings: SettingValues,
  lenient = false,
): { pack: Pack; chosen: SettingValues; faults: ReturnType<typeof checkWith>['faults'] } {
  const plain = readWith(call.house, files);
  if (!plain) throw new Refusal(errors.faulty, { what: checkWith(call.house, files).faults.map((fault) => speak(fault.words, call.language))[0] ?? '' });
  const bad = badSettings(plain.manifest, settings)[0];
  if (bad !== undefined) {
    const setting = plain.manifest.settings.find((one) => one.key === bad);
    throw new Refusal(errors.bad_setting, { setting: setting ? say(setting.label, call.language) : bad });
  }
  const chosen = chosenOf(plain.manifest, settings);
  const effective = Object.keys(chosen).length > 0 ? withSettings(files, plain.manifest, chosen) : files;
  // The defaults of changed settings no longer stand in the files: that is no fault of what is put in force.
  const { pack, faults } = checkWith(call.house, effective);
  const grave = faults.filter((fault) => !fault.note && fault.code !== 'setting_default');
  if (!lenient && (grave.length > 0 || !pack)) throw new Refusal(errors.faulty, { what: grave[0] ? speak(grave[0].words, call.language) : '' });
  return { pack: pack ?? plain, chosen, faults: faults.filter((fault) => fault.code !== 'setting_default') };
}

/**
 * Puts a pack in force at a place: one write with its change, its files, its audit entry and what rooms add; the procedures it brings are kept before (a version that nobody uses harms nobody).
 * The very same again changes nothing. `files`: a pack from a folder (command line), else a known version. Running matters keep their version.
 */
export async function install(call: Call, input: z.output<typeof InstallInput>, given?: PackFiles): Promise<Result> {
  const { district } = await ownPlace(call, input.area);
  const { files, home } = given ? { files: given, home: null } : await filesOf(call.house, input.key, input.version);
  const { pack, chosen } = prepared(call, files, input.settings);
  const { standing, seq } = standingAt(call.house, input.area);
  const { key, version } = pack.manifest;
  if (standing && sameStanding(standing, key, version, chosen) && (await sameContent(call, key, version, files)))
    return { id: standing.id, area: input.area, seq, pack: key, version, changed: standing.id === input.id };
  if (input.seq !== undefined && input.seq !== seq) throw await faster(call, district, input.area);
  if (!(await sameContent(call, key, version, files))) throw new Refusal(errors.version_taken, { key, version });
  await bringRoles(call, pack);
  const procedures: KeptProcedure[] = [];
  for (const { value } of valuesOf(pack, proceduresPart)) {
    const kept = await keepProcedure(call.db, value as unknown as Record<string, unknown>);
    procedures.push({ kind: kept.kind, key: kept.key, version: kept.version });
  }
  const order = new Map(kindViews(call.house).map(({ kind }, n) => [kind, n]));
  procedures.sort((a, b) => (order.get(a.kind) ?? 0) - (order.get(b.kind) ?? 0));
  const row = changeOf(call, district, {
    id: input.id,
    area: input.area,
    seq: seq + 1,
    action: 'install',
    pack: key,
    version,
    settings: chosen,
    procedures,
    reason: input.reason,
  });
  const result: Result = { id: row.id, area: row.area, seq: row.seq, pack: key, version, changed: true };
  const write = call.write(result);
  insertPack(write, { key, version, digest: digestOf(files), files: Object.fromEntries(files), home, by: call.actor.person, at: call.now });
  await tellHooks(call, write, district, input.area, standing, { pack, key, version });
  return finish(call, write, row, result);
}

const sameStanding = (standing: Standing, key: string, version: number, settings: SettingValues): boolean =>
  standing.pack === key && standing.version === version && canonical(standing.settings) === canonical(settings);

async function sameContent(call: Call, key: string, version: number, files: PackFiles): Promise<boolean> {
  const row = await findPack(call.db, key, version);
  return row === undefined || row.digest === digestOf(files).toString('hex');
}

/** Takes the pack in force at a place away; what lay below it is in force again. */
export async function withdraw(call: Call, input: z.output<typeof WithdrawInput>): Promise<Result> {
  const { district } = await ownPlace(call, input.area);
  const { standing, former, seq } = standingAt(call.house, input.area);
  if (input.seq !== undefined && input.seq !== seq) throw await faster(call, district, input.area);
  if (!standing) throw new Refusal(errors.not_in_force);
  const row = changeOf(call, district, {
    id: input.id,
    area: input.area,
    seq: seq + 1,
    action: 'withdraw',
    pack: standing.pack,
    version: standing.version,
    settings: standing.settings,
    procedures: standing.procedures,
    reason: input.reason,
  });
  const result: Result = { id: row.id, area: row.area, seq: row.seq, pack: former?.pack ?? null, version: former?.version ?? null, changed: true };
  const write = call.write(result);
  const below = former ? await packOf(call, former) : null;
  await tellHooks(call, write, district, input.area, standing, below && former ? { pack: below, key: former.pack, version: former.version } : null);
  return finish(call, write, row, result);
}

type Change = Pick<ChangeRow, 'id' | 'area' | 'seq' | 'action' | 'pack' | 'version' | 'settings' | 'procedures' | 'reason'>;
const changeOf = (call: Call, district: string, change: Change): ChangeRow => ({
  ...change,
  district,
  person: call.actor.person,
  post: call.actor.post?.id ?? null,
  at: iso(call.now),
});

async function finish(call: Call, write: Write, row: ChangeRow, result: Result): Promise<Result> {
  const lost = new Refusal(errors.faster, { who: '', what: '' });
  insertChange(write, row, () => lost);
  audit(write, call, {
    action: `methods.${row.action}`,
    target: row.area,
    detail: { pack: row.pack, version: row.version, reason: row.reason },
    district: row.district,
  });
  emit(write, {
    district: row.district,
    topic: 'methods.changed',
    at: call.now,
    data: { area: row.area, action: row.action, pack: row.pack, version: row.version, seq: row.seq },
  });
  try {
    await write.run(call.db);
  } catch (error) {
    if (error !== lost) throw error;
    // The same change sent again is the same change.
    const last = await lastChange(call.house.db, row.district, row.area);
    if (last?.id === row.id) return { ...result, seq: last.seq };
    throw await faster(call, row.district, row.area);
  }
  await refreshBook(call.house, row.district);
  return result;
}

/** Says who changed the place's method last, and to what. */
async function faster(call: Call, district: string, area: string): Promise<Refusal> {
  const last = await lastChange(call.house.db, district, area);
  const names = last?.person ? await findPeopleNames(call.house, district, [last.person]) : new Map<string, string>();
  const someone = speak({ 'zh-Hans': '有人', en: 'Somebody' }, call.language);
  return new Refusal(errors.faster, { who: (last?.person && names.get(last.person)) || someone, what: last?.pack ?? '' }, { extra: { seq: last?.seq ?? 0 } });
}

async function packOf(call: Call, standing: Standing): Promise<Pack | null> {
  const { files } = await filesOf(call.house, standing.pack, standing.version);
  return readWith(call.house, files, standing.settings);
}

/** Rooms hear what goes and what comes, and may add to the write. */
async function tellHooks(
  call: Call,
  write: Write,
  district: string,
  area: string,
  gone: Standing | null,
  come: { pack: Pack; key: string; version: number } | null,
): Promise<void> {
  const former = gone ? await packOf(call, gone) : null;
  for (const { part, hooks } of hooksOf(call.house)) {
    if (former && gone && hooks.withdraw) {
      const values = valuesOf(former, part);
      if (values.length > 0) await hooks.withdraw(call, write, { district, area, pack: gone.pack, version: gone.version, values });
    }
    if (come && hooks.adopt) {
      const values = valuesOf(come.pack, part);
      if (values.length > 0) await hooks.adopt(call, write, { district, area, pack: come.key, version: come.version, values });
    }
  }
}

/** Roles and kinds of organisations that the pack adds. They stay when it is withdrawn: posts may be held in them. Errors: `methods.role_taken`. */
async function bringRoles(call: Call, pack: Pack): Promise<void> {
  const { roles, kinds } = await reference(call.house);
  const fresh = valuesOf(pack, rolesPart).flatMap(({ value }) => value.roles);
  for (const role of fresh) {
    const known = roles.get(role.key);
    if (known && canonical(known.permissions.toSorted()) !== canonical(role.permissions.toSorted())) throw new Refusal(errors.role_taken, { key: role.key });
  }
  const news = fresh.filter((role) => !roles.has(role.key));
  if (news.length > 0) await loadRoles(call.house, { roles: news });
  const organisations = valuesOf(pack, organisationsPart).flatMap(({ value }) => value.kinds.filter((kind) => !kinds.has(kind.key)));
  if (organisations.length > 0) await loadKinds(call.house, { kinds: organisations });
}

/** A fresh id for a change that nobody named (command line). */
export const changeId = (call: Call): string => newId(call.now);
