import { kernelErrors, Refusal, type Words } from '@hezhi/contract';
import { at, staffed, within, type StaffOrg, type StaffPost } from '@hezhi/directory/contract';
import { reference, staffOf, type Staff } from '@hezhi/directory/server';
import { errors as matters } from '@hezhi/matters/contract';
import { districtOf, findVisible } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import { pinyin } from 'pinyin-pro';
import type { z } from 'zod';
import { leadName, permissions, type HandlerView } from '../contract/index.ts';
import { treeOf } from './categories.ts';
import { countOpenLegs } from './queries.ts';

const MOST = 50;
const reasons = {
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
type Candidate = { org: StaffOrg; post: StaffPost | null; why: Why };

/**
 * Who could handle a case, in the order in which it makes sense: the grid's worker, the community, the lead department, the street, property firms, neighbours and colleagues;
 * with `q` everybody who can handle, by name or pinyin. One statement beside the check of visibility. Only those are named who can really take it: in term, with the right.
 */
export async function handlersOf(call: Call, id: string, q: string | undefined): Promise<z.input<typeof HandlerView>[]> {
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

  const all = candidates(staff, row.area, category?.lead ?? '', call.actor.post.org, able, stands);
  const wanted = q ? all.filter((one) => fits(nameOf(staff, one), q)) : all.filter((one) => one.why !== 'other');
  const shown = wanted.slice(0, MOST);
  const counts = await countOpenLegs(call.db, district, [...new Set(shown.map((one) => one.org.id))]);
  const settle: Why = ({ grid: 'grid', community: 'community', street: 'street', department: 'lead' } as const)[category?.settle ?? 'community'];
  const suggested = shown.find((one) => one.why === settle) ?? shown[0];
  const lead = leadName(category?.lead ?? '');
  return shown.map((one) => ({
    org: one.org.id,
    post: one.post?.id ?? null,
    name: nameOf(staff, one),
    role: roleOf(one, roles.get(one.post?.role ?? '')?.words),
    open: counts.filter((count) => count.org === one.org.id && (one.post === null || count.post === one.post.id)).reduce((sum, count) => sum + count.n, 0),
    why:
      one.why === 'lead' && lead
        ? { 'zh-Hans': reasons.lead['zh-Hans'].replace('{lead}', lead['zh-Hans']), en: reasons.lead.en.replace('{lead}', lead.en) }
        : reasons[one.why],
    suggested: one === suggested,
  }));
}

const whole: Words = { 'zh-Hans': '单位', en: 'Organisation' };
const roleOf = (one: Candidate, words: Words | undefined): Words => (one.post === null ? whole : (words ?? { 'zh-Hans': one.post.role, en: one.post.role }));

function candidates(
  staff: Staff,
  area: string,
  lead: string,
  own: string,
  able: (post: StaffPost) => boolean,
  stands: (org: StaffOrg) => boolean,
): Candidate[] {
  const community = at(area, 'community') ?? area;
  const street = at(area, 'street') ?? area;
  const list: Candidate[] = [];
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

function nameOf(staff: Staff, one: Candidate): string {
  const org = staff.orgNames.get(one.org.id);
  const shown = org?.short_name || org?.name || '';
  return one.post ? `${shown} ${staff.personNames.get(one.post.person) ?? ''}`.trim() : shown;
}

/** By part of the name, or by full pinyin or initials of one of its words: `wbsq`, `wangfang`. */
function fits(name: string, q: string): boolean {
  const asked = q.normalize('NFKC').toLowerCase().replaceAll(' ', '');
  if (name.toLowerCase().replaceAll(' ', '').includes(asked)) return true;
  if (!/^[a-z]+$/.test(asked)) return false;
  return name.split(' ').some((word) => {
    const syllables = pinyin(word, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' }).map((one) => one.toLowerCase());
    return (
      syllables
        .map((one) => one.slice(0, 1))
        .join('')
        .includes(asked) || syllables.join('').includes(asked)
    );
  });
}
