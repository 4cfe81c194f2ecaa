import { routes as ballots } from '@hezhi/ballots/contract';
import { castBallot } from '@hezhi/ballots/server';
import type { Actor } from '@hezhi/contract';
import type { Rng } from '../../random.ts';
import type { Past } from '../past.ts';

/** Somebody on the roll votes by account, now. */
export async function cast(past: Past, rng: Rng, actor: Actor, ballot: string, vote: Record<string, string>): Promise<void> {
  const { items } = await past.ask(actor, ballots.mine, { query: { limit: 20 } });
  const line = items.find((each) => each.ballot === ballot);
  if (!line) throw new Error(`${actor.name} is not on the roll`);
  const nonce = Array.from({ length: 32 }, () => rng.int(0, 15).toString(16)).join('');
  // The clock of the database, by which a ballot is closed to people, does not know that this is the past.
  await castBallot(past.call({ ...actor, kind: 'system' }), { district: past.district, ballot, id: past.id(), entry: line.entry, vote, nonce });
}
