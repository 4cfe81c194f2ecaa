import type { Finding, House } from '@hezhi/server';
import { standing, unfounded } from './queries-votes.ts';

/** Maps and positions follow from votes, and no vote was cast after the close. */
export async function* verifyOpinions(house: House, district: string, digest: (line: string) => void): AsyncIterable<Finding> {
  for (const { question, what } of await unfounded(house.db, district)) yield { room: 'opinions', check: 'votes', where: question, what };
  for (const { id, votes, sum, statements } of await standing(house.db, district)) digest(`opinions ${id} ${votes} ${sum} ${statements}`);
}
