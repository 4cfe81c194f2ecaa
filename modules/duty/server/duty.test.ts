import { newId } from '@hezhi/contract';
import { drain, sql } from '@hezhi/server';
import { describe, expect, it } from 'vitest';
import { routes } from '../contract/index.ts';
import { dutyTest, plain } from '../testing/house.ts';

const month = '2026-12';

describe('a roster and its month', () => {
  it('is made, planned by fair rotation, checked, published and read by those it concerns', async () => {
    await using t = await dutyTest();
    const id = await t.roster();
    const params = { id, month };
    const empty = await t.by('community').call(routes.month, { params });
    expect(empty).toMatchObject({ version: 0, publishedAt: null, turns: [] });
    expect(empty.violations.filter((one) => one.kind === 'empty_day')).toHaveLength(31);
    expect(empty.days.slice(0, 5).map((one) => one.kind)).toEqual(['workday', 'workday', 'workday', 'workday', 'weekend']);
    expect((await t.by('community').ask(routes.publish, { params, body: { version: 0 } })).problem().code).toBe('duty.nothing');

    t.clock.advance(1000);
    const planned = await t.by('community').call(routes.generate, { params, body: { version: 0 } });
    t.clock.advance(1000);
    expect(planned).toEqual({ turns: 62, gaps: [] });
    const view = await t.by('community').call(routes.month, { params });
    expect(view.violations).toEqual([]);
    expect(view.counts.map((one) => one.all).toSorted((a, b) => a - b)).toEqual([15, 15, 16, 16]);
    // Planning again from the same state changes nothing.
    await t.by('community').call(routes.generate, { params, body: { version: 1 } });
    const again = await t.by('community').call(routes.month, { params });
    expect(again.turns).toEqual(view.turns);
    t.clock.advance(1000);

    expect((await t.by('grid').call(routes.mine, { query: { from: '2026-12-01' } })).items).toEqual([]);
    expect(await t.by('community').call(routes.publish, { params, body: { version: 2 } })).toEqual({ people: 4 });
    const mine = await t.by('grid').call(routes.mine, { query: { from: '2026-12-01' } });
    // Told in dates as people say them, in each language.
    await drain(t.house);
    const told = await t.db.find<{ words: { title: Record<string, string>; body: Record<string, string> } }>(
      sql`SELECT words FROM notices.notice WHERE template = 'duty.published' AND person = ${t.town.people.grid}`,
    );
    const first = `12月${Number(mine.items[0]!.starts.slice(8, 10))}日`;
    expect([told!.words.title['zh-Hans'], told!.words.title['en']]).toEqual(['2026年12月值班表已公布', 'The duty roster of December 2026 is out']);
    expect(told!.words.body['zh-Hans']).toMatch(new RegExp(`${first}（周[一二三四五六日]）\\d\\d:\\d\\d`));
    expect(told!.words.body['en']).toMatch(/the first is on [A-Z][a-z]+day \d+ December, \d\d:\d\d\.$/);
    expect(mine.items.length).toBe(view.turns.filter((turn) => turn.person === t.town.people.grid).length);
    expect(mine.items[0]).toMatchObject({ rosterName: '社区值班', orgName: '测试一社区', mayCheckIn: false });
    expect((await t.by('community').ask(routes.generate, { params, body: { version: 3 } })).problem().code).toBe('duty.published');
    const log = await t.by('grid').call(routes.changes, { params: { id }, query: { limit: 3 } });
    expect(log.items.map((one) => one.kind)).toEqual(['published', 'planned', 'planned']);
    expect((await t.by('grid').call(routes.changes, { params: { id }, query: { cursor: log.next! } })).items.map((one) => one.kind)).toEqual(['made']);
  });

  it('says every violation in words and publishes a broken month only with a reason that stays', async () => {
    await using t = await dutyTest();
    const id = await t.roster({ members: [t.town.posts.community] });
    const params = { id, month };
    const { gaps } = await t.by('community').call(routes.generate, { params, body: { version: 0 } });
    expect(gaps[0]).toMatchObject({ missing: 1, detail: '同一时间已有班1人'.replace('同一时间已有班', '两班间隔不足') });
    const view = await t.by('community').call(routes.month, { params });
    expect(view.violations.find((one) => one.kind === 'gap')!.detail).toMatch(/^12月\d+日“(日|夜)班”缺1人$/);
    const refused = (await t.by('community').ask(routes.publish, { params, body: { version: 1 } })).problem();
    expect(refused).toMatchObject({ code: 'duty.violations', detail: `值班表还有${view.violations.length}处不符合规则；确需公布请写明理由` });
    await t.by('community').call(routes.publish, { params, body: { version: 1, despite: '只有一人在岗，已请街道支援' } });
    expect((await t.by('street').call(routes.month, { params })).despite).toBe('只有一人在岗，已请街道支援');
  });

  it('is kept by its organisation and the street above, seen up and down the line, and by nobody else', async () => {
    await using t = await dutyTest();
    const id = await t.roster();
    const params = { id, month };
    const seen = async (role: Parameters<typeof t.by>[0]) => (await t.by(role).call(routes.rosters)).items.map((one) => one.mayManage);
    expect(await seen('community')).toEqual([true]);
    expect(await seen('street')).toEqual([true]);
    expect(await seen('grid')).toEqual([false]);
    expect(await seen('community2')).toEqual([]);
    expect((await t.by('community2').ask(routes.month, { params })).problem().code).toBe('duty.not_found');
    expect((await t.by('department').ask(routes.generate, { params, body: { version: 0 } })).problem().code).toBe('duty.not_manager');
    expect((await t.by('grid').ask(routes.generate, { params, body: { version: 0 } })).problem().status).toBe(403);
    expect((await t.by('admin').ask(routes.rosters)).problem().status).toBe(403);
    const body = { ...plain, id: newId(), org: t.town.orgs.department };
    expect((await t.by('community').ask(routes.addRoster, { body })).problem().code).toBe('duty.not_manager');
    await t.by('department').call(routes.addRoster, { body: { ...body, members: [t.town.posts.department] } });
    expect((await t.by('department').ask(routes.addRoster, { body: { ...body, id: newId(), members: [t.town.posts.grid] } })).problem().code).toBe(
      'duty.member_unknown',
    );
    expect((await t.by('department').call(routes.candidates, { query: { org: t.town.orgs.department } })).items).toHaveLength(2);
  });

  it('of two who plan at once one wins; the other is told', async () => {
    await using t = await dutyTest();
    const id = await t.roster();
    const params = { id, month };
    const replies = await Promise.all(
      ['community', 'colleague', 'street'].map((role) => t.by(role as 'street').ask(routes.generate, { params, body: { version: 0 } })),
    );
    expect(replies.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
    expect((await t.by('street').call(routes.month, { params })).turns).toHaveLength(62);
  });

  it('is changed by hand: what nobody can do is refused, what breaks a rule is shown, both are recorded', async () => {
    await using t = await dutyTest();
    const id = await t.roster();
    await t.published(id, month);
    const params = { id, month };
    const view = await t.by('community').call(routes.month, { params });
    const turn = view.turns.find((one) => one.day === '2026-12-10' && one.shift === 'day')!;
    const others = view.turns.filter((one) => one.day === '2026-12-10').map((one) => one.post);
    const free = [t.town.posts.community, t.town.posts.colleague, t.town.posts.grid, t.town.posts.grid2].find((post) => !others.includes(post))!;
    const give = { params: { id: turn.id }, body: { post: free, version: turn.version, note: '临时调整' } };
    t.clock.advance(1000);
    expect(await t.by('street').call(routes.giveTurn, give)).toEqual({ version: 2 });
    t.clock.advance(1000);
    expect((await t.by('street').ask(routes.giveTurn, give)).problem().code).toBe('duty.stale');
    const added = await t.by('community').ask(routes.addTurn, { params: { id }, body: { id: newId(), day: '2026-12-10', shift: 'day', post: free } });
    expect(added.problem()).toMatchObject({ code: 'duty.already_on' });
    const night = view.turns.find((one) => one.day === '2026-12-10' && one.shift === 'night')!;
    const stranger = await t.by('community').ask(routes.giveTurn, { params: { id: night.id }, body: { post: t.town.posts.street, version: 1 } });
    expect(stranger.problem().code).toBe('duty.not_member');
    await t.by('community').call(routes.dropTurn, { params: { id: night.id }, body: { version: 1 } });
    const after = await t.by('community').call(routes.month, { params });
    expect(after.violations.map((one) => one.detail)).toContain('12月10日“夜班”缺1人');
    expect(
      (await t.by('community').ask(routes.addTurn, { params: { id }, body: { id: newId(), day: '2026-12-10', shift: 'swing', post: free } })).problem().code,
    ).toBe('duty.shift_unknown');
    expect((await t.by('community').call(routes.changes, { params: { id } })).items.slice(0, 2)).toMatchObject([
      { kind: 'dropped' },
      { kind: 'given', note: '临时调整' },
    ]);
    t.clock.set('2026-12-11T00:00:00+08:00');
    expect((await t.by('community').ask(routes.dropTurn, { params: { id: turn.id }, body: { version: 2 } })).problem().code).toBe('duty.past');
  });

  it('keeps its past when shifts change, and ends', async () => {
    await using t = await dutyTest();
    const id = await t.roster();
    await t.published(id, month);
    const { members, shifts, rules, name, phone } = await t.by('community').call(routes.roster, { params: { id } });
    const body = { name, phone, public: false, shifts: shifts.slice(0, 1), rules, members: members.map((one) => one.post), version: 1 };
    expect(await t.by('community').call(routes.saveRoster, { params: { id }, body })).toEqual({ version: 2 });
    expect((await t.by('community').ask(routes.saveRoster, { params: { id }, body })).problem().code).toBe('duty.stale');
    const view = await t.by('community').call(routes.month, { params: { id, month } });
    expect(view.turns.filter((one) => one.shift === 'night')).toHaveLength(31);
    expect(view.violations.filter((one) => one.kind === 'outside')).toHaveLength(31);
    t.clock.set('2026-12-16T12:00:00+08:00');
    expect(await t.by('community').call(routes.endRoster, { params: { id }, body: { version: 2 } })).toEqual({ removed: 31 });
    expect((await t.by('community').ask(routes.endRoster, { params: { id }, body: { version: 3 } })).problem().code).toBe('duty.ended');
    expect((await t.by('community').call(routes.rosters, { query: { ended: 'true' as never } })).items).toHaveLength(1);
  });

  it('goes on paper, into a spreadsheet and into calendars', async () => {
    await using t = await dutyTest();
    const id = await t.roster();
    await t.published(id, month);
    const get = (path: string) => t.by('grid').inject({ method: 'GET', url: `/api/duty/${path}` });
    const pdf = await get(`rosters/${id}/months/${month}/print`);
    expect([pdf.headers['content-type'], pdf.rawPayload.subarray(0, 5).toString()]).toEqual(['application/pdf', '%PDF-']);
    const csv = await get(`rosters/${id}/months/${month}/export.csv`);
    expect(csv.body.startsWith('\uFEFF')).toBe(true);
    expect(csv.body.trim().split('\r\n')).toHaveLength(63);
    const ics = await get(`rosters/${id}/months/${month}/calendar.ics`);
    expect(ics.body.match(/BEGIN:VEVENT/g)).toHaveLength(62);
    expect(ics.body).toContain('DTSTART:20261201T003000Z\r\n');
    for (const line of ics.body.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const mine = await get('mine.ics');
    expect(mine.body.match(/BEGIN:VEVENT/g)!.length).toBeGreaterThanOrEqual(15);
  });
});
