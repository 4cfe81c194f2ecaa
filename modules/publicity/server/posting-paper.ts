import type { Words } from '@hezhi/contract';
import { photoBytes, renderPdf } from '@hezhi/documents/server';
import { dayIn } from '@hezhi/matters/contract';
import { speak, type Call, type Wire } from '@hezhi/server';
import { cellText } from '../contract/index.ts';
import { posted } from './posting-views.ts';

const words = {
  from: { 'zh-Hans': '公示时间', en: 'Shown from' },
  to: { 'zh-Hans': '公示至', en: 'Shown until' },
  area: { 'zh-Hans': '公示范围', en: 'For' },
  by: { 'zh-Hans': '公示单位', en: 'Posted by' },
  kind: { 'zh-Hans': '公示类别', en: 'Class' },
  sum: { 'zh-Hans': '合计', en: 'Sum' },
  money: { 'zh-Hans': '{name}（元）', en: '{name} (yuan)' },
  object: {
    'zh-Hans': '对公示内容有异议的，可在公示期内通过居民通或向本社区提出，{days}个工作日内答复。',
    en: 'Objections may be made while this is shown, in the resident app or at the community; they are answered within {days} working days.',
  },
  corrected: { 'zh-Hans': '第{n}版，更正说明：{note}', en: 'Version {n}; corrected: {note}' },
  answered: { 'zh-Hans': '异议和答复', en: 'Objections and answers' },
  objection: { 'zh-Hans': '异议', en: 'Objection' },
  answer: { 'zh-Hans': '答复', en: 'Answer' },
  taken: { 'zh-Hans': '已撤下：{reason}', en: 'Taken down: {reason}' },
} satisfies Record<string, Words>;

/** A posting on paper (PDF, A4): the version that stands, with tables, sums, photos and answered objections. */
export async function postedPaper(call: Call, district: string, id: string, { reply }: Wire): Promise<Buffer> {
  const page = await posted(call, district, id);
  const t = (one: Words, values?: Record<string, unknown>): string => speak(one, call.language, values);
  const day = (at: string): string => dayIn(Date.parse(at));
  const [current] = page.versions;
  const photos = current
    ? await photoBytes(
        call.house,
        district,
        current.content.files.map((file) => file.id),
      )
    : new Map<string, Buffer>();
  const answered = page.answered.filter((one) => one.state === 'answered');
  const { bytes } = await renderPdf(call.house, {
    title: page.title || t(page.className),
    number: page.period_of ?? day(page.starts_at),
    issuer: page.org ?? page.areaName,
    language: call.language,
    printedAt: call.now,
    blocks: [
      {
        kind: 'facts',
        rows: [
          [t(words.kind), t(page.className)],
          [t(words.area), page.areaName],
          [t(words.by), page.org ?? page.areaName],
          [t(words.from), day(page.starts_at)],
          // The period ends at 24:00, which is the next day's first moment.
          [t(words.to), dayIn(Date.parse(page.ends_at) - 1)],
        ],
      },
      ...(page.state === 'withdrawn' ? [{ kind: 'text' as const, text: t(words.taken, { reason: page.reason ?? '' }) }] : []),
      ...(current?.note ? [{ kind: 'text' as const, text: t(words.corrected, { n: current.version, note: current.note }) }] : []),
      ...(current?.content.text
        ? current.content.text
            .split('\n')
            .filter(Boolean)
            .map((text) => ({ kind: 'text' as const, text }))
        : []),
      ...(current?.content.tables ?? []).flatMap((table, at) => {
        const sums = current!.content.sums[at]!;
        const head = table.columns.map((one) => (one.type === 'money' ? t(words.money, { name: one.name }) : one.name));
        const rows = table.rows.map((row) => row.map((cell, c) => cellText(cell, table.columns[c]!.type)));
        const last = table.columns.map((one, c) => (sums[c] === null ? (c === 0 ? t(words.sum) : '') : cellText(sums[c]!, one.type)));
        const summed = sums.some((one) => one !== null) && rows.length > 1 ? [last] : [];
        return [...(table.title ? [{ kind: 'heading' as const, text: table.title }] : []), { kind: 'table' as const, head, rows: [...rows, ...summed] }];
      }),
      ...(photos.size > 0 ? [{ kind: 'photos' as const, photos: [...photos.values()].map((one) => ({ bytes: one, caption: '' })) }] : []),
      ...(answered.length > 0
        ? [
            { kind: 'heading' as const, text: t(words.answered) },
            { kind: 'table' as const, head: [t(words.objection), t(words.answer)], rows: answered.map((one) => [one.text, one.answer ?? '']) },
          ]
        : []),
      ...(page.state === 'shown' ? [{ kind: 'text' as const, text: t(words.object, { days: page.answer_days }) }] : []),
    ],
  });
  reply
    .header('content-type', 'application/pdf')
    .header('content-disposition', `inline; filename="posting-${id.slice(-12)}.pdf"`)
    .header('cache-control', 'no-store');
  return bytes;
}
