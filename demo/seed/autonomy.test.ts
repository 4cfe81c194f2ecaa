import { room as ballots } from '@hezhi/ballots/server';
import { room as cases } from '@hezhi/cases/server';
import { room as covenants } from '@hezhi/covenants/server';
import { room as deliberations } from '@hezhi/deliberations/server';
import { room as deputies } from '@hezhi/deputies/server';
import { room as directory } from '@hezhi/directory/server';
import { room as documents } from '@hezhi/documents/server';
import { room as figures } from '@hezhi/figures/server';
import { room as matters } from '@hezhi/matters/server';
import { room as methods } from '@hezhi/methods/server';
import { room as notices } from '@hezhi/notices/server';
import { room as opinions } from '@hezhi/opinions/server';
import { room as owners } from '@hezhi/owners/server';
import { room as places } from '@hezhi/places/server';
import { room as publicity } from '@hezhi/publicity/server';
import { drain, sql, verifyAll } from '@hezhi/server';
import { testHouse } from '@hezhi/testing';
import { expect, test } from 'vitest';
import { room as demo, seedDemo } from './index.ts';

const rooms = [
  directory,
  places,
  figures,
  documents,
  notices,
  matters,
  cases,
  methods,
  ballots,
  deliberations,
  publicity,
  opinions,
  covenants,
  deputies,
  owners,
  demo,
];

test(
  'a neighbourhood talks, votes, posts and asks: every story is told without a refusal and comes out as it should; a second run tells none',
  { timeout: 120_000 },
  async () => {
    await using t = await testHouse({ rooms });
    const options = { progress: () => {}, scale: { places: ['jiayuguan'] as const, weeks: 1, total: 5, ready: 1 } };
    const seeding = await seedDemo(t.house, options);
    await seeding.background;
    await drain(t.house);
    expect([...seeding.tally.refusals]).toEqual([]);
    const states = (kind: string) =>
      t.db.all<{ title: string; state: string }>(sql`SELECT title, state FROM matters.matter WHERE kind = ${kind} ORDER BY opened_at`);
    expect((await states('deliberation')).map((one) => one.state)).toEqual(['archived', 'carrying_out', 'deciding', 'deliberating', 'informing', 'raised']);
    expect((await states('task')).map((one) => one.state)).toEqual(['done', 'done', 'done', 'doing']);
    expect((await states('objection')).map((one) => one.state)).toEqual(['closed']);
    const ballots = await t.db.all(sql`
      SELECT b.state, count(c.id) AS casts FROM ballots.ballot b LEFT JOIN ballots.cast c ON c.district = b.district AND c.ballot = b.id
      GROUP BY b.id, b.state, b.opens_at ORDER BY b.opens_at`);
    expect(ballots).toEqual([
      { state: 'counted', casts: 17 },
      { state: 'counted', casts: 9 },
      { state: 'counted', casts: 8 },
      { state: 'open', casts: 6 },
      { state: 'open', casts: 9 },
    ]);
    // The demo resident may vote now and has not.
    const resident = await t.db.find<{ open: number; voted: number }>(sql`
      SELECT count(*) AS open, count(c.id) AS voted FROM directory.account a JOIN ballots.entry e ON e.person = a.person
      JOIN ballots.ballot b ON b.roll = e.roll AND b.state = 'open' LEFT JOIN ballots.cast c ON c.ballot = b.id AND c.entry = e.id WHERE a.name = 'resident.jiayuguan'`);
    expect(resident).toEqual({ open: 2, voted: 0 });
    expect((await states('owners_vote')).map((one) => one.state)).toEqual(['done', 'voting']);
    expect(await t.db.all(sql`SELECT phase, version FROM covenants.covenant ORDER BY version`)).toEqual([
      { phase: 'consulting', version: 0 },
      { phase: 'idle', version: 1 },
    ]);
    expect(await t.db.find(sql`SELECT count(*) FROM publicity.posting WHERE purpose_id IS NULL AND state = 'shown'`)).toEqual({ count: 5 });
    expect(await t.db.find(sql`SELECT count(*) FILTER (WHERE state = 'held') AS held, count(*) FROM deputies.reception`)).toEqual({ held: 1, count: 3 });
    expect((await t.db.find<{ n: number }>(sql`SELECT count(*) AS n FROM opinions.vote`))!.n).toBeGreaterThan(100);
    expect((await verifyAll(t.house)).all).toEqual([]);
    const made = await t.db.find(sql`SELECT count(*) FROM demo.made`);
    await (
      await seedDemo(t.house, options)
    ).background;
    expect(await t.db.find(sql`SELECT count(*) FROM demo.made`)).toEqual(made);
  },
);
