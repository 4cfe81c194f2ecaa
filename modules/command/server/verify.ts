import type { Finding, House } from '@hezhi/server';
import { faultyIncidents } from './queries-verify.ts';

/** Every emergency has its matter, is ended when that is, and leaves no open item behind. */
export async function* verifyIncidents(house: House, district: string, digest: (line: string) => void): AsyncIterable<Finding> {
  for (const row of await faultyIncidents(house.db, district)) {
    digest(`incident ${row.id} ${row.ended}`);
    if (row.fault !== null) yield { room: 'command', check: 'incidents', where: row.id, what: row.fault };
  }
}
