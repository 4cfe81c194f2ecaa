import { kernelErrors, Refusal, type Words } from '@hezhi/contract';
import { staffed, within, type StaffOrg, type StaffPost } from '@hezhi/directory/contract';
import { reference, staffOf, type Staff } from '@hezhi/directory/server';
import type { Call } from '@hezhi/server';
import { pinyin } from 'pinyin-pro';
import type { z } from 'zod';
import { errors, type OwnerCandidate } from '../contract/index.ts';
import { findVisible } from './queries.ts';
import { countOpenLegs } from './queries-owners.ts';
import { districtOf } from './pages.ts';

const MOST = 50;

/** Somebody who may be chosen: an organisation, or a post in it, and why they stand where they stand. `far`: found by name only. */
export type Candidate = { readonly org: StaffOrg; readonly post: StaffPost | null; readonly why: Words; readonly far: boolean };

const whole: Words = { 'zh-Hans': '单位', en: 'Organisation' };
const reasons = {
  here: { 'zh-Hans': '辖区包括这里', en: 'Its territory covers the place' },
  colleague: { 'zh-Hans': '本单位同事', en: 'A colleague' },
  other: { 'zh-Hans': '其他单位或人员', en: 'Another organisation or person' },
} satisfies Record<string, Words>;

/**
 * Candidates as a screen shows them, in the order given, at most 50: without `q` those that are near, with `q` all whose name, pinyin or initials fit; each with
 * how much they have open. One statement. `suggest` picks the one to recommend among those shown.
 */
export async function viewCandidates(
  call: Call,
  district: string,
  all: readonly Candidate[],
  q: string | undefined,
  suggest: (shown: readonly Candidate[]) => Candidate | undefined = () => undefined,
): Promise<z.input<typeof OwnerCandidate>[]> {
  const staff = await staffOf(call.house, district);
  const { roles } = await reference(call.house);
  const shown = (q ? all.filter((one) => fits(nameOf(staff, one), q)) : all.filter((one) => !one.far)).slice(0, MOST);
  const counts = await countOpenLegs(call.db, district, [...new Set(shown.map((one) => one.org.id))]);
  const suggested = suggest(shown);
  return shown.map((one) => ({
    org: one.org.id,
    post: one.post?.id ?? null,
    name: nameOf(staff, one),
    role: one.post === null ? whole : (roles.get(one.post.role)?.words ?? { 'zh-Hans': one.post.role, en: one.post.role }),
    open: counts.filter((count) => count.org === one.org.id && (one.post === null || count.post === one.post.id)).reduce((sum, count) => sum + count.n, 0),
    why: one.why,
    suggested: one === suggested,
  }));
}

/**
 * Who may be chosen as owner of a matter of any kind: organisations whose territory covers it, from the narrowest to the widest, then colleagues; with `q` every
 * organisation and post of the district. Only those are named that are in term and staffed. Errors: `forbidden` without a post, `matters.not_found`.
 */
export async function ownersOf(call: Call, id: string, q: string | undefined): Promise<z.input<typeof OwnerCandidate>[]> {
  const district = districtOf(call.actor);
  const own = call.actor.post?.org;
  if (own === undefined) throw new Refusal(kernelErrors.forbidden);
  const row = await findVisible(call.db, district, id, call.actor);
  if (!row) throw new Refusal(errors.not_found);
  const staff = await staffOf(call.house, district);
  const stands = (org: StaffOrg | undefined): org is StaffOrg => org !== undefined && staffed(staff, org, call.now);
  const serves = (post: StaffPost): boolean => post.active && post.from <= call.now && (post.to === null || call.now < post.to);
  const orgs = [...staff.orgs.values()].filter(stands).toSorted((a, b) => b.area.length - a.area.length || (a.id < b.id ? -1 : 1));
  const posts = [...staff.posts.values()].filter(serves).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const all: Candidate[] = [];
  const add = (org: StaffOrg, post: StaffPost | null, why: keyof typeof reasons): void => void all.push({ org, post, why: reasons[why], far: why === 'other' });
  for (const org of orgs) if (within(row.area, org.area)) add(org, null, 'here');
  for (const post of posts) if (post.org === own && stands(staff.orgs.get(own))) add(staff.orgs.get(own)!, post, 'colleague');
  for (const org of orgs) if (!within(row.area, org.area)) add(org, null, 'other');
  for (const post of posts) if (post.org !== own && stands(staff.orgs.get(post.org))) add(staff.orgs.get(post.org)!, post, 'other');
  return viewCandidates(call, district, all, q);
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
