import type { Language, Words } from '@hezhi/contract';
import { cell } from '@hezhi/matters/server';
import { speak } from '@hezhi/server';
import { scoreWords } from '../contract/index.ts';
import type { Units } from './units.ts';

const unitWords: Words = { 'zh-Hans': '单位', en: 'Unit' };
const sumWords: Words = { 'zh-Hans': '合计', en: 'Total' };
const percent = (value: number | null): string => (value === null ? '' : `${(value * 100).toFixed(2)}%`);

/** Indicators by unit as CSV, the sum last. */
export function unitsCsv(table: Units, language: Language): string {
  const line = (name: string, row: Units['total']): string =>
    [
      name,
      ...table.measures.map(({ key }) => row.n[key] ?? 0),
      ...table.rates.map(({ key }) => percent(row.rates[key]?.value ?? null)),
      row.score === null ? '' : row.score.toFixed(2),
    ]
      .map(cell)
      .join(',');
  const head = [unitWords, ...table.measures.map((one) => one.words), ...table.rates.map((one) => one.words), scoreWords].map((one) =>
    cell(speak(one, language)),
  );
  const lines = [head.join(','), ...table.rows.map((row) => line(row.name, row)), line(speak(sumWords, language), table.total)];
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
