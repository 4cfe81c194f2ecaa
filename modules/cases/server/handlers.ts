import { kernelErrors, Refusal, type Words } from '@hezhi/contract';
import { at, staffed, within, type StaffOrg, type StaffPost } from '@hezhi/directory/contract';
import { reference, staffOf, type Staff } from '@hezhi/directory/server';
import { errors as matters, type OwnerCandidate } from '@hezhi/matters/contract';
import { districtOf, findVisible, viewCandidates, type Candidate } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { leadName, permissions } from '../contract/index.ts';
import { treeOf } from './categories.ts';
import { routed } from './routing/book.ts';

const reasons = {
  rule: { 'zh-Hans': '按分派规则', en: 'By the rules of dispatch' },
  grid: { 'zh-Hans': '负责这个网格', en: 'Works this grid' },
  community: { 'zh-Hans': '所在社区', en: 'The community it lies in' },
  lead: { 'zh-Hans': '这类事项的牵头部门（{lead}）', en: 'Leads this category ({lead})' },
  street: { 'zh-Hans': '所在街道', en: 'The street it lies in' },
  property: { 'zh-Hans': '本地物业', en: 'The property firm there' },
  nearby: { 'zh-Hans': '相邻网格', en: 'A grid nearby' },
  colleague: { 'zh-Hans': '本单位同事', en: 'A colleague' },
  other: { 'zh-Hans': '其他单位或人员', en: 'Another organisation or person' },
} satisfies Record<string, Words>;
type Why = keyof typeof reasons;
type Ranked = { org: StaffOrg; post: StaffPost | null; why: Why };

/**
 * Who could handle a case, in the order in which it makes sense: whom the rules of dispatch name, the grid's worker, the community, the lead department, the street, property firms, neighbours and colleagues;
 * with `q` everybody who can handle, by name or pinyin. One statement beside the check of visibility. Only those are named who can really take it: in term, with the right.
 */
export async function handlersOf(call: Call, id: string, q: string | undefined): Promise<z.input<typeof OwnerCandidate>[]> {
  const district = districtOf(call.actor);
  if (!call.actor.post) throw new Refusal(kernelErrors.forbidden);
  const row = await findVisible(call.db, district, id, call.actor);
  if (row?.kind !== 'case') throw new Refusal(matters.not_found);
  const staff = await staffOf(call.house, district);
  const { roles } = await reference(call.house);
  const category = treeOf(call.house, district).leaves.get(row.subject);
  const able = (post: StaffPost): boolean =>
    post.active &&
    post.from <= call.now &&
    (post.to === null || call.now < post.to) &&
    (roles.get(post.role)?.permissions.includes(permissions.handle.key) ?? false);
  const stands = (org: StaffOrg): boolean => staffed(staff, org, call.now) && (staff.postsOf.get(org.id) ?? []).some(able);

  const way = await routed(call.house, district, 'handle', row, call.now);
  const lead = leadName(category?.lead ?? '');
  const words = (why: Why): Words =>
    why === 'lead' && lead
      ? { 'zh-Hans': reasons.lead['zh-Hans'].replace('{lead}', lead['zh-Hans']), en: reasons.lead.en.replace('{lead}', lead.en) }
      : reasons[why];
  const whys = new Map<Candidate, Why>();
  const all = candidates(staff, row.area, category?.lead ?? '', call.actor.post.org, able, stands, way?.owner).map(({ org, post, why }): Candidate => {
    const one = { org, post, why: words(why), far: why === 'other' };
    whys.set(one, why);
    return one;
  });
  const settle: Why = ({ grid: 'grid', community: 'community', street: 'street', department: 'lead' } as const)[category?.settle ?? 'community'];
  return viewCandidates(
    call,
    district,
    all,
    q,
    (shown) => shown.find((one) => whys.get(one) === 'rule') ?? shown.find((one) => whys.get(one) === settle) ?? shown[0],
  );
}

function candidates(
  staff: Staff,
  area: string,
  lead: string,
  own: string,
  able: (post: StaffPost) => boolean,
  stands: (org: StaffOrg) => boolean,
  way: { org: string | null; post: string | null } | undefined,
): Ranked[] {
  const community = at(area, 'community') ?? area;
  const street = at(area, 'street') ?? area;
  const list: Ranked[] = [];
  const taken = new Set<string>();
  const add = (org: StaffOrg | undefined, post: StaffPost | null, why: Why): void => {
    if (!org || !(post ? able(post) && staffedOrg(org) : stands(org)) || taken.has(post?.id ?? org.id)) return;
    taken.add(post?.id ?? org.id);
    list.push({ org, post, why });
  };
  const staffedOrg = (org: StaffOrg): boolean => stands(org);
  const posts = [...staff.posts.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const orgs = [...staff.orgs.values()].toSorted((a, b) => b.area.length - a.area.length || (a.id < b.id ? -1 : 1));
  const ofGrid = posts.filter((post) => post.area.length === 15);

  if (way?.org) add(staff.orgs.get(way.org), way.post === null ? null : (staff.posts.get(way.post) ?? null), 'rule');
  if (area.length === 15) for (const post of ofGrid) if (post.area === area) add(staff.orgs.get(post.org), post, 'grid');
  for (const org of orgs) if (org.kind === 'community' && org.area === community) add(org, null, 'community');
  for (const org of orgs) if (org.kind === lead && within(area, org.area)) add(org, null, 'lead');
  for (const org of orgs) if (org.kind === 'street_office' && org.area === street) add(org, null, 'street');
  for (const org of orgs) if (org.kind === 'property_firm' && (within(area, org.area) || within(org.area, community))) add(org, null, 'property');
  for (const post of posts)
    if (staff.orgs.get(post.org)?.area === community) add(staff.orgs.get(post.org), post, post.area.length === 15 ? 'nearby' : 'community');
  for (const post of posts) if (post.org === own) add(staff.orgs.get(post.org), post, 'colleague');
  for (const org of orgs) add(org, null, 'other');
  for (const post of posts) add(staff.orgs.get(post.org), post, 'other');
  return list;
}
