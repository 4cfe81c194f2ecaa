import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { casesTest, type CasesTest } from '@hezhi/cases/testing';
import { newId, type Actor } from '@hezhi/contract';
import { routes as directory } from '@hezhi/directory/contract';
import { routes as matters } from '@hezhi/matters/contract';
import { routes as notices } from '@hezhi/notices/contract';
import { drain, sql, verifyAll, type Sql } from '@hezhi/server';
import { routes } from '../contract/index.ts';
import { room, takeTopics } from './index.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
let t: CasesTest;
let studio: string;
let deputy: string;
beforeAll(async () => {
  t = await casesTest({ more: [room] });
  studio = newId();
  const own = t.as(t.who.community);
  await own.call(routes.addStudio, {
    body: { id: studio, area: t.town.communities[0], name: '测试一社区代表联络站', place: '社区一楼', phone: '029-33212345', hours: '工作日 9:00-17:00' },
  });
  deputy = await entered();
});
afterAll(() => t.close());

const at = (id: string) => ({ district: t.town.district, id });
async function entered(more: object = {}) {
  const id = newId();
  const contacts = [{ id: newId(), area: t.town.grids[0], label: '3号楼居民小组', note: '联系人王丽丽13800138000' }];
  const body = {
    id,
    studio,
    name: '王代表',
    kind: 'congress',
    level: 'district',
    duty: '社区医生',
    intro: '',
    hours: '每月15日下午',
    term_from: '2026-01-01',
    term_to: '2026-12-31',
    contacts,
  };
  await t.as(t.who.community).call(routes.addDeputy, { body: { ...body, ...more } as never });
  return id;
}
const times = (more: object = {}) => {
  const starts = t.clock.now() + 3 * DAY;
  return {
    studio,
    deputies: [deputy],
    starts_at: new Date(starts).toISOString(),
    ends_at: new Date(starts + HOUR).toISOString(),
    slot: 20,
    ways: ['onsite', 'phone', 'online'] as const,
    place: '社区一楼接待室',
    online: '会议号 123',
    topic: '老旧小区改造',
    ...more,
  };
};
async function planned(more: object = {}) {
  const id = newId();
  await t.as(t.who.community).call(routes.addReception, { body: { id, ...times(more) } as never });
  return id;
}
const book = (by: Actor, reception: string, more: object = {}) =>
  t.as(by).ask(routes.signUp, { params: at(reception), body: { id: newId(), way: 'onsite', topic: '楼道灯', ...more } });
const told = async (by: Actor) => {
  await drain(t.house);
  await drain(t.house);
  return (await t.as(by).call(notices.list, { query: { limit: 100 } })).items;
};

describe('studios and deputies', () => {
  test('stand in a territory; everybody reads who serves, with contacts that name nobody', async () => {
    const { community, community2, neighbour, street } = t.who;
    const page = await t.withToken(null).call(routes.publicStudio, { params: at(studio) });
    expect(page).toMatchObject({ name: '测试一社区代表联络站', people: [{ id: deputy, kind: 'congress', in_office: true, record: { raised: 0 } }] });
    expect(JSON.stringify(page)).not.toMatch(/13800138000|王丽丽/);
    const list = async (area?: string) =>
      (await t.withToken(null).call(routes.publicStudios, { query: { district: t.town.district, ...(area ? { area } : {}) } })).items.map((one) => one.id);
    expect(await list()).toContain(studio);
    expect(await list(t.town.grids[0])).toContain(studio);
    expect(await list(t.town.communities[1])).toEqual([]);
    expect((await t.as(neighbour).ask(routes.studios)).status).toBe(403);
    expect((await t.as(community2).call(routes.studios)).items).toEqual([]);
    expect((await t.as(street).call(routes.people, { query: {} })).items.map((one) => one.id)).toContain(deputy);
    const change = { revision: 1, area: t.town.communities[0], name: '新名', place: '一楼', phone: '', hours: '', active: true };
    expect((await t.as(community2).ask(routes.changeStudio, { params: { id: studio }, body: change })).problem().code).toBe('deputies.studio_gone');
    expect(
      (
        await t.as(community).ask(routes.addDeputy, {
          body: {
            id: newId(),
            studio,
            name: '李委员',
            kind: 'conference',
            level: 'district',
            duty: '',
            intro: '',
            hours: '',
            term_from: '2026-02-01',
            term_to: '2026-01-01',
            contacts: [],
          },
        })
      ).problem().code,
    ).toBe('deputies.term_wrong');
    const past = await entered({ term_to: '2026-06-30' });
    expect((await t.withToken(null).call(routes.publicStudio, { params: at(studio) })).people.map((one) => one.id)).not.toContain(past);
    expect((await t.as(neighbour).ask(routes.message, { params: at(past), body: { id: newId(), words: '您好，请问' } })).problem().code).toBe(
      'deputies.deputy_gone',
    );
  });
});

