import { newId } from '@hezhi/contract';
import { routes as directory } from '@hezhi/directory/contract';
import { sql, verifyAll } from '@hezhi/server';
import { describe, expect, it } from 'vitest';
import { lastDayToChallenge } from '../contract/index.ts';
import { ownersTest, routes } from '../testing/house.ts';

describe('the register', () => {
  it('keeps every version, shows names masked, logs readings, and is claimed by the phone of the account', async () => {
    await using t = await ownersTest();
    const clerk = t.as(t.who.clerk);
    const { district } = t.town;
    const { id: group, owners } = await t.compound([{ area: '89.34' }]);
    // Links of old carry the id alone.
    expect(await t.withToken(null).call(routes.where, { params: { id: group } })).toEqual({ district });
    expect((await t.withToken(null).ask(routes.where, { params: { id: newId() } })).problem().code).toBe('owners.group_not_found');
    const { items } = await clerk.call(routes.units, { params: { id: group } });
    expect(items[0]).toMatchObject({ label: '1号楼101', area: 893_400, holder: '业**', phone: '138****1000', source: 'register', bound: true });
    const body = {
      id: items[0]!.id,
      version: 1,
      label: '1号楼101',
      building: '1号楼',
      area: '98.34',
      source: 'survey' as const,
      owner: owners[0]!,
      reason: '按实测更正',
    };
    const race = await Promise.all([1, 2].map(() => clerk.ask(routes.saveUnit, { params: { id: group }, body })));
    expect(race.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    expect(
      (await clerk.call(routes.unitHistory, { params: { id: group, unit: body.id } })).map(({ version, area, reason }) => [version, area, reason]),
    ).toEqual([
      [1, 893_400, '首次登记'],
      [2, 983_400, '按实测更正'],
    ]);
    expect((await clerk.ask(routes.saveUnit, { params: { id: group }, body: { ...body, id: newId(), version: 0 } })).problem()).toMatchObject({
      code: 'owners.unit_taken',
    });
    expect((await clerk.ask(routes.saveUnit, { params: { id: group }, body: { ...body, version: 2, area: '98.345' } })).problem().code).toBe(
      'owners.area_wrong',
    );
    expect((await t.as(t.who.street).ask(routes.reveal, { params: { id: group, owner: owners[0]! }, body: { purpose: '送达' } })).problem().status).toBe(403);
    expect(await clerk.call(routes.reveal, { params: { id: group, owner: owners[0]! }, body: { purpose: '送达会议公告' } })).toEqual({
      name: '业主1',
      others: [],
      phone: '13800001000',
    });
    const readings = await t.db.all<{ purpose: string }>(sql`SELECT purpose FROM directory.reading WHERE person = ${t.residents[0]!.person}`);
    expect(readings).toEqual([{ purpose: '渭滨家园 送达会议公告' }]);
    expect((await t.as(t.residents[0]!).call(routes.page, { params: { district, id: group } })).mine).toMatchObject([
      { label: '1号楼101', area: 983_400, source: 'survey' },
    ]);

    // Another phone is another proof: the account is no longer bound, and claims anew by its own phone.
    await clerk.call(routes.saveOwner, {
      params: { id: group, owner: owners[0]! },
      body: { kind: 'person', name: '业主1', phone: '139 1234 5678', version: 1, reason: '换号' },
    });
    expect((await t.as(t.residents[0]!).call(routes.page, { params: { district, id: group } })).mine).toBeNull();
    const phone = t.house.vault.seal('13912345678', 'person.phone');
    const claimUnit = (label: string) => t.as(t.residents[0]!).ask(routes.claim, { params: { district, id: group }, body: { label } });
    expect((await claimUnit('1号楼101')).problem().code).toBe('owners.claim_failed');
    await t.db.run(sql`UPDATE directory.person SET phone_sealed = ${phone} WHERE id = ${t.residents[0]!.person}`);
    expect((await claimUnit('1号楼102')).problem().code).toBe('owners.claim_failed');
    // Whoever says to live here and then holds a home in the register is confirmed; whoever holds one before is so at once.
    const lives = async () => (await t.as(t.residents[0]!).call(directory.myHome)).home?.state;
    const [here, there] = t.town.communities;
    await t.as(t.residents[0]!).call(directory.chooseHome, { body: { area: here } });
    expect(await lives()).toBe('declared');
    expect((await claimUnit('1号楼101')).body).toEqual({ units: ['1号楼101'] });
    expect(await lives()).toBe('confirmed');
    t.clock.advance(31 * 86_400_000);
    expect((await t.as(t.residents[0]!).call(directory.chooseHome, { body: { area: there } })).home?.state).toBe('declared');
    t.clock.advance(31 * 86_400_000);
    expect((await t.as(t.residents[0]!).call(directory.chooseHome, { body: { area: here } })).home?.state).toBe('confirmed');
    expect((await t.as(t.residents[0]!).call(routes.mine)).items).toMatchObject([{ id: group, units: ['1号楼101'] }]);
    expect((await verifyAll(t.house)).all).toEqual([]);
  });

  it('comes from a table, all or nothing; the same name alone is not the same owner', async () => {
    await using t = await ownersTest();
    const { id: group } = await t.compound([{ area: '10' }]);
    const send = async (csv: string) => {
      const payload = Buffer.from(
        `--edge\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n${csv}\r\n--edge--\r\n`,
      );
      const reply = await t
        .as(t.who.clerk)
        .inject({ method: 'POST', url: `/api/owners/${group}/import`, headers: { 'content-type': 'multipart/form-data; boundary=edge' }, payload });
      return JSON.parse(reply.body) as { units: number; owners: number; faults: { row: number; column: string }[]; code?: string };
    };
    expect(await send('房号,面积\n1,2\n')).toMatchObject({ code: 'owners.unreadable' });
    const head = '房号,楼栋,类型,面积,面积来源,业主,业主类别,电话,共有人,归户,已交付\n';
    const wrong = await send(
      `${head}2号楼101,2号楼,住宅,89.345,登记,张三,个人,13900000001,,,是\n2号楼101,2号楼,别墅,80,登记,,个人,,,,是\n1号楼101,,,50,合同,李四,,,,,\n`,
    );
    expect(wrong).toMatchObject({
      units: 0,
      faults: [
        { row: 2, column: '面积' },
        { row: 3, column: '业主' },
        { row: 3, column: '类型' },
        { row: 4, column: '房号' },
      ],
    });
    const good = `${head}2号楼101,2号楼,住宅,89.34,登记,张三,个人,13900000001,李四,,是\n2号楼102,2号楼,住宅,89.34,测绘,张三,个人,13900000002,,,是\n2号楼103,2号楼,住宅,70,测绘,张三,个人,13900000002,,,是\n车位7,,车位,12.5,合同,,建设单位,,,,否\n`;
    expect(await send(good)).toEqual({ units: 4, owners: 3, faults: [] });
    expect((await t.as(t.who.clerk).call(routes.group, { params: { id: group } })).counts).toEqual({
      units: 5,
      heads: 4,
      area: 100_000 + 893_400 * 2 + 700_000 + 125_000,
    });
    const found = await t.as(t.who.clerk).call(routes.people, { params: { id: group }, query: { q: '张三' } });
    expect(found.items.map(({ units, others }) => [units, others]).toSorted((a, b) => Number(b[1]) - Number(a[1]))).toEqual([
      [['2号楼101'], 1],
      [['2号楼102', '2号楼103'], 0],
    ]);
    expect((await verifyAll(t.house)).all).toEqual([]);
  });
});

describe('the last day to challenge', () => {
  it('is the same day a year on, the last of February where there is no 29th', () => {
    expect(['2026-03-01', '2027-12-31', '2028-02-29', '2027-02-28'].map(lastDayToChallenge)).toEqual(['2027-03-01', '2028-12-31', '2029-02-28', '2028-02-28']);
  });
});
