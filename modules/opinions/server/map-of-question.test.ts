import { drain, sql } from '@hezhi/server';
import fc from 'fast-check';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportFiles, routes } from '../contract/index.ts';
import { opinionsTest, type OpinionsTest } from '../testing/house.ts';
import { planted } from '../testing/votes.ts';
import { elsewhere } from './compute.ts';
import { randIndex } from './map/index.ts';
import { compareWithPolis, readPolisFiles } from './polis.ts';
import { showable } from './view.ts';
import { work, type Task } from './work.ts';

let t: OpinionsTest;
beforeAll(async () => void (t = await opinionsTest()));
afterAll(() => t.close());

const ten = Array.from({ length: 10 }, (_, j) => `第${j + 1}号做法应当试一试`);
/** Two camps of so many people: apart on statements 3 to 10, of one mind on the first two. */
async function camps(a: number, b: number): Promise<{ id: string; statements: string[] }> {
  const asked = await t.asked(ten);
  for (let i = 0; i < a + b; i++)
    for (const [j, statement] of asked.statements.entries())
      await t.vote(t.someone(i), asked.id, statement, j < 2 || i < a === (j % 2 === 0) ? 'agree' : 'disagree');
  await t.later(6000);
  return asked;
}

describe('the map of a question', () => {
  it('shows groups, what each says and what all share; of single persons only the own place', async () => {
    const { id, statements } = await camps(7, 6);
    const seen = await t.withToken(null).call(routes.map, { params: t.at(id) });
    expect(seen).toMatchObject({ ready: true, final: false, votes: 130, people: 13, placed: 13, withheld: 0, you: null });
    expect(seen.groups.map(({ group, size, percent }) => [group, size, percent])).toEqual([
      [0, 7, 54],
      [1, 6, 46],
    ]);
    expect(seen.shared.slice(0, 2).map(({ statement, side, percent }) => [statement, side, percent])).toEqual(
      expect.arrayContaining(statements.slice(0, 2).map((one) => [one, 'agree', 100])),
    );
    expect(seen.divided.length).toBeGreaterThan(2);
    expect(seen.groups[0]!.says.some(({ percent, elsewhere }) => percent === 100 && elsewhere === 0)).toBe(true);
    const [one, other] = [await t.as(t.someone(0)).call(routes.map, { params: t.at(id) }), await t.as(t.someone(12)).call(routes.map, { params: t.at(id) })];
    expect([one.you?.group, other.you?.group]).toEqual([0, 1]);
    expect(Math.abs(one.you!.x - seen.groups[0]!.x)).toBeLessThan(0.1);
    expect((await t.as(t.who.neighbour).call(routes.map, { params: t.at(id) })).you).toBeNull();
    // Figures of a statement are told to whoever has voted on it, and to all at the end.
    const voted = await t.as(t.someone(0)).call(routes.statements, { params: t.at(id) });
    expect(voted.items[2]!.figures).toMatchObject({
      votes: 13,
      agree: 54,
      disagree: 46,
      pass: 0,
      groups: [
        { group: 0, agree: 100 },
        { group: 1, agree: 0 },
      ],
    });
    expect((await t.withToken(null).call(routes.statements, { params: t.at(id) })).items[2]!.figures).toBeNull();
    // Nothing in the tables names a person.
    const rows = await t.house.db.all(
      sql`SELECT * FROM opinions.vote v JOIN opinions.position p USING (district, question, participant) WHERE v.question = ${id}`,
    );
    expect(JSON.stringify(rows)).not.toContain(t.someone(0).person);
    expect(rows).toHaveLength(130);
  });

  it('withholds a group of fewer than five, and what would tell of it', async () => {
    const { id } = await camps(12, 3);
    const seen = await t.withToken(null).call(routes.map, { params: t.at(id) });
    expect(seen).toMatchObject({ placed: 15, withheld: 2, groups: [], divided: [] });
    expect(seen.shared.length).toBeGreaterThan(0);
    expect((await t.as(t.someone(0)).call(routes.map, { params: t.at(id) })).you?.group).toBeNull();
    const { items } = await t.as(t.someone(0)).call(routes.statements, { params: t.at(id) });
    expect(items.every(({ figures }) => figures?.groups.length === 0)).toBe(true);
  });

  it('which groups may be shown: never fewer than five, nor the rest of one to four', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 5 }), (sizes) => {
        const shown = showable(sizes);
        const hidden = sizes.reduce((sum, size, i) => sum + (shown[i] ? 0 : size), 0);
        expect(sizes.every((size, i) => !shown[i] || size >= 5)).toBe(true);
        expect(hidden === 0 || hidden >= 5 || shown.every((one) => !one)).toBe(true);
        // Nothing is withheld without need.
        if (sizes.every((size) => size >= 5)) expect(shown.every(Boolean)).toBe(true);
      }),
      { seed: 17, numRuns: 300 },
    );
  });

  it('is computed once for many votes, and not at all where nothing is new', async () => {
    const { id } = await camps(6, 6);
    const moment = async (): Promise<string | undefined> =>
      (await t.house.db.find<{ at: string }>(sql`SELECT at FROM opinions.map WHERE question = ${id}`))?.at;
    const events = async (): Promise<number> => (await t.house.db.all(sql`SELECT FROM kernel.timer WHERE topic = 'opinions.compute'`)).length;
    const first = await moment();
    await t.later(60_000);
    expect(await moment()).toBe(first);
    const { items } = await t.withToken(null).call(routes.statements, { params: t.at(id) });
    await Promise.all(Array.from({ length: 12 }, (_, i) => t.vote(t.someone(i), id, items[0]!.id, 'pass')));
    await drain(t.house);
    expect(await events()).toBe(1);
    await t.later(6000);
    expect(await moment()).not.toBe(first);
    expect(await events()).toBe(0);
    expect((await t.withToken(null).call(routes.map, { params: t.at(id) })).votes).toBe(120);
  });

  it('one account has one vote on a statement however often and fast it is sent', async () => {
    const { id, statements } = await t.asked();
    const sent = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        t
          .as(t.who.resident)
          .ask(routes.vote, { params: t.at(id), body: { statement: statements[0]!, vote: i % 2 ? 'agree' : 'disagree' } }, { key: `k${i % 5}` }),
      ),
    );
    expect(sent.every(({ status }) => status === 200 || status === 422 || status === 409)).toBe(true);
    const rows = await t.house.db.all(sql`SELECT FROM opinions.vote WHERE question = ${id}`);
    expect(rows).toHaveLength(1);
  });

  it('draws the next statement for each, until none is left', async () => {
    const { id } = await t.asked(ten);
    const { resident } = t.who;
    const firsts = new Set<string>();
    for (let i = 0; i < 12; i++) firsts.add((await t.as(t.someone(i)).call(routes.next, { params: t.at(id) })).items[0]!.id);
    expect(firsts.size).toBeGreaterThan(1);
    const seen: string[] = [];
    for (;;) {
      const { items, you } = await t.as(resident).call(routes.next, { params: t.at(id) });
      expect(you).toMatchObject({ voted: seen.length, left: ten.length - seen.length, needed: Math.max(0, 7 - seen.length) });
      if (items.length === 0) break;
      seen.push(items[0]!.id);
      await t.vote(resident, id, items[0]!.id, 'pass');
    }
    expect(new Set(seen).size).toBe(ten.length);
  });
});

