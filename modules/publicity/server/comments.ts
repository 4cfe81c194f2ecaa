import { kernelErrors, newId, Refusal, iso } from '@hezhi/contract';
import { errors as cases, redact } from '@hezhi/cases/contract';
import { resolveOwner } from '@hezhi/directory/server';
import { namesOf, type Names } from '@hezhi/matters/server';
import { notify } from '@hezhi/notices/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, permissions, type CommentInput, type Comments, type CommentView } from '../contract/index.ts';
import { findCommentable, findShown, insertAbuse, insertComment, listComments, withdrawComment, type CommentRow } from './queries-comments.ts';
import { mustBe, whoOf } from './who.ts';

type View = z.input<typeof CommentView>;
/** How many comments one account or device may write in a district within a day. */
export const most = 10;
const DAY = 86_400_000;

/** A comment as a reader gets it; what only its author may know is left out for others. */
export function viewComment(row: CommentRow & { reported?: boolean }, reader: string | null, names: Names): View {
  const own = row.author === reader;
  return {
    id: row.id,
    // Once more on the way out: a better rule protects what was written under an older one.
    text: redact(row.public_text),
    at: iso(Date.parse(row.at)),
    by: row.kind === 'official' ? 'official' : row.kind === 'person' ? 'resident' : 'visitor',
    org: row.kind === 'official' && row.org !== null ? names.org(row.org) : null,
    own,
    state: row.state === 'withdrawn' ? 'removed' : row.state,
    reason: own ? row.reason : null,
    reported: row.reported ?? false,
  };
}

/** Comments of a public case: those let through, and the reader's own. `cases.not_public` */
export async function comments(
  call: Call,
  district: string,
  id: string,
  query: { cursor?: string | undefined; limit: number },
  token: string | null,
): Promise<z.input<typeof Comments>> {
  const who = whoOf(call, token);
  const rows = await listComments(call.db, district, id, who?.id ?? null, query.cursor ?? null, query.limit);
  if (!rows) throw new Refusal(cases.not_public);
  const names = await namesOf(call.house, district);
  const items = rows.slice(0, query.limit);
  return { items: items.map((row) => viewComment(row, who?.id ?? null, names)), next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}

/** Takes a comment, to be read by the staff of the case's community before others read it. `cases.not_public`, `publicity.too_many_comments` */
export async function comment(call: Call, district: string, matter: string, given: z.output<typeof CommentInput>, token: string | null): Promise<View> {
  const who = mustBe(call, token);
  const found = await findCommentable(call.db, district, matter, who.id, iso(call.now - DAY));
  if (!found) throw new Refusal(cases.not_public);
  if (found.written >= most) throw new Refusal(errors.too_many_comments, { max: most });
  const row: CommentRow = {
    id: newId(call.now),
    matter,
    author: who.id,
    kind: who.kind,
    org: null,
    written: given.text,
    public_text: redact(given.text),
    state: 'waiting',
    reason: null,
    at: iso(call.now),
    decided_at: null,
  };
  const reply = viewComment(row, who.id, await namesOf(call.house, district));
  const write = call.write(reply);
  insertComment(write, district, { ...row, decided_by: null });
  const { org } = await resolveOwner(call.house, district, { org: 'community', at: 'community' }, found.area, call.now);
  // Once a day for each who may moderate, however many come.
  if (org !== null)
    notify(write, {
      district,
      key: `publicity waiting ${org} ${iso(call.now + 8 * 3_600_000).slice(0, 10)}`,
      template: 'publicity.waiting',
      to: [{ org, with: permissions.moderate.key }],
      values: { number: found.number },
      link: '/publicity/comments',
      area: found.area,
      at: call.now,
    });
  await write.run(call.db);
  return reply;
}

/** Takes one's own comment back, in whatever state; its words are erased. `publicity.comment_gone` */
export async function withdraw(call: Call, district: string, id: string, token: string | null): Promise<void> {
  const who = mustBe(call, token);
  const write = call.write();
  withdrawComment(write, district, id, who.id, iso(call.now));
  await write.run(call.db);
}

/** Reports a comment once; it stays until somebody has looked at it. `publicity.comment_gone`, `publicity.own_comment` */
export async function reportAbuse(call: Call, district: string, id: string, reason: string, token: string | null): Promise<{ id: string; reported: true }> {
  const who = mustBe(call, token);
  const row = await findShown(call.db, district, id);
  if (!row) throw new Refusal(errors.comment_gone);
  if (row.author === who.id) throw new Refusal(errors.own_comment);
  if (row.kind === 'official') throw new Refusal(kernelErrors.forbidden);
  const reply = { id, reported: true as const };
  const write = call.write(reply);
  insertAbuse(write, district, id, who.id, reason, iso(call.now));
  await write.run(call.db);
  return reply;
}
