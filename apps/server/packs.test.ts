import { covenantsPart } from '@hezhi/covenants/contract';
import { rulePart } from '@hezhi/ballots/contract';
import {
  asProcedure,
  checkPack,
  comparePacks,
  compoundsPart,
  indicatorsPart,
  itemsPart,
  organisationsPart,
  patrolsPart,
  plansPart,
  postsPart,
  proceduresPart,
  readPack,
  rolesPart,
  valuesOf,
  type Ground,
  type Pack,
} from '@hezhi/methods/contract';
import { allMappings, mappingFaults } from '@hezhi/exchange/server';
import { baseFiles, shippedPacks } from '@hezhi/methods/server';
import { describe, expect, test, vi } from 'vitest';
import { parts } from './parts.ts';
import { rooms } from './rooms.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const permissions = rooms.flatMap((room) => Object.values(room.permissions ?? {}));
const ground: Ground = {
  parts,
  base: readPack(baseFiles(), parts).pack,
  permissions: new Set(permissions.map(({ key }) => key)),
  rooms: new Set(rooms.map(({ name }) => name)),
  kinds: null,
};
const keys = ['changning', 'jiayuguan', 'qionglai', 'shuangluan', 'weibin'] as const;
const shipped = shippedPacks();
const packs = new Map<string, Pack>(keys.map((key) => [key, readPack(shipped.get(key)!, parts).pack!]));
const only = <T>(pack: string, part: Parameters<typeof valuesOf<T>>[1]): T => valuesOf(packs.get(pack)!, part)[0]!.value;

test('five packs ship, each without a fault, at every bound of its settings', () => {
  expect([...shipped.keys()].toSorted()).toEqual([...keys]);
  for (const key of keys) {
    const { pack, faults } = checkPack(shipped.get(key)!, ground);
    expect([key, faults.filter((fault) => !fault.note)]).toEqual([key, []]);
    expect(pack!.manifest).toMatchObject({ key, extends: 'base' });
    expect(pack!.manifest.figures.length, key).toBeGreaterThan(7);
    expect(pack!.manifest.settings.length, key).toBeGreaterThan(4);
    expect(pack!.manifest.sources.length, key).toBe(1);
    // What no room carries yet is declared, and said to be so; nothing else is.
    const noted = new Set(faults.filter((fault) => fault.code === 'needs_later').map((fault) => fault.file));
    const later = pack!.entries.filter((entry) => entry.part && !ground.rooms!.has(entry.part.room)).map((entry) => entry.file);
    expect([...noted].filter((file) => file !== 'pack.yaml').toSorted(), key).toEqual(later.toSorted());
  }
});

test('neighbouring systems can be told of what runs by any pack: every word of theirs is a step of its procedures', () => {
  const carried = [...packs.values()].flatMap((pack) =>
    valuesOf(pack, proceduresPart).flatMap(({ value }) => {
      const mapping = allMappings().find((one) => one.procedure === value.key);
      return mapping ? [mappingFaults(mapping, { ...asProcedure(value), version: 1001 })] : [];
    }),
  );
  expect(carried).toEqual([[], [], [], [], [], []]);
});

