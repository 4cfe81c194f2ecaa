import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type Actor } from '@hezhi/contract';
import { sql } from '@hezhi/server';
import { routes } from '../contract/index.ts';
import { device, other, publicityTest, type PublicityTest } from '../testing/house.ts';

let t: PublicityTest;
beforeAll(async () => void (t = await publicityTest()));
afterAll(() => t.close());

describe('following', () => {
  test('is once for an account or a device, told only to accounts, and ends in one touch', async () => {
    const id = await t.accepted();
    const { neighbour } = t.who;
    const params = t.at(id);
    expect(await t.visitor().call(routes.following, { params })).toEqual({ id, following: false, followers: 0, told: false });
    expect((await t.visitor().ask(routes.follow, { params })).problem()).toMatchObject({ status: 401, code: 'publicity.device_needed' });
    expect(await t.as(neighbour).call(routes.follow, { params })).toEqual({ id, following: true, followers: 1, told: true });
    expect((await t.visitor().ask(routes.follow, { params }, { headers: device })).body).toEqual({ id, following: true, followers: 2, told: false });
    expect((await t.visitor().ask(routes.follow, { params }, { headers: device })).body.followers).toBe(2);
    expect(JSON.stringify(await t.db.all(sql`SELECT * FROM publicity.follow`))).not.toContain(device['x-file-token']);
    const list = (await t.visitor().ask(routes.followed, { query: t.there() }, { headers: device })).body;
    expect(list.items.map((one) => one.id)).toEqual([id]);
    expect((await t.visitor().ask(routes.followed, { query: t.there() }, { headers: other })).body.items).toEqual([]);
    expect((await t.visitor().call(routes.followed, { query: t.there() })).items).toEqual([]);
    await t.go(id, [t.who.street, 'dispatch', { to: { org: t.town.orgs.department } }]);
    expect((await t.told(neighbour)).at(-1)?.title).toBe('您关注的问题有进展');
    const before = (await t.told(neighbour)).length;
    expect(await t.as(neighbour).call(routes.unfollow, { params })).toMatchObject({ following: false, followers: 1 });
    await t.go(id, [t.who.department, 'take']);
    expect(await t.told(neighbour)).toHaveLength(before);
  });

  test('races of following and unfollowing end in one of the two, counted rightly', async () => {
    const id = await t.accepted();
    const params = t.at(id);
    const one = t.as(t.who.neighbour);
    for (let round = 0; round < 5; round++) {
      await Promise.all(Array.from({ length: 8 }, (_, n) => (n % 2 ? one.ask(routes.follow, { params }) : one.ask(routes.unfollow, { params }))));
      const { following, followers } = await one.call(routes.following, { params });
      expect(followers).toBe(following ? 1 : 0);
    }
    const all = await Promise.all(Array.from({ length: 6 }, () => one.ask(routes.follow, { params })));
    expect(all.map((reply) => reply.status)).toEqual(Array(6).fill(200));
    expect((await one.call(routes.following, { params })).followers).toBe(1);
  });
});

