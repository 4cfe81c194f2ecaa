import type { Spoken, Words } from '@hezhi/contract';
import { territory } from '@hezhi/directory/server';
import { renderPdf } from '@hezhi/documents/server';
import { speak, type Call, type Wire } from '@hezhi/server';
import { letterOf } from './letters.ts';

const words = {
  title: { 'zh-Hans': '督办函', en: 'Supervision letter' },
  to: { 'zh-Hans': '主送', en: 'To' },
  from: { 'zh-Hans': '发函单位', en: 'From' },
  at: { 'zh-Hans': '发函日期', en: 'Sent' },
  by: { 'zh-Hans': '回复期限', en: 'Answer by' },
  state: { 'zh-Hans': '状态', en: 'State' },
  matters: { 'zh-Hans': '督办事项', en: 'Matters' },
  number: { 'zh-Hans': '编号', en: 'Number' },
  what: { 'zh-Hans': '事项', en: 'Matter' },
  where: { 'zh-Hans': '区域', en: 'Territory' },
  opened: { 'zh-Hans': '受理日期', en: 'Opened' },
  now: { 'zh-Hans': '现状', en: 'Now' },
} satisfies Record<string, Words>;

const day = (moment: string): string => new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 10);

/** The letter on paper. */
export async function printLetter(call: Call, id: string, { reply }: Wire): Promise<Buffer> {
  const letter = await letterOf(call, id);
  const t = (one: Spoken): string => speak(one, call.language);
  const district = call.actor.district!;
  const { bytes } = await renderPdf(call.house, {
    title: t(words.title),
    number: letter.number,
    issuer: (await territory(call.house).ensure(district)).name(district),
    language: call.language,
    printedAt: call.now,
    blocks: [
      {
        kind: 'facts',
        rows: [
          [t(words.to), letter.orgName],
          [t(words.from), letter.issuer],
          [t(words.at), day(letter.issuedAt)],
          [t(words.by), letter.answerBy],
          [t(words.state), t(letter.stateName)],
        ],
      },
      { kind: 'text', text: letter.body },
      { kind: 'heading', text: t(words.matters) },
      {
        kind: 'table',
        head: [words.number, words.what, words.where, words.opened, words.now].map(t),
        rows: letter.matters.map((one) => [one.number, one.title, one.areaName, day(one.openedAt), t(one.stateName)]),
      },
    ],
  });
  void reply
    .header('content-type', 'application/pdf')
    .header('content-disposition', `inline; filename="letter-${letter.id}.pdf"`)
    .header('cache-control', 'private, no-store');
  return bytes;
}
