import type { Call, House, Write } from '@hezhi/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Words } from '@hezhi/contract';
import { wayOf, type Way } from './identity-ways.ts';
import { hold, waits } from './sso-wait.ts';

type Origin = { way: string; hint: string };

/** What a session keeps of the provider it came from; null where the provider knows no log-out (it then gives no hint). */
export const sealOrigin = (house: House, way: Way, hint: string | null): Buffer | null =>
  way.provider.logoutUrl === undefined || hint === null ? null : house.vault.seal(JSON.stringify({ way: way.key, hint } satisfies Origin), 'session.sso');

/** When a session that came from a provider ends by its person's will: lets the log-in page offer to log out there too, for ten minutes. */
export function offerLogout(write: Write, call: Call, reply: FastifyReply, sealed: Buffer | null): Write {
  if (sealed === null) return write;
  const { way, hint } = JSON.parse(call.house.vault.open(sealed, 'session.sso')) as Origin;
  return wayOf(call.house, way) ? hold(write, call, reply, { kind: 'out', way, hint }) : write;
}

/** Where this browser has just logged out of ours and may log out there too. */
export async function logoutOffered(call: Call, request: FastifyRequest): Promise<{ key: string; name: Words } | null> {
  const found = await waits(call, request, 'out');
  const way = found && wayOf(call.house, found.of.way);
  return way ? { key: way.key, name: way.name } : null;
}
