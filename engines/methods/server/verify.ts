import { procedureOf } from '@hezhi/matters/server';
import type { Finding, House } from '@hezhi/server';
import { placeWidths } from '../contract/index.ts';
import { digestOf } from './packs.ts';
import { allChanges, allPacks } from './queries.ts';

const room = 'methods';

/** Every kept pack is what its digest says, changes of a place count without a gap and never take away what is not there, and every procedure they name is kept. */
export async function* verifyMethods(house: House, district: string, digest: (line: string) => void): AsyncIterable<Finding> {
  const packs = new Map((await allPacks(house.db)).map((one) => [`${one.key}@${one.version}`, one]));
  const changes = (await allChanges(house.db)).filter((one) => one.district === district);
  const depth = new Map<string, { seq: number; stack: number }>();
  const altered = new Set<string>();
  for (const change of changes) {
    const where = `${change.area} #${change.seq}`;
    const before = depth.get(change.area) ?? { seq: 0, stack: 0 };
    const stack = before.stack + (change.action === 'install' ? 1 : -1);
    depth.set(change.area, { seq: change.seq, stack });
    if (change.seq !== before.seq + 1) yield { room, check: 'order', where, what: `change ${before.seq + 1} is missing` };
    if (stack < 0) yield { room, check: 'order', where, what: 'something was withdrawn where nothing was in force' };
    if (!(placeWidths as readonly number[]).includes(change.area.length)) yield { room, check: 'place', where, what: 'no district, street or community' };
    const pack = packs.get(`${change.pack}@${change.version}`);
    if (!pack) yield { room, check: 'pack', where, what: `the pack ${change.pack}@${change.version} is not kept` };
    else if (digestOf(new Map(Object.entries(pack.files))).toString('hex') !== pack.digest) altered.add(`${pack.key}@${pack.version}`);
    for (const { key, version } of change.procedures) {
      try {
        await procedureOf(house, key, version);
      } catch {
        yield { room, check: 'procedure', where, what: `the procedure ${key}@${version} is not kept` };
      }
    }
    digest(`${where} ${change.id} ${change.action} ${change.pack}@${change.version}`);
  }
  for (const where of altered) yield { room, check: 'pack', where, what: 'the files of the pack were altered' };
}
