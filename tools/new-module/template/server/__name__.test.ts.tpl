import { newId, type Actor } from '@hezhi/contract';
import { testApp } from '@hezhi/testing';
import { describe, expect, it } from 'vitest';
import { routes } from '../contract/index.ts';
import { room } from './room.ts';

/** Someone with a post over `area`; `rights` are keys without the room. */
function someone(area: string | null, rights: readonly string[] = ['read', 'add']): Actor {
  const permissions = rights.map((right) => `__name__.${right}`);
  const post = area === null ? null : { id: newId(), role: 'community_clerk', org: newId(), area, permissions };
  return { kind: 'person', person: newId(), name: '王芳', district: '610402', post, permissions, language: 'zh-Hans' };
}

describe('__name__ through the front door', () => {
  it('adds, and lists what the post covers, page by page', async () => {
    await using t = await testApp({ rooms: [room] });
    const community = t.as(someone('610402010001'));
    const ids = [newId(1), newId(2), newId(3)];
    for (const id of ids) await community.call(routes.add, { body: { id, title: '路灯不亮' } });
    const street = t.as(someone('610402010'));
    const first = await street.call(routes.list, { query: { limit: 2 } });
    expect(first.items.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    const second = await street.call(routes.list, { query: { limit: 2, cursor: first.next ?? '' } });
    expect(second).toMatchObject({ items: [{ id: ids[0], title: '路灯不亮', area: '610402010001' }], next: null });
    expect((await t.as(someone('610402010002')).call(routes.list)).items).toEqual([]);
  });

  it('is done once however often it is sent, and refuses an id that is taken', async () => {
    await using t = await testApp({ rooms: [room] });
    const client = t.as(someone('610402010001'));
    const body = { id: newId(), title: '井盖松动' };
    const once = await client.call(routes.add, { body }, { key: 'a' });
    expect(await client.call(routes.add, { body }, { key: 'a' })).toEqual(once);
    expect((await client.ask(routes.add, { body }, { key: 'b' })).problem()).toMatchObject({ status: 409, code: '__name__.exists', detail: '这一条已经添加过了' });
    expect((await client.call(routes.list)).items).toHaveLength(1);
  });

  it('refuses visitors, missing rights, missing posts and empty titles', async () => {
    await using t = await testApp({ rooms: [room] });
    const body = { id: newId(), title: '噪声' };
    expect((await t.withToken(null).ask(routes.list)).problem().status).toBe(401);
    expect((await t.as(someone('610402010001', ['read'])).ask(routes.add, { body })).problem().status).toBe(403);
    expect((await t.as(someone(null)).ask(routes.add, { body })).problem().code).toBe('__name__.no_post');
    expect((await t.as(someone('610402010001')).ask(routes.add, { body: { ...body, title: ' ' } })).problem()).toMatchObject({ status: 422, errors: [{ path: '/body/title' }] });
  });
});
