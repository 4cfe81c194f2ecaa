import type { Words } from '@hezhi/contract';
import { renderPdf } from '@hezhi/documents/server';
import { cell } from '@hezhi/matters/server';
import { writtenMonth } from '@hezhi/notices/contract';
import { speak, type Call, type Wire } from '@hezhi/server';
import { addMonths, clockText, dayAt, daysOfMonth, weekdayOf, type MonthView } from '../contract/index.ts';
import type { z } from 'zod';
import { calendarFile } from './ics.ts';
import { dayText, monthOf } from './month.ts';
import { myTurns } from './mine.ts';

type Month = z.input<typeof MonthView>;

const words = {
  title: { 'zh-Hans': '{month}值班表', en: 'Duty roster, {month}' },
  day: { 'zh-Hans': '日期', en: 'Day' },
  kind: { 'zh-Hans': '类型', en: 'Kind' },
  shift: { 'zh-Hans': '班次', en: 'Shift' },
  hours: { 'zh-Hans': '时间', en: 'Hours' },
  person: { 'zh-Hans': '值班人员', en: 'On duty' },
  nobody: { 'zh-Hans': '（空缺）', en: '(nobody)' },
  counts: { 'zh-Hans': '班次统计', en: 'Counts' },
  name: { 'zh-Hans': '姓名', en: 'Name' },
  all: { 'zh-Hans': '班数', en: 'Shifts' },
  rest: { 'zh-Hans': '其中休息日', en: 'On days of rest' },
  workHours: { 'zh-Hans': '小时', en: 'Hours' },
  draft: { 'zh-Hans': '草稿，尚未公布', en: 'Draft, not published yet' },
  despite: { 'zh-Hans': '公布时未满足全部规则，原因：{why}', en: 'Published although rules are broken, because: {why}' },
  phone: { 'zh-Hans': '值班电话：{phone}', en: 'Telephone: {phone}' },
  workday: { 'zh-Hans': '工作日', en: 'Working day' },
  makeup: { 'zh-Hans': '调休上班', en: 'Make-up day' },
  weekend: { 'zh-Hans': '周末', en: 'Weekend' },
  holiday: { 'zh-Hans': '放假', en: 'Holiday' },
} satisfies Record<string, Words>;

const weekdays: readonly Words[] = ['一', '二', '三', '四', '五', '六', '日'].map((zh, index) => ({
  'zh-Hans': `周${zh}`,
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][index]!,
}));

type Line = { day: string; kind: Month['days'][number]['kind']; shift: string; hours: string; people: string[] };

/** The month by day and shift, with shifts that nobody takes. */
function linesOf(view: Month): Line[] {
  return view.days.flatMap(({ day, kind }) =>
    view.roster.shifts.flatMap((shift) => {
      const people = view.turns.filter((turn) => turn.day === day && turn.shift === shift.key).map((turn) => turn.name);
      const runs = shift.days.includes(kind) && (!shift.weekdays?.length || shift.weekdays.includes(weekdayOf(day)));
      if (!runs && people.length === 0) return [];
      const hours = `${clockText(shift.from)}–${clockText(shift.to)}`;
      return [{ day, kind, shift: shift.name, hours, people }];
    }),
  );
}

/** The month on paper (PDF, A4). */
export async function printMonth(call: Call, id: string, month: string, { reply }: Wire): Promise<Buffer> {
  const view = await monthOf(call, id, month);
  const t = (one: Words, values?: Record<string, unknown>): string => speak(one, call.language, values);
  const lines = linesOf(view);
  const notes = [
    view.publishedAt === null ? t(words.draft) : '',
    view.roster.phone ? t(words.phone, { phone: view.roster.phone }) : '',
    view.despite ? t(words.despite, { why: view.despite }) : '',
  ].filter(Boolean);
  const { bytes } = await renderPdf(call.house, {
    title: `${view.roster.name} ${t(words.title, { month: t(writtenMonth(month)) })}`,
    number: month,
    issuer: view.roster.orgName,
    language: call.language,
    printedAt: call.now,
    blocks: [
      ...notes.map((text) => ({ kind: 'text' as const, text })),
      {
        kind: 'table',
        head: [t(words.day), t(words.kind), t(words.shift), t(words.hours), t(words.person)],
        rows: lines.map((line) => [
          `${dayText(line.day, call.language)} ${t(weekdays[weekdayOf(line.day) - 1]!)}`,
          t(words[line.kind]),
          line.shift,
          line.hours,
          line.people.join('、') || t(words.nobody),
        ]),
      },
      { kind: 'heading', text: t(words.counts) },
      {
        kind: 'table',
        head: [t(words.name), t(words.all), t(words.rest), t(words.workHours)],
        rows: view.counts.map((one) => [one.name, String(one.all), String(one.rest), String(one.hours)]),
      },
    ],
  });
  reply
    .header('content-type', 'application/pdf')
    .header('content-disposition', `inline; filename="duty-${month}.pdf"`)
    .header('cache-control', 'private, no-store');
  return bytes;
}

/** The month as CSV, UTF-8 with BOM; cells that a spreadsheet would run as formulas are defused. */
export async function csvOfMonth(call: Call, id: string, month: string, { reply }: Wire): Promise<string> {
  const view = await monthOf(call, id, month);
  const t = (one: Words): string => speak(one, call.language);
  const rows = [
    [t(words.day), t(words.kind), t(words.shift), t(words.hours), t(words.person)],
    ...linesOf(view).map((line) => [line.day, t(words[line.kind]), line.shift, line.hours, line.people.join('、')]),
  ];
  sendAs(reply, 'text/csv; charset=utf-8', `duty-${month}.csv`);
  return `\uFEFF${rows.map((row) => row.map((one) => cell(one)).join(',')).join('\r\n')}\r\n`;
}

/** The month as iCalendar: one event a turn. */
export async function icsOfMonth(call: Call, id: string, month: string, { reply }: Wire): Promise<string> {
  const view = await monthOf(call, id, month);
  sendAs(reply, 'text/calendar; charset=utf-8', `duty-${month}.ics`);
  const place = view.roster.orgName;
  return calendarFile(
    view.roster.name,
    call.now,
    view.turns.map((turn) => ({ id: turn.id, starts: turn.starts, ends: turn.ends, title: `${turn.shiftName} ${turn.name}`, place, revision: turn.version })),
  );
}

/** Own turns of this month and the two that follow as iCalendar. */
export async function icsOfMine(call: Call, { reply }: Wire): Promise<string> {
  const month = dayAt(call.now).slice(0, 7);
  const to = daysOfMonth(addMonths(month, 2)).at(-1)!;
  const first = await myTurns(call, { from: `${month}-01`, to });
  const rest = await myTurns(call, { from: `${addMonths(month, 2)}-01`, to });
  const turns = new Map([...first.items, ...rest.items].map((turn) => [turn.id, turn]));
  sendAs(reply, 'text/calendar; charset=utf-8', 'duty.ics');
  return calendarFile(
    'Hezhi',
    call.now,
    [...turns.values()].map((turn) => ({
      id: turn.id,
      starts: turn.starts,
      ends: turn.ends,
      title: `${turn.shiftName}（${turn.rosterName}）`,
      place: turn.orgName,
      revision: turn.version,
    })),
  );
}

function sendAs(reply: Wire['reply'], type: string, name: string): void {
  reply.header('content-type', type).header('content-disposition', `attachment; filename="${name}"`).header('cache-control', 'private, no-store');
}
