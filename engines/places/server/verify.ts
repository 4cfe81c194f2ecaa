import { createHash } from 'node:crypto';
import { levelOf } from '@hezhi/directory/contract';
import type { Finding, House } from '@hezhi/server';
import { areaFault } from '../contract/index.ts';
import { compoundsIn } from './queries-map.ts';
import { shapesOf } from './queries.ts';

/** Every border can be used and is filed under its level; every compound names a grid. */
export async function* verifyShapes(house: House, district: string, digest: (line: string) => void): AsyncIterable<Finding> {
  const rows = (await shapesOf(house.db, district)).sort((a, b) => (a.code < b.code ? -1 : 1));
  for (const { code, kind, area } of rows) {
    digest(`shape ${code} ${createHash('sha256').update(JSON.stringify(area)).digest('hex')}`);
    if (levelOf(code) !== kind || !code.startsWith(district))
      yield { room: 'places', check: 'shapes', where: code, what: `is filed as ${kind} of ${district}` };
    const fault = areaFault(area);
    if (fault) yield { room: 'places', check: 'shapes', where: code, what: fault.error.words.en };
  }
  for (const { id, name, grid } of await compoundsIn(house.db, district, null, null, 1_000_000)) {
    digest(`compound ${id} ${name} ${grid}`);
    if (levelOf(grid) !== 'grid') yield { room: 'places', check: 'shapes', where: id, what: `${name} names no grid: ${grid}` };
  }
}
