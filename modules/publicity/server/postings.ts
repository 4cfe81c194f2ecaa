import { Refusal } from '@hezhi/contract';
import { claimFiles, filesOfMatters, uploaderOf } from '@hezhi/documents/server';
import { notify } from '@hezhi/notices/server';
import { resolveOwner } from '@hezhi/directory/server';
import type { Call, Write } from '@hezhi/server';
import type { z } from 'zod';
import { errors, permissions, type DraftInput, type PostingContent, type PostingInput } from '../contract/index.ts';
import { classBook, classIn, keptOf } from './posting-classes.ts';
import { blank, checkContent, checkPersonal, emitEnded, show, stepOf, within, type Step } from './posting-show.ts';
import { findPosting, insertPosting, updatePosting, type LineRow, type PostingRow } from './queries-postings.ts';
import { standing } from './who.ts';

/** Takes the photos that the content names and the posting has not yet. */
function claimNew(write: Write, call: Call, row: PostingRow, content: PostingContent, had: readonly string[]): void {
  const ids = content.files.filter((id) => !had.includes(id));
  if (ids.length > 0)
    claimFiles(write, { district: row.district, ids, matter: row.id, uploader: uploaderOf(call.actor, null), max: 9, kinds: ['image'], audience: ['posting'] });
}

/** The posting if the caller's post covers it, else `publicity.posting_gone`. */
export async function ownPosting(call: Call, id: string): Promise<LineRow & { draft: PostingContent | null }> {
  const { district, area } = standing(call);
  const row = await findPosting(call.db, district, id);
  if (!row?.area.startsWith(area)) throw new Refusal(errors.posting_gone);
  return row;
}

async function current(call: Call, id: string, revision: number): Promise<LineRow & { draft: PostingContent | null }> {
  const row = await ownPosting(call, id);
  if (row.revision !== revision) throw new Refusal(errors.posting_changed);
  return row;
}

/** Begins a posting of the own territory as a draft. Errors: those of the route. */
export async function addPosting(call: Call, given: z.output<typeof PostingInput>): Promise<Step> {
  const { district, area, org, person } = standing(call);
  if (!given.area.startsWith(area)) throw new Refusal(errors.posting_area);
  checkContent(given.content);
  const one = (await classBook(call.house, district)).find(given.area, given.class);
  if (!one) throw new Refusal(errors.class_unknown);
  const row = blank(call, { ...given, district, org, class_as: keptOf(one), days: within(given.days, one), draft: given.content, draft_by: person });
  const reply = stepOf(row);
  const write = call.write(reply);
  insertPosting(write, row);
  claimNew(write, call, row, given.content, []);
  await write.run(call.db);
  return reply;
}

/** Changes a draft, or drafts a correction of what stands; what waits for the second person must be given back first. */
export async function changePosting(call: Call, id: string, given: z.output<typeof DraftInput>): Promise<Step> {
  const row = await current(call, id, given.revision);
  if (row.waiting || row.state === 'withdrawn') throw new Refusal(errors.posting_state);
  checkContent(given.content);
  const correcting = row.version > 0;
  if (correcting && given.note === '') throw new Refusal(errors.note_needed);
  const one = classIn(await classBook(call.house, row.district), row);
  const next: PostingRow = {
    ...row,
    draft: given.content,
    draft_by: standing(call).person,
    days: given.days === undefined ? row.days : within(given.days, one),
    period_of: given.period_of === undefined || correcting ? row.period_of : given.period_of,
    note: correcting ? given.note : null,
    restart: correcting && (given.restart || row.state === 'ended'),
    returned: null,
    revision: row.revision + 1,
  };
  const reply = stepOf(next);
  const write = call.write(reply);
  updatePosting(write, next, row.revision);
  const had = await filesHad(call, row);
  claimNew(write, call, next, given.content, had);
  await write.run(call.db);
  return reply;
}

