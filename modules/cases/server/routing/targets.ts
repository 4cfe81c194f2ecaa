import { staffed, type StaffPost } from '@hezhi/directory/contract';
import { reference, staffOf, territory } from '@hezhi/directory/server';
import { permissions as matters } from '@hezhi/matters/contract';
import { speak, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { routingLegs, type RoutingTargets } from '../../contract/index.ts';
import { ownDistrict } from '../categories.ts';
import { fitness } from './book.ts';

const MOST = 50;

/** Organisations and posts in term that may be given a part of the work, organisations first, the widest territory first. No statement. */
export async function routingTargets(call: Call, q: string | undefined): Promise<z.input<typeof RoutingTargets>> {
  const { house, now, language } = call;
  const district = ownDistrict(call);
  const staff = await staffOf(house, district);
  const { roles } = await reference(house);
  const tree = await territory(house).ensure(district);
  const may = await fitness(house, now);
  const orgName = (id: string): string => staff.orgNames.get(id)?.short_name || staff.orgNames.get(id)?.name || '';
  const area = (code: string): string => (code === district ? tree.name(code) : tree.fullName(code));
  const acts = (post: StaffPost): boolean => roles.get(post.role)?.permissions.includes(matters.act_for_org.key) ?? false;
  const orgs = [...staff.orgs.values()]
    .filter((org) => staffed(staff, org, now))
    .toSorted((a, b) => a.area.length - b.area.length || (a.id < b.id ? -1 : 1))
    .map((org) => ({
      org: org.id,
      post: null,
      name: orgName(org.id),
      role: '',
      area: area(org.area),
      legs: routingLegs.filter((leg) => (staff.postsOf.get(org.id) ?? []).some((post) => may(post, leg) && acts(post))),
    }));
  const posts = [...staff.posts.values()]
    .toSorted((a, b) => a.area.length - b.area.length || (a.id < b.id ? -1 : 1))
    .map((post) => ({
      org: post.org,
      post: post.id,
      name: `${orgName(post.org)} ${staff.personNames.get(post.person) ?? ''}`.trim(),
      role: speak(roles.get(post.role)?.words ?? { 'zh-Hans': post.role, en: post.role }, language),
      area: area(post.area),
      legs: routingLegs.filter((leg) => may(post, leg)),
    }));
  const asked = (q ?? '').normalize('NFKC').toLowerCase().trim();
  const fits = (one: { name: string; role: string }): boolean => asked === '' || `${one.name} ${one.role}`.toLowerCase().includes(asked);
  return { items: [...orgs, ...posts].filter((one) => one.legs.length > 0 && fits(one)).slice(0, MOST) };
}
