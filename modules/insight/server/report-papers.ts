import type { z } from 'zod';
import { Refusal, type Language, type Words } from '@hezhi/contract';
import type { Paper, PaperBlock } from '@hezhi/documents/contract';
import { renderDocx, renderPdf } from '@hezhi/documents/server';
import { territory } from '@hezhi/directory/server';
import { speak, type Call, type Wire } from '@hezhi/server';
import { cellText, errors, tablesOf, type Cell, type ReportView } from '../contract/index.ts';
import { reportOf } from './reports.ts';
import { workbook, type SheetCell } from './sheets.ts';

type View = z.output<typeof ReportView>;
type Ready = View & { numbers: NonNullable<View['numbers']>; madeAt: string };
const w = (zh: string, en: string): Words => ({ 'zh-Hans': zh, en });

const words = {
  title: w('{area}{year}年{month}月社会治理月报', '{area}: monthly report {year}-{month}'),
  soFar: w('（截至{day}）', ' (up to {day})'),
  period: w('统计时段', 'Period'),
  span: w('{from} 至 {to}', '{from} to {to}'),
  made: w('数据时间', 'Numbers of'),
  revision: w('版次', 'Revision'),
  nth: w('第{n}版', 'no. {n}'),
  findings: w('主要情况', 'What stands out'),
  snapshot: w(
    '数据为生成时的快照，事项此后的进展不改变本版数字；重新生成即为新版。',
    'The numbers are those of the moment of making; what happens later does not change this revision. Making it again gives a new one.',
  ),
};

async function readyReport(call: Call, id: string): Promise<Ready> {
  const report = await reportOf(call, id);
  if (report.numbers === null || report.madeAt === null) throw new Refusal(errors.report_not_ready);
  return { ...report, numbers: report.numbers, madeAt: report.madeAt };
}

const day = (moment: string): string => new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
function titleOf(report: Ready, t: (one: Words, values?: Record<string, string>) => string): string {
  const { area, month, numbers, soFar } = report;
  const title = t(words.title, { area: area.name, year: month.slice(0, 4), month: String(Number(month.slice(5))) });
  return soFar ? `${title}${t(words.soFar, { day: numbers.to })}` : title;
}
const nameOf = (report: Ready, kind: string): string => `report-${report.area.code}-${report.month}-${report.revision}.${kind}`;

/** The report as a paper: findings first, then every table. */
async function paperOf(call: Call, report: Ready): Promise<Paper> {
  const { language } = call;
  const t = (one: Words, values: Record<string, string> = {}): string => speak(one, language, values);
  const { numbers } = report;
  const district = call.actor.district!;
  const blocks: PaperBlock[] = [
    {
      kind: 'facts',
      rows: [
        [t(words.period), t(words.span, { from: numbers.from, to: numbers.to })],
        [t(words.made), day(report.madeAt)],
        [t(words.revision), t(words.nth, { n: String(report.revision) })],
      ],
    },
    { kind: 'heading', text: t(words.findings) },
    ...numbers.findings.map((one, i): PaperBlock => ({ kind: 'text', text: `${i + 1}. ${t(one)}` })),
  ];
  for (const table of tablesOf(numbers)) {
    blocks.push({ kind: 'heading', text: t(table.title) });
    const right = table.head.findIndex((_, at) => table.rows.every((row) => row[at]?.is !== 'text'));
    blocks.push({
      kind: 'table',
      head: table.head.map((one) => t(one)),
      rows: table.rows.map((row) => row.map((cell) => cellText(cell, t, language))),
      ...(right >= 0 && table.head.every((_, at) => at < right || table.rows.every((row) => row[at]?.is !== 'text')) ? { right } : {}),
    });
    if (table.note) blocks.push({ kind: 'text', text: t(table.note) });
  }
  blocks.push({ kind: 'text', text: t(words.snapshot) });
  return {
    title: titleOf(report, t),
    number: `${report.area.code}-${report.month.replace('-', '')}-${report.revision}`,
    issuer: (await territory(call.house).ensure(district)).name(report.area.code),
    language,
    printedAt: call.now,
    blocks,
  };
}

function send({ reply }: Wire, type: string, name: string, inline: boolean): void {
  void reply
    .header('content-type', type)
    .header('content-disposition', `${inline ? 'inline' : 'attachment'}; filename="${name}"`)
    .header('cache-control', 'private, no-store');
}

/** The report on A4. Errors: `insight.no_report`, `insight.report_not_ready`. */
export async function reportPdf(call: Call, id: string, wire: Wire): Promise<Buffer> {
  const report = await readyReport(call, id);
  const { bytes } = await renderPdf(call.house, await paperOf(call, report));
  send(wire, 'application/pdf', nameOf(report, 'pdf'), true);
  return bytes;
}

/** The report as a document to go on writing in. */
export async function reportDocx(call: Call, id: string, wire: Wire): Promise<Buffer> {
  const report = await readyReport(call, id);
  const bytes = await renderDocx(await paperOf(call, report));
  send(wire, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', nameOf(report, 'docx'), false);
  return bytes;
}

/** Numbers stay numbers in a workbook: rates as parts of 1, differences of rates in points. */
function sheetCell(cell: Cell, language: Language, t: (one: Words) => string): SheetCell {
  if (cell.is === 'text') return cellText(cell, t, language);
  if (cell.n === null) return null;
  if (cell.is === 'rate') return { rate: cell.n };
  if (cell.is === 'points') return { decimal: Math.round(cell.n * 1000) / 10 };
  return cell.is === 'count' || cell.is === 'change' ? { count: cell.n } : { decimal: cell.n };
}

/** Its tables as a workbook, a sheet each; the first holds the findings. */
export async function reportXlsx(call: Call, id: string, wire: Wire): Promise<Buffer> {
  const report = await readyReport(call, id);
  const { language } = call;
  const t = (one: Words, values: Record<string, string> = {}): string => speak(one, language, values);
  const bytes = await workbook([
    {
      name: t(words.findings),
      head: [titleOf(report, t)],
      rows: report.numbers.findings.map((one) => [t(one)]),
      notes: [`${t(words.made)} ${day(report.madeAt)}`, t(words.nth, { n: String(report.revision) }), t(words.snapshot)],
    },
    ...tablesOf(report.numbers).map((table) => ({
      name: t(table.title),
      head: table.head.map((one) => t(one)),
      rows: table.rows.map((row) => row.map((cell) => sheetCell(cell, language, t))),
      ...(table.note ? { notes: [t(table.note)] } : {}),
    })),
  ]);
  send(wire, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', nameOf(report, 'xlsx'), false);
  return bytes;
}
