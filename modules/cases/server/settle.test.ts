import { newId } from '@hezhi/contract';
import { sql } from '@hezhi/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes, settleOutcomes } from '../contract/index.ts';
import { casesTest, inGrid, type CasesTest } from '../testing/house.ts';
import { baseProcedure } from '@hezhi/methods/base';

let t: CasesTest;
beforeAll(async () => void (t = await casesTest()));
afterAll(() => t.close());
const settle = { outcome: 'solved_on_spot' as const, note: '已扶正井盖并清理' };

describe('settled on the spot', () => {
  test('report and settlement are one command: photos before and after, who did it, and what is left is to verify it', async () => {
    const { grid, community } = t.who;
    const [before, after] = [await t.photo(grid), await t.photo(grid)];
    const { status, body } = await t.report(grid, { photos: [before], settle: { ...settle, photos: [after] } });
    expect([status, body.state, body.revision]).toEqual([201, 'verifying', 2]);
    expect(body.sentence).toContain('当场办结');
    const matter = await t.matter(community, body.id);
    expect(matter.timeline.map((entry) => [entry.step, entry.data['photos']])).toEqual([
      ['open', [before]],
      ['settle', [after]],
    ]);
    expect(matter.legs.map((leg) => [leg.key, leg.owner.name])).toEqual([['verify', '测试一社区']]);
    expect((await t.as(community).call(routes.get, { params: { id: body.id } })).case.photos.map((photo) => photo.id)).toEqual([before]);
    const claimed = await t.db.all(sql`SELECT FROM documents.file WHERE matter = ${body.id}`);
    expect(claimed).toHaveLength(2);
    await t.go(body.id, [community, 'verify']);
    expect(await t.findings()).toEqual([]);
  });

  test('a phone that sends twice, with the same id or the same key, settles once', async () => {
    const photo = await t.photo(t.who.grid);
    for (const [keys, more] of [
      [['spot-1', 'spot-1'], { photos: [photo] }],
      [['spot-2', 'spot-3'], {}],
    ] as const) {
      const body = { id: newId(), settle: { ...settle, ...more } };
      const replies = await Promise.all(keys.map((key) => t.report(t.who.grid, body, { key })));
      expect(replies.map((one) => [one.status, one.body.id, one.body.state])).toEqual(replies.map(() => [201, body.id, 'verifying']));
      expect((await t.matter(t.who.community, body.id)).timeline.map((entry) => entry.step)).toEqual(['open', 'settle']);
    }
  });

  test('is for who may, where they may; what is wrong with it undoes the report too', async () => {
    const count = async () => (await t.db.find<{ n: number }>(sql`SELECT count(*)::int AS n FROM cases.case`))!.n;
    const known = await count();
    expect((await t.report(t.who.resident, { settle })).problem()).toMatchObject({ status: 403, code: 'kernel.forbidden' });
    expect((await t.report(null, { settle })).problem().status).toBe(403);
    expect((await t.report(t.who.department, { settle })).problem().status).toBe(403);
    // A grid worker of the first grid does not settle in the third.
    const elsewhere = await t.report(t.who.grid, { settle, place: { point: [108.725, 34.335], address: 'x' } });
    expect([elsewhere.status >= 400, elsewhere.problem().code.startsWith('matters.')]).toEqual([true, true]);
    expect((await t.report(t.who.grid, { settle: { ...settle, note: ' ' } })).problem()).toMatchObject({
      status: 422,
      errors: [{ path: '/body/settle/note' }],
    });
    const others = await t.photo(t.who.grid2);
    expect((await t.report(t.who.grid, { settle: { ...settle, photos: [others] } })).problem().code).toBe('documents.file_gone');
    expect((await t.report(t.who.grid, { place: { point: inGrid }, photos: [others], settle })).problem().code).toBe('documents.file_gone');
    expect(await count()).toBe(known);
  });

  test('knows the results that its step knows', () => {
    const field = (baseProcedure('standard_case', 3) as { steps: { settle: { fields: { key: string; options?: unknown }[] } } }).steps.settle.fields.find(
      (one) => one.key === 'outcome',
    ) as { options: { value: string }[] };
    expect([...settleOutcomes]).toEqual(field.options.map((one) => one.value));
  });
});
