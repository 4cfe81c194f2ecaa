import type { Spoken, Words } from '@hezhi/contract';
import { photoBytes, renderPdf } from '@hezhi/documents/server';
import type { PaperEntry, PaperPhoto } from '@hezhi/documents/contract';
import { territory } from '@hezhi/directory/server';
import { speak, type Call, type Wire } from '@hezhi/server';
import type { z } from 'zod';
import type { CaseDetail } from '../contract/index.ts';
import { plainText } from './answers.ts';
import { categoryName } from './categories.ts';
import { caseDetail } from './detail.ts';

const words = {
  title: { 'zh-Hans': '案件办理单', en: 'Case record' },
  facts: { 'zh-Hans': '基本情况', en: 'Facts' },
  category: { 'zh-Hans': '类别', en: 'Category' },
  state: { 'zh-Hans': '状态', en: 'State' },
  opened: { 'zh-Hans': '上报时间', en: 'Reported' },
  closed: { 'zh-Hans': '结案时间', en: 'Closed' },
  area: { 'zh-Hans': '所属区域', en: 'Territory' },
  address: { 'zh-Hans': '地点', en: 'Place' },
  description: { 'zh-Hans': '情况说明', en: 'What happened' },
  contact: { 'zh-Hans': '联系方式', en: 'Contact' },
  now: { 'zh-Hans': '目前', en: 'Now' },
  rating: { 'zh-Hans': '评价', en: 'Rating' },
  stars: { 'zh-Hans': '{n}分（满分5分）', en: '{n} of 5' },
  photos: { 'zh-Hans': '照片', en: 'Photos' },
  voices: { 'zh-Hans': '{n}段', en: '{n}' },
  voice: { 'zh-Hans': '语音', en: 'Voice notes' },
  photo: { 'zh-Hans': '照片{n}', en: 'Photo {n}' },
  timeline: { 'zh-Hans': '办理记录', en: 'Timeline' },
} satisfies Record<string, Words>;

/** Photos of one paper at most. */
const MOST_PHOTOS = 24;
type Detail = z.input<typeof CaseDetail>;

/** A moment on paper, in China's time. */
const moment = (text: string): string => new Date(Date.parse(text) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** The case as this actor sees it, on paper; sent as PDF. */
export async function printCase(call: Call, id: string, { reply }: Wire): Promise<Buffer> {
  const detail = await caseDetail(call, id);
  const { matter } = detail;
  const t = (one: Spoken, values?: Record<string, unknown>): string => speak(one, call.language, values);
  const own = detail.case.photos.map((one) => one.id);
  const later = detail.timeline.flatMap((entry) => (entry.step === 'open' ? [] : photosOf(entry)));
  const bytes = await photoBytes(call.house, matter.district, [...own, ...later].slice(0, MOST_PHOTOS));
  let n = 0;
  const shown = (ids: readonly string[]): PaperPhoto[] =>
    ids.flatMap((one) => (bytes.has(one) ? [{ bytes: bytes.get(one)!, caption: t(words.photo, { n: ++n }) }] : []));
  const photos = shown(own);
  const tree = await territory(call.house).ensure(matter.district);
  const { bytes: pdf } = await renderPdf(call.house, {
    title: t(words.title),
    number: matter.number,
    issuer: tree.name(matter.district),
    language: call.language,
    printedAt: call.now,
    blocks: [
      { kind: 'heading', text: t(words.facts) },
      { kind: 'facts', rows: factRows(detail, t) },
      ...(photos.length > 0
        ? [
            { kind: 'heading' as const, text: t(words.photos) },
            { kind: 'photos' as const, photos },
          ]
        : []),
      { kind: 'heading', text: t(words.timeline) },
      {
        kind: 'timeline',
        entries: detail.timeline.map((entry): PaperEntry => ({
          at: moment(entry.at),
          text: entryText(call, matter.district, entry, t),
          who: [entry.actor.org, entry.actor.name].filter(Boolean).join(' '),
          photos: entry.step === 'open' ? [] : shown(photosOf(entry)),
        })),
      },
    ],
  });
  reply
    .header('content-type', 'application/pdf')
    .header('content-disposition', `inline; filename="${matter.number}.pdf"`)
    .header('cache-control', 'private, no-store');
  return pdf;
}

const photosOf = (entry: Detail['timeline'][number]): string[] => (Array.isArray(entry.data['photos']) ? (entry.data['photos'] as string[]) : []);

function factRows(detail: Detail, t: (words: Spoken, values?: Record<string, unknown>) => string): [string, string][] {
  const { matter, case: facts } = detail;
  const rows: [string, string][] = [
    [t(words.category), `${t(facts.category.group)} / ${t(facts.category.name)}`],
    [t(words.description), facts.description],
    [t(words.area), matter.areaName],
    [t(words.address), facts.address],
    ...facts.answers.map((one): [string, string] => [t(one.label), one.text]),
    [t(words.opened), moment(matter.openedAt)],
    [t(words.state), t(matter.stateName)],
    [t(words.now), detail.sentence],
  ];
  if (facts.voices.length > 0) rows.push([t(words.voice), t(words.voices, { n: facts.voices.length })]);
  if (facts.contact) rows.push([t(words.contact), [facts.contact.name, facts.contact.phone].filter(Boolean).join(' ')]);
  if (matter.closedAt) rows.push([t(words.closed), moment(matter.closedAt)]);
  if (matter.rating !== null) rows.push([t(words.rating), t(words.stars, { n: matter.rating })]);
  return rows.filter(([, value]) => value !== '');
}

/** Step and what was typed in it, one line a field; photos are left to other places. */
function entryText(call: Call, district: string, entry: Detail['timeline'][number], t: (words: Spoken, values?: Record<string, unknown>) => string): string {
  const lines = entry.fields.flatMap((field) => {
    const value = entry.data[field.key];
    if (value === undefined || value === null || value === '' || field.type === 'photos') return [];
    if (field.type === 'voices') return entry.step === 'open' ? [] : [`${t(field.label)}：${t(words.voices, { n: (value as string[]).length })}`];
    if (field.type === 'owners') return [`${t(field.label)}：${(value as { name: string }[]).map((one) => one.name).join('、')}`];
    if (field.type === 'owner' || field.type === 'place') return [`${t(field.label)}：${(value as { name: string }).name}`];
    const option = field.options?.find((one) => one.value === value);
    const shown = option
      ? t(option.label)
      : field.type === 'subject'
        ? t(categoryName(call.house, district, String(value as string)))
        : plainText(value, call.language);
    return entry.step === 'open' ? [] : [`${t(field.label)}：${shown}`];
  });
  return [t(entry.name), ...lines].join('\n');
}
