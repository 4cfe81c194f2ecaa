import { newId, Refusal } from '@hezhi/contract';
import { audit } from '@hezhi/directory/server';
import { districtOf } from '@hezhi/matters/server';
import type { Call, Db, House } from '@hezhi/server';
import { errors } from '../contract/index.ts';
import { findEndpoint, findSecrets, insertSecret, lapseSecrets, type SecretRow } from './queries.ts';
import { newSecret } from './signature.ts';

const purpose = 'exchange.secret';
const HOUR = 3_600_000;

/** A secret and the row that keeps it sealed. `now`: epoch ms. */
export function makeSecret(house: House, endpoint: string, direction: 'out' | 'in', now: number): { secret: string; row: SecretRow } {
  const secret = newSecret();
  const row = {
    id: newId(now),
    endpoint,
    direction,
    sealed: house.vault.seal(secret, purpose),
    hint: secret.slice(-4),
    created_at: new Date(now).toISOString(),
    lapses_at: null,
  };
  return { secret, row };
}

/** The secrets of a direction that are valid now, the newest first, in clear. Never let them into a reply or a log. */
export async function secretsOf(house: House, db: Db, district: string, endpoint: string, direction: 'out' | 'in', now: number): Promise<string[]> {
  return (await findSecrets(db, district, endpoint))
    .filter((row) => row.direction === direction && (row.lapses_at === null || Date.parse(row.lapses_at) > now))
    .map((row) => house.vault.open(row.sealed, purpose));
}

/** A new secret of a direction; the one that stood lapses after `hours`. Two are valid at most. Errors: `exchange.secret_limit`. */
export async function rotateSecret(
  call: Call,
  id: string,
  given: { direction: 'out' | 'in'; hours: number },
): Promise<{ direction: 'out' | 'in'; secret: string }> {
  const district = districtOf(call.actor);
  const endpoint = await findEndpoint(call.db, district, id);
  if (!endpoint || (endpoint.role === 'webhook' && given.direction === 'in')) throw new Refusal(errors.endpoint_not_found);
  const standing = (await findSecrets(call.db, district, id)).filter((row) => row.direction === given.direction);
  const older = standing.filter((row) => row.lapses_at !== null && Date.parse(row.lapses_at) > call.now);
  // With 0 hours the standing one is taken back at once (it leaked): that must always be possible.
  if (older.length > 0 && given.hours > 0) throw new Refusal(errors.secret_limit);
  const { secret, row } = makeSecret(call.house, id, given.direction, call.now);
  const write = call.write();
  const now = new Date(call.now).toISOString();
  lapseSecrets(
    write,
    district,
    id,
    given.direction,
    new Date(call.now + given.hours * HOUR).toISOString(),
    now,
    standing.filter((one) => one.lapses_at === null).length,
  );
  insertSecret(write, district, row);
  audit(write, call, { action: 'exchange.rotate', target: id, detail: { name: endpoint.name, direction: given.direction, hours: given.hours } });
  await write.run(call.db);
  return { direction: given.direction, secret };
}
