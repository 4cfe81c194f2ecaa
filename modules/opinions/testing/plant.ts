import { newId, type Actor } from '@hezhi/contract';
import type { WhoMay } from '@hezhi/directory/contract';
import type { Call } from '@hezhi/server';
import { createQuestion, publish, vote } from '../server/index.ts';
import { listStatements } from '../server/queries-statements.ts';
import { die } from './votes.ts';

/** A statement and how likely each camp agrees with it (0 to 1). */
export type Planted = { title: string; about: string; statements: readonly (readonly [text: string, ...agree: number[]])[]; camps: readonly number[] };

/**
 * A question with votes, for demonstrations and tests: made and published by `staff` (a call of a post with `opinions.manage`), voted on by `residents` through the same
 * service as from a phone. `camps`: relative sizes. Each resident votes on about three quarters of the statements; repeatable by seed. Returns the id of the question.
 */
export async function plantQuestion(
  staff: Call,
  residents: readonly Actor[],
  what: Planted,
  {
    area,
    who,
    opensAt = staff.now,
    closesAt = staff.now + 14 * 86_400_000,
    seed = 7,
  }: { area?: string; who?: WhoMay; opensAt?: number; closesAt?: number; seed?: number } = {},
): Promise<string> {
  const id = newId(staff.now);
  const moment = (ms: number): string => new Date(ms).toISOString();
  const texts = what.statements.map(([text]) => text);
  await createQuestion(staff, {
    id,
    title: what.title,
    about: what.about,
    opensAt: moment(opensAt),
    closesAt: moment(closesAt),
    proposing: true,
    statements: texts,
    ...(area === undefined ? {} : { area }),
    ...(who === undefined ? {} : { who }),
  });
  await publish(staff, id);
  const { district } = staff.actor;
  const found = await listStatements(staff.db, district!, id, null, 'all', null, 100);
  const roll = die(seed);
  const total = what.camps.reduce((sum, size) => sum + size, 0);
  for (const actor of residents) {
    let camp = 0;
    for (let left = roll() * total - what.camps[0]!; left > 0 && camp + 1 < what.camps.length; left -= what.camps[camp]!) camp++;
    for (const one of found) {
      const agree = what.statements.find(([text]) => text === one.public_text)?.[camp + 1];
      if (typeof agree !== 'number' || roll() > 0.75) continue;
      const given = roll() < 0.08 ? 'pass' : roll() < agree ? 'agree' : 'disagree';
      await vote(staff.with({ actor, key: null }), district!, id, { statement: one.id, vote: given });
    }
  }
  return id;
}
