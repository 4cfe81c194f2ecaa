import { Refusal } from '@hezhi/contract';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, lastDayToChallenge, type challengeEnds, type ChallengeInput, type ChallengeView } from '../contract/index.ts';
import { endChallengeRow, findChallenge, insertChallenge } from './queries-votes.ts';
import { dayOf, iso, ownVote, stepBySystem, underLock } from './see.ts';
import { viewChallenge } from './views.ts';

const decided = ['posting', 'carrying_out', 'done', 'not_passed', 'told'];

/** Records that a decision is challenged in court, within one year of the day on which it was known (民法典 280). Errors: those of the route. */
export async function challenge(call: Call, id: string, given: z.output<typeof ChallengeInput>): Promise<z.input<typeof ChallengeView>> {
  const { district } = await ownVote(call, id);
  const today = dayOf(call.now);
  const last = lastDayToChallenge(given.knownOn);
  if (given.knownOn > today || today > last) throw new Refusal(errors.challenge_late);
  return underLock(call, district, id, decided, async (inside) => {
    const row = { id: given.id, text: given.text, known_on: given.knownOn, court: given.court, at: iso(call.now) };
    const reply = viewChallenge({ ...row, state: 'pending', note: '', closed_at: null });
    const write = inside.write(reply);
    insertChallenge(write, district, id, { ...row, name: call.house.vault.seal(given.name, 'owners.challenge') });
    await write.run(inside.db);
    await stepBySystem(inside, district, id, 'challenged', { last_day: last });
    return reply;
  });
}

/** How a challenge ended. Upheld: the decision is revoked. */
export async function endChallenge(
  call: Call,
  id: string,
  challengeId: string,
  given: { state: (typeof challengeEnds)[number]; note: string },
): Promise<z.input<typeof ChallengeView>> {
  const { district } = await ownVote(call, id);
  return underLock(call, district, id, [...decided, 'revoked'], async (inside, vote) => {
    const row = await findChallenge(inside.db, district, id, challengeId);
    if (row?.state !== 'pending') throw new Refusal(errors.challenge_not_found);
    const at = iso(call.now);
    const reply = viewChallenge({ ...row, ...given, closed_at: at });
    const write = inside.write(reply);
    endChallengeRow(write, district, id, { id: challengeId, ...given, at });
    await write.run(inside.db);
    const upheld = given.state === 'upheld';
    if (!upheld || vote.state !== 'revoked') await stepBySystem(inside, district, id, upheld ? 'revoke' : 'challenge_ended', { note: given.note });
    return reply;
  });
}
