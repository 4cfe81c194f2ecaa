import { newId } from '@hezhi/contract';
import { sql, verifyAll } from '@hezhi/server';
import { describe, expect, it } from 'vitest';
import { newNonce, routes } from '../contract/index.ts';
import { castBallot } from './index.ts';
import { ballotsTest, DAY, HOUR, plainRule, type BallotsTest } from '../testing/house.ts';

type Fixture = { t: BallotsTest; ballot: string; roll: string; entries: string[] };

/** An open ballot with thirty casts and a bulletin, sealed or open. */
async function filled(t: BallotsTest, secrecy: 'open' | 'receipt' = 'open'): Promise<Fixture> {
  const voters = t.voters(30);
  const { roll, entries } = await t.roll(voters.map(({ person }) => ({ person })));
  const ballot = await t.openBallot(roll, { secrecy });
  for (const [i, voter] of voters.entries()) {
    const vote = { q1: i % 3 === 0 ? 'no' : 'yes' };
    await castBallot(t.call(voter), { ballot, id: newId(), entry: entries[i]!, vote, nonce: newNonce() });
    if (i === 20) await t.pass(HOUR);
  }
  return { t, ballot, roll, entries };
}

/** What verify says after `change`, which is made as superuser and undone. */
async function after(t: BallotsTest, change: (run: (text: ReturnType<typeof sql>) => Promise<unknown>) => Promise<unknown>): Promise<string[]> {
  const before = await t.db.all<{ name: string; rows: string }>(sql`
    SELECT 'cast' AS name, (SELECT json_agg(c) FROM ballots.cast c)::text AS rows UNION ALL SELECT 'lane', (SELECT json_agg(l) FROM ballots.lane l)::text
    UNION ALL SELECT 'bulletin', (SELECT json_agg(b) FROM ballots.bulletin b)::text UNION ALL SELECT 'ballot', (SELECT json_agg(b) FROM ballots.ballot b)::text
    UNION ALL SELECT 'tally', (SELECT json_agg(b) FROM ballots.tally b)::text UNION ALL SELECT 'voter', (SELECT json_agg(b) FROM ballots.voter b)::text
    UNION ALL SELECT 'unit', (SELECT json_agg(b) FROM ballots.unit b)::text UNION ALL SELECT 'roll', (SELECT json_agg(b) FROM ballots.roll b)::text`);
  await change((text) => t.db.run(text));
  const found = (await verifyAll(t.house)).all.map(
    ({ check, where, what }) => `${check}: ${where.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'X').replace(/^\d+ /, '')}: ${what}`,
  );
  for (const { name, rows } of before) {
    const table = sql.raw(`ballots.${name}`);
    await t.db.run(sql`TRUNCATE ${table}`);
    if (rows) await t.db.run(sql`INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, ${rows}::json)`);
  }
  return found;
}

