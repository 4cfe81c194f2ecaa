import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ancestors, at, covers, levels, rangeOf, within, type Level } from './levels.ts';
import { climb, makeStaffing, staffed, type OwnerRef, type StaffOrg, type StaffPost } from './ladder.ts';

const district = '610402';
const areas = ['610402', '610402010', '610402011', '610402010001', '610402010002', '610402011001', '610402010001001', '610402010001002'];
const governing = new Map<Level, string>([
  ['district', 'district_centre'],
  ['street', 'street_office'],
  ['community', 'community'],
]);
const kinds = ['district_centre', 'street_office', 'community', 'housing'];
const roles = ['grid_worker', 'community_clerk', 'street_dispatcher'];
const now = 1000;

const term = fc.record({ from: fc.integer({ min: 0, max: 1200 }), to: fc.option(fc.integer({ min: 0, max: 2000 })) });
const org = fc.record({ kind: fc.constantFrom(...kinds), area: fc.constantFrom(...areas), term, parent: fc.option(fc.nat(9)) });
const post = fc.record({ role: fc.constantFrom(...roles), area: fc.constantFrom(...areas), org: fc.nat(9), term, active: fc.boolean() });
const level = fc.option(fc.constantFrom(...levels.map((one) => one.key)), { nil: undefined });
const ref: fc.Arbitrary<OwnerRef> = fc.oneof(
  fc.record({ org: fc.constantFrom(...kinds), at: level }),
  fc.record({ post: fc.constantFrom(...roles), at: level }),
  fc.record({ org_id: fc.nat(12).map((n) => `o${n}`) }),
  fc.record({ post_id: fc.nat(12).map((n) => `p${n}`) }),
);

const world = fc.record({ orgs: fc.array(org, { maxLength: 9 }), posts: fc.array(post, { maxLength: 14 }) }).map(({ orgs, posts }) => {
  const all: StaffOrg[] = [
    { id: 'o-centre', kind: 'district_centre', area: district, parent: null, from: 0, to: null },
    ...orgs.map((one, n) => ({ id: `o${n}`, kind: one.kind, area: one.area, parent: one.parent === null ? null : `o${one.parent}`, ...one.term })),
  ];
  const held: StaffPost[] = posts.map((one, n) => ({
    id: `p${n}`,
    person: `n${n}`,
    role: one.role,
    org: `o${one.org}`,
    area: one.area,
    active: one.active,
    ...one.term,
  }));
  return makeStaffing(district, all, held, governing);
});
const runs = (one: { from: number; to: number | null }): boolean => one.from <= now && (one.to === null || now < one.to);

test('the ladder always finds an owner that stands, staffed unless it is the centre, with a post that serves', () => {
  fc.assert(
    fc.property(world, ref, fc.constantFrom(...areas), (staff, asked, area) => {
      const owner = climb(staff, asked, area, now)!;
      const found = staff.orgs.get(owner.org)!;
      expect(runs(found)).toBe(true);
      if (found.kind !== 'district_centre') expect(staffed(staff, found, now)).toBe(true);
      if (owner.post !== null) {
        const holder = staff.posts.get(owner.post)!;
        expect(holder.active && runs(holder) && holder.org === owner.org).toBe(true);
      }
      expect(climb(staff, asked, area, now)).toEqual(owner);
    }),
    { numRuns: 2000 },
  );
});

test('the owner is never looked for higher than where somebody serves', () => {
  fc.assert(
    fc.property(world, fc.constantFrom(...roles), fc.constantFrom(...areas), (staff, role, area) => {
      const holders = [...staff.posts.values()].filter(
        (one) => one.role === role && one.active && runs(one) && covers(one.area, area) && runs(staff.orgs.get(one.org) ?? { from: 0, to: 0 }),
      );
      const tightest = Math.max(...holders.map((one) => one.area.length), 0);
      const owner = climb(staff, { post: role }, area, now)!;
      const own = holders.filter((one) => one.area.length === tightest && one.area === area);
      if (own.length === 1) expect(owner).toEqual({ org: own[0]!.org, post: own[0]!.id });
      if (own.length > 1) expect(owner.post).toBeNull();
    }),
    { numRuns: 1000 },
  );
});

test('a code lies in the range of each of its ancestors and of no other', () => {
  fc.assert(
    fc.property(fc.constantFrom(...areas), fc.constantFrom(...areas), (a, b) => {
      const [from, to] = rangeOf(b);
      expect(a >= from && a < to).toBe(within(a, b));
      expect(ancestors(a).includes(b)).toBe(within(a, b) && a !== b);
    }),
  );
  expect(at('610402010001', 'street')).toBe('610402010');
  expect(at('610402', 'street')).toBeNull();
  expect(ancestors('610402010001')).toEqual(['610402010', '610402']);
});
