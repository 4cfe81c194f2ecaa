import { Refusal } from '@hezhi/contract';
import { staffOf, type Staff } from '@hezhi/directory/server';
import { cut, districtOf, readCursor, viewMatters, writeCursor } from '@hezhi/matters/server';
import { speak, type Call } from '@hezhi/server';
import type { z } from 'zod';
import {
  errors,
  measures,
  shippedKind,
  type Figures,
  type FiguresQuery,
  type ListPage,
  type ListQuery,
  type ResponsesPage,
  type ResponsesQuery,
} from '../contract/index.ts';
import { nameOf } from './departments.ts';
import { countFigures, listResponses, listWhistles, type FiguresRow } from './queries-figures.ts';
import { viewResponses } from './responses.ts';

type Row = z.input<typeof Figures>['rows'][number];
const none: FiguresRow = {
  ...(Object.fromEntries(measures.map((one) => [one, 0])) as Record<(typeof measures)[number], number>),
  key: null,
  whistles: 0,
  needless: 0,
  working_minutes: null,
  minutes: null,
  score: null,
};
const number = (text: string | null): number | null => (text === null ? null : Number(text));

/** Figures of the whistles that the actor sees, the busiest key first, with the whole. One statement. Errors: `whistles.wrong_period`. */
export async function figuresOf(call: Call, query: z.output<typeof FiguresQuery>): Promise<z.input<typeof Figures>> {
  if (query.from && query.to && query.from > query.to) throw new Refusal(errors.wrong_period);
  const district = districtOf(call.actor);
  const staff = await staffOf(call.house, district);
  const view = ({ working_minutes, minutes, score, ...row }: FiguresRow): Row => ({
    ...row,
    key: row.key ?? '',
    name: row.key === null ? '' : keyName(call, staff, query.by, row.key),
    workingMinutes: number(working_minutes),
    minutes: number(minutes),
    score: number(score),
  });
  const rows = await countFigures(call.db, district, call.actor, query);
  return {
    rows: rows
      .filter((row) => row.key !== null)
      .map(view)
      .toSorted((a, b) => b.responses - a.responses || (a.name < b.name ? -1 : 1)),
    total: view(rows.find((row) => row.key === null) ?? none),
  };
}

const keyName = (call: Call, staff: Staff, by: 'department' | 'whistler' | 'kind', key: string): string =>
  by === 'kind' ? speak(shippedKind(key)!.name, call.language) : nameOf(staff, key);

/** The list behind a number. */
export async function responsesList(call: Call, query: z.output<typeof ResponsesQuery>): Promise<z.input<typeof ResponsesPage>> {
  const district = districtOf(call.actor);
  const staff = await staffOf(call.house, district);
  const rows = await listResponses(call.db, district, call.actor, query, readCursor(query.cursor));
  const { items, next } = cut(rows, query.limit, (row) => writeCursor(row.opened_at, row.leg));
  const views = await viewResponses(call, district, items);
  return {
    items: items.map((row, i) => ({
      whistle: row.whistle,
      number: row.number,
      title: row.title,
      kind: shippedKind(row.kind)!.name,
      whistler: nameOf(staff, row.whistler),
      response: views[i]!,
    })),
    next,
  };
}

/** Whistles that the actor sees, newest first. */
export async function whistleList(call: Call, query: z.output<typeof ListQuery>): Promise<z.input<typeof ListPage>> {
  const district = districtOf(call.actor);
  const staff = await staffOf(call.house, district);
  const rows = await listWhistles(call.db, district, call.actor, query, readCursor(query.cursor));
  const { items, next } = cut(rows, query.limit, (row) => writeCursor(row.opened_at, row.id));
  const matters = await viewMatters(call, items);
  return {
    items: items.map((row, i) => ({
      matter: matters[i]!,
      kind: shippedKind(row.subject)!.name,
      whistler: nameOf(staff, row.whistler),
      leads: (row.leads ?? []).map((org) => nameOf(staff, org)),
      total: row.total,
      checkedIn: row.checked_in,
      silent: row.silent,
      refused: row.refused,
      done: row.done,
      score: number(row.score),
      needless: row.needless,
    })),
    next,
  };
}
