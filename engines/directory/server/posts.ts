import { kernelErrors, may, newId, Refusal, iso } from '@hezhi/contract';
import { type Call, dropTimer, emit, setTimer, type TimerEffect, type Write, speak } from '@hezhi/server';
import { errors } from '../contract/errors.ts';
import { districtOf, levels, within } from '../contract/levels.ts';
import { permissions } from '../contract/permissions.ts';
import { audit } from './audit.ts';
import { fromCursor, page } from './cursor.ts';
import { forget } from './hints.ts';
import { findOrgRow } from './queries-orgs.ts';
import { findPersonRow } from './queries-people.ts';
import { findPostRow, insertPost, listPostRows, type PostRow, setTerm } from './queries-posts.ts';
import { reference, type Role } from './roles.ts';
import { mustCover, scopeOf } from './scope.ts';
import { staffOf } from './staff.ts';
import { territory } from './territory.ts';

export type NewPost = { id?: string; person: string; role: string; org: string; area: string; from?: string; to?: string | null };

export type PostReply = {
  id: string;
  role: string;
  role_name: string;
  person: string;
  person_name: string;
  org: string;
  org_name: string;
  area: string;
  area_name: string;
  from: string;
  to: string | null;
  version: number;
};

/** Event: a post does not serve any more; its open matters go up the ladder. */
export const POST_ENDED = 'directory.post_ended';
const TERM = 'directory.post_term';

/** How posts are shown in a district, in the language of the call. */
export async function postViewer(call: Call, district: string): Promise<(row: PostRow) => PostReply> {
  const { roles } = await reference(call.house);
  const tree = await territory(call.house).ensure(district);
  return (row) => {
    const role = roles.get(row.role);
    return {
      id: row.id,
      role: row.role,
      role_name: role ? speak(role.words, call.language) : row.role,
      person: row.person,
      person_name: row.person_name,
      org: row.org,
      org_name: row.org_name,
      area: row.area,
      area_name: tree.name(row.area),
      from: row.term_from,
      to: row.term_to,
      version: row.version,
    };
  };
}

/** Reserved roles are given and taken by a security officer, the others by an administrator. */
function mustGrant(call: Call, role: Role | undefined): void {
  if (role?.reserved) {
    if (!may(call.actor, permissions.manage_roles)) throw new Refusal(errors.role_reserved);
  } else if (!may(call.actor, permissions.manage_posts)) throw new Refusal(kernelErrors.forbidden);
}

/** Gives a person a post. */
export async function createPost(call: Call, post: NewPost): Promise<PostReply> {
  const district = districtOf(post.area)!;
  const { roles } = await reference(call.house);
  const role = roles.get(post.role);
  if (!role || post.role === 'visitor' || post.role === 'resident') throw new Refusal(errors.role_not_found);
  mustGrant(call, role);
  mustCover(call, post.area);
  if (call.actor.person === post.person) throw new Refusal(errors.own_standing);
  const tree = await territory(call.house).ensure(district);
  if (!tree.stands(post.area)) throw new Refusal(errors.territory_not_found);
  const person = await findPersonRow(call.db, district, post.person);
  if (!person) throw new Refusal(errors.person_not_found);
  const org = await findOrgRow(call.db, district, post.org);
  if (!org || org.valid_to !== null) throw new Refusal(errors.org_not_found);
  // A role of a level may serve there or above (a grid worker of a whole community), never below.
  const level = levels.find((one) => one.key === role.level);
  if (level && post.area.length > level.width) throw new Refusal(errors.post_level, { level: speak(level.words, call.language) });
  const from = post.from === undefined ? call.now : Date.parse(post.from);
  const to = post.to ? Date.parse(post.to) : null;
  if (to !== null && to <= from) throw new Refusal(errors.post_term);
  const held = ((await staffOf(call.house, district)).postsOfPerson.get(post.person) ?? []).filter((one) => one.to === null || one.to > call.now);
  if (held.some((one) => one.role === post.role && one.org === post.org && one.area === post.area)) throw new Refusal(errors.post_exists);
  if (role.reserved && held.some((one) => one.role !== role.key && roles.get(one.role)?.reserved)) throw new Refusal(errors.role_conflict);

  const row = {
    id: post.id ?? newId(call.now),
    person: post.person,
    role: post.role,
    org: post.org,
    area: post.area,
    term_from: iso(from),
    term_to: to === null ? null : iso(to),
  };
  const view = (await postViewer(call, district))({ ...row, person_name: person.name, org_name: org.name, version: 1 });
  const write = call.write(view).add(insertPost(district, row));
  write.onDuplicate('post_once', () => new Refusal(errors.post_exists)).onDuplicate('post_pkey', () => new Refusal(kernelErrors.conflict));
  if (to !== null) setTimer(write, { district, id: row.id, dueAt: to, topic: TERM, data: { post: row.id } });
  audit(write, call, { action: 'post.create', target: row.id, detail: { person: row.person, role: row.role, org: row.org, area: row.area, to: row.term_to } });
  await write
    .after(() => forget(call.house, 'directory.staff', district))
    .after(() => forget(call.house, 'directory.session', district, { person: row.person }))
    .run(call.db);
  return view;
}

