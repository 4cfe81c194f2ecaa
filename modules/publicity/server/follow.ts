import { Refusal, iso } from '@hezhi/contract';
import { errors as cases } from '@hezhi/cases/contract';
import { viewPublic } from '@hezhi/cases/server';
import { cut, namesOf, readCursor, writeCursor } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import type { Followed, Following } from '../contract/index.ts';
import { publicChanges } from './changed.ts';
import { deleteFollow, findFollowing, insertFollow, listFollowed, personsFollowing } from './queries-follow.ts';
import { mustBe, whoOf } from './who.ts';

type View = z.input<typeof Following>;

/** News of a case goes to accounts of its own district. */
const told = (call: Call, district: string): boolean => call.actor.person !== null && call.actor.district === district;

/** Whether whoever asks follows a public case. `cases.not_public` */
export async function following(call: Call, district: string, id: string, token: string | null): Promise<View> {
  const found = await findFollowing(call.db, district, id, whoOf(call, token)?.id ?? null);
  if (!found) throw new Refusal(cases.not_public);
  return { id, following: found.mine, followers: found.n, told: told(call, district) };
}

/** Follows a public case, once however often it is said. `cases.not_public`, `publicity.device_needed` */
export async function follow(call: Call, district: string, id: string, token: string | null): Promise<View> {
  const who = mustBe(call, token);
  const found = await findFollowing(call.db, district, id, who.id);
  if (!found) throw new Refusal(cases.not_public);
  const reply: View = { id, following: true, followers: found.n + (found.mine ? 0 : 1), told: told(call, district) };
  const write = call.write(reply);
  insertFollow(write, district, id, who, iso(call.now));
  await write.run(call.db);
  return reply;
}

/** Follows it no longer; also where the case is not public any more, of which nothing is said then. `publicity.device_needed` */
export async function unfollow(call: Call, district: string, id: string, token: string | null): Promise<View> {
  const who = mustBe(call, token);
  const write = call.write();
  deleteFollow(write, district, id, who.id);
  await write.run(call.db);
  const found = await findFollowing(call.db, district, id, who.id);
  return { id, following: found?.mine ?? false, followers: found?.n ?? 0, told: told(call, district) };
}

/** Public cases that whoever asks follows. Two statements. */
export async function followed(
  call: Call,
  query: { district: string; cursor?: string | undefined; limit: number },
  token: string | null,
): Promise<z.input<typeof Followed>> {
  const who = whoOf(call, token);
  if (!who) return { items: [], next: null };
  const rows = await listFollowed(call.db, query.district, who.id, readCursor(query.cursor), query.limit);
  const { items, next } = cut(rows, query.limit, (row) => writeCursor(row.followed_at, row.id));
  const names = await namesOf(call.house, query.district);
  const changed = await publicChanges(call, query.district, items);
  return { items: await Promise.all(items.map(async (row) => ({ ...(await viewPublic(call, row, names)), changedAt: changed(row) }))), next };
}

/** Whom cases tell of a case's public progress beside those who have to do with it (hook `alsoTold`). */
export const followersOf = (call: Call, about: { district: string; matter: string }): Promise<string[]> =>
  personsFollowing(call.db, about.district, about.matter);
