import { newId, Refusal, iso } from '@hezhi/contract';
import { errors as cases, redact } from '@hezhi/cases/contract';
import { categoryName } from '@hezhi/cases/server';
import { errors as matters } from '@hezhi/matters/contract';
import { findVisible, namesOf } from '@hezhi/matters/server';
import { notify } from '@hezhi/notices/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, type CommentView, type Decided, type DecisionInput, type Queue, type QueueQuery } from '../contract/index.ts';
import { viewComment } from './comments.ts';
import {
  commenters,
  countQueue,
  decideComment,
  findCommentable,
  findQueued,
  insertComment,
  listQueue,
  settleAbuse,
  type CommentRow,
  type CommentState,
} from './queries-comments.ts';
import { personsFollowing } from './queries-follow.ts';
import { standing } from './who.ts';

/** A page of the comments on cases of the post's territory, with how much waits there. Two statements. */
export async function queue(call: Call, query: z.output<typeof QueueQuery>): Promise<z.input<typeof Queue>> {
  const { district, area } = standing(call);
  const [rows, counts] = [await listQueue(call.db, district, area, query), await countQueue(call.db, district, area)];
  const names = await namesOf(call.house, district);
  const items = rows.slice(0, query.limit);
  return {
    ...counts,
    items: items.map((row) => ({
      id: row.id,
      matter: row.matter,
      number: row.number,
      category: categoryName(call.house, district, row.subject),
      areaName: names.area(row.area.slice(0, 12)),
      about: redact(row.about),
      written: row.written,
      redacted: redact(row.public_text),
      at: row.at,
      by: row.kind === 'official' ? ('official' as const) : row.kind === 'person' ? ('resident' as const) : ('visitor' as const),
      org: row.org === null ? null : names.org(row.org),
      state: row.state,
      reason: row.reason,
      decidedAt: row.decided_at,
      listed: row.listed,
      abuse: (row.abuse ?? []) as { reason: 'other'; n: number }[],
    })),
    next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null,
  };
}

const moves: Readonly<Record<'accept' | 'refuse' | 'remove', { from: CommentState; to: CommentState }>> = {
  accept: { from: 'waiting', to: 'shown' },
  refuse: { from: 'waiting', to: 'refused' },
  remove: { from: 'shown', to: 'removed' },
};

/**
 * Decides on a comment of the post's territory. What is shown goes through `redact` whatever was typed. The author's account is told.
 * `publicity.comment_gone`, `publicity.comment_decided` (somebody was faster), `publicity.reason_needed`
 */
export async function decide(call: Call, id: string, given: z.output<typeof DecisionInput>): Promise<z.input<typeof Decided>> {
  const { district, area, person } = standing(call);
  const row = await findQueued(call.db, district, area, id);
  if (!row) throw new Refusal(errors.comment_gone);
  const at = iso(call.now);
  if (given.decision === 'keep') {
    if (row.state !== 'shown') throw new Refusal(errors.comment_decided);
    const reply = { id, state: row.state };
    const write = call.write(reply);
    settleAbuse(write, district, id, at);
    await write.run(call.db);
    return reply;
  }
  const { from, to } = moves[given.decision];
  const reason = given.decision === 'accept' ? null : (given.reason ?? '');
  if (reason === '') throw new Refusal(errors.reason_needed);
  if (row.state !== from) throw new Refusal(errors.comment_decided);
  const reply = { id, state: to };
  const write = call.write(reply);
  decideComment(write, district, id, { from, to, text: given.decision === 'accept' ? redact(given.text ?? row.public_text) : null, reason, by: person, at });
  if (given.decision === 'remove') settleAbuse(write, district, id, at);
  if (row.kind === 'person')
    notify(write, {
      district,
      key: `comment ${id} ${to}`,
      template: to === 'shown' ? 'publicity.comment_shown' : 'publicity.comment_refused',
      to: [{ person: row.author }],
      values: { number: row.number, category: categoryName(call.house, district, row.subject), reason: reason ?? '' },
      link: `/near/${district}/${row.matter}`,
      area: row.area,
      at: call.now,
    });
  await write.run(call.db);
  return reply;
}

/**
 * Answers in public for the organisation of the post, without anybody reading it before. Followers and those who commented are told. `matters.not_found` for what the post does not
 * see, `cases.not_public` where there is no public to answer.
 */
export async function answer(call: Call, matter: string, given: { text: string }): Promise<z.input<typeof CommentView>> {
  const { district, org, person } = standing(call);
  const seen = await findVisible(call.db, district, matter, call.actor);
  if (!seen) throw new Refusal(matters.not_found);
  const shown = await findCommentable(call.db, district, matter, person, iso(call.now));
  if (!shown) throw new Refusal(cases.not_public);
  const row: CommentRow = {
    id: newId(call.now),
    matter,
    author: person,
    kind: 'official',
    org,
    written: redact(given.text),
    public_text: redact(given.text),
    state: 'shown',
    reason: null,
    at: iso(call.now),
    decided_at: iso(call.now),
  };
  const names = await namesOf(call.house, district);
  const reply = viewComment(row, person, names);
  const write = call.write(reply);
  insertComment(write, district, { ...row, decided_by: person });
  const to = new Set([...(await personsFollowing(call.db, district, matter)), ...(await commenters(call.db, district, matter))]);
  notify(write, {
    district,
    key: `answer ${row.id}`,
    template: 'publicity.answered',
    to: [...to].map((one) => ({ person: one })),
    except: [person],
    values: { number: shown.number, category: categoryName(call.house, district, shown.subject), org: names.org(org) ?? '' },
    link: `/near/${district}/${matter}`,
    area: shown.area,
    at: call.now,
  });
  await write.run(call.db);
  return reply;
}