describe('a large question', () => {
  it('is computed in another thread with the same result, and the last map is a good beginning', async () => {
    const { votes, groups } = planted({ people: 1000, statements: 40, groups: 3 });
    const people = Map.groupBy(votes, ({ participant }) => participant);
    const statements = Array.from({ length: 40 }, (_, j) => ({ id: `s${String(j).padStart(4, '0')}`, removed: j === 39 }));
    const rows = [...people].map(([participant, own]) => ({
      participant,
      cast: own.map(({ statement, vote }) => `${Number(statement.slice(1))}:${vote}`).join(' '),
    }));
    const task: Task = { cast: { statements, rows }, before: null, groups: [], final: false };
    const here = work(task);
    expect(await elsewhere(task)).toEqual(here);
    expect(here.votes).toBe(votes.length);
    expect(here.result.groups).toHaveLength(3);
    expect(
      randIndex(
        groups,
        here.positions.map(({ grouped }) => grouped!),
      ),
    ).toBe(1);
    const again = work({ ...task, before: here.remembered, groups: here.positions.map(({ participant, grouped }) => [participant, grouped!] as const) });
    expect(again.positions.map(({ grouped }) => grouped)).toEqual(here.positions.map(({ grouped }) => grouped));
  });
});

describe('files in the form of Polis', () => {
  it('hold every vote, and from the files anybody computes the same final map', async () => {
    const { id } = await camps(7, 6);
    await t.as(t.who.community).call(routes.end, { params: { id }, body: { reason: '试点结束' } });
    await t.later(20_000);
    expect((await t.as(t.who.resident).ask(routes.export, { params: { id, file: 'votes.csv' } })).problem().status).toBe(403);
    expect((await t.as(t.who.community2).ask(routes.export, { params: { id, file: 'votes.csv' } })).problem().status).toBe(404);
    const folder = await mkdtemp(join(tmpdir(), 'hezhi-opinions-'));
    try {
      for (const file of exportFiles) await writeFile(join(folder, file), (await t.as(t.who.community).ask(routes.export, { params: { id, file } })).text);
      const read = await readPolisFiles(folder);
      expect(read).toMatchObject({ reversed: false });
      expect(read.votes).toHaveLength(130);
      expect(read.statements.map(({ text }) => text)).toEqual(ten);
      const found = compareWithPolis(read);
      expect(found.compared).toEqual({ participants: 13, groupsInFile: 2, randIndex: 1, randIndexAtTheirNumber: 1 });
      expect(found.groups.map(({ size }) => size)).toEqual([7, 6]);
      // The same from the list of votes alone, and with all signs turned, as inside Polis' server.
      await rm(join(folder, 'participants-votes.csv'));
      const list = compareWithPolis(await readPolisFiles(folder));
      expect(list.groups).toEqual(found.groups);
      const votes = (await readFile(join(folder, 'votes.csv'), 'utf8')).replace(/,(-?1)\r\n/g, (_, vote: string) => `,${-Number(vote)}\r\n`);
      await writeFile(join(folder, 'votes.csv'), votes);
      const turned = await readPolisFiles(folder);
      expect(turned.reversed).toBe(true);
      expect(compareWithPolis(turned).groups).toEqual(found.groups);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    expect(await t.findings()).toEqual([]);
  });
});
