import { Refusal, type Words } from '@hezhi/contract';
import { speak, type Call, type Db, type Write } from '@hezhi/server';
import { decideUpgrade, errors, type Decision, type Mapping } from '../contract/index.ts';
import { kindOf, procedureOf } from './procedures.ts';
import { persist } from './persist.ts';
import { findVisible } from './queries.ts';
import { countOpen } from './queries-upgrade.ts';
import { snapshotOf } from './rows.ts';
import type { StepTaken } from './service.ts';

/**
 * Lets a running matter go on by another version of its procedure (X1), for `call.actor`, who must see it; whether the person may do so is the caller's to ask. One read, one write; the entry
 * `upgraded` says what changed. Errors: `matters.not_found`, `matters.stale`, `matters.not_upgradable`.
 */
export async function upgradeMatter(
  call: Call,
  district: string,
  id: string,
  to: { readonly key: string; readonly version: number; readonly mapping: Mapping; readonly revision?: number | undefined },
  more?: (write: Write, decision: Decision) => void,
): Promise<StepTaken> {
  const row = await findVisible(call.db, district, id, call.actor);
  if (!row) throw new Refusal(errors.not_found);
  if (to.revision !== undefined && to.revision !== row.revision) throw new Refusal(errors.stale, { who: '', step: '' }, { extra: { revision: row.revision } });
  const before = snapshotOf(row);
  const former = await procedureOf(call.house, row.procedure, row.procedure_version);
  const procedure = await procedureOf(call.house, to.key, to.version);
  let decision: Decision;
  try {
    decision = decideUpgrade(former, procedure, before, to.mapping, call.actor, call.now);
  } catch (error) {
    if (!(error instanceof Refusal) || error.def !== errors.not_upgradable) throw error;
    throw new Refusal(errors.not_upgradable, { why: speak(error.values['why'] as Words, call.language) });
  }
  const result: StepTaken = { id, revision: decision.after.revision, state: decision.after.state };
  const write = call.write(result);
  const kind = kindOf(call.house, row.kind);
  persist(write, procedure, kind, before, Buffer.from(row.head, 'hex'), [decision], null, undefined, former);
  await kind.onStep?.(call, write, decision, before);
  more?.(write, decision);
  await write.run(call.db);
  return result;
}

/** How many open matters of an area go by which procedure. */
export type OpenBy = { kind: string; procedure: string; version: number; count: number };
export const openByProcedure = (db: Db, district: string, area: string): Promise<OpenBy[]> => countOpen(db, district, area);
