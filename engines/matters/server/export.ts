import type { z } from 'zod';

import { speak, type Call, type Wire } from '@hezhi/server';
import { listMatters, type Cursor } from './queries-list.ts';
import type { ListQuery } from '../contract/index.ts';
import { viewMatters } from './views.ts';

const heads = {
  'zh-Hans': ['编号', '标题', '类别', '状态', '区域', '来源', '提出时间', '办结时间', '时限', '超时', '评价'],
  en: ['Number', 'Title', 'Category', 'State', 'Area', 'Channel', 'Opened', 'Closed', 'Due', 'Overdue', 'Rating'],
};
const MOST = 50_000;

/** A cell that no spreadsheet takes for a formula. */
export const cell = (value: string | number | null): string => {
  const text = value === null ? '' : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** The list as CSV, page by page under the same rule of visibility; a spreadsheet reads its UTF-8 by the mark at the start. */
export async function exportCsv(call: Call, district: string, query: z.output<typeof ListQuery>, reply: Wire['reply']): Promise<string> {
  const words = call.language === 'en' ? heads.en : heads['zh-Hans'];
  const lines = [words.map(cell).join(',')];
  let after: Cursor | null = null;
  while (lines.length <= MOST) {
    const rows = await listMatters(call, district, { ...query, limit: 1000 }, after);
    const page = rows.slice(0, 1000);
    for (const view of await viewMatters(call, page)) {
      const subject = speak(view.subjectName, call.language);
      const state = speak(view.stateName, call.language);
      lines.push(
        [view.number, view.title, subject, state, view.areaName, view.channel, view.openedAt, view.closedAt, view.dueAt, view.overdue ? 1 : 0, view.rating]
          .map(cell)
          .join(','),
      );
    }
    if (rows.length <= 1000) break;
    after = { at: page.at(-1)!.opened_at, id: page.at(-1)!.id };
  }
  void reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="matters.csv"');
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
