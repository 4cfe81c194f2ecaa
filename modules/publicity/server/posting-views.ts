import { addLimit } from '@hezhi/calendar/contract';
import { Refusal, iso } from '@hezhi/contract';
import { redact } from '@hezhi/cases/contract';
import { territory } from '@hezhi/directory/server';
import { fileUrl } from '@hezhi/documents/contract';
import type { AskedFile } from '@hezhi/documents/server';
import { dayIn } from '@hezhi/matters/contract';
import { calendarOf, cut, namesOf, readCursor, writeCursor, type Names } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import {
  dueDay,
  errors,
  lastPeriod,
  sumsOf,
  type Board,
  type BoardQuery,
  type DueView,
  type ListQuery,
  type ObjectionView,
  type PostingClass,
  type PostingDetail,
  type PostingLine,
  type PostingLines,
  type PostingPage,
  type ShownPosting,
  type VersionView,
} from '../contract/index.ts';
import { ownPosting } from './postings.ts';
import { classBook, classIn } from './posting-classes.ts';
import {
  findPosting,
  latestFor,
  listBoard,
  listPostings,
  objectionsOf,
  shownPeriods,
  versionsOf,
  type LineRow,
  type ObjectionRow,
  type VersionRow,
} from './queries-postings.ts';
import { standing } from './who.ts';

const moment = (at: string): string => iso(Date.parse(at));
const nullable = (at: string | null): string | null => (at === null ? null : moment(at));
const fileView = (district: string) => (id: string) => ({ id, url: fileUrl(district, id), thumb: fileUrl(district, id, true) });

function placed(row: LineRow, names: Names, one: PostingClass) {
  return { district: row.district, area: row.area, areaName: names.area(row.area), class: row.class, className: one.words, group: one.group };
}
function lineOf(row: LineRow, names: Names, one: PostingClass): z.input<typeof PostingLine> {
  const { id, title, period_of, state, waiting, correcting, version, objections, open } = row;
  const times = { starts_at: nullable(row.starts_at), ends_at: nullable(row.ends_at), at: moment(row.at) };
  return { id, ...placed(row, names, one), title, period_of, state, waiting, correcting, version, ...times, objections: { all: objections, open } };
}
function shownOf(row: LineRow, names: Names, one: PostingClass): z.input<typeof ShownPosting> {
  const { id, period_of, state, version } = row;
  const title = state === 'withdrawn' ? '' : row.title;
  const org = row.org === null ? null : names.org(row.org);
  return {
    id,
    ...placed(row, names, one),
    org,
    period_of,
    title,
    state,
    version,
    starts_at: moment(row.starts_at!),
    ends_at: moment(row.ends_at!),
    objections: row.objections,
  };
}
function versionOf(district: string, { version, content, note, at }: VersionRow): z.input<typeof VersionView> {
  return { version, content: { ...content, files: content.files.map(fileView(district)), sums: content.tables.map(sumsOf) }, note, at: moment(at) };
}
function objectionOf(row: ObjectionRow, reader: string | null, names: Names): z.input<typeof ObjectionView> {
  const { id, state, result } = row;
  const answer = row.answer === null ? null : redact(row.answer);
  const org = row.org === null ? null : names.org(row.org);
  return {
    id,
    text: redact(row.public_text),
    own: row.person === reader,
    state,
    result,
    answer,
    org,
    at: moment(row.at),
    answered_at: nullable(row.answered_at),
  };
}

const classesIn = async (call: Call, district: string): Promise<(row: LineRow) => PostingClass> => {
  const book = await classBook(call.house, district);
  return (row) => classIn(book, row);
};

/** The staff's list of the post's territory. One statement. */
export async function postings(call: Call, query: z.output<typeof ListQuery>): Promise<z.input<typeof PostingLines>> {
  const { district, area } = standing(call);
  const asked = query.area?.startsWith(area) ? query.area : area;
  const rows = await listPostings(call.db, district, asked, query, readCursor(query.cursor));
  const [names, of] = [await namesOf(call.house, district), await classesIn(call, district)];
  const { items, next } = cut(rows, query.limit, (row) => writeCursor(row.at, row.id));
  return { items: items.map((row) => lineOf(row, names, of(row))), next };
}

/** One posting for who may work on it. Three statements. */
export async function postingDetail(call: Call, id: string): Promise<z.input<typeof PostingDetail>> {
  const { district, person } = standing(call);
  const row = await ownPosting(call, id);
  const [names, of] = [await namesOf(call.house, district), await classesIn(call, district)];
  const versions = await versionsOf(call.db, district, id);
  const answered = await objectionsOf(call.db, district, id);
  const one = of(row);
  const name = (who: string | null): string | null => (who === null ? null : names.person(who));
  const { revision, days, draft, note, restart, returned, reason } = row;
  return {
    ...lineOf(row, names, one),
    ...{ revision, days, draft, note, restart, returned, reason },
    second: one.second,
    draft_by: name(row.draft_by),
    own: row.draft_by === person,
    draftFiles: (draft?.files ?? []).map(fileView(district)),
    versions: versions.map((each) => ({ ...versionOf(district, each), by: name(each.by_person), approved_by: name(each.approved_by) })),
    answered: answered.filter((each) => each.state !== 'withdrawn').map((each) => objectionOf(each, person, names)),
  };
}

