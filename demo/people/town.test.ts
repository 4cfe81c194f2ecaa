import { describe, expect, it, vi } from 'vitest';
import { makePlaces } from '../geography/place.ts';
import { makeRng } from '../random.ts';
import { identityCheck, makeName } from './names.ts';
import { makePeople } from './town.ts';

vi.setConfig({ testTimeout: 60_000 });

const founded = Date.parse('2026-05-01T09:00:00+08:00');
const places = makePlaces('hezhi');
const towns = places.map((place) => makePeople(place, 'hezhi', founded));

describe('people who do not exist', () => {
  it('have ids of the shape of UUIDv7, unique, with the time of founding', () => {
    const ids = towns.flatMap((t) => [...t.organisations, ...t.staff, ...t.posts, ...t.residents].map((one) => one.id));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Math.abs(Number.parseInt(ids[0]!.slice(0, 8) + ids[0]!.slice(9, 13), 16) - founded)).toBeLessThan(60_000);
  });

  it('have numbers that belong to nobody', () => {
    const people = towns.flatMap((t) => [...t.staff, ...t.residents]);
    expect(new Set(people.map((one) => one.phone)).size).toBe(people.length);
    for (const one of people) {
      expect(one.phone).toMatch(/^160[0-4]\d{7}$/);
      expect(one.identityNumber).toMatch(/^999999\d{11}[\dX]$/);
      expect(one.identityNumber[17]).toBe(identityCheck(one.identityNumber));
      expect(one.identityNumber.slice(6, 14)).toBe(one.birth.replaceAll('-', ''));
      expect(Number(one.identityNumber[16]) % 2).toBe(one.gender === 'm' ? 1 : 0);
    }
    // The worked example of the standard.
    expect(identityCheck('11010519491231002')).toBe('X');
  });

  it('bear no name of a well-known person', () => {
    const known = new Set([
      '王石',
      '李宁',
      '李白',
      '陈景润',
      '杨振宁',
      '袁隆平',
      '钟南山',
      '马云',
      '马化腾',
      '刘翔',
      '姚明',
      '李娜',
      '郎平',
      '张艺谋',
      '陈凯歌',
      '邓丽君',
      '周星驰',
      '贾平凹',
      '莫言',
      '冰心',
      '关汉卿',
      '王安石',
    ]);
    const rng = makeRng('names');
    for (let i = 0; i < 20_000; i++) expect(known.has(makeName(rng, i % 2 ? 'm' : 'f'))).toBe(false);
  });

  it('cover every grid, community, street and department', () => {
    towns.forEach((town, index) => {
      const place = places[index]!;
      const covered = new Set(town.posts.filter((p) => p.role === 'grid_worker').map((p) => p.area));
      expect([...covered].toSorted()).toEqual(place.grids.map((grid) => grid.code).toSorted());
      const count = (role: string, area: string): number => town.posts.filter((p) => p.role === role && p.area === area).length;
      for (const community of place.communities) expect(count('community_clerk', community.code)).toBe(2);
      for (const street of place.streets) expect(count('street_dispatcher', street.code)).toBe(3);
      for (const organisation of town.organisations.filter((o) => o.area === place.district && o.kind !== 'district_centre')) {
        expect(town.posts.filter((p) => p.organisation === organisation.id && p.role === 'department_handler')).toHaveLength(2);
      }
      const keys = town.posts.map((p) => `${p.person} ${p.role} ${p.organisation} ${p.area}`);
      expect(new Set(keys).size).toBe(keys.length);
      const names = town.organisations.map((o) => `${o.area} ${o.name}`);
      expect(new Set(names).size).toBe(names.length);
    });
  });

  it('hold the demo accounts of the contract, in the focus street', () => {
    const roles = ['resident', 'grid', 'community', 'street', 'department', 'district', 'mediator', 'admin', 'hotline'];
    const suffixes = ['', '.jiayuguan', '.shuangluan', '.changning', '.qionglai'];
    expect(towns.flatMap((t) => t.accounts.map((a) => a.name)).toSorted()).toEqual(suffixes.flatMap((s) => roles.map((r) => r + s)).toSorted());
    for (const [index, town] of towns.entries()) {
      const post = (name: string): string => town.posts.find((p) => p.person === town.accounts.find((a) => a.name.split('.')[0] === name)!.person)!.area;
      for (const name of ['grid', 'community', 'street', 'mediator', 'hotline']) expect(post(name).startsWith(places[index]!.focusStreet)).toBe(true);
      const home = town.residents.find((r) => r.id === town.accounts.find((a) => a.kind === 'resident')!.person)!;
      expect(home.grid).toBe(post('grid'));
    }
  });
});
