import type { Finding, Room } from '@hezhi/server';
import { countsForDigest, strayDeliveries } from './queries-verify.ts';

/** Checks for `hezhi verify`: each delivery has its notice, nothing waits without a moment, nobody was told the same thing twice. */
export const checks: NonNullable<Room['verify']> = [
  {
    name: 'deliveries',
    async *check(house, district, digest): AsyncGenerator<Finding> {
      for (const { id, what } of await strayDeliveries(house.db, district)) yield { room: 'notices', check: 'deliveries', where: `${district} ${id}`, what };
      digest(await countsForDigest(house.db, district));
    },
  },
];