/** What everybody reads of a territory: what stands now, or the archive. `publicity.area_unknown` */
export async function board(call: Call, query: z.output<typeof BoardQuery>): Promise<z.input<typeof Board>> {
  const { district } = query;
  const places = await territory(call.house).ensure(district);
  if (!places.get(district) || (query.area && (!query.area.startsWith(district) || !places.get(query.area)))) throw new Refusal(errors.area_unknown);
  const rows = await listBoard(call.db, district, query, readCursor(query.cursor));
  const [names, of] = [await namesOf(call.house, district), await classesIn(call, district)];
  const { items, next } = cut(rows, query.limit, (row) => writeCursor(row.starts_at!, row.id));
  return { items: items.map((row) => shownOf(row, names, of(row))), next };
}

/** The posting if it was ever shown, else `publicity.posting_gone`. */
export async function shownPosting(call: Call, district: string, id: string): Promise<LineRow> {
  const row = await findPosting(call.db, district, id);
  if (!row || row.starts_at === null) throw new Refusal(errors.posting_gone);
  return row;
}

/** A posting as everybody reads it: all versions, answered objections, and the reader's own that wait. What was taken down keeps its reason only. */
export async function posted(call: Call, district: string, id: string): Promise<z.input<typeof PostingPage>> {
  const row = await shownPosting(call, district, id);
  const [names, of] = [await namesOf(call.house, district), await classesIn(call, district)];
  const one = of(row);
  const taken = row.state === 'withdrawn';
  const versions = taken ? [] : await versionsOf(call.db, district, id);
  const reader = call.actor.person;
  const objections = (await objectionsOf(call.db, district, id)).filter(
    (each) => each.state === 'answered' || (each.state === 'open' && each.person === reader),
  );
  return {
    ...shownOf(row, names, one),
    reason: row.reason,
    answer_days: one.answer_days,
    basis: one.basis,
    may_object: row.state === 'shown' && call.now < Date.parse(row.ends_at!) && reader !== null && !objections.some((each) => each.state === 'open'),
    versions: versions.map((each) => versionOf(district, each)),
    answered: objections.map((each) => objectionOf(each, reader, names)),
  };
}

/** Photos of a posting: everybody's while it can be read, else of the staff whose territory it is. */
export async function maySeePosted(call: Call, asked: AskedFile): Promise<boolean> {
  if (!Array.isArray(asked.audience) || !asked.audience.includes('posting')) return false;
  const row = await findPosting(call.db, asked.district, asked.matter);
  if (!row) return false;
  const { district, post } = call.actor;
  if (district === asked.district && post !== null && row.area.startsWith(post.area)) return true;
  if (row.starts_at === null || row.state === 'withdrawn') return false;
  return (await versionsOf(call.db, asked.district, row.id)).some(({ content }) => content.files.includes(asked.file));
}

/** The communities of a territory with the periods that are due: shown, due, or late. */
export async function dueIn(call: Call, district: string, areas: readonly string[]): Promise<Omit<z.input<typeof DueView>['items'][number], 'areaName'>[]> {
  const today = dayIn(call.now);
  const book = await classBook(call.house, district);
  const asked = areas.flatMap((area) =>
    book.at(area).flatMap((one) => (one.every === null ? [] : [{ area, one, every: one.every, period: lastPeriod(one.every, today) }])),
  );
  const found = new Map(
    (await shownPeriods(call.db, district, district, [...new Set(asked.map(({ period }) => period.key))])).map((row) => [
      `${row.class} ${row.period_of} ${row.area}`,
      row.id,
    ]),
  );
  return asked.map(({ area, one, every, period }) => {
    const posting = found.get(`${one.key} ${period.key} ${area}`) ?? null;
    const last = dueDay(every, period);
    return {
      area,
      class: one.key,
      className: one.words,
      period: period.key,
      due: last,
      posting,
      state: posting !== null ? ('shown' as const) : today > last ? ('late' as const) : ('due' as const),
    };
  });
}

/** The same for the caller's territory, what is late first. */
export async function due(call: Call): Promise<z.input<typeof DueView>> {
  const { district, area } = standing(call);
  const places = await territory(call.house).ensure(district);
  const areas = communitiesOf(places, area.length < 6 ? district : area.slice(0, 12)).slice(0, 200);
  const rows = await dueIn(call, district, areas);
  const rank = { late: 0, due: 1, shown: 2 } as const;
  const items = rows.toSorted((a, b) => rank[a.state] - rank[b.state] || (a.due < b.due ? -1 : a.due > b.due ? 1 : a.area < b.area ? -1 : 1));
  return { items: items.map((row) => ({ ...row, areaName: places.name(row.area) })) };
}

type Places = Awaited<ReturnType<ReturnType<typeof territory>['ensure']>>;
/** Codes of the communities at or below a code. */
function communitiesOf(places: Places, code: string): string[] {
  if (code.length >= 12) return [code];
  return places.children(code).flatMap((one) => communitiesOf(places, one.code));
}

/** Where a posting of a purpose stands, for the room whose purpose it is; null where there is none. The latest one counts. */
export async function postingFor(
  call: Call,
  district: string,
  purpose: { kind: string; id: string },
): Promise<{
  id: string;
  state: LineRow['state'];
  over: boolean;
  starts_at: string | null;
  ends_at: string | null;
  objections: { all: number; open: number };
  path: string;
} | null> {
  const row = await latestFor(call.db, district, purpose);
  if (!row) return null;
  const over = row.state === 'ended' || (row.state === 'shown' && call.now >= Date.parse(row.ends_at!));
  return {
    id: row.id,
    state: row.state,
    over,
    starts_at: nullable(row.starts_at),
    ends_at: nullable(row.ends_at),
    objections: { all: row.objections, open: row.open },
    path: `/board/${district}/${row.id}`,
  };
}

/** The last moment of `days` working days from now. Epoch ms. */
export const workingDays = (call: Call, days: number): number => addLimit(calendarOf(call.house), call.now, { amount: days, unit: 'working-days' });
