import { Refusal } from '@hezhi/contract';
import { audit } from '@hezhi/directory/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import {
  importErrors,
  importLimits,
  type ImportConfirm,
  type ImportMend,
  type ImportReadingInput,
  type ImportResult,
  type ImportRowView,
} from '../../contract/index.ts';
import {
  anyReady,
  countRows,
  findLine,
  forgetCells,
  knownReferences,
  listLines,
  mendLine,
  moveImport,
  uncheck,
  type ImportRow,
  type ImportState,
} from '../queries-import.ts';
import { questionsOf } from './answers.ts';
import { askedOf, cellsOf, openCells, openHeads, referenceOf, repeated, sealCells } from './cells.ts';
import { alone, checkerOf } from './check.ts';
import { ownImport } from './seen.ts';
import { viewLine } from './views.ts';
import { sendImport } from './work.ts';

type Result = z.input<typeof ImportResult>;
const changed = (): Refusal => new Refusal(importErrors.import_changed);
const result = (one: ImportRow, state: ImportState): Result => ({ id: one.id, state, version: one.version + 1 });
const iso = (ms: number): string => new Date(ms).toISOString();

async function current(call: Call, id: string, version: number, states: readonly ImportState[]): Promise<ImportRow> {
  const one = await ownImport(call, id);
  if (one.version !== version) throw changed();
  if (!states.includes(one.state) || one.heads_sealed === null) throw new Refusal(importErrors.import_state);
  return one;
}

/** Says which column holds what; every row is checked again. Only before the first case was made. */
export async function readAnew(call: Call, id: string, { version, ...reading }: z.output<typeof ImportReadingInput>): Promise<Result> {
  const one = await current(call, id, version, ['checking', 'checked']);
  const fields = Object.values(reading.mapping).filter((column) => column !== undefined);
  // Categories that ask the same in other words may share a column; a column of a field answers nothing.
  const columns = [...fields, ...new Set(Object.values(reading.answers))];
  const width = openHeads(call.house, one.heads_sealed!).length;
  if (reading.mapping.description === undefined || new Set(columns).size !== columns.length || columns.some((column) => column >= width)) {
    throw new Refusal(importErrors.import_columns);
  }
  const asked = new Set(questionsOf(call.house, one.district).map((label) => label['zh-Hans']));
  const unknown = Object.keys(reading.answers).find((words) => !asked.has(words));
  if (unknown !== undefined) throw new Refusal(importErrors.import_question, { question: unknown });
  if ((await countRows(call.db, one.district, id)).done > 0) throw new Refusal(importErrors.import_state);
  const write = call.write().add(moveImport(one, { state: 'checking', at: iso(call.now), reading }), 1, changed);
  await write.add(uncheck(one.district, id)).run(call.db);
  await sendImport(call.house, one);
  return result(one, 'checking');
}

/** Mends cells of a row and checks it at once; with no cells it is checked again as it is. */
export async function mendRow(
  call: Call,
  id: string,
  row: number,
  { version, cells, answers }: z.output<typeof ImportMend>,
): Promise<z.input<typeof ImportRowView>> {
  const { house } = call;
  const one = await ownImport(call, id);
  if (!['checked', 'done', 'stopped'].includes(one.state)) throw new Refusal(importErrors.import_state);
  const line = await findLine(call.db, one.district, id, row);
  if (!line) throw new Refusal(importErrors.import_not_found);
  if (line.version !== version) throw changed();
  if (line.state === 'done' || !line.cells_sealed) throw new Refusal(importErrors.import_state);
  const kept = openCells(house, line.cells_sealed);
  const mended = { ...kept, mended: { ...kept.mended, ...cells }, ...(kept.answers || answers ? { answers: { ...kept.answers, ...answers } } : {}) };
  const sealed = sealCells(house, mended);
  // Only what was said of other rows, or can be said now, needs the other rows.
  const others = line.faults.some(({ code }) => code.endsWith('_twice')) || cells.reference !== undefined;
  const lines = others ? await listLines(call.db, one.district, id, 'all', 0, importLimits.rows) : [];
  const earlier = others
    ? repeated(
        house,
        lines.map((other) => (other.row === row ? { row, cells_sealed: sealed } : other)),
        one.reading,
      )(row)
    : alone;
  const now = cellsOf(mended, one.reading);
  const reference = referenceOf(house, now);
  const known = reference === null ? null : ((await knownReferences(call.db, one.district, [reference])).get(reference) ?? null);
  const found = await (await checkerOf(house, one))(now, askedOf(mended, one.reading), earlier, { reference, known }, call.now);
  await call
    .write()
    .add(mendLine(one.district, id, line, sealed, found), 1, changed)
    .run(call.db);
  return viewLine(call, one, { ...line, ...found, cells_sealed: sealed, version: line.version + 1 });
}

/** Lets a worker make cases of the sound rows. What is faulty stays and can be mended and imported later. */
export async function confirmImport(call: Call, id: string, { version, guesses }: z.output<typeof ImportConfirm>): Promise<Result> {
  const one = await current(call, id, version, ['checked', 'done', 'stopped']);
  if (!(await anyReady(call.db, one.district, id, guesses))) throw new Refusal(importErrors.import_nothing);
  const { ready, guessed } = await countRows(call.db, one.district, id);
  const reply = result(one, 'importing');
  const write = call.write(reply).add(moveImport(one, { state: 'importing', at: iso(call.now), guesses }), 1, changed);
  await audit(write, call, { action: 'case_import.confirm', target: id, detail: { file: one.file, rows: guesses ? ready : ready - guessed } }).run(call.db);
  await sendImport(call.house, one);
  return reply;
}

/** Drops an import of which nothing became a case yet; its cells are deleted. */
export async function cancelImport(call: Call, id: string, version: number): Promise<Result> {
  const one = await current(call, id, version, ['checking', 'checked']);
  const reply = result(one, 'cancelled');
  const write = call
    .write(reply)
    .add(moveImport(one, { state: 'cancelled', at: iso(call.now), ended: true, forget: true }), 1, changed)
    .add(forgetCells(one.district, id));
  await audit(write, call, { action: 'case_import.cancel', target: id, detail: { file: one.file } }).run(call.db);
  return reply;
}
