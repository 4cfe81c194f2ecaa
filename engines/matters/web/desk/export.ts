import { addressOf } from '@hezhi/web';
import { client } from '../shared/client.ts';
import { inboxQuery, listQuery, viewOf, type QueueFilters } from './use-filters.ts';
import type { QueueRow } from './use-queue.ts';

/** No more lines than this leave in one file. */
export const mostExported = 5000;

/** A cell that no spreadsheet takes for a formula. */
export function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table as CSV in UTF-8 with the mark that spreadsheets want. */
export const csvOf = (head: readonly string[], lines: readonly (readonly (string | number | null)[])[]): string =>
  `\uFEFF${[head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;

/** Every line that the filters find in the inbox, page by page, to `mostExported`. */
export async function everyInboxRow(filters: QueueFilters): Promise<QueueRow[]> {
  const view = viewOf(filters);
  const found: QueueRow[] = [];
  for (let cursor: string | undefined; found.length < mostExported;) {
    const page = await client('GET /inbox', { query: { ...inboxQuery(filters, view === 'all' ? 'mine' : view), limit: 100, cursor } });
    found.push(...page.items.map(({ matter, leg }) => ({ id: leg.id, matter, leg })));
    if (page.next === null) break;
    cursor = page.next;
  }
  return found;
}

/** Where the server makes the file of everything that the filters find. */
export const exportAddress = (filters: QueueFilters): string => addressOf('GET /matters/export.csv', { query: listQuery(filters) });

/** Hands a file to the browser. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