describe('each pack says what its source says', () => {
  test('Jiayuguan: 97 admitted items, five lines, calls and whistles', () => {
    const items = only('jiayuguan', itemsPart).groups.flatMap((group) => group.items);
    expect([items.length, new Set(items.map((item) => item.key)).size]).toEqual([97, 97]);
    // A community leads nothing that it only assists; each such item names who leads.
    for (const item of items) expect([item.key, item.lead !== undefined]).toEqual([item.key, item.duty !== 'own']);
    for (const item of items) expect(item.basis, item.key).toBeDefined();
    // Twenty proofs must not be asked of communities: none of them is work of theirs.
    expect(items.filter((item) => /证明/.test(item.name['zh-Hans']))).toEqual([]);
    expect(only('jiayuguan', plansPart).plans[0]!.groups.map((group) => group.name['zh-Hans'])).toEqual([
      '政治引领',
      '法治保障',
      '德治润化',
      '自治强基',
      '智治提效',
    ]);
    expect(valuesOf(packs.get('jiayuguan')!, proceduresPart).map(({ value }) => value.key)).toEqual(['standard_case', 'whistle']);
  });

  test('Shuangluan: six rules, five centres, all nine matters of article 278', () => {
    const plans = only('shuangluan', plansPart).plans;
    expect(plans.map((plan) => plan.groups.flatMap((group) => group.measures).length)).toEqual([4, 6, 5]);
    const rules = valuesOf(packs.get('shuangluan')!, rulePart).map(({ value }) => value);
    expect(rules.map((rule) => rule.article.article).toSorted()).toEqual(Array.from({ length: 9 }, (_, n) => `278(1)(${n + 1})`));
    for (const rule of rules) {
      const high = ['278(1)(6)', '278(1)(7)', '278(1)(8)'].includes(rule.article.article);
      for (const one of rule.agree) expect([rule.key, one.at_least, one.more_than]).toEqual([rule.key, high ? '3/4' : undefined, high ? undefined : '1/2']);
    }
  });

  test('Changning: five kinds of compound with goals, measures and indicators; three meetings', () => {
    const { kinds } = only('changning', compoundsPart);
    expect(kinds.map((kind) => [kind.name['zh-Hans'], kind.goal['zh-Hans']])).toEqual([
      ['售后公房小区', '安全有序'],
      ['普通商品房小区', '礼让和谐'],
      ['涉外商品房小区', '多元融合'],
      ['老洋房小区', '传承包容'],
      ['动迁安置房小区', '睦邻友善'],
    ]);
    expect(valuesOf(packs.get('changning')!, proceduresPart).map(({ value }) => value.key)).toEqual(['standard_case', 'three_meetings']);
  });

  test('Weibin: 31 measures, satisfaction carries the main weight, ten to fifteen people in a community', () => {
    expect(only('weibin', plansPart).plans[0]!.groups.flatMap((group) => group.measures)).toHaveLength(31);
    const { indicators } = only('weibin', indicatorsPart);
    expect(indicators.reduce((sum, one) => sum + one.points, 0)).toBe(100);
    const [first, ...others] = indicators.map((one) => one.points);
    for (const points of others) expect(first! / 2).toBeGreaterThan(points);
    const { posts } = only('weibin', postsPart);
    const staff = posts.filter((post) => ['party_member_post', 'committee_member', 'community_clerk'].includes(post.role));
    expect(staff.reduce((sum, post) => sum + post.least, 0)).toBe(10);
    const most = packs
      .get('weibin')!
      .manifest.settings.reduce((sum, one) => (one.type === 'number' && one.sets[0]!.startsWith('posts.yaml') ? sum + one.max : sum), 3);
    expect(most).toBe(15);
  });

  test('Qionglai: 24 acts encouraged and 27 forbidden, two rounds a day, nine steps', () => {
    const [covenant] = only('qionglai', covenantsPart).covenants;
    const count = (kind: string): number => covenant!.articles.filter((article) => article.kind === kind).length;
    expect([count('encouraged'), count('forbidden'), covenant!.articles.length]).toEqual([24, 27, 51]);
    expect(only('qionglai', patrolsPart).rounds[0]!.windows).toHaveLength(2);
    const nine = valuesOf(packs.get('qionglai')!, proceduresPart).find(({ value }) => value.key === 'nine_steps')!.value;
    const steps = Object.values(nine.states).map((state) => /^第(.)步/.exec(state.name['zh-Hans'])?.[1]);
    expect([...new Set(steps.filter((one) => one !== undefined))].join('')).toBe('一二三四五六七八九');
  });
});

test('any two of them are compared in words of both languages, without keys', () => {
  const roles = valuesOf(ground.base!, rolesPart).flatMap(({ value }) => value.roles);
  const kinds = valuesOf(ground.base!, organisationsPart).flatMap(({ value }) => value.kinds);
  const known = new Map([...permissions, ...roles, ...kinds].map((one) => [one.key, one.words] as const));
  for (const a of keys) {
    expect(comparePacks(packs.get(a)!, packs.get(a)!, known)).toEqual([]);
    for (const b of keys) {
      if (a === b) continue;
      const changes = comparePacks(packs.get(a)!, packs.get(b)!, known);
      expect(changes.length, `${a} ${b}`).toBeGreaterThan(20);
      for (const { words } of changes) {
        // Where a setting writes to is said as the pack writes it.
        if (words.en.includes('#/')) continue;
        expect(words['zh-Hans'], `${a} ${b}`).not.toMatch(/undefined|\[object|\{[a-z]|[a-z]+_[a-z]+/);
        expect(words.en, `${a} ${b}`).not.toMatch(/undefined|\[object|\{[a-z]|[a-z]+_[a-z]+|\p{Script=Han}/u);
      }
    }
  }
});
