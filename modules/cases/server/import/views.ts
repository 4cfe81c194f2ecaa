import { maskPhone } from '@hezhi/directory/contract';
import { findPeopleNames, territory } from '@hezhi/directory/server';
import { errors as matters } from '@hezhi/matters/contract';
import { cut, readCursor, writeCursor } from '@hezhi/matters/server';
import { Refusal } from '@hezhi/contract';
import { speak, type Call } from '@hezhi/server';
import type { z } from 'zod';
import {
  importFaults,
  importLimits,
  type ImportDetail,
  type ImportFaultKept,
  type ImportRows,
  type ImportRowsQuery,
  type ImportRowView,
  type Imports,
  type ImportsQuery,
  type ImportView,
} from '../../contract/index.ts';
import { categoryName, ownDistrict, treeOf } from '../categories.ts';
import { countRows, listImports, listLines, type Counts, type ImportLine, type ImportRow } from '../queries-import.ts';
import { answerText, questionsOf, type Asked } from './answers.ts';
import { askedOf, cellsOf, openCells, openHeads } from './cells.ts';
import type { Cells } from './check.ts';
import { seenImport } from './seen.ts';

/** Imports of the own territory, newest first. Errors: `matters.bad_cursor`. */
export async function importsOf(call: Call, query: z.output<typeof ImportsQuery>): Promise<z.input<typeof Imports>> {
  const district = ownDistrict(call);
  const rows = await listImports(call.db, district, {
    area: call.actor.post?.area ?? district,
    state: query.state ?? null,
    person: query.mine ? call.actor.person : null,
    after: readCursor(query.cursor),
    limit: query.limit + 1,
  });
  const page = cut(rows, query.limit, (row) => writeCursor(row.at, row.id));
  const names = await findPeopleNames(
    call.house,
    district,
    page.items.map((row) => row.person),
  );
  return { items: await Promise.all(page.items.map((row) => viewImport(call, row, row.counts, names.get(row.person) ?? ''))), next: page.next };
}

async function viewImport(call: Call, one: ImportRow, counts: Counts, person: string): Promise<z.input<typeof ImportView>> {
  const tree = await territory(call.house).ensure(one.district);
  return {
    id: one.id,
    file: one.file,
    state: one.state,
    person,
    mine: mine(call, one),
    area: one.area,
    area_name: one.area === one.district ? tree.name(one.area) : tree.fullName(one.area),
    counts,
    at: one.at,
    ended_at: one.ended_at,
    version: one.version,
  };
}

const mine = (call: Call, one: ImportRow): boolean => one.person === call.actor.person && one.post === call.actor.post?.id;

/** One import, how its columns are read, and how far it is. */
export async function importDetail(call: Call, id: string): Promise<z.input<typeof ImportDetail>> {
  const one = await seenImport(call, id);
  const names = await findPeopleNames(call.house, one.district, [one.person]);
  const kept = one.heads_sealed !== null;
  const running = one.state === 'checking' || one.state === 'importing';
  return {
    ...(await viewImport(call, one, await countRows(call.db, one.district, id), names.get(one.person) ?? '')),
    sheet: one.sheet,
    head_row: one.head_row,
    heads: one.heads_sealed ? openHeads(call.house, one.heads_sealed) : [],
    reading: { ...one.reading, answers: one.reading.answers ?? {} },
    questions: questionsOf(call.house, one.district),
    guesses: one.guesses,
    cells_until: kept && !running ? new Date(Date.parse(one.changed_at) + importLimits.keepDays * 86_400_000).toISOString() : null,
    has_cells: kept,
  };
}

/** Rows by their number. Errors: `matters.bad_cursor`. */
export async function importRows(call: Call, id: string, query: z.output<typeof ImportRowsQuery>): Promise<z.input<typeof ImportRows>> {
  const one = await seenImport(call, id);
  if (query.cursor !== undefined && !/^\d{1,7}$/.test(query.cursor)) throw new Refusal(matters.bad_cursor);
  const rows = await listLines(call.db, one.district, id, query.show, Number(query.cursor ?? 0), query.limit + 1);
  const page = cut(rows, query.limit, (row) => String(row.row));
  return { items: await Promise.all(page.items.map((row) => viewLine(call, one, row))), next: page.next };
}

/** A row as its reader may see it: contacts are for who sent the file. */
export async function viewLine(call: Call, one: ImportRow, line: ImportLine): Promise<z.input<typeof ImportRowView>> {
  const tree = await territory(call.house).ensure(one.district);
  const cells = shownCells(call, one, line);
  const asked = askedIn(call, one, line);
  const questions = (line.category !== null && line.cells_sealed && treeOf(call.house, one.district).leaves.get(line.category)?.questions) || [];
  return {
    row: line.row,
    state: line.state,
    version: line.version,
    cells,
    faults: line.faults.map((fault) => ({
      column: fault.column,
      question: fault.question ?? null,
      code: fault.code,
      text: faultText(call, fault, cells, asked),
    })),
    answers: questions.map((question) => ({ ...question, text: answerText(asked, question) })),
    category: line.category === null ? null : { code: line.category, name: categoryName(call.house, one.district, line.category) },
    guessed: line.guessed,
    place: line.area === null ? '' : tree.fullName(line.area),
    case: line.state === 'done' && line.number !== null ? { id: line.matter, number: line.number } : null,
  };
}

/** The cells of a row; for colleagues with the contact masked. */
export function shownCells(call: Call, one: ImportRow, line: Pick<ImportLine, 'cells_sealed'>): Cells {
  const cells = line.cells_sealed ? cellsOf(openCells(call.house, line.cells_sealed), one.reading) : {};
  if (mine(call, one)) return cells;
  return {
    ...cells,
    ...(cells.name ? { name: `${[...cells.name][0]!}**` } : {}),
    ...(cells.phone ? { phone: maskPhone(cells.phone) ?? '***' } : {}),
  };
}

/** What a row says to questions. */
export const askedIn = (call: Call, one: ImportRow, line: Pick<ImportLine, 'cells_sealed'>): Asked =>
  line.cells_sealed ? askedOf(openCells(call.house, line.cells_sealed), one.reading) : { columns: {}, mended: {} };

const SHOWN = 60;

/** What is wrong, with what stands in the cell. */
export function faultText(call: Call, { column, question, code, values }: ImportFaultKept, cells: Cells, asked: Asked): string {
  const value = question ? answerText(asked, question) : column === null ? '' : (cells[column] ?? '');
  return speak(importFaults[code], call.language, { value: value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value, ...values });
}
