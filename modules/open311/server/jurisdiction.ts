import { Refusal } from '@hezhi/contract';
import { territory, today } from '@hezhi/directory/server';
import { servingDistricts } from '@hezhi/cases/server';
import type { Call } from '@hezhi/server';
import { errors } from '../contract/index.ts';

/** For whom the interface is asked: a district, or a street of it. */
export type Jurisdiction = { readonly code: string; readonly district: string };

/** How long the list of districts is good (ms): one is added once in a blue moon. */
const FRESH = 30_000;

/** The districts that are served. */
export async function districts(call: Call): Promise<readonly string[]> {
  const kept = call.house.memo('open311.districts', () => ({ list: [] as readonly string[], at: -Infinity }));
  if (kept.list.length === 0 || Math.abs(call.now - kept.at) > FRESH) {
    kept.list = (await servingDistricts(call.db, today(call.now))).map(({ code }) => code);
    kept.at = call.now;
  }
  return kept.list;
}

/** The jurisdiction that was named; without a name the only one there is. `open311.jurisdiction_needed`, `open311.jurisdiction_unknown`. */
export async function jurisdictionOf(call: Call, named: string | null): Promise<Jurisdiction> {
  const serving = await districts(call);
  if (named === null) {
    if (serving.length !== 1) throw new Refusal(errors.jurisdiction_needed);
    return { code: serving[0]!, district: serving[0]! };
  }
  const district = named.slice(0, 6);
  const known = /^\d{6}(\d{3})?$/.test(named) && serving.includes(district) && (await territory(call.house).ensure(district)).stands(named);
  if (!known) throw new Refusal(errors.jurisdiction_unknown, { code: named });
  return { code: named, district };
}
