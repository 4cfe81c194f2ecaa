import { newId } from '@hezhi/contract';
import { sql, drain } from '@hezhi/server';
import { describe, expect, it } from 'vitest';
import { routes } from '../contract/index.ts';
import { dutyTest } from '../testing/house.ts';
import { dutyOwner, nearestOnDuty, onDuty, ownerNow } from './index.ts';

const month = '2026-12';
const point = (lon: number, lat: number) => ({ type: 'Point' as const, coordinates: [lon, lat] as [number, number] });

describe('who is on duty', () => {
  it('is told to the staff with names, to the public without', async () => {
    await using t = await dutyTest();
    const id = await t.roster();
    await t.published(id, month);
    t.clock.set('2026-12-07T19:00:00+08:00');
    const { turns } = await t.by('community').call(routes.month, { params: { id, month } });
    const night = turns.find((one) => one.day === '2026-12-07' && one.shift === 'night')!;
    const now = await t.by('street').call(routes.now);
    expect(now.items).toMatchObject([{ post: night.post, name: night.name, shiftName: '夜班', until: '2026-12-08T00:30:00.000Z', checkedIn: null }]);
    expect((await t.by('community2').call(routes.now)).items).toEqual([]);
    expect((await t.by('street').call(routes.now, { query: { area: t.town.communities[1] } })).items).toEqual([]);
    const open = await t.withToken(null).ask(routes.publicNow, { query: { area: t.town.communities[0] } });
    expect(open.body.items[0]).toMatchObject({ org: '测试一社区', phone: '029-33210000', shift: '夜班', running: true, people: 1 });
    expect(open.text).not.toContain(night.name);
    expect((await t.withToken(null).call(routes.publicNow, { query: { area: t.town.communities[1] } })).items).toEqual([]);
  });

  it('drafts are nobody’s duty', async () => {
    await using t = await dutyTest();
    const id = await t.roster();
    await t.by('community').call(routes.generate, { params: { id, month }, body: { version: 0 } });
    expect(await onDuty(t.house, t.town.district, { at: Date.parse('2026-12-07T19:00:00+08:00') })).toEqual([]);
  });

  it('checks in on purpose; only the last position is kept, for 24 hours, and only in the running shift', async () => {
    await using t = await dutyTest();
    const id = await t.roster();
    await t.published(id, month);
    const at = Date.parse('2026-12-07T19:00:00+08:00');
    t.clock.set(at);
    const [one] = await onDuty(t.house, t.town.district, { at });
    const names = ['community', 'colleague', 'grid', 'grid2'] as const;
    const name = names.find((each) => t.town.people[each] === one!.person)!;
    const other = names.find((each) => each !== name)!;
    const body = { id: newId(), turn: one!.turn, point: point(108.705, 34.335) };
    expect((await t.by(other).ask(routes.checkIn, { body })).problem().code).toBe('duty.own_turn_only');
    const once = await t.by(name).call(routes.checkIn, { body }, { key: 'k1' });
    expect(await t.by(name).call(routes.checkIn, { body }, { key: 'k1' })).toEqual(once);
    await t.by(name).call(routes.checkIn, { body: { id: newId(), turn: one!.turn, point: point(108.706, 34.335) } });
    const placed = () => t.db.all<{ lon: number }>(sql`SELECT lon FROM duty.check_in WHERE lon IS NOT NULL`);
    expect(await placed()).toEqual([{ lon: 108.706 }]);
    const near = await nearestOnDuty(t.house, t.town.district, [108.705, 34.335], at, 5);
    expect(near[0]).toMatchObject({ person: one!.person, metres: 92 });
    expect((await t.by('street').call(routes.now)).items[0]!.checkedIn).toBe('2026-12-07T11:00:00.000Z');
    // Colleagues do not read when somebody checked in; who keeps the roster does.
    const seen = async (role: 'grid' | 'grid2' | 'community') =>
      (await t.by(role).call(routes.month, { params: { id, month } })).turns.find((turn) => turn.id === one!.turn)!.checkedIn;
    expect(await seen('community')).not.toBeNull();
    expect(await seen(name === 'grid' ? 'grid2' : 'grid')).toBeNull();
    t.clock.set(at + 14 * 3_600_000);
    expect((await t.by(name).ask(routes.checkIn, { body: { ...body, id: newId() } })).problem().code).toBe('duty.not_running');
    await t.house.jobs.runNow('duty.forget_places');
    expect(await placed()).toHaveLength(1);
    t.clock.set(at + 24 * 3_600_000);
    await t.house.jobs.runNow('duty.forget_places');
    expect(await placed()).toEqual([]);
    await drain(t.house);
  });

  it('may take the position back at once', async () => {
    await using t = await dutyTest();
    const id = await t.roster();
    await t.published(id, month);
    const at = Date.parse('2026-12-07T19:00:00+08:00');
    t.clock.set(at);
    const [one] = await onDuty(t.house, t.town.district, { at });
    const name = (['community', 'colleague', 'grid', 'grid2'] as const).find((each) => t.town.people[each] === one!.person)!;
    await t.by(name).call(routes.checkIn, { body: { id: newId(), turn: one!.turn, point: point(108.705, 34.335) } });
    await t.by(name).call(routes.forgetPlace, { body: {} });
    expect((await onDuty(t.house, t.town.district, { at }))[0]!.checkIn).toEqual({ at, point: null });
  });

  it('outside office hours an owner may be who is on duty; in office hours the ladder stands', async () => {
    await using t = await dutyTest();
    const id = await t.roster();
    await t.published(id, month);
    const night = Date.parse('2026-12-07T19:00:00+08:00');
    const [one] = await onDuty(t.house, t.town.district, { at: night });
    expect(await dutyOwner(t.house, t.town.district, t.town.grids[0], night)).toEqual({ org: t.town.orgs.community, post: one!.post });
    expect(await dutyOwner(t.house, t.town.district, t.town.grids[2], night)).toBeNull();
    const community = { org: 'community', at: 'community' } as const;
    expect(await ownerNow(t.house, t.town.district, community, t.town.grids[0], night)).toEqual({ org: t.town.orgs.community, post: one!.post });
    expect(await ownerNow(t.house, t.town.district, community, t.town.grids[2], night)).toEqual({ org: t.town.orgs.community2, post: null });
    expect(await dutyOwner(t.house, t.town.district, t.town.grids[0], Date.parse('2026-12-07T10:00:00+08:00'))).toBeNull();
  });
});
