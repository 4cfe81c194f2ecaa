import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CasesTest } from '@hezhi/cases/testing';
import { newId, type Actor } from '@hezhi/contract';
import { routes as directory } from '@hezhi/directory/contract';
import { routes as matters } from '@hezhi/matters/contract';
import { sql } from '@hezhi/server';
import sharp from 'sharp';
import { routes } from '../contract/index.ts';
import { covenantsTest, type CovenantsTest } from '../testing/house.ts';

let t: CasesTest;
let c: CovenantsTest;
beforeAll(async () => {
  c = await covenantsTest();
  t = c.t;
});
afterAll(() => t.close());

describe('signatures', () => {
  test('are one a person at once, sealed, shown to the signer and, on record, to the keeper; withdrawn ones leave nothing', async () => {
    const { resident, neighbour, community, community2, street } = t.who;
    const { id } = await c.adopted();
    expect((await t.withToken(null).ask(routes.sign, { params: c.at(id), body: { id: newId(), version: 1, image: c.picture } })).status).toBe(401);
    const all = await Promise.all(Array.from({ length: 4 }, () => c.sign(resident, id)));
    expect(all.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409]);
    const mine = (await c.read(id, resident)).body;
    expect(mine).toMatchObject({ signed: 1, mine: { version: 1, image: expect.stringMatching(/^data:image\/png/) } });
    expect((await c.read(id, neighbour)).body.mine).toBeNull();
    const stored = JSON.stringify(await t.db.all(sql`SELECT * FROM covenants.signature`));
    expect(stored).not.toContain('iVBOR');
    const signature = mine.mine!.id;
    const look = (by: Actor) => t.as(by).ask(routes.signatureImage, { params: { id: signature }, body: { purpose: '核对签名' } });
    expect((await look(neighbour)).status).toBe(403);
    expect((await look(t.who.grid)).status).toBe(403);
    expect((await look(community2)).problem().code).toBe('covenants.signature_gone');
    expect((await look(community)).body.image).toMatch(/^data:image\/png/);
    expect((await t.as(resident).call(directory.myReadings, {})).items[0]).toMatchObject({ purpose: '核对签名' });
    expect((await t.as(community).call(routes.signatures, { params: { id } })).items).toMatchObject([
      { id: signature, name: '测试resident', building: '3号楼' },
    ]);
    expect((await t.as(community2).ask(routes.signatures, { params: { id } })).problem().code).toBe('covenants.not_found');
    expect((await t.as(street).call(routes.detail, { params: { id } })).by_building).toEqual([
      { key: '3', label: '3号楼', households: 36, signed: 1 },
      { key: null, label: null, households: 1, signed: 0 },
    ]);
    expect((await t.as(neighbour).ask(routes.unsign, { params: c.at(signature) })).problem().code).toBe('covenants.signature_gone');
    await t.as(resident).call(routes.unsign, { params: c.at(signature) });
    expect(await t.db.find(sql`SELECT image_sealed, home_sealed, home_lookup FROM covenants.signature WHERE id = ${signature}`)).toEqual({
      image_sealed: null,
      home_sealed: null,
      home_lookup: null,
    });
    expect((await look(community)).problem().code).toBe('covenants.signature_gone');
    expect((await c.sign(resident, id)).status).toBe(201);
  });

  test('of a household are one a home, however its door is written', async () => {
    const { resident, neighbour, community } = t.who;
    const { id } = await c.adopted({ sign_by: 'household' });
    expect((await c.sign(resident, id)).problem().code).toBe('covenants.home_needed');
    expect((await c.sign(resident, id, { building: null, room: '1-201' })).problem().code).toBe('covenants.home_needed');
    expect((await c.sign(resident, id, { building: '9', room: '1-201' })).problem().code).toBe('covenants.building_unknown');
    const both = await Promise.all([c.sign(resident, id, { room: '1-201' }), c.sign(neighbour, id, { room: ' １－２０１ ' })]);
    expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect(both.find((one) => one.status === 409)!.problem().code).toBe('covenants.home_signed');
    const [one] = (await t.as(community).call(routes.signatures, { params: { id } })).items;
    expect((await t.as(community).call(routes.signatureImage, { params: { id: one!.id }, body: { purpose: '核对' } })).home).toBe('3 1-201');
  });

  test('what is no picture, an empty one, or of another version is refused', async () => {
    const { resident } = t.who;
    const { id } = await c.adopted();
    const empty = `data:image/png;base64,${(
      await sharp({ create: { width: 20, height: 20, channels: 3, background: 'white' } })
        .png()
        .toBuffer()
    ).toString('base64')}`;
    expect((await c.sign(resident, id, { image: empty })).problem().code).toBe('covenants.image_wrong');
    expect((await c.sign(resident, id, { image: 'data:image/png;base64,AAAA' })).problem().code).toBe('covenants.image_wrong');
    expect((await c.sign(resident, id, { version: 2 })).problem().code).toBe('covenants.new_version');
    const draft = await c.consulted();
    expect((await c.sign(resident, draft.id)).problem().code).toBe('covenants.not_adopted');
  });
});

describe('reminders', () => {
  test('hold an article and a place, no person; are counted; become a case once', async () => {
    const { grid, grid2, community, community2, neighbour } = t.who;
    const { id, text } = await c.adopted();
    const body = { id: newId(), article: text[1]!.id, area: t.town.grids[0], place: '3号楼1单元201室门口', said: '请王某把纸箱收回家，电话13800138000' };
    const remind = (by: Actor, more: object = {}) => t.as(by).ask(routes.remind, { params: { id }, body: { ...body, ...more } });
    expect((await remind(neighbour)).status).toBe(403);
    expect((await remind(community2)).problem().code).toBe('covenants.not_found');
    expect((await remind(grid2)).problem().code).toBe('covenants.out_of_area');
    expect((await remind(grid, { article: newId() })).problem().code).toBe('covenants.article_unknown');
    expect((await remind(grid)).body).toMatchObject({ number: 2, text: '不在楼道堆放杂物', case_id: null });
    expect(JSON.stringify(await t.db.all(sql`SELECT * FROM covenants.reminder`))).not.toMatch(/13800138000|201室/);
    const columns = await t.db.all<{ name: string }>(
      sql`SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'covenants' AND table_name = 'reminder'`,
    );
    // A new column must be looked at: none may tell who was reminded.
    expect(columns.map((one) => one.name).toSorted()).toEqual([
      'area',
      'article',
      'at',
      'by_person',
      'case_id',
      'covenant',
      'district',
      'id',
      'place',
      'said',
      'version',
    ]);
    await remind(grid, { id: newId() });
    expect((await t.as(community).call(routes.counts, { params: { id } })).items).toMatchObject([{ number: 2, area: t.town.grids[0], n: 2, cases: 0 }]);
    expect((await t.as(grid2).call(routes.reminders, { params: { id } })).items).toEqual([]);
    expect((await c.read(id)).body.reminders).toEqual([{ article: text[1]!.id, n: 2 }]);
    const turn = () => t.as(grid).ask(routes.toCase, { params: { id: body.id }, body: { category: 'B03' } });
    const both = await Promise.all([turn(), turn()]);
    expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    const made = both.find((one) => one.status === 201)!.body;
    expect((await t.as(community).call(matters.get, { params: { id: made.id } })).matter.number).toBe(made.number);
    expect((await t.as(community).call(routes.counts, { params: { id } })).items[0]).toMatchObject({ n: 2, cases: 1 });
    expect(await t.findings()).toEqual([]);
  });
});