const filesHad = async (call: Call, row: PostingRow): Promise<string[]> =>
  ((await filesOfMatters(call.db, row.district, [row.id])).get(row.id) ?? []).map((file) => file.id);

/** Shows a draft at once, or passes it on to a second person where the class asks for one; they are told. */
export async function submitPosting(call: Call, id: string, revision: number): Promise<Step> {
  const { district, person } = standing(call);
  const row = await current(call, id, revision);
  if (row.draft === null || row.waiting || row.state === 'withdrawn') throw new Refusal(errors.posting_state);
  checkPersonal(row.draft);
  const one = classIn(await classBook(call.house, district), row);
  if (!one.second) return show(call, row, person, null);
  const next: PostingRow = { ...row, waiting: true, returned: null, draft_by: person, revision: row.revision + 1 };
  const reply = stepOf(next);
  const write = call.write(reply);
  updatePosting(write, next, row.revision);
  const { org } = await resolveOwner(call.house, district, { org: 'community', at: 'community' }, row.area, call.now);
  if (org !== null)
    notify(write, {
      district,
      key: `posting waits ${id} ${next.revision}`,
      template: 'publicity.posting_waits',
      to: [{ org, with: permissions.approve_posting.key }],
      except: [person],
      values: { title: row.draft.title },
      link: `/postings/${id}`,
      area: row.area,
      at: call.now,
    });
  await write.run(call.db);
  return reply;
}

async function waitingOf(call: Call, id: string, revision: number): Promise<LineRow & { draft: PostingContent }> {
  const row = await current(call, id, revision);
  if (!row.waiting || row.draft === null) throw new Refusal(errors.posting_state);
  if (row.draft_by === standing(call).person) throw new Refusal(errors.second_person);
  return { ...row, draft: row.draft };
}

/** A second person has it shown. `publicity.second_person` for who wrote it. */
export async function approvePosting(call: Call, id: string, revision: number): Promise<Step> {
  const row = await waitingOf(call, id, revision);
  checkPersonal(row.draft);
  return show(call, row, row.draft_by, standing(call).person);
}

/** Gives it back to who wrote it, who is told why. */
export async function returnPosting(call: Call, id: string, { revision, reason }: { revision: number; reason: string }): Promise<Step> {
  const row = await waitingOf(call, id, revision);
  const next: PostingRow = { ...row, waiting: false, returned: reason, revision: row.revision + 1 };
  const reply = stepOf(next);
  const write = call.write(reply);
  updatePosting(write, next, row.revision);
  if (row.draft_by !== null)
    notify(write, {
      district: row.district,
      key: `posting returned ${id} ${next.revision}`,
      template: 'publicity.posting_returned',
      to: [{ person: row.draft_by }],
      values: { title: row.draft.title, reason },
      link: `/postings/${id}`,
      area: row.area,
      at: call.now,
    });
  await write.run(call.db);
  return reply;
}

/** Drops a draft or correction; takes down what stands (a second person's right), with a reason that stays to be read. */
export async function withdrawPosting(call: Call, id: string, { revision, reason }: { revision: number; reason: string }): Promise<Step> {
  const row = await current(call, id, revision);
  if (row.state === 'withdrawn') throw new Refusal(errors.posting_state);
  const dropsDraft = row.version > 0 && row.draft !== null;
  if (row.version > 0 && !dropsDraft && !call.actor.permissions.includes(permissions.approve_posting.key)) throw new Refusal(errors.second_person);
  const revised = row.revision + 1;
  const cleared = { draft: null, note: null, restart: false, waiting: false, returned: null, revision: revised };
  const next: PostingRow = dropsDraft
    ? { ...row, ...cleared }
    : { ...row, ...cleared, draft: row.version === 0 ? row.draft : null, state: 'withdrawn', reason };
  const reply = stepOf(next);
  const write = call.write(reply);
  updatePosting(write, next, row.revision);
  if (!dropsDraft && row.state === 'shown') emitEnded(write, call, row, 'withdrawn');
  await write.run(call.db);
  return reply;
}
