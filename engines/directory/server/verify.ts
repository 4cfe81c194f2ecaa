import { createHash } from 'node:crypto';
import type { Finding, House, Room } from '@hezhi/server';
import { HOUSE } from './audit.ts';
import { auditAfter, auditHead } from './queries-audit.ts';
import { brokenHomes, homeLines } from './queries-homes.ts';
import { brokenAccounts, brokenOrgs, brokenPosts, digestLines, sameNames } from './queries-verify.ts';

const find = (check: string, where: string, what: string): Finding => ({ room: 'directory', check, where, what });

/** Walks a district's audit chain: numbers without gaps, hashes that follow, columns that say what the entry says, head at the end. */
async function* chain(house: House, district: string, digest: (line: string) => void): AsyncIterable<Finding> {
  let hash: Buffer | null = null;
  let seq = 0;
  for (;;) {
    const rows = await auditAfter(house.db, district, seq, 2000);
    for (const row of rows) {
      const where = `${district} audit ${row.seq}`;
      if (row.seq !== seq + 1) yield find('audit_chain', where, `entries ${seq + 1} to ${row.seq - 1} are missing`);
      const expected: Buffer = createHash('sha256')
        .update(hash ?? Buffer.from(`${district}\n`))
        .update(row.entry)
        .digest();
      if (!expected.equals(row.hash)) yield find('audit_chain', where, 'the hash does not follow from the entry before');
      const entry = JSON.parse(row.entry) as { at: string; action: string; actor: string | null; target: string | null };
      if (entry.action !== row.action || entry.actor !== row.actor || entry.target !== row.target || Date.parse(entry.at) !== Date.parse(row.at))
        yield find('audit_chain', where, 'the columns do not say what the entry says');
      hash = row.hash;
      seq = row.seq;
    }
    if (rows.length < 2000) break;
  }
  const head = await auditHead(house.db, district);
  if ((head?.seq ?? 0) !== seq || (head && hash && !head.hash.equals(hash)))
    yield find('audit_chain', `${district} audit`, 'the chain does not end where its head says');
  digest(`audit ${seq} ${hash?.toString('hex') ?? ''}`);
}

/** The directory's checks for `hezhi verify`. */
export const checks: NonNullable<Room['verify']> = [
  {
    name: 'audit_chain',
    async *check(house, district, digest) {
      yield* chain(house, district, digest);
      yield* chain(house, HOUSE, digest);
    },
  },
  {
    name: 'references',
    async *check(house, district, digest) {
      for (const { id, what } of await brokenPosts(house.db, district)) yield find('references', `${district} post ${id}`, `its ${what} does not exist`);
      for (const { id, what } of await brokenOrgs(house.db, district)) yield find('references', `${district} organisation ${id}`, `its ${what} does not exist`);
      for (const { id } of await brokenAccounts(house.db, district)) yield find('references', `${district} account ${id}`, 'its person does not exist');
      for (const { area, name, n } of await sameNames(house.db, district))
        yield find('names', `${district} ${area}`, `${n} active organisations are called ${name}`);
      for (const { person, what } of await brokenHomes(house.db, district))
        yield find('references', `${district} home of ${person}`, `its ${what} does not exist`);
      for (const line of await digestLines(house.db, district)) digest(line);
      for (const line of await homeLines(house.db, district)) digest(line);
    },
  },
];
