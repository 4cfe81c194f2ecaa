import { kernelErrors, Refusal, type Words } from '@hezhi/contract';
import { staffed, type StaffOrg, type StaffPost } from '@hezhi/directory/contract';
import { reference, staffOf, type Staff } from '@hezhi/directory/server';
import { districtOf, findVisible, viewCandidates, type Candidate } from '@hezhi/matters/server';
import { speak, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, permissions, type OwnerCandidate } from '../contract/index.ts';
import { responsesOf, type ResponseRow } from './queries.ts';

type Shown = z.input<typeof OwnerCandidate>[];
const reasons = {
  department: { 'zh-Hans': '可应哨的单位', en: 'Can answer whistles' },
  part: { 'zh-Hans': '参加了本次处置', en: 'Took part in this whistle' },
} satisfies Record<string, Words>;

/** A refusal that names the field at fault. */
export function fieldRefusal(call: Call, path: string, def: (typeof errors)[keyof typeof errors], values: Record<string, unknown> = {}): Refusal {
  return new Refusal(def, values, { faults: [{ path, code: def.code, detail: speak(def.words, call.language, values) }] });
}

/** Organisations in which somebody stands who may answer whistles, by id of the organisation; the smallest territory first. */
async function able(call: Call, district: string): Promise<{ staff: Staff; orgs: Map<string, StaffOrg> }> {
  const staff = await staffOf(call.house, district);
  const { roles } = await reference(call.house);
  const { now } = call;
  const answers = (post: StaffPost): boolean =>
    post.active && post.from <= now && (post.to === null || now < post.to) && (roles.get(post.role)?.permissions.includes(permissions.respond.key) ?? false);
  const orgs = [...staff.orgs.values()]
    .filter((org) => staffed(staff, org, now) && (staff.postsOf.get(org.id) ?? []).some(answers))
    .toSorted((a, b) => (a.kind === b.kind ? (a.id < b.id ? -1 : 1) : a.kind < b.kind ? -1 : 1));
  return { staff, orgs: new Map(orgs.map((org) => [org.id, org])) };
}

const candidate = (org: StaffOrg, why: Words): Candidate => ({ org, post: null, why, far: false });

/** Who can be whistled, before there is a whistle. */
export async function departments(call: Call, q: string | undefined): Promise<Shown> {
  const district = districtOf(call.actor);
  const { orgs } = await able(call, district);
  return viewCandidates(
    call,
    district,
    [...orgs.values()].map((org) => candidate(org, reasons.department)),
    q,
  );
}

/** Who may be chosen in a step: those who could still join; in rating those who checked in and have no score yet. Errors: `whistles.not_found`. */
export async function ownersFor(call: Call, id: string, q: string | undefined): Promise<Shown> {
  const district = districtOf(call.actor);
  if (!call.actor.post) throw new Refusal(kernelErrors.forbidden);
  const row = await findVisible(call.db, district, id, call.actor);
  if (row?.kind !== 'whistle') throw new Refusal(errors.not_found);
  const responses = await responsesOf(call.db, district, id);
  const { staff, orgs } = await able(call, district);
  const list =
    row.state === 'rating'
      ? responses.filter((one) => rateable(one)).flatMap((one) => (staff.orgs.has(one.org) ? [candidate(staff.orgs.get(one.org)!, reasons.part)] : []))
      : [...orgs.values()].filter((org) => !responses.some((one) => takesPart(one) && one.org === org.id)).map((org) => candidate(org, reasons.department));
  return viewCandidates(call, district, list, q);
}

/** Checked in and not rated yet. */
export const rateable = (row: ResponseRow): boolean => row.checked_in_at !== null && row.score === null;
/** Still in, or done: cannot be whistled a second time. */
export const takesPart = (row: ResponseRow): boolean => row.result === null || row.result === 'done';

type Chosen = readonly { readonly org: string }[];

/**
 * Departments chosen in a form: each exists, can answer, and stands once. `path`: where the lists `lead` and `assist` stand in the request. Errors:
 * `whistles.department_unable`, `whistles.department_twice` at the field.
 */
export async function checkDepartments(
  call: Call,
  district: string,
  path: string,
  chosen: { lead: Chosen; assist: Chosen },
  present: readonly ResponseRow[] = [],
): Promise<void> {
  const { staff, orgs } = await able(call, district);
  const seen = new Set(present.filter(takesPart).map((row) => row.org));
  for (const field of ['lead', 'assist'] as const) {
    for (const { org } of chosen[field]) {
      const name = nameOf(staff, org);
      if (!orgs.has(org)) throw fieldRefusal(call, `${path}/${field}`, errors.department_unable, { name });
      if (seen.has(org)) throw fieldRefusal(call, `${path}/${field}`, errors.department_twice, { name });
      seen.add(org);
    }
  }
}

/** Name of an organisation as screens show it. */
export const nameOf = (staff: Staff, org: string): string => staff.orgNames.get(org)?.short_name || staff.orgNames.get(org)?.name || '';
