import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type Actor } from '@hezhi/contract';
import { drain, sql, statements } from '@hezhi/server';
import { routes } from '../../contract/index.ts';
import { casesTest, inGrid, type CasesTest } from '../../testing/house.ts';

let t: CasesTest;
beforeAll(async () => void (t = await casesTest()));
afterAll(() => t.close());

/** A place of its own for each test, so that none meets the cases of another. */
let used = 0;
const place = (): [number, number] => [108.7005 + 0.004 * (used % 3), 34.3305 + 0.004 * (Math.floor(used++ / 3) % 3)];
const by = (who: Actor | null) => (who ? t.as(who) : t.withToken(null));
const similar = (who: Actor | null, point: [number, number], more: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  by(who)
    .ask(routes.similar, { body: { category: 'B03', description: '三号楼晚上黑漆漆的，灯都不亮', place: { point }, ...more } as never }, { headers })
    .then((reply) => reply.body.items);
const lamp = async (point: [number, number], who: Actor | null = t.who.resident, more: Record<string, unknown> = {}) =>
  (
    await t.report(who, {
      category: 'E06',
      description: '3号楼2单元楼道灯坏了三天没人修，找13800138000',
      place: { point, address: '渭滨家园3号楼2单元501室' },
      ...more,
    })
  ).body;
const accepted = async (point: [number, number], who: Actor | null = t.who.resident, more: Record<string, unknown> = {}) => {
  const made = await lamp(point, who, more);
  await t.go(made.id, [t.who.community, 'accept']);
  return made;
};
const merge = (who: Actor, id: string, into: string, key?: string) => t.as(who).ask(routes.merge, { params: { id }, body: { into } }, key ? { key } : {});
const split = (who: Actor, id: string) => t.as(who).ask(routes.split, { params: { id }, body: { note: '不是一件事' } });
const family = (who: Actor, id: string) => t.as(who).call(routes.duplicates, { params: { id } });
const meToo = (who: Actor | null, id: string, headers: Record<string, string> = {}, body = {}) =>
  by(who).ask(routes.meToo, { params: { district: t.town.district, id }, body }, { headers });
const settle = (id: string) =>
  t.go(
    id,
    [t.who.street, 'dispatch', { to: { org: t.town.orgs.department } }],
    [t.who.department, 'finish', { outcome: 'solved', note: '已换灯泡，王女士13900139000确认' }],
    [t.who.community, 'verify'],
  );
const asked = async (who: Actor, id: string) => t.matter(who, id);

describe('while reporting', () => {
  test('the public reads nothing of earlier reports that the public list does not tell', async () => {
    const point = place();
    const { id } = await lamp(point);
    expect(await similar(null, point)).toEqual([]);
    await t.go(id, [t.who.community, 'accept']);
    const [open] = await similar(null, point, { category: 'E06' });
    expect(open).toMatchObject({ id, address: null, text: expect.stringContaining('楼道灯坏了'), supported: false, me_too: 0 });
    expect(open!.reasons.join('；')).toBe('就在附近；刚刚反映；说法相近（“黑漆漆”“楼道灯”）');
    expect(JSON.stringify(open)).not.toMatch(/13800138000|501/);
    const [full] = await similar(t.who.community, point);
    expect(full!.reasons[0]).toBe('同一栋楼（3号）');
    expect(full).toMatchObject({ id, address: '渭滨家园3号楼2单元501室', text: expect.stringContaining('13800138000') });
    // Staff of another community see neither it nor a suggestion of it.
    expect(await similar(t.who.community2, point)).toEqual([]);
    expect((await similar(null, point, { category: 'I04', description: '楼下烧烤店油烟太大' })).length).toBe(0);
    expect(await similar(null, [point[0] + 0.004, point[1]])).toEqual([]);
    expect(await similar(null, [100, 30])).toEqual([]);
  });

  test('private and void cases are not told, and one statement is asked', async () => {
    const point = place();
    await accepted(point, t.who.resident, { public: false });
    const gone = await accepted(point);
    await t.go(gone.id, [t.who.street, 'void', { reason: 'test', note: '误报' }]);
    expect(await similar(null, point)).toEqual([]);
    const before = statements.count;
    await similar(null, point);
    expect(statements.count - before).toBe(1);
  });

  test('what was settled days ago has come again and is not the same', async () => {
    await using own = await casesTest();
    const point: [number, number] = [108.7005, 34.3305];
    const { id } = (await own.report(own.who.resident, { place: { point } })).body;
    await own.go(
      id,
      [own.who.community, 'accept'],
      [own.who.street, 'dispatch', { to: { org: own.town.orgs.department } }],
      [own.who.department, 'finish', { outcome: 'solved', note: '好了' }],
      [own.who.community, 'verify'],
      [own.who.resident, 'rate', { score: 5 }],
    );
    const ask = () => own.withToken(null).call(routes.similar, { body: { category: 'B03', description: '楼道灯又不亮了', place: { point } } });
    expect((await ask()).items).toMatchObject([{ id, final: true, reasons: expect.arrayContaining(['不久前刚办结']) }]);
    own.clock.advance(7 * 86_400_000);
    expect((await ask()).items).toEqual([]);
  });

  test('without a point the community decides', async () => {
    await using own = await casesTest();
    const area = own.town.communities[0];
    const made = (await own.report(own.who.resident, { description: '3号楼楼道灯坏了', category: 'E06', place: { area, address: '渭滨家园3号楼' } })).body;
    const ask = (place: Record<string, unknown>) =>
      own.as(own.who.community).call(routes.similar, { body: { category: 'E06', description: '三号楼楼道里灯不亮', place } });
    expect((await ask({ area, address: '渭滨家园3栋' })).items.map((one) => one.id)).toEqual([made.id]);
    expect((await ask({ point: inGrid, address: '渭滨家园3栋' })).items.map((one) => one.id)).toEqual([made.id]);
  });
});

describe('me too', () => {
  const device = { 'x-file-token': 'me-too-device-secret-0001' };

  test('counts once for a person or device, can be taken back, and is no use to the reporter', async () => {
    const { id } = await accepted(place());
    const drop = (who: Actor | null, headers: Record<string, string> = {}) =>
      by(who).ask(routes.dropMeToo, { params: { district: t.town.district, id } }, { headers });
    expect((await meToo(t.who.neighbour, id)).body).toEqual({ id, me_too: 1, supported: true });
    expect((await meToo(t.who.neighbour, id)).body.me_too).toBe(1);
    expect((await meToo(null, id, device)).body.me_too).toBe(2);
    expect((await meToo(null, id, device)).body.me_too).toBe(2);
    expect((await meToo(null, id)).problem()).toMatchObject({ status: 401, code: 'cases.device_needed' });
    expect((await meToo(t.who.resident, id)).problem().code).toBe('cases.own_case');
    expect((await meToo(t.who.grid, id, {}, { phone: '13700137000' })).body.me_too).toBe(3);
    expect((await meToo(t.who.grid, id, {}, { phone: '137-0013-7000' })).body.me_too).toBe(3);
    expect((await meToo(t.who.neighbour, id, {}, { phone: '13700137000' })).problem().status).toBe(403);
    expect((await t.as(t.who.community).call(routes.get, { params: { id } })).case.me_too).toBe(3);
    expect((await t.withToken(null).call(routes.publicCase, { params: { district: t.town.district, id } })).case.me_too).toBe(3);
    const page = (who: Actor | null) => by(who).call(routes.publicCase, { params: { district: t.town.district, id } });
    expect([(await page(t.who.neighbour)).supported, (await page(t.who.resident)).supported, (await page(null)).supported]).toEqual([true, false, false]);
    expect((await t.as(t.who.neighbour).call(routes.myMeToos, { query: {} })).items.map((one) => one.id)).toContain(id);
    expect((await drop(null, device)).body).toEqual({ id, me_too: 2, supported: false });
    expect((await drop(null, device)).body.me_too).toBe(2);
    expect((await drop(t.who.neighbour)).body.me_too).toBe(1);
    expect(JSON.stringify(await t.db.all(sql`SELECT * FROM cases.support WHERE matter = ${id}`))).not.toMatch(/1370013|me-too-device/);
  });

  test('ten presses at once are one', async () => {
    const { id } = await accepted(place());
    const replies = await Promise.all(Array.from({ length: 10 }, () => meToo(t.who.neighbour, id)));
    expect(replies.every((one) => one.status === 200)).toBe(true);
    expect((await meToo(t.who.neighbour, id)).body.me_too).toBe(1);
  });

  test('what is not public, or settled, takes none', async () => {
    const { id } = await lamp(place());
    expect((await meToo(t.who.neighbour, id)).problem().code).toBe('cases.not_public');
    expect((await meToo(t.who.neighbour, newId(t.clock.now()))).problem().code).toBe('cases.not_public');
    await t.go(id, [t.who.community, 'accept']);
    await settle(id);
    await t.go(id, [t.who.resident, 'rate', { score: 5 }]);
    expect((await meToo(t.who.neighbour, id)).problem().code).toBe('cases.already_settled');
  });
});

describe('merged', () => {
  test('one handling and one answer to all, without the personal data of the other', async () => {
    const point = place();
    const main = await accepted(point);
    const child = await lamp(point, t.who.neighbour, { description: '我们三栋楼道里灯不亮' });
    const before = await family(t.who.community, child.id);
    expect(before).toMatchObject({ may: true, main: null, merged: [], items: [{ id: main.id, address: '渭滨家园3号楼2单元501室' }] });
    expect((await merge(t.who.grid, child.id, main.id)).problem().status).toBe(403);
    expect((await merge(t.who.community2, child.id, main.id)).problem().status).toBe(404);
    expect((await merge(t.who.community, child.id, child.id)).problem().code).toBe('cases.merge_itself');
    const key = newId();
    expect((await merge(t.who.community, child.id, main.id, key)).body).toEqual({ id: child.id, into: { id: main.id, number: main.number }, carried: 0 });
    expect((await merge(t.who.community, child.id, main.id, key)).body.into.id).toBe(main.id);
    await drain(t.house);
    expect(await family(t.who.community, main.id)).toMatchObject({ merged: [{ id: child.id, answered: false }] });
    expect((await asked(t.who.neighbour, child.id)).timeline.at(-1)).toMatchObject({ step: 'merge', data: { into: main.number } });
    expect((await asked(t.who.community, child.id)).timeline.at(-1)!.data['by']).toContain('测试一社区');
    expect((await t.withToken(null).call(routes.publicCase, { params: { district: t.town.district, id: main.id } })).case.me_too).toBe(1);
    // The two say so on both sides, and it is suggested no more.
    expect((await family(t.who.community, child.id)).main).toMatchObject({ id: main.id });
    expect((await family(t.who.community, main.id)).items).toEqual([]);

    await settle(main.id);
    await drain(t.house);
    const told = await asked(t.who.neighbour, child.id);
    expect(told.timeline.at(-1)).toMatchObject({ step: 'answer_merged', data: { outcome: expect.any(String), note: expect.stringContaining('已换灯泡') } });
    expect(JSON.stringify(told)).not.toContain('13900139000');
    await t.go(main.id, [t.who.resident, 'rate', { score: 5 }]);
    await drain(t.house);
    expect((await asked(t.who.neighbour, child.id)).timeline.filter((one) => one.step === 'answer_merged')).toHaveLength(1);

    // One that comes later is told at once; when it is reopened all hear so, and of the new result.
    const late = await lamp(point, null, { description: '楼道灯不亮' });
    expect((await merge(t.who.community, late.id, child.id)).body.into.id).toBe(main.id);
    await drain(t.house);
    expect((await family(t.who.community, main.id)).merged.map((one) => one.answered)).toEqual([true, true]);
    await t.go(main.id, [t.who.resident, 'reopen', { note: '又灭了' }]);
    await drain(t.house);
    expect((await asked(t.who.neighbour, child.id)).timeline.at(-1)!.step).toBe('merged_reopened');
    await settle(main.id);
    await drain(t.house);
    expect((await asked(t.who.neighbour, child.id)).timeline.filter((one) => one.step === 'answer_merged')).toHaveLength(2);
    expect(await t.findings()).toEqual([]);
  });

  test('is split again, and carried along when its main case is merged', async () => {
    const point = place();
    const [a, b, c] = [await accepted(point), await lamp(point, t.who.neighbour), await lamp(point, null)];
    await merge(t.who.community, b.id, a.id);
    expect((await merge(t.who.community, a.id, c.id)).body.carried).toBe(1);
    expect((await family(t.who.community, c.id)).merged.map((one) => one.id).toSorted()).toEqual([a.id, b.id].toSorted());
    expect((await merge(t.who.community, c.id, b.id)).problem().code).toBe('cases.merge_itself');
    expect((await merge(t.who.community, b.id, c.id)).problem().status).toBe(409);
    expect((await split(t.who.grid, b.id)).problem().status).toBe(403);
    expect((await split(t.who.community, b.id)).body.from.id).toBe(c.id);
    expect((await split(t.who.community, b.id)).problem().code).toBe('cases.not_merged');
    expect((await asked(t.who.neighbour, b.id)).matter.state).toBe('accepted');
    expect((await family(t.who.community, c.id)).merged.map((one) => one.id)).toEqual([a.id]);
    await drain(t.house);
    expect(await t.findings()).toEqual([]);
  });

  test('nobody’s report is lost when the main case is withdrawn', async () => {
    const point = place();
    const [main, child] = [await lamp(point), await lamp(point, t.who.neighbour)];
    await merge(t.who.community, child.id, main.id);
    // A case that says "merged" and hangs nowhere is found.
    const [link] = await t.db.all<{ at: string }>(sql`DELETE FROM matters.link WHERE child = ${child.id} RETURNING at`);
    await drain(t.house);
    expect(await t.findings()).toMatchObject([{ room: 'cases', where: child.number, what: 'the case is merged into 0 cases' }]);
    await t.db.run(sql`INSERT INTO matters.link VALUES (${t.town.district}, ${child.id}, ${main.id}, 'repeats', ${link!.at})`);
    await t.go(main.id, [t.who.resident, 'withdraw', { note: '不用了' }]);
    await drain(t.house);
    expect((await asked(t.who.neighbour, child.id)).matter.state).toBe('accepted');
    expect((await merge(t.who.community, child.id, main.id)).problem().code).toBe('cases.merge_ended');
    expect((await family(t.who.community, main.id)).merged).toEqual([]);
  });

  test('the one who reported the merged one is counted by it, not twice', async () => {
    const point = place();
    const main = await accepted(point);
    await meToo(t.who.neighbour, main.id);
    const child = await lamp(point, t.who.neighbour);
    await merge(t.who.community, child.id, main.id);
    expect((await meToo(null, child.id, { 'x-file-token': 'another-device-secret-0002' })).status).toBe(200);
    expect((await family(t.who.community, child.id)).main!.id).toBe(main.id);
    expect((await t.as(t.who.community).call(routes.get, { params: { id: main.id } })).case.me_too).toBe(2);
    expect((await meToo(t.who.neighbour, main.id)).problem().code).toBe('cases.own_case');
  });

  test('merges that cross, and a merge against a step, end in one order or the other', async () => {
    for (let round = 0; round < 6; round++) {
      const point = place();
      const [a, b, c] = [await lamp(point), await lamp(point, t.who.neighbour), await lamp(point, null)];
      const replies = await Promise.all([
        merge(t.who.community, a.id, b.id),
        merge(t.who.community, b.id, c.id),
        merge(t.who.community, c.id, a.id),
        t.step(t.who.community, a.id, 'accept'),
        t.step(t.who.street, b.id, 'void', { reason: 'test', note: '误报' }),
      ]);
      expect(
        replies.every((one) => [200, 409, 404, 403].includes(one.status)),
        replies.map((one) => one.text).join('\n'),
      ).toBe(true);
      await drain(t.house);
      const ids = [a.id, b.id, c.id];
      const links = await t.db.all<{ child: string; parent: string }>(
        sql`SELECT child, parent FROM matters.link WHERE meaning = 'repeats' AND (child = ANY(${ids}::uuid[]) OR parent = ANY(${ids}::uuid[]))`,
      );
      // One step from the main case, one main case each, and never below one that is gone.
      expect(new Set(links.map((one) => one.child)).size).toBe(links.length);
      expect(links.some((one) => links.some((other) => other.child === one.parent))).toBe(false);
      const states = await t.db.all<{ id: string; state: string }>(sql`SELECT id, state FROM matters.matter WHERE id = ANY(${ids}::uuid[])`);
      for (const { id, state } of states) expect(state === 'merged').toBe(links.some((one) => one.child === id));
      for (const { parent } of links) expect(states.find((one) => one.id === parent)!.state).not.toBe('void');
    }
    expect(await t.findings()).toEqual([]);
  });
});
