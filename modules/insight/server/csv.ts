import { speak } from '@hezhi/server';
import type { Language } from '@hezhi/contract';
import { cell } from '@hezhi/matters/server';
import { scoreWords } from '../contract/index.ts';
import type { Reply, Row } from './figures.ts';

const heads: Readonly<Record<Reply['by'], { 'zh-Hans': string; en: string }>> = {
  total: { 'zh-Hans': '区域', en: 'Territory' },
  area: { 'zh-Hans': '区域', en: 'Territory' },
  subject: { 'zh-Hans': '类别', en: 'Category' },
  day: { 'zh-Hans': '日期', en: 'Day' },
  month: { 'zh-Hans': '月份', en: 'Month' },
};
const sumWords = { 'zh-Hans': '合计', en: 'Total' };
const percent = (value: number | null): string => (value === null ? '' : `${(value * 100).toFixed(2)}%`);

/** The table as CSV with its sum as the last line; a spreadsheet reads its UTF-8 by the mark at the start. */
export function figuresCsv(reply: Reply, language: Language): string {
  const line = (name: string, row: Row): string =>
    [
      name,
      ...(reply.by === 'area' || reply.by === 'subject' ? [row.key] : []),
      ...reply.measures.map(({ key }) => row.n[key] ?? 0),
      ...reply.rates.map(({ key }) => percent(row.rates[key]?.value ?? null)),
      row.score === null ? '' : row.score.toFixed(2),
    ]
      .map(cell)
      .join(',');
  const code = language === 'en' ? 'Code' : '代码';
  const head = [
    speak(heads[reply.by], language),
    ...(reply.by === 'area' || reply.by === 'subject' ? [code] : []),
    ...[...reply.measures, ...reply.rates].map(({ words }) => speak(words, language)),
    speak(scoreWords, language),
  ];
  const lines = [
    head.map(cell).join(','),
    ...reply.rows.map((row) => line(speak(row.name, language), row)),
    line(speak(sumWords, language), { ...reply.total, key: reply.area.code }),
  ];
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