describe('what a superuser does to the database', () => {
  it('is told by verify, with the place', async () => {
    await using t = await ballotsTest();
    const { ballot, entries } = await filled(t);
    expect((await verifyAll(t.house)).all).toEqual([]);
    const [lane] = await t.db.all<{ lane: number; seq: number }>(
      sql`SELECT lane, seq FROM ballots.lane WHERE ballot = ${ballot} AND seq >= 2 ORDER BY seq DESC, lane LIMIT 1`,
    );
    const at = lane!.lane;

    expect(await after(t, (run) => run(sql`UPDATE ballots.cast SET vote = '[["q1","abstain"]]' WHERE lane = ${at} AND seq = 1`))).toEqual(
      expect.arrayContaining([`lanes: ballot X lane ${at} number 1: the row is not what was cast`]),
    );
    expect(await after(t, (run) => run(sql`UPDATE ballots.cast SET at = at + interval '1 second' WHERE lane = ${at} AND seq = 1`))).toContain(
      `lanes: ballot X lane ${at} number 1: the row is not what was cast`,
    );
    // Deleting one, in the middle and at the end.
    expect(await after(t, (run) => run(sql`DELETE FROM ballots.cast WHERE lane = ${at} AND seq = 1`))).toContain(
      `lanes: ballot X lane ${at} number 2: number 1 is missing`,
    );
    expect(await after(t, (run) => run(sql`DELETE FROM ballots.cast WHERE lane = ${at} AND seq = ${lane!.seq}`))).toContain(
      `lanes: ballot X lane ${at}: the lane ends at ${lane!.seq - 1}, its head says ${lane!.seq}`,
    );
    // Deleting the last one and putting the head back to what it was.
    const truncated = await after(t, async (run) => {
      await run(sql`DELETE FROM ballots.cast WHERE lane = ${at} AND seq = ${lane!.seq}`);
      await run(
        sql`UPDATE ballots.lane l SET seq = ${lane!.seq - 1}, chain = (SELECT chain FROM ballots.cast c WHERE c.ballot = l.ballot AND c.lane = ${at} AND c.seq = ${lane!.seq - 1}) WHERE lane = ${at}`,
      );
    });
    expect(truncated).toContain(`lanes: ballot X lane ${at}: the end of the lane was moved to ${lane!.seq - 1}`);
    // Adding one: a copy with another id, chained as well as can be without the keys.
    const added = await after(t, async (run) => {
      await run(
        sql`INSERT INTO ballots.cast SELECT district, ballot, lane, seq + 1, ${newId()}, entry, voter, channel, proxy, mandate, paper, at, vote, nonce, box, mark, by, mac, sha256(chain || mac) FROM ballots.cast WHERE lane = ${at} AND seq = ${lane!.seq}`,
      );
      await run(
        sql`UPDATE ballots.lane l SET seq = seq + 1, chain = (SELECT chain FROM ballots.cast c WHERE c.ballot = l.ballot AND c.lane = l.lane AND c.seq = l.seq + 1) WHERE lane = ${at}`,
      );
    });
    expect(added).toEqual(
      expect.arrayContaining([
        `lanes: ballot X lane ${at} number ${lane!.seq + 1}: the row is not what was cast`,
        `lanes: ballot X lane ${at} number ${lane!.seq + 1}: the row does not follow the one before`,
      ]),
    );
    // Two rows change places.
    const swapped = await after(t, async (run) => {
      await run(sql`UPDATE ballots.cast SET seq = 1000 WHERE lane = ${at} AND seq = 1`);
      await run(sql`UPDATE ballots.cast SET seq = 1 WHERE lane = ${at} AND seq = 2`);
      await run(sql`UPDATE ballots.cast SET seq = 2 WHERE lane = ${at} AND seq = 1000`);
    });
    expect(swapped).toContain(`lanes: ballot X lane ${at} number 1: the row does not follow the one before`);
    // A ballot moved to another voter, all casts gone, the lanes gone.
    expect(await after(t, (run) => run(sql`UPDATE ballots.cast SET voter = ${newId()} WHERE lane = ${at} AND seq = 1`))).toContain(
      `lanes: ballot X lane ${at} number 1: the row stands under another voter or lane than the roll says`,
    );
    expect((await after(t, (run) => run(sql`TRUNCATE ballots.cast`))).length).toBeGreaterThan(10);
    expect(await after(t, (run) => run(sql`DELETE FROM ballots.lane WHERE lane = ${at}`))).toContain('lanes: ballot X: 1 lanes are missing');
    // What voters were told; the roll; the bulletins.
    expect(await after(t, (run) => run(sql`UPDATE ballots.ballot SET face = jsonb_set(face, '{title}', '"another"')`))).toEqual([
      'face: ballot X: title, rule, questions or times are not those that were announced',
    ]);
    expect(await after(t, (run) => run(sql`UPDATE ballots.ballot SET closes_at = closes_at + interval '1 day'`))).toHaveLength(1);
    expect(await after(t, (run) => run(sql`UPDATE ballots.voter SET area = area * 2 WHERE id = ${entries[0]!}`))).toEqual([
      'roll: roll X: units or voters are not those that were frozen',
    ]);
    expect(await after(t, (run) => run(sql`UPDATE ballots.roll SET totals = '{"heads": 3, "area": 3}'`))).toEqual([
      'roll: roll X: digest or totals are not those that were sealed',
    ]);
    expect((await after(t, (run) => run(sql`UPDATE ballots.bulletin SET at = at - interval '1 hour'`))).join()).toContain('it is not what was published');

    // The whole ballot put back to the state of an hour ago, from a copy: only the bulletin that followed tells.
    const copy = await t.db.all<{ casts: string; lanes: string }>(
      sql`SELECT (SELECT json_agg(c) FROM ballots.cast c)::text AS casts, (SELECT json_agg(l) FROM ballots.lane l)::text AS lanes`,
    );
    const [last] = await t.db.all<{ entry: string; person: string }>(sql`SELECT v.id AS entry, v.persons[1] AS person FROM ballots.voter v LIMIT 1`);
    await castBallot(t.call({ ...t.who.grid, person: last!.person, post: null }), {
      ballot,
      id: newId(),
      entry: last!.entry,
      vote: { q1: 'no' },
      nonce: newNonce(),
    });
    await t.pass(HOUR);
    const rolledBack = await after(t, async (run) => {
      await run(sql`TRUNCATE ballots.cast, ballots.lane`);
      await run(sql`INSERT INTO ballots.cast SELECT * FROM json_populate_recordset(NULL::ballots.cast, ${copy[0]!.casts}::json)`);
      await run(sql`INSERT INTO ballots.lane SELECT * FROM json_populate_recordset(NULL::ballots.lane, ${copy[0]!.lanes}::json)`);
    });
    expect(rolledBack.join()).toContain('does not go through the head that was published');

    // And after the count.
    await t.pass(DAY);
    expect((await verifyAll(t.house)).all).toEqual([]);
    expect((await after(t, (run) => run(sql`UPDATE ballots.ballot SET outcome = jsonb_set(outcome, '{outcome}', '"failed"')`))).join()).toContain(
      'the outcome is not that of the file',
    );
    expect(await after(t, (run) => run(sql`UPDATE ballots.tally SET file = substr(file, 1, 200)`))).toEqual([
      'tally: ballot X: the published file was changed',
    ]);
    expect(await after(t, (run) => run(sql`UPDATE ballots.tally SET sha256 = sha256('')`))).toEqual(['tally: ballot X: the published file was changed']);
    expect((await after(t, (run) => run(sql`DELETE FROM ballots.tally`))).join()).toContain('there is no tally');
  });
});

