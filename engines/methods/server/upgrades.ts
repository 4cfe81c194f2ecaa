import { Refusal } from '@hezhi/contract';
import { errors as matters, identity, upgradeFault, upgradeWords, type Mapping, type Procedure } from '@hezhi/matters/contract';
import {
  currentProcedure,
  cut,
  findVisible,
  kindOf,
  kindViews,
  listOthers,
  procedureOf,
  readCursor,
  snapshotOf,
  upgradeMatter,
  writeCursor,
  type StepTaken,
  type StoredMatter,
} from '@hezhi/matters/server';
import { speak, type Call, type House } from '@hezhi/server';
import type { z } from 'zod';
import { errors, type UpgradePage } from '../contract/index.ts';
import { proceduresAt, standingsOver } from './book.ts';
import { filesOf, readWith } from './packs.ts';
import { districtOf, ownPlace } from './scope.ts';

/** The version of its procedure that is in force where a matter lies, with the way that the pack declares for running ones; null where it goes by that already, or its procedure is not in force. */
async function targetOf(house: House, row: StoredMatter): Promise<{ procedure: Procedure; mapping: Mapping } | null> {
  const here = proceduresAt(house, row.kind, row.area);
  const own = here.find((one) => one.key === row.procedure);
  const shipped = currentProcedure(house, kindOf(house, row.kind));
  const to = own ?? (here.length === 0 && shipped.key === row.procedure ? { key: shipped.key, version: shipped.version } : null);
  if (!to || to.version === row.procedure_version) return null;
  const procedure = await procedureOf(house, to.key, to.version);
  for (const standing of own ? standingsOver(house, row.area) : []) {
    if (!standing.procedures.some((one) => one.key === to.key && one.version === to.version)) continue;
    const { files } = await filesOf(house, standing.pack, standing.version);
    const given = readWith(house, files, standing.settings)?.manifest.upgrade.find((one) => one.procedure === to.key);
    return { procedure, mapping: given ? { states: given.states, legs: given.legs } : identity };
  }
  return { procedure, mapping: identity };
}

/** Open matters of a place that began by another version, newest first, each with whether it can go on by the one in force. */
export async function listUpgrades(call: Call, query: { area: string; cursor?: string | undefined; limit: number }): Promise<z.input<typeof UpgradePage>> {
  const { house } = call;
  const { district } = await ownPlace(call, query.area);
  const kinds = kindViews(house).map(({ kind }) => kind);
  const wanted = kinds.flatMap((kind) => {
    const here = proceduresAt(house, kind, query.area);
    if (here.length > 0) return here;
    const { key, version } = currentProcedure(house, kindOf(house, kind));
    return [{ key, version }];
  });
  const rows = await listOthers(call.db, district, query.area, call.actor, wanted, readCursor(query.cursor), query.limit);
  const { items, next } = cut(rows, query.limit, (row) => writeCursor(row.opened_at, row.id));
  const views = await Promise.all(items.map((row) => view(call, row)));
  return { items: views.filter((one) => one !== null), next };
}

async function view(call: Call, row: StoredMatter): Promise<z.input<typeof UpgradePage>['items'][number] | null> {
  const target = await targetOf(call.house, row);
  // A place below may have a method of its own: its matters are not this place's to bring over.
  if (!target) return null;
  const from = await procedureOf(call.house, row.procedure, row.procedure_version);
  const { procedure, mapping } = target;
  const fault = upgradeFault(from, procedure, snapshotOf(row), mapping);
  const after = procedure.states[mapping.states[row.state] ?? row.state];
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    revision: row.revision,
    procedure: speak(procedure.name, call.language),
    from: row.procedure_version,
    to: procedure.version,
    stateName: speak(from.states[row.state]!.name, call.language),
    stateAfter: after ? speak(after.name, call.language) : '',
    possible: fault === null,
    why: fault === null ? '' : speak(upgradeWords[fault], call.language),
  };
}

/** Lets one matter go on by the version in force where it lies. Errors: `matters.not_found`, `methods.outside`, `matters.not_upgradable`, `matters.stale`. */
export async function upgradeOne(call: Call, id: string, revision: number): Promise<StepTaken> {
  const district = districtOf(call);
  const row = await findVisible(call.db, district, id, call.actor);
  if (!row) throw new Refusal(matters.not_found);
  const { post } = call.actor;
  if (!post || !row.area.startsWith(post.area)) throw new Refusal(errors.outside);
  const target = await targetOf(call.house, row);
  if (!target) throw new Refusal(matters.not_upgradable, { why: speak(upgradeWords.same, call.language) });
  const { procedure, mapping } = target;
  return upgradeMatter(call, district, id, { key: procedure.key, version: procedure.version, mapping, revision });
}
