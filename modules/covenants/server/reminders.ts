import { newId, Refusal, iso } from '@hezhi/contract';
import { redact } from '@hezhi/cases/contract';
import { reportCase } from '@hezhi/cases/server';
import { dayIn } from '@hezhi/matters/contract';
import { cut, namesOf, readCursor, writeCursor, type Names } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, numbered, type Article, type schemas } from '../contract/index.ts';
import { articlesOf } from './drafting.ts';
import { countReminders, findReminder, insertReminder, listReminders, setCase, type ReminderRow } from './queries-people.ts';
import { listVersions, type LineRow } from './queries.ts';
import { moment, nearCovenant, standing } from './who.ts';

const DAY = 86_400_000;
type View = z.input<typeof schemas.ReminderView>;

/** The articles by id over all versions, the latest words first: a reminder keeps its words when the text changes. */
async function articlesById(call: Call, row: LineRow): Promise<Map<string, Article & { number: number | null }>> {
  const found = new Map<string, Article & { number: number | null }>();
  for (const { edition } of (await listVersions(call.db, row.district, row.id)).toReversed())
    for (const one of numbered(await articlesOf(call, row, edition))) found.set(one.id, one);
  return found;
}

function viewOf(row: ReminderRow, articles: ReadonlyMap<string, Article & { number: number | null }>, names: Names): View {
  const article = articles.get(row.article);
  const { id, area, place, said, case_id } = row;
  return {
    id,
    article: row.article,
    number: article?.number ?? null,
    text: article?.text ?? '',
    area,
    areaName: names.area(area),
    place,
    said,
    case_id,
    at: moment(row.at),
  };
}

/**
 * Records a kind reminder: which article, where, what was said. Nothing here can hold a person: no name, no photo, and the words go through `redact`.
 * The place must lie in the covenant's territory and in that of the post. Errors: those of the route.
 */
export async function remind(call: Call, id: string, given: z.output<typeof schemas.ReminderInput>): Promise<View> {
  const { district, area, person } = standing(call);
  const row = await nearCovenant(call, id);
  if (row.version === 0 || row.phase === 'ended') throw new Refusal(errors.not_adopted);
  if (!given.area.startsWith(row.area) || !given.area.startsWith(area)) throw new Refusal(errors.out_of_area);
  const articles = await articlesById(call, row);
  if (!articles.has(given.article)) throw new Refusal(errors.article_unknown);
  const one: ReminderRow = {
    id: given.id,
    covenant: id,
    version: row.version,
    article: given.article,
    area: given.area,
    place: redact(given.place),
    said: redact(given.said),
    by_person: person,
    case_id: null,
    at: iso(call.now),
  };
  const reply = viewOf(one, articles, await namesOf(call.house, district));
  const write = call.write(reply);
  insertReminder(write, district, one);
  await write.run(call.db);
  return reply;
}

/** Reminders of a covenant within the post's territory, newest first. */
export async function reminders(call: Call, id: string, query: z.output<typeof schemas.RemindersQuery>): Promise<z.input<typeof schemas.Reminders>> {
  const { district, area } = standing(call);
  const row = await nearCovenant(call, id);
  const asked = query.area?.startsWith(area) ? query.area : area;
  const found = await listReminders(call.db, district, id, asked, query, readCursor(query.cursor));
  const articles = await articlesById(call, row);
  const names = await namesOf(call.house, district);
  const { items, next } = cut(found, query.limit, (one) => writeCursor(one.at, one.id));
  return { items: items.map((one) => viewOf(one, articles, names)), next };
}

/** How often which article was reminded of where; the last 90 days unless asked otherwise. */
export async function counts(call: Call, id: string, query: z.output<typeof schemas.CountsQuery>): Promise<z.input<typeof schemas.ReminderCounts>> {
  const { district, area } = standing(call);
  const row = await nearCovenant(call, id);
  const [from, to] = [query.from ?? dayIn(call.now - 90 * DAY), query.to ?? dayIn(call.now)];
  const rows = await countReminders(call.db, district, id, area, from, to);
  const articles = await articlesById(call, row);
  const names = await namesOf(call.house, district);
  const items = rows.map((one) => {
    const article = articles.get(one.article);
    return { ...one, number: article?.number ?? null, text: article?.text ?? '', areaName: names.area(one.area) };
  });
  return { from, to, items };
}

/** What a reminder does not settle becomes a case of the same place, in one transaction. `covenants.became_case`, and what `reportCase` refuses. */
export async function toCase(call: Call, id: string, category: string): Promise<{ id: string; number: string }> {
  const { district, area } = standing(call);
  const row = await findReminder(call.db, district, id);
  if (!row?.area.startsWith(area)) throw new Refusal(errors.reminder_gone);
  if (row.case_id !== null) throw new Refusal(errors.became_case);
  const covenant = await nearCovenant(call, row.covenant);
  const article = (await articlesById(call, covenant)).get(row.article);
  const caseId = newId(call.now);
  return call.db.tx(async (db) => {
    const inside = call.with({ db, key: null });
    const description = `文明劝导后仍未改变：${article?.text ?? ''}。${row.said}`;
    const reported = await reportCase(inside, {
      id: caseId,
      category,
      description,
      place: { area: row.area, address: row.place },
      photos: [],
      answers: {},
      public: false,
      hide_name: false,
    });
    const reply = { id: caseId, number: reported.number };
    const write = call.write(reply);
    setCase(write, district, id, caseId);
    await write.run(db);
    return reply;
  });
}
