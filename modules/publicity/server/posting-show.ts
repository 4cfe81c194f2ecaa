import { addLimit } from '@hezhi/calendar/contract';
import { newId, Refusal, iso } from '@hezhi/contract';
import { calendarOf } from '@hezhi/matters/server';
import { emit, setTimer, type Call, type Write } from '@hezhi/server';
import type { z } from 'zod';
import { errors, personalIn, tableFaults, type PostingClass, type PostingContent, type PostingStep } from '../contract/index.ts';
import { classBook, classIn, keptOf } from './posting-classes.ts';
import { findPosting, insertPosting, insertVersion, updatePosting, type LineRow, type PostingRow } from './queries-postings.ts';

export type Step = z.input<typeof PostingStep>;
export const endTopic = 'publicity.posting_end';

/** What a step answers. */
export const stepOf = ({ id, state, waiting, version, revision }: PostingRow): Step => ({ id, state, waiting, version, revision });

/** Refuses content that says nothing or tables that do not add up to their headings. */
export function checkContent(content: PostingContent): void {
  if (content.text === '' && content.tables.length === 0 && content.files.length === 0) throw new Refusal(errors.empty_posting);
  content.tables.forEach((table, at) => {
    const [fault] = tableFaults(table);
    if (!fault) return;
    const values = { row: fault.row + 1, column: fault.column + 1 };
    throw new Refusal(errors.table_wrong, values, {
      faults: [{ path: `/body/content/tables/${at}/rows/${fault.row}`, code: errors.table_wrong.code, detail: '' }],
    });
  });
}

/** Refuses what never belongs on a wall (see `personalIn`). */
export function checkPersonal({ title, text, tables }: PostingContent): void {
  const words = [
    title,
    text,
    ...tables.flatMap((table) => [table.title, ...table.columns.map((one) => one.name), ...table.rows.flat().filter((one) => typeof one === 'string')]),
  ];
  if (words.some(personalIn)) throw new Refusal(errors.personal_data);
}

/** The days that it stands: as the class asks, or longer. `publicity.days_short` */
export const within = (days: number | undefined, one: PostingClass): number => {
  if (days !== undefined && days < one.days) throw new Refusal(errors.days_short, { days: one.days });
  return days ?? one.days;
};

type New = Pick<PostingRow, 'district' | 'id' | 'area' | 'class' | 'class_as' | 'period_of' | 'org' | 'days' | 'draft' | 'draft_by'> & {
  purpose?: { kind: string; id: string };
};
/** A posting as it begins. */
export const blank = (call: Call, { purpose, ...given }: New): PostingRow => ({
  district: given.district,
  id: given.id,
  area: given.area,
  class: given.class,
  class_as: given.class_as,
  period_of: given.period_of,
  org: given.org,
  days: given.days,
  draft: given.draft,
  draft_by: given.draft_by,
  purpose_kind: purpose?.kind ?? null,
  purpose_id: purpose?.id ?? null,
  state: 'draft',
  version: 0,
  note: null,
  restart: false,
  waiting: false,
  returned: null,
  starts_at: null,
  ends_at: null,
  reason: null,
  revision: 1,
  at: iso(call.now),
});

/** Tells other rooms that a period is over: its posting, purpose, and how many objections there were and still wait. */
export function emitEnded(write: Write, call: Call, row: LineRow, how: 'over' | 'withdrawn'): void {
  emit(write, {
    district: row.district,
    topic: 'publicity.posting_ended',
    at: call.now,
    data: {
      posting: row.id,
      class: row.class,
      area: row.area,
      how,
      purpose: row.purpose_id === null ? null : { kind: row.purpose_kind, id: row.purpose_id },
      objections: { all: row.objections, open: row.open },
    },
  });
}

/** The end of a period of `days` calendar days that begins now; the first day is not counted. Epoch ms. */
const endOf = (call: Call, days: number): number => addLimit(calendarOf(call.house), call.now, { amount: days, unit: 'days' });

