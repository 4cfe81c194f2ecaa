import { Refusal } from '@hezhi/contract';
import { districtOf } from '@hezhi/matters/server';
import { audit } from '@hezhi/directory/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, shippedKinds, type KindInput, type KindKey, type KindView } from '../contract/index.ts';
import { ownKinds, putKind } from './queries.ts';

type View = z.input<typeof KindView>;

/** The kinds as the actor's district has them: its own rows in the stead of what ships. One statement. */
export async function kindsOf(call: Call): Promise<View[]> {
  const own = new Map((await ownKinds(call.db, districtOf(call.actor))).map((row) => [row.key, row]));
  return shippedKinds.map((kind) => ({ ...kind, version: 0, ...own.get(kind.key), key: kind.key }));
}

/** The rules of a kind in use, or a refusal `whistles.kind_unknown`. */
export async function activeKind(call: Call, key: KindKey): Promise<View> {
  const kind = (await kindsOf(call)).find((one) => one.key === key);
  if (!kind?.active) throw new Refusal(errors.kind_unknown);
  return kind;
}

/** Sets a kind for the district. Refuses `whistles.kind_changed` when somebody was faster. */
export async function saveKind(call: Call, key: KindKey, { version, ...input }: z.output<typeof KindInput>): Promise<View> {
  const district = districtOf(call.actor);
  const view: View = { ...shippedKinds.find((one) => one.key === key)!, ...input, key, version: version + 1 };
  const write = call.write(view);
  putKind(write, district, { ...input, key, version: version + 1 }, version, () => new Refusal(errors.kind_changed));
  audit(write, call, { action: 'whistle_kind.change', target: key, detail: input });
  await write.run(call.db);
  return view;
}
