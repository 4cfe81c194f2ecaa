import { newId, type Actor } from '@hezhi/contract';
import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import type { z } from 'zod';
import { importRoutes as routes } from '../../contract/import-routes.ts';
import { importHeads, type ImportDetail, type ImportField, type ImportRowView } from '../../contract/index.ts';
import type { CasesTest } from '../../testing/house.ts';
import { IMPORT } from './work.ts';

export type Sheet = readonly (readonly (string | number | Date | null)[])[];
export type Detail = z.output<typeof ImportDetail>;
export type Line = z.output<typeof ImportRowView>;

export const xlsxOf = (rows: Sheet): Promise<Buffer> =>
  writeXlsxFile(
    rows.map((row) => row.map((value) => (value instanceof Date ? { value, type: Date, format: 'yyyy-mm-dd hh:mm' } : value))) as SheetData,
  ).toBuffer();
export const csvOf = (rows: Sheet, between = ','): string =>
  rows.map((row) => row.map((value) => `"${String(value ?? '').replaceAll('"', '""')}"`).join(between)).join('\r\n');

/** A sheet of rows by field, with the heads of the template. */
export function sheetOf(rows: readonly Partial<Record<ImportField, string>>[]): Sheet {
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row) as ImportField[]))];
  return [fields.map((field) => importHeads[field]['zh-Hans']), ...rows.map((row) => fields.map((field) => row[field] ?? null))];
}

/** What colleagues do with imports, through the front door; `work` is what the worker does. */
export function importer(t: CasesTest) {
  const send = async (by: Actor, bytes: Buffer | string, fields: Record<string, string> = {}, name = '工单.xlsx') => {
    const edge = 'edge-of-parts';
    const parts = Object.entries(fields).map(([key, value]) => `--${edge}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`);
    const payload = Buffer.concat([
      Buffer.from(
        `${parts.join('')}--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
      ),
      Buffer.from(bytes),
      Buffer.from(`\r\n--${edge}--\r\n`),
    ]);
    const reply = await t.as(by).inject({
      method: 'POST',
      url: '/api/case-imports',
      payload,
      headers: { 'content-type': `multipart/form-data; boundary=${edge}`, 'idempotency-key': newId() },
    });
    return { status: reply.statusCode, body: JSON.parse(reply.body) as { id: string; code: string; detail: string; state: string; version: number } };
  };
  const work = (id: string) => t.house.jobs.runNow(IMPORT, { district: t.town.district, import: id });
  const detail = (by: Actor, id: string): Promise<Detail> => t.as(by).call(routes.import, { params: { id } });
  return {
    send,
    work,
    detail,
    /** Sends a file that is taken, and checks its rows. */
    async checked(by: Actor, rows: Sheet, fields: Record<string, string> = {}): Promise<Detail> {
      t.clock.advance(1000);
      const { status, body } = await send(by, await xlsxOf(rows), fields);
      if (status !== 201) throw new Error(body.detail);
      await work(body.id);
      return detail(by, body.id);
    },
    async rows(by: Actor, id: string, show: 'all' | 'wrong' | 'guessed' | 'ready' | 'done' = 'all'): Promise<Line[]> {
      const all: Line[] = [];
      let cursor: string | undefined;
      do {
        const page = await t.as(by).call(routes.importRows, { params: { id }, query: { show, limit: 100, ...(cursor ? { cursor } : {}) } });
        all.push(...page.items);
        cursor = page.next ?? undefined;
      } while (cursor);
      return all;
    },
    confirm: (by: Actor, one: { id: string; version: number }, guesses = false, key?: string) =>
      t.as(by).ask(routes.importConfirm, { params: { id: one.id }, body: { version: one.version, guesses } }, key ? { key } : {}),
    mend: (by: Actor, id: string, line: Line, cells: Partial<Record<ImportField, string>>, answers?: Record<string, string>) =>
      t.as(by).ask(routes.importMend, { params: { id, row: line.row } as never, body: { version: line.version, cells, ...(answers ? { answers } : {}) } }),
  };
}
