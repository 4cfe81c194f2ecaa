import type { Language, Words } from '@hezhi/contract';
import { cell } from '@hezhi/matters/server';
import { speak } from '@hezhi/server';
import { scoreWords, shirked } from '../contract/index.ts';
import { workbook, type SheetCell } from './sheets.ts';
import type { Units } from './units.ts';

const unitWords: Words = { 'zh-Hans': '单位', en: 'Unit' };
const sheetWords: Words = { 'zh-Hans': '单位指标', en: 'Units' };
const subjectWords: Words = { 'zh-Hans': '类别', en: 'Category' };
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

const notes: readonly Words[] = [
  {
    'zh-Hans': '按交办日计；被退单、改派、作废等收回的不算应办。得分＝60×按期办结率＋30×办结率＋10×（1－返工率）。',
    en: 'Under the day it was given; what was returned, reassigned or void is not due. Score = 60 × done in time + 30 × done + 10 × (1 − reworked).',
  },
  shirked.meaning,
];

/** The same as a workbook; numbers stay numbers. */
export function unitsXlsx(table: Units, language: Language): Promise<Buffer> {
  const line = (name: string, row: Units['total']): SheetCell[] => [
    name,
    ...table.measures.map(({ key }) => ({ count: row.n[key] ?? 0 })),
    ...table.rates.map(({ key }) => {
      const value = row.rates[key]?.value ?? null;
      return value === null ? null : { rate: value };
    }),
    row.score === null ? null : { decimal: row.score },
  ];
  const head = [unitWords, ...table.measures.map((one) => one.words), ...table.rates.map((one) => one.words), scoreWords].map((one) => speak(one, language));
  const subject = table.subject === null ? [] : [`${speak(subjectWords, language)} ${speak(table.subject.name, language)}`];
  return workbook([
    {
      name: speak(sheetWords, language),
      head,
      rows: [...table.rows.map((row) => line(row.name, row)), line(speak(sumWords, language), table.total)],
      notes: [`${table.area.name} ${table.from} – ${table.to}`, ...subject, ...notes.map((one) => speak(one, language))],
    },
  ]);
}