it('casts cut away together with their bulletins are missed by the audit log, which has every digest', async () => {
  await using t = await ballotsTest();
  const voters = t.voters(12);
  const { roll, entries } = await t.roll(voters.map(({ person }) => ({ person })));
  const ballot = await t.openBallot(roll, { rule: plainRule({ running: 'nobody' }) });
  const cast = (i: number) => castBallot(t.call(voters[i]!), { ballot, id: newId(), entry: entries[i]!, vote: { q1: 'yes' }, nonce: newNonce() });
  for (let i = 0; i < 6; i++) await cast(i);
  await t.pass(HOUR);
  const [copy] = await t.db.all<{ casts: string; lanes: string; bulletins: string }>(
    sql`SELECT (SELECT json_agg(c) FROM ballots.cast c)::text AS casts, (SELECT json_agg(l) FROM ballots.lane l)::text AS lanes, (SELECT json_agg(b) FROM ballots.bulletin b)::text AS bulletins`,
  );
  for (let i = 6; i < 12; i++) await cast(i);
  await t.pass(HOUR);
  // The opening and each hour; the audit log knows number and digest of each, and nothing of any voter, choice or count.
  const notes = await t.db.all<{ entry: string }>(sql`SELECT entry FROM directory.audit WHERE action = 'ballots.bulletin' ORDER BY seq`);
  expect(notes.map(({ entry }) => Object.keys((JSON.parse(entry) as { detail: object }).detail))).toEqual([1, 2, 3].map(() => ['number', 'digest']));
  const written = notes.map(({ entry }) => entry).join();
  for (const entry of entries) expect(written).not.toContain(entry);
  expect((await verifyAll(t.house)).all).toEqual([]);
  // What voters keep is what everybody reads.
  const { items } = await t.withToken(null).call(routes.bulletins, { params: { district: t.town.district, id: ballot }, query: { limit: 1 } });
  expect(written).toContain(items[0]!.digest);
  expect(items[0]).toMatchObject({ number: 3, lanes: null });

  const found = await after(t, async (run) => {
    await run(sql`TRUNCATE ballots.cast, ballots.lane, ballots.bulletin`);
    await run(sql`INSERT INTO ballots.cast SELECT * FROM json_populate_recordset(NULL::ballots.cast, ${copy!.casts}::json)`);
    await run(sql`INSERT INTO ballots.lane SELECT * FROM json_populate_recordset(NULL::ballots.lane, ${copy!.lanes}::json)`);
    await run(sql`INSERT INTO ballots.bulletin SELECT * FROM json_populate_recordset(NULL::ballots.bulletin, ${copy!.bulletins}::json)`);
  });
  expect(found).toEqual(['bulletins: ballot X bulletin 3: the audit log has it, the ballot has it no more']);
  expect(await after(t, (run) => run(sql`UPDATE ballots.bulletin SET digest = sha256('') WHERE number = 3`))).toContain(
    'bulletins: ballot X bulletin 3: the audit log has another digest',
  );
  const gone = await after(t, async (run) => {
    for (const table of ['cast', 'lane', 'bulletin', 'ballot']) await run(sql`DELETE FROM ${sql.raw(`ballots.${table}`)}`);
  });
  expect(gone).toContain('ballots: ballot X: the audit log knows its bulletins, the ballot is gone');
  expect((await verifyAll(t.house)).all).toEqual([]);
});