describe('comments', () => {
  test('appear after somebody read them, without personal data; until then only the author sees them', async () => {
    const id = await t.accepted();
    const { neighbour, community, community2 } = t.who;
    const comment = await t.say(neighbour, id, '我叫张建国，电话13800138000，昨晚灯还是不亮');
    const read = async (by: Actor | null) => (await (by ? t.as(by) : t.visitor()).call(routes.comments, { params: t.at(id) })).items;
    expect(await read(null)).toEqual([]);
    expect(await read(community)).toEqual([]);
    const [own] = await read(neighbour);
    expect(own).toMatchObject({ id: comment, own: true, state: 'waiting', by: 'resident' });
    expect(own!.text).not.toMatch(/13800138000|张建国/);
    expect((await t.told(community)).at(-1)).toMatchObject({ title: '有公众评论待审核', link: '/publicity/comments' });
    const queue = await t.as(community).call(routes.queue, {});
    expect(queue.items.find((one) => one.id === comment)).toMatchObject({ written: expect.stringContaining('13800138000'), redacted: own!.text, listed: true });
    // Another community neither sees it nor decides on it.
    expect((await t.as(community2).call(routes.queue, {})).items).toEqual([]);
    const decision = { decision: 'accept' as const, text: '昨晚灯还是不亮，打13900139000问过' };
    expect((await t.as(community2).ask(routes.decide, { params: { id: comment }, body: decision })).problem().code).toBe('publicity.comment_gone');
    expect((await t.as(neighbour).ask(routes.decide, { params: { id: comment }, body: decision })).status).toBe(403);
    await t.as(community).call(routes.decide, { params: { id: comment }, body: decision });
    // What the moderator typed goes through the same rules, and what was written is kept no longer.
    expect((await read(null))[0]).toMatchObject({ text: '昨晚灯还是不亮，打某号码问过', own: false, state: 'shown', reason: null });
    expect(JSON.stringify(await t.db.all(sql`SELECT * FROM publicity.comment WHERE id = ${comment}`))).not.toMatch(/13800138000|张建国/);
    expect((await t.told(neighbour)).at(-1)).toMatchObject({ title: '您的评论已公开', link: `/near/${t.town.district}/${id}` });
  });

  test('are refused and taken off with a reason that only the author reads; withdrawn ones lose their words', async () => {
    const id = await t.accepted();
    const { neighbour, community } = t.who;
    const decide = (comment: string, body: Record<string, unknown>) => t.as(community).ask(routes.decide, { params: { id: comment }, body: body as never });
    const first = await t.say(neighbour, id, '和本案无关的广告');
    expect((await decide(first, { decision: 'refuse' })).problem()).toMatchObject({ status: 422, code: 'publicity.reason_needed' });
    expect((await decide(first, { decision: 'refuse', reason: '与本案件无关' })).body).toEqual({ id: first, state: 'refused' });
    expect((await decide(first, { decision: 'accept' })).problem().code).toBe('publicity.comment_decided');
    expect((await t.told(neighbour)).at(-1)!.body).toContain('与本案件无关');
    const own = (await t.as(neighbour).call(routes.comments, { params: t.at(id) })).items;
    expect(own[0]).toMatchObject({ state: 'refused', reason: '与本案件无关' });
    expect((await t.visitor().call(routes.comments, { params: t.at(id) })).items).toEqual([]);
    const second = (await t.visitor().ask(routes.comment, { params: t.at(id), body: { text: '第二条' } }, { headers: device })).body.id;
    expect((await t.visitor().ask(routes.withdraw, { params: t.at(second) }, { headers: other })).problem().code).toBe('publicity.comment_gone');
    expect((await t.visitor().ask(routes.withdraw, { params: t.at(second) }, { headers: device })).status).toBe(204);
    expect(await t.db.find(sql`SELECT written, public_text FROM publicity.comment WHERE id = ${second}`)).toEqual({ written: '', public_text: '' });
    expect((await decide(second, { decision: 'accept' })).problem().code).toBe('publicity.comment_gone');
  });

  test('are reported once by each, looked at again, and kept or taken off', async () => {
    const id = await t.accepted();
    const { neighbour, community, resident } = t.who;
    const comment = await t.say(neighbour, id, '这里一直这样');
    const report = (headers: Record<string, string>) => t.visitor().ask(routes.abuse, { params: t.at(comment), body: { reason: 'insult' } }, { headers });
    expect((await report(device)).problem().code).toBe('publicity.comment_gone');
    await t.as(community).call(routes.decide, { params: { id: comment }, body: { decision: 'accept' } });
    expect((await t.as(neighbour).ask(routes.abuse, { params: t.at(comment), body: { reason: 'false' } })).problem().code).toBe('publicity.own_comment');
    await Promise.all([report(device), report(device), report(other)]);
    expect((await t.visitor().ask(routes.comments, { params: t.at(id) }, { headers: device })).body.items[0]!.reported).toBe(true);
    const reported = await t.as(community).call(routes.queue, { query: { view: 'reported' } });
    expect(reported).toMatchObject({ reported: 1, items: [{ id: comment, abuse: [{ reason: 'insult', n: 2 }] }] });
    await t.as(community).call(routes.decide, { params: { id: comment }, body: { decision: 'keep' } });
    expect((await t.as(community).call(routes.queue, { query: { view: 'reported' } })).items).toEqual([]);
    await t.as(resident).call(routes.abuse, { params: t.at(comment), body: { reason: 'false' } });
    await t.as(community).call(routes.decide, { params: { id: comment }, body: { decision: 'remove', reason: '内容不实' } });
    expect((await t.visitor().call(routes.comments, { params: t.at(id) })).items).toEqual([]);
    expect((await t.as(community).call(routes.queue, { query: { view: 'refused' } })).items[0]).toMatchObject({ id: comment, state: 'removed' });
  });

  test('two who decide at once: one does, the other is told', async () => {
    const id = await t.accepted();
    const comment = await t.say(t.who.neighbour, id, '同时审核');
    const replies = await Promise.all([
      t.as(t.who.community).ask(routes.decide, { params: { id: comment }, body: { decision: 'accept' } }),
      t.as(t.who.street).ask(routes.decide, { params: { id: comment }, body: { decision: 'refuse', reason: '重复' } }),
    ]);
    expect(replies.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(replies.find((one) => one.status === 409)!.problem().code).toBe('publicity.comment_decided');
  });

  test('are limited a day, and one key sent twice is one comment', async () => {
    const id = await t.accepted();
    const one = t.as(t.who.department2);
    const key = newId();
    const [first, again] = [
      await one.ask(routes.comment, { params: t.at(id), body: { text: '一次' } }, { key }),
      await one.ask(routes.comment, { params: t.at(id), body: { text: '一次' } }, { key }),
    ];
    expect(again.body).toEqual(first.body);
    for (let n = 0; n < 9; n++) await one.call(routes.comment, { params: t.at(id), body: { text: `第${n}条` } });
    expect((await one.ask(routes.comment, { params: t.at(id), body: { text: '太多' } })).problem()).toMatchObject({
      status: 429,
      code: 'publicity.too_many_comments',
    });
    t.clock.advance(86_400_000);
    expect((await one.ask(routes.comment, { params: t.at(id), body: { text: '明天' } })).status).toBe(201);
    const pages = await one.call(routes.comments, { params: t.at(id), query: { limit: 6 } });
    const rest = await one.call(routes.comments, { params: t.at(id), query: { limit: 6, cursor: pages.next! } });
    expect(new Set([...pages.items, ...rest.items].map(({ id: each }) => each)).size).toBe(11);
    expect(rest.next).toBeNull();
  });

  test('official answers are marked, shown at once, and told to who follows or commented', async () => {
    const id = await t.accepted();
    const { neighbour, community, community2 } = t.who;
    await t.say(neighbour, id, '什么时候修？');
    expect((await t.as(community2).ask(routes.answer, { params: { id }, body: { text: '明天修' } })).problem().code).toBe('matters.not_found');
    await t.as(community).call(routes.answer, { params: { id }, body: { text: '已约维修，电话13800138000，明天到场' } });
    expect((await t.visitor().call(routes.comments, { params: t.at(id) })).items).toMatchObject([
      { by: 'official', org: '测试一社区', text: '已约维修，电话某号码，明天到场', state: 'shown' },
    ]);
    expect((await t.told(neighbour)).map(({ title }) => title)).toContain('测试一社区作了公开答复');
    const hidden = await t.accepted({ public: false });
    expect((await t.as(community).ask(routes.answer, { params: { id: hidden }, body: { text: '好的' } })).problem().code).toBe('cases.not_public');
  });
});
