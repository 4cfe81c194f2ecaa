import type { z } from 'zod';
import { categoryName } from '@hezhi/cases/server';
import { Refusal, type Language, type Words } from '@hezhi/contract';
import { standingIn, type Standing } from '@hezhi/directory/server';
import { namesOf } from '@hezhi/matters/server';
import { speak, type Call } from '@hezhi/server';
import { defaults, errors, type LookView, type MuteView, type WarningDetail, type WarningsQuery, type WarningView } from '../contract/index.ts';
import { cellKey, kind, measure, seriesOf, spansFor, weeklyFrom } from './cells.ts';
import { addDays } from './days.ts';
import { findWarning, lastLook, listDecisions, listWarnings, mutesOn, type WarningRow } from './queries.ts';
import { dayIn } from '@hezhi/matters/contract';

type View = z.input<typeof WarningView>;

/** Where the caller stands: a post in a district. Refuses who holds none. */
export function standing(call: Call): Standing {
  const own = standingIn(call, errors.no_post);
  return { ...own, area: own.area.length < own.district.length ? own.district : own.area };
}

const words = {
  season: { 'zh-Hans': '过去{years}年同期', en: 'the same season of {years} years' },
  before: { 'zh-Hans': '此前{weeks}周', en: '{weeks} earlier weeks' },
  sentence: {
    'zh-Hans': '{area}“{subject}”{from}至{to}共{seen}件；按{by}推算通常约{expected}件，超过{upper}件即属异常（偏离度{score}，1为警戒线）。',
    en: '{area}, {subject}: {seen} reports from {from} to {to}. By {by} about {expected} were to be expected and more than {upper} is out of the ordinary (deviation {score}, 1 is the line).',
  },
} satisfies Record<string, Words>;

/** One sentence: what was seen, what was expected by which weeks, the line, by how much. */
export function sentenceIn(language: Language, row: WarningRow, areaName: string, subject: Words): string {
  const subjectName = speak(subject, language);
  const short = (day: string): string => (language === 'en' ? day.slice(5) : `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`);
  const [from, to] = [short(addDays(row.day, -6)), short(row.day)];
  const [expected, upper, score] = [row.expected.toFixed(1), row.upper.toFixed(1), row.score.toFixed(1)];
  const { season, baseline } = row.found;
  const years = Math.round(baseline.length / (2 * defaults.half + 1));
  const by = season ? speak(words.season, language, { years }) : speak(words.before, language, { weeks: baseline.length });
  return speak(words.sentence, language, { area: areaName, subject: subjectName, from, to, seen: row.seen, by, expected, upper, score });
}

async function viewOf(call: Call, district: string, row: WarningRow): Promise<View> {
  const names = await namesOf(call.house, district);
  const subjectName = categoryName(call.house, district, row.subject);
  const areaName = names.area(row.area);
  const { id, area, subject, state, day, seen, expected, upper, score, at, matter } = row;
  const sentence = sentenceIn(call.language, row, areaName, subjectName);
  return {
    id,
    area,
    areaName,
    subject,
    subjectName,
    state,
    firstDay: row.first_day,
    from: addDays(day, -6),
    day,
    seen,
    expected,
    upper,
    score,
    sentence,
    at,
    matter,
  };
}

/** A page of the warnings that the caller's post covers, newest first. */
export async function listOf(call: Call, query: z.output<typeof WarningsQuery>): Promise<{ items: View[]; next: string | null }> {
  const { district, area } = standing(call);
  // An area above or beside one's own shows no more than one's own.
  if (query.area && !query.area.startsWith(area) && !area.startsWith(query.area)) return { items: [], next: null };
  const asked = query.area && query.area.length > area.length ? query.area : area;
  const rows = await listWarnings(call.db, district, asked, query.state, query.cursor ?? null, query.limit + 1);
  const items = await Promise.all(rows.slice(0, query.limit).map((row) => viewOf(call, district, row)));
  return { items, next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}

/** One warning with the weeks it was judged by and the weeks since. Errors: `warnings.not_found`. */
export async function detailOf(call: Call, id: string): Promise<z.input<typeof WarningDetail>> {
  const { district, area } = standing(call);
  const row = await findWarning(call.db, district, area, id);
  if (!row) throw new Refusal(errors.not_found);
  const view = await viewOf(call, district, row);
  const names = await namesOf(call.house, district);
  // What was judged is told as it was judged; the weeks between the baseline and the warning are read.
  const series = (await seriesOf(call.db, district, [row], spansFor(row.day, 0))).get(cellKey(row)) ?? new Map<string, number>();
  const weekly = weeklyFrom(series, row.day);
  const judged = new Set(row.found.baseline.map((one) => one.back));
  const near = Array.from({ length: defaults.gap + 1 }, (_, back) => back).filter((back) => !judged.has(back));
  const weeks = [
    ...row.found.baseline.map(({ back, n }) => ({ back, n, baseline: true })),
    ...near.map((back) => ({ back, n: back === 0 ? row.seen : weekly(back), baseline: false })),
  ]
    .sort((a, b) => b.back - a.back)
    .map(({ back, n, baseline }) => ({ day: addDays(row.day, -7 * back), n, baseline }));
  const decisions = await listDecisions(call.db, district, id);
  return {
    ...view,
    dispersion: row.found.dispersion,
    season: row.found.season,
    weeks,
    drill: { kind, area: row.area, subject: row.subject, from: view.from, to: row.day, measure },
    decisions: decisions.map(({ what, reason, person, at }) => ({ what, reason, by: names.person(person) ?? '', at })),
  };
}

/** When the district was last looked at. */
export async function lookOf(call: Call): Promise<z.input<typeof LookView>> {
  const row = await lastLook(call.db, standing(call).district);
  const least = defaults.least + defaults.gap;
  const weeks = row?.weeks ?? 0;
  return { at: row?.at ?? null, weeks, enough: weeks >= least, cells: row?.cells ?? 0, least };
}

/** Mutes that hold today in the caller's territory. */
export async function mutesOf(call: Call): Promise<{ items: z.input<typeof MuteView>[] }> {
  const { district, area } = standing(call);
  const names = await namesOf(call.house, district);
  const rows = await mutesOn(call.db, district, area, dayIn(call.now));
  return {
    items: rows.map(({ id, area: code, subject, until, reason, person, at }) => ({
      id,
      area: code,
      areaName: names.area(code),
      subjectName: categoryName(call.house, district, subject),
      until,
      reason,
      by: names.person(person) ?? '',
      at,
    })),
  };
}