it('a ballot from before casts had keys of their own is verified by the key of its lanes, and by no other', async () => {
  await using t = await ballotsTest();
  const voters = t.voters(8);
  const { roll, entries } = await t.roll(voters.map(({ person }) => ({ person })));
  const ballot = await t.openBallot(roll);
  await t.db.run(sql`UPDATE ballots.ballot SET links = 1 WHERE id = ${ballot}`);
  for (const [i, voter] of voters.entries())
    await castBallot(t.call(voter), { ballot, id: newId(), entry: entries[i]!, vote: { q1: 'yes' }, nonce: newNonce() });
  expect((await verifyAll(t.house)).all).toEqual([]);
  await t.db.run(sql`UPDATE ballots.ballot SET links = 2 WHERE id = ${ballot}`);
  expect((await verifyAll(t.house)).all.some(({ what }) => what === 'the row does not follow the one before')).toBe(true);
});

describe('a dump of the database', () => {
  it('does not tell who chose what in sealed ballots, before or after the count', async () => {
    await using t = await ballotsTest();
    const { ballot } = await filled(t, 'receipt');
    const dump = async (): Promise<string> =>
      (
        await t.db.all<{ line: string }>(sql`
          SELECT row(c.*)::text AS line FROM ballots.cast c UNION ALL SELECT row(k.*)::text FROM kernel.command k UNION ALL SELECT row(e.*)::text FROM kernel.event e
          UNION ALL SELECT row(k.*)::text FROM ballots.keybox k UNION ALL SELECT row(p.*)::text FROM ballots.paper p UNION ALL SELECT row(t.*)::text FROM kernel.timer t`)
      )
        .map(({ line }) => line)
        .join('\n');
    expect(await dump()).not.toMatch(/\byes\b|"no"/);
    const boxes = await t.db.all<{ length: number }>(sql`SELECT DISTINCT length(box) AS length FROM ballots.cast WHERE ballot = ${ballot}`);
    expect(boxes).toHaveLength(1);
    await t.pass(DAY);
    expect(await dump()).not.toMatch(/\byes\b|"no"/);
    // What is published carries neither voters, times nor anything of the casts.
    const file = (await t.withToken(null).inject({ url: `/api/public/ballots/${t.town.district}/${ballot}/tally` })).body;
    const casts = await t.db.all<{ id: string; voter: string; mac: string; chain: string }>(
      sql`SELECT id, voter, encode(mac, 'hex') AS mac, encode(chain, 'hex') AS chain FROM ballots.cast`,
    );
    for (const cast of casts) for (const value of Object.values(cast)) expect(file.includes(value)).toBe(false);
    expect((await t.withToken(null).ask(routes.casts, { params: { id: ballot, entry: casts[0]!.voter } })).status).toBe(401);
  });

  it('opens only with enough shares of the keepers, where the key was split', async () => {
    await using t = await ballotsTest();
    const voters = t.voters(6);
    const { roll, entries } = await t.roll(voters.map(({ person }) => ({ person })));
    const id = newId();
    const { createBallot, announceBallot } = await import('./index.ts');
    const { plainRule, yesNo } = await import('../testing/house.ts');
    const { shares } = await createBallot(t.call(t.who.community), {
      id,
      district: t.town.district,
      area: t.town.communities[0],
      title: '业委会换届',
      rule: plainRule(),
      purpose: { kind: 'owners_vote', id: newId() },
      questions: [yesNo()],
      roll,
      secrecy: 'secret',
      binding: { binding: true, basis: '议事规则' },
      opensAt: t.clock.now() + HOUR,
      closesAt: t.clock.now() + DAY,
      channels: ['online'],
      keepers: { need: 2, names: ['甲', '乙', '丙'] },
    });
    await announceBallot(t.call(t.who.community), t.town.district, id);
    await t.pass(HOUR);
    for (const [i, voter] of voters.entries())
      await castBallot(t.call(voter), { ballot: id, id: newId(), entry: entries[i]!, vote: { q1: 'yes' }, nonce: newNonce() });
    await t.pass(DAY);
    const count = (given: string[]) => t.by('community').ask(routes.count, { params: { id }, body: { shares: given } });
    expect((await count([])).problem().code).toBe('ballots.keepers_needed');
    expect((await count([shares[0]!.share])).problem().code).toBe('ballots.keepers_needed');
    expect((await count([shares[0]!.share, `${shares[1]!.share.slice(0, -4)}AAAA`])).problem().code).toBe('ballots.shares_wrong');
    expect((await count([shares[2]!.share, shares[0]!.share])).body).toMatchObject({ outcome: { outcome: 'passed' } });
  });
});