describe('reception days', () => {
  test('the last place goes to one, whoever comes at the same moment; all places to as many as there are', async () => {
    const { resident, neighbour, grid, department, district, street } = t.who;
    const id = await planned();
    const six = [resident, neighbour, grid, department, district, street];
    const any = await Promise.all(six.map((by) => book(by, id)));
    expect(any.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([201, 201, 201, 409, 409, 409]);
    expect(new Set(any.filter((one) => one.status === 201).map((one) => one.body.n))).toEqual(new Set([0, 1, 2]));
    expect(new Set(any.filter((one) => one.status === 409).map((one) => one.problem().code))).toEqual(new Set(['deputies.full']));
    const last = await planned();
    const same = await Promise.all(six.map((by) => book(by, last, { n: 2 })));
    expect(same.filter((one) => one.status === 201)).toHaveLength(1);
    expect(new Set(same.filter((one) => one.status === 409).map((one) => one.problem().code))).toEqual(new Set(['deputies.slot_taken']));
    const twice = await Promise.all([0, 1, 2].map((n) => book(resident, last, { n })));
    expect(twice.filter((one) => one.status === 201).length).toBeLessThanOrEqual(1);
    expect(
      await t.db.find(sql`SELECT count(*)::int AS n FROM deputies.signup WHERE reception = ${last} AND person = ${resident.person} AND state <> 'cancelled'`),
    ).toEqual({ n: 1 });
  });

  test('ways, numbers and how to join are for those concerned; cancelled places are free again', async () => {
    const { resident, neighbour, community, community2 } = t.who;
    const id = await planned({ ways: ['phone', 'online'] });
    expect((await t.withToken(null).ask(routes.signUp, { params: at(id), body: { id: newId(), way: 'phone', topic: '楼道灯' } })).status).toBe(401);
    expect((await book(resident, id)).problem().code).toBe('deputies.way_closed');
    expect((await book(resident, id, { way: 'phone' })).problem().code).toBe('deputies.phone_needed');
    const mine = (await book(resident, id, { way: 'phone', phone: '13800138000', n: 0 })).body;
    await book(neighbour, id, { way: 'online', n: 1 });
    const page = (by: Actor | null) => (by ? t.as(by) : t.withToken(null)).call(routes.publicReception, { params: at(id) });
    expect(await page(null)).toMatchObject({ free: 1, online: null, mine: null });
    expect((await page(null)).times.map((one) => one.free)).toEqual([false, false, true]);
    expect(await page(resident)).toMatchObject({ online: null, mine: { id: mine.id } });
    expect(await page(neighbour)).toMatchObject({ online: '会议号 123' });
    expect(JSON.stringify(await page(neighbour))).not.toContain('测试resident');
    expect(JSON.stringify(await t.db.all(sql`SELECT * FROM deputies.signup`))).not.toContain('13800138000');
    expect((await t.as(community2).ask(routes.reception, { params: { id } })).problem().code).toBe('deputies.reception_gone');
    expect((await t.as(community2).ask(routes.signupPhone, { params: { id: mine.id } })).problem().code).toBe('deputies.signup_gone');
    expect((await t.as(community).call(routes.reception, { params: { id } })).signups.map((one) => [one.name, one.has_phone])).toEqual([
      ['测试resident', true],
      ['测试neighbour', false],
    ]);
    expect((await t.as(community).call(routes.signupPhone, { params: { id: mine.id } })).phone).toBe('13800138000');
    expect((await t.as(resident).call(directory.myReadings, {})).items[0]).toMatchObject({ purpose: '代表接待日电话接待' });
    expect((await t.as(neighbour).ask(routes.cancelSignup, { params: at(mine.id) })).problem().code).toBe('deputies.signup_gone');
    await t.as(resident).call(routes.cancelSignup, { params: at(mine.id) });
    expect((await page(null)).free).toBe(2);
    expect(await t.db.find(sql`SELECT phone_sealed FROM deputies.signup WHERE id = ${mine.id}`)).toEqual({ phone_sealed: null });
  });

  test('reminds the day before, once; who signed up is told when it is cancelled; its time stays while somebody waits', async () => {
    const { resident, neighbour, community } = t.who;
    const change = (id: string, revision: number, more: object) =>
      t.as(community).ask(routes.changeReception, { params: { id }, body: { revision, ...times(more) } as never });
    const id = await planned();
    await book(resident, id);
    expect((await change(id, 1, { slot: 30 })).problem().code).toBe('deputies.has_signups');
    expect((await change(id, 1, { place: '二楼' })).body).toMatchObject({ place: '二楼', revision: 2 });
    expect((await change(id, 1, { place: '三楼' })).problem().code).toBe('deputies.changed');
    expect((await change(id, 2, { starts_at: new Date(t.clock.now() - DAY).toISOString() })).problem().code).toBe('deputies.time_wrong');
    expect((await change(id, 2, { deputies: [newId()] })).problem().code).toBe('deputies.deputy_elsewhere');
    t.clock.advance(2 * DAY + 60_000);
    expect((await told(resident)).filter((one) => one.title === '明天的代表接待' && one.link?.endsWith(id))).toHaveLength(1);
    expect((await told(neighbour)).filter((one) => one.link?.endsWith(id))).toEqual([]);
    const end = (how: 'held' | 'cancelled', revision = 2) =>
      t.as(community).ask(routes.endReception, { params: { id }, body: { revision, how, note: '代表出差，改期另行通知' } });
    expect((await end('held')).problem().code).toBe('deputies.not_planned');
    expect((await end('cancelled')).body).toMatchObject({ state: 'cancelled' });
    expect((await told(resident)).find((one) => one.title === '代表接待日取消')?.body).toContain('代表出差');
    expect((await book(neighbour, id)).problem().code).toBe('deputies.not_planned');
    const file = await t.withToken(null).ask(routes.calendar, { query: { district: t.town.district } });
    expect(file.headers['content-type']).toContain('text/calendar');
    expect(file.text).toMatch(new RegExp(`UID:${id}@hezhi`));
    expect(file.text).toContain('STATUS:CANCELLED');
    expect(file.text).not.toMatch(/会议号|测试resident/);
  });
});

describe('what was raised', () => {
  test('becomes a case that its asker follows; the record follows how it ends', async () => {
    const { resident, community, community2, street, department } = t.who;
    const reception = await planned();
    const signup = (await book(resident, reception)).body.id;
    const id = newId();
    const body = { id, deputy, reception, signup, way: 'onsite' as const, words: '我叫张建国，3号楼楼道灯坏了一个月' };
    await t.as(community).call(routes.raise, { body });
    expect((await t.as(community2).ask(routes.raise, { body: { ...body, id: newId() } })).problem().code).toBe('deputies.deputy_gone');
    expect((await t.as(community).call(routes.reception, { params: { id: reception } })).signups[0]!.state).toBe('came');
    const turn = () => t.as(community).ask(routes.toCase, { params: { id }, body: { category: 'B03', address: '渭滨家园3号楼' } });
    expect((await t.as(community2).ask(routes.toCase, { params: { id }, body: { category: 'B03', address: '' } })).problem().code).toBe('deputies.raised_gone');
    const both = await Promise.all([turn(), turn()]);
    expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    const made = both.find((one) => one.status === 201)!.body;
    expect((await t.as(resident).call(matters.get, { params: { id: made.id } })).matter.number).toBe(made.number);
    const record = async () => (await t.as(community).call(routes.figures, { query: {} })).items.find((one) => one.deputy === deputy)!;
    expect(await record()).toMatchObject({ raised: 1, answered: 0, solved: 0, open: 1 });
    await t.go(
      made.id,
      [community, 'accept'],
      [street, 'dispatch', { to: { org: t.town.orgs.department } }],
      [department, 'finish', { outcome: 'solved', note: '灯已换好' }],
      [community, 'verify'],
      [resident, 'rate', { score: 5, solved: 'yes' }],
    );
    await drain(t.house);
    expect(await record()).toMatchObject({ raised: 1, answered: 1, solved: 1, open: 0 });
    // Words of the studio beside it: told to who raised it, shown without the name.
    const answer = () => t.as(community).ask(routes.answer, { params: { id }, body: { answer: '路灯已修好，谢谢您反映' } });
    expect((await answer()).body).toMatchObject({ state: 'case', solved: true });
    expect((await answer()).problem().code).toBe('deputies.decided');
    expect((await told(resident)).map((one) => one.title)).toContain('代表委员答复了您');
    const [shown] = (await t.withToken(null).call(routes.publicStudio, { params: at(studio) })).answered;
    expect(shown).toMatchObject({ id, solved: true, answer: '路灯已修好，谢谢您反映' });
    expect(JSON.stringify(shown)).not.toContain('张建国');
    expect((await t.as(resident).call(routes.mine)).raised.map((one) => [one.id, one.matter])).toContainEqual([id, made.id]);
    expect(await t.findings()).toEqual([]);
  });

  test('verify says where rows point at nothing or contradict each other, and nothing of what is right', async () => {
    const { community, resident } = t.who;
    const reception = await planned();
    const signup = (await book(resident, reception)).body.id;
    const id = newId();
    await t.as(community).call(routes.raise, { body: { id, deputy, reception, signup, way: 'onsite', words: '门口的井盖响' } });
    const { id: made } = (await t.as(community).ask(routes.toCase, { params: { id }, body: { category: 'B03', address: '' } })).body;
    expect(await t.findings()).toEqual([]);
    /** What is found after a change, which is then undone. */
    const after = async (change: Sql, undo: Sql): Promise<string[]> => {
      await t.db.run(change);
      const found = (await verifyAll(t.house)).all.map(({ room: of, check, what }) => `${of} ${check}: ${what}`);
      await t.db.run(undo);
      return found;
    };
    const nobody = newId();
    expect(
      await after(sql`UPDATE deputies.raised SET matter = ${nobody} WHERE id = ${id}`, sql`UPDATE deputies.raised SET matter = ${made} WHERE id = ${id}`),
    ).toEqual(['deputies raised: the case or topic that it became does not exist']);
    expect(
      await after(sql`UPDATE deputies.raised SET state = 'open' WHERE id = ${id}`, sql`UPDATE deputies.raised SET state = 'case' WHERE id = ${id}`),
    ).toContain('deputies raised: it became a case or topic, or not: state and matter do not agree');
    expect(
      await after(sql`UPDATE deputies.raised SET answered_at = now() WHERE id = ${id}`, sql`UPDATE deputies.raised SET answered_at = NULL WHERE id = ${id}`),
    ).toEqual(['deputies raised: state and answer do not agree']);
    expect(await after(sql`UPDATE deputies.signup SET place = 7 WHERE id = ${signup}`, sql`UPDATE deputies.signup SET place = 0 WHERE id = ${signup}`)).toEqual(
      ['deputies appointments: there are 1 appointments, the last at place 8, in 3 places'],
    );
    expect(
      await after(
        sql`UPDATE deputies.reception SET deputies = ARRAY[${nobody}::uuid] WHERE id = ${reception}`,
        sql`UPDATE deputies.reception SET deputies = ARRAY[${deputy}::uuid] WHERE id = ${reception}`,
      ),
    ).toEqual(['deputies references: a deputy of the reception day does not exist']);
    const ended = await after(
      sql`UPDATE matters.matter SET closed_at = ${new Date(t.clock.now() - 2 * HOUR).toISOString()} WHERE id = ${made}`,
      sql`UPDATE matters.matter SET closed_at = NULL WHERE id = ${made}`,
    );
    expect(ended).toContain('deputies raised: its case has ended, the record does not say so');
    expect(await t.findings()).toEqual([]);
  });

  test('messages are answered; private ones are not shown; only so many a day', async () => {
    const { neighbour, community, community2, resident } = t.who;
    const say = (more: object = {}) =>
      t.as(neighbour).ask(routes.message, { params: at(deputy), body: { id: newId(), words: '请问加装电梯怎么申请', public: false, ...more } });
    expect((await t.withToken(null).ask(routes.message, { params: at(deputy), body: { id: newId(), words: '请问加装电梯' } })).status).toBe(401);
    const { id } = (await say()).body;
    expect((await t.as(community2).call(routes.raised, { query: {} })).items).toEqual([]);
    expect((await t.as(community).call(routes.raised, { query: { state: 'open' } })).items.map((one) => one.id)).toContain(id);
    await t.as(community).call(routes.answer, { params: { id }, body: { answer: '材料清单见社区公示栏', solved: true } });
    expect((await t.withToken(null).call(routes.publicStudio, { params: at(studio) })).answered.map((one) => one.id)).not.toContain(id);
    expect((await t.as(neighbour).call(routes.mine)).raised[0]).toMatchObject({ id, answer: '材料清单见社区公示栏', state: 'answered' });
    expect((await t.as(resident).call(routes.mine)).raised.map((one) => one.id)).not.toContain(id);
    for (let n = 0; n < 4; n++) expect((await say()).status).toBe(201);
    expect((await say()).problem()).toMatchObject({ status: 429, code: 'deputies.too_many' });
  });

  test('becomes a topic where a room takes topics, else says so; a topic that fails leaves it open', async () => {
    const { community } = t.who;
    const id = newId();
    await t.as(community).call(routes.raise, { body: { id, deputy, way: 'phone', words: '小区要不要装电梯，想请大家议一议' } });
    const turn = () => t.as(community).ask(routes.toTopic, { params: { id } });
    expect((await turn()).problem().code).toBe('deputies.no_topics');
    takeTopics(t.house, () => Promise.reject(new Error('away')));
    expect((await turn()).status).toBe(500);
    takeTopics(t.house, (_, topic) => Promise.resolve({ id: topic.id, number: 'T1' }));
    expect((await turn()).body).toMatchObject({ number: 'T1' });
    expect((await turn()).problem().code).toBe('deputies.decided');
  });
});