/** Ends a post now: it no longer acts, and what it has to do goes up the ladder. */
export async function endPost(call: Call, id: string, version: number): Promise<void> {
  const { district, row } = await postToChange(call, id);
  const write = call.write().add(setTerm(district, id, iso(call.now), version), 1, () => new Refusal(kernelErrors.conflict));
  dropTimer(write, district, id);
  tellEnded(write, call, district, row, 'ended');
  audit(write, call, { action: 'post.end', target: id, detail: { person: row.person, role: row.role } });
  await write
    .after(() => forget(call.house, 'directory.staff', district))
    .after(() => forget(call.house, 'directory.session', district, { person: row.person }))
    .run(call.db);
}

/** Changes the end of the term; a moment in the past is refused (end the post instead). */
export async function changeTerm(call: Call, id: string, to: string | null, version: number): Promise<PostReply> {
  const { district, row } = await postToChange(call, id);
  const end = to === null ? null : Date.parse(to);
  if (end !== null && end <= Math.max(call.now, Date.parse(row.term_from))) throw new Refusal(errors.post_term);
  const write = call.write().add(setTerm(district, id, end === null ? null : iso(end), version), 1, () => new Refusal(kernelErrors.conflict));
  write.onDuplicate('post_once', () => new Refusal(errors.post_exists));
  if (row.term_to !== null && end === null) dropTimer(write, district, id);
  if (end !== null) setTimer(write, { district, id, dueAt: end, topic: TERM, data: { post: id } });
  audit(write, call, { action: 'post.term', target: id, detail: { to } });
  await write
    .after(() => forget(call.house, 'directory.staff', district))
    .after(() => forget(call.house, 'directory.session', district, { person: row.person }))
    .run(call.db);
  return (await postViewer(call, district))({ ...row, term_to: end === null ? null : iso(end), version: version + 1 });
}

async function postToChange(call: Call, id: string): Promise<{ district: string; row: PostRow }> {
  const { district, area } = scopeOf(call);
  const row = await findPostRow(call.db, district, id);
  if (!row) throw new Refusal(errors.post_not_found);
  if (!within(row.area, area)) throw new Refusal(errors.outside_territory);
  mustGrant(call, (await reference(call.house)).roles.get(row.role));
  if (row.person === call.actor.person) throw new Refusal(errors.own_standing);
  if (row.term_to !== null && Date.parse(row.term_to) <= call.now) throw new Refusal(errors.post_ended);
  return { district, row };
}

/** Adds the event of a post that stopped serving. */
export function tellEnded(
  write: Write,
  call: Call,
  district: string,
  post: { id: string; person: string; role: string; org: string; area: string },
  reason: 'ended' | 'term' | 'locked',
): void {
  const { id, person, role, org, area } = post;
  emit(write, { district, topic: POST_ENDED, at: call.now, data: { post: id, person, role, org, area, reason } });
}

/** The clock ends posts whose term is over. */
export const termOver: TimerEffect = {
  topic: TERM,
  async fire(call, timer) {
    const row = await findPostRow(call.db, timer.district, timer.id);
    if (!row || row.term_to === null || Date.parse(row.term_to) > call.now) return;
    const write = call.write();
    tellEnded(write, call, timer.district, row, 'term');
    write.after(() => forget(call.house, 'directory.staff', timer.district));
    await write.after(() => forget(call.house, 'directory.session', timer.district, { person: row.person })).run(call.db);
  },
};

/** Posts of the actor's district by area. */
export async function listPosts(
  call: Call,
  find: {
    org?: string | undefined;
    area?: string | undefined;
    person?: string | undefined;
    role?: string | undefined;
    ended: boolean;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<{ items: PostReply[]; next: string | null }> {
  const { district } = scopeOf(call);
  const rows = await listPostRows(call.db, district, {
    ...find,
    endedBefore: find.ended ? null : iso(call.now),
    after: fromCursor(find.cursor, 'code', 'id'),
    limit: find.limit + 1,
  });
  return page(rows, find.limit, (row) => [row.area, row.id], await postViewer(call, district));
}

/** All posts of a person or an organisation that have not ended, at most a hundred. */
export async function postsOf(call: Call, district: string, of: { person: string } | { org: string }): Promise<PostReply[]> {
  const rows = await listPostRows(call.db, district, { ...of, endedBefore: iso(call.now), after: null, limit: 100 });
  return rows.map(await postViewer(call, district));
}