function shown(call: Call, row: PostingRow): { next: PostingRow; ends: number | null } {
  const begins = row.version === 0 || row.restart || row.state === 'ended';
  const ends = begins ? endOf(call, row.days) : null;
  return {
    ends,
    next: {
      ...row,
      state: 'shown',
      version: row.version + 1,
      draft: null,
      draft_by: null,
      note: null,
      restart: false,
      waiting: false,
      returned: null,
      starts_at: row.starts_at ?? iso(call.now),
      ends_at: ends === null ? row.ends_at : iso(ends),
      revision: row.revision + 1,
    },
  };
}

function afterShown(write: Write, call: Call, row: PostingRow, next: PostingRow, ends: number | null, by: string | null, approved: string | null): void {
  insertVersion(write, row.district, row.id, {
    version: next.version,
    content: row.draft!,
    note: row.note,
    by_person: by,
    approved_by: approved,
    at: iso(call.now),
  });
  if (ends !== null) setTimer(write, { district: row.district, id: newId(call.now), dueAt: ends, topic: endTopic, data: { posting: row.id, ends: iso(ends) } });
  emit(write, {
    district: row.district,
    topic: 'publicity.posted',
    at: call.now,
    data: { posting: row.id, class: row.class, area: row.area, version: next.version },
  });
}

/** Shows what is drafted: a new version, and with the first one (or a fresh start) its period. With the first one the class is kept as it is now. */
export async function show(call: Call, draft: LineRow & { draft: PostingContent | null }, by: string | null, approved: string | null): Promise<Step> {
  const row = draft.version > 0 ? draft : { ...draft, class_as: keptOf(classIn(await classBook(call.house, draft.district), draft)) };
  const { next, ends } = shown(call, row);
  const reply = stepOf(next);
  const write = call.write(reply);
  updatePosting(write, next, row.revision);
  afterShown(write, call, row, next, ends, by, approved);
  await write.run(call.db);
  return reply;
}

/** What another room posts, as the outcome of its own procedure: shown at once. */
export type Posted = {
  id: string;
  district: string;
  area: string;
  class: string;
  content: PostingContent;
  /** The matter or thing that it shows. */
  purpose: { kind: string; id: string };
  /** Longer than the class asks. */
  days?: number;
  org?: string | null;
  period_of?: string | null;
};

/**
 * Posts for another room, inside its transaction if `call.db` is one: the procedure that led here stands for the second person. The same id again is the same posting. Photos are not taken over.
 * Returns when the period ends. Errors: `publicity.days_short`, `publicity.table_wrong`, `publicity.empty_posting`, `publicity.personal_data`, `publicity.posting_exists` (id of something else).
 */
export async function post(call: Call, given: Posted): Promise<{ id: string; ends_at: string }> {
  checkContent(given.content);
  checkPersonal(given.content);
  const known = await findPosting(call.db, given.district, given.id);
  if (known) {
    if (known.purpose_id !== given.purpose.id || known.ends_at === null) throw new Refusal(errors.posting_exists);
    return { id: known.id, ends_at: iso(Date.parse(known.ends_at)) };
  }
  const one = (await classBook(call.house, given.district)).find(given.area, given.class);
  // Rooms name classes that ship, which every place has.
  if (!one) throw new Error(`no class of postings is called ${given.class}`);
  const row = blank(call, {
    ...given,
    class_as: keptOf(one),
    period_of: given.period_of ?? null,
    org: given.org ?? null,
    days: within(given.days, one),
    draft: { ...given.content, files: [] },
    draft_by: call.actor.person,
  });
  const { next, ends } = shown(call, row);
  const write = call.write({ id: row.id });
  insertPosting(write, next);
  afterShown(write, call, row, next, ends, call.actor.person, null);
  await write.run(call.db);
  return { id: row.id, ends_at: next.ends_at! };
}
