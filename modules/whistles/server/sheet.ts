import { Refusal, type Spoken, type Words } from '@hezhi/contract';
import type { PaperBlock } from '@hezhi/documents/contract';
import { renderPdf } from '@hezhi/documents/server';
import { territory } from '@hezhi/directory/server';
import { matterDetail } from '@hezhi/matters/server';
import { speak, type Call, type Wire } from '@hezhi/server';
import type { z } from 'zod';
import { errors, metres, textOf, type ResponseView } from '../contract/index.ts';
import { factsOf } from './facts.ts';

const words = {
  title: { 'zh-Hans': '吹哨报到签到及处置结果单', en: 'Whistle: sign-in and result sheet' },
  facts: { 'zh-Hans': '基本情况', en: 'Facts' },
  kind: { 'zh-Hans': '类型', en: 'Kind' },
  whistler: { 'zh-Hans': '吹哨单位', en: 'Whistled by' },
  opened: { 'zh-Hans': '吹哨时间', en: 'Whistled' },
  area: { 'zh-Hans': '所属区域', en: 'Territory' },
  address: { 'zh-Hans': '地点', en: 'Place' },
  text: { 'zh-Hans': '需要解决的问题', en: 'To be settled' },
  state: { 'zh-Hans': '状态', en: 'State' },
  departments: { 'zh-Hans': '应哨单位', en: 'Departments' },
  department: { 'zh-Hans': '单位', en: 'Department' },
  role: { 'zh-Hans': '责任', en: 'Role' },
  lead: { 'zh-Hans': '主办', en: 'Lead' },
  assist: { 'zh-Hans': '协办', en: 'Assist' },
  due: { 'zh-Hans': '应哨时限', en: 'Due' },
  checked: { 'zh-Hans': '应哨时间', en: 'Checked in' },
  result: { 'zh-Hans': '结果', en: 'Result' },
  score: { 'zh-Hans': '评分', en: 'Score' },
  sheet: { 'zh-Hans': '现场签到', en: 'Signed in on site' },
  name: { 'zh-Hans': '姓名', en: 'Name' },
  when: { 'zh-Hans': '时间', en: 'When' },
  with: { 'zh-Hans': '同来人员', en: 'With' },
  distance: { 'zh-Hans': '距现场', en: 'Distance' },
  metres: { 'zh-Hans': '{n}米', en: '{n} m' },
  sign: { 'zh-Hans': '签名', en: 'Signature' },
  nobody: { 'zh-Hans': '无人签到', en: 'Nobody signed in' },
  record: { 'zh-Hans': '处置记录', en: 'Record' },
  waiting: { 'zh-Hans': '待应哨', en: 'Waiting' },
  refusing: { 'zh-Hans': '退哨审核中', en: 'Release asked' },
  at_work: { 'zh-Hans': '处置中', en: 'At work' },
  done: { 'zh-Hans': '已反馈', en: 'Reported' },
  refused: { 'zh-Hans': '已退哨', en: 'Released' },
  reassigned: { 'zh-Hans': '已改派', en: 'Given to another' },
  closed: { 'zh-Hans': '随主办结束', en: 'Ended with the lead' },
  withdrawn: { 'zh-Hans': '已撤哨', en: 'Withdrawn' },
  silent: { 'zh-Hans': '逾期', en: 'late' },
} satisfies Record<string, Words>;

/** Steps whose words stand in the record. */
const recorded = ['progress', 'note', 'report_done', 'report_assist', 'refuse', 'agree_refusal', 'refuse_refusal', 'designate', 'withdraw'];

/** A moment on paper, in China's time. */
const moment = (text: string): string => new Date(Date.parse(text) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** The sign-in and result sheet of a whistle, for the file and for signatures; sent as PDF. Errors: `whistles.not_found`. */
export async function printSheet(call: Call, id: string, { reply }: Wire): Promise<Buffer> {
  const facts = await factsOf(call, id);
  const { matter, timeline } = await matterDetail(call, call.actor.district!, id);
  if (matter.kind !== 'whistle') throw new Refusal(errors.not_found);
  const t = (one: Spoken, values?: Record<string, unknown>): string => speak(one, call.language, values);
  const far = (n: number | null): string => (n === null ? '' : t(words.metres, { n }));
  const result = (one: z.input<typeof ResponseView>): string => [t(words[one.status]), one.outcome ? t(one.outcome) : ''].filter(Boolean).join('：');
  const signs = timeline.filter((entry) => entry.step === 'sign_in');
  const point = matter.point;
  const blocks: PaperBlock[] = [
    { kind: 'heading', text: t(words.facts) },
    {
      kind: 'facts',
      rows: [
        [t(words.kind), t(facts.kind.name)],
        [t(words.whistler), facts.whistler.name],
        [t(words.opened), moment(matter.openedAt)],
        [t(words.area), matter.areaName],
        ...(facts.address === '' ? [] : [[t(words.address), facts.address] as [string, string]]),
        [t(words.text), facts.text],
        [t(words.state), t(matter.stateName)],
      ],
    },
    { kind: 'heading', text: t(words.departments) },
    {
      kind: 'table',
      head: [words.department, words.role, words.due, words.checked, words.result, words.score].map((one) => t(one)),
      rows: facts.responses.map((one) => [
        one.name,
        t(words[one.role]),
        moment(one.dueAt),
        [one.checkedInAt ? moment(one.checkedInAt) : '', one.silent ? `（${t(words.silent)}）` : '', far(one.distance)].filter(Boolean).join(' '),
        result(one),
        one.score === null ? '' : String(one.score),
      ]),
    },
    { kind: 'heading', text: t(words.sheet) },
    signs.length === 0
      ? { kind: 'text', text: t(words.nobody) }
      : {
          kind: 'table',
          head: [words.name, words.department, words.when, words.with, words.distance, words.sign].map((one) => t(one)),
          rows: signs.map(({ actor, at, data }) => {
            const here = (data['place'] as { point?: [number, number] } | undefined)?.point;
            return [actor.name, actor.org ?? '', moment(at), textOf(data['with']), far(here && point ? metres([...here], [...point]) : null), ''];
          }),
        },
    { kind: 'heading', text: t(words.record) },
    {
      kind: 'timeline',
      entries: timeline
        .filter((entry) => recorded.includes(entry.step))
        .map((entry) => ({
          at: moment(entry.at),
          text: [t(entry.name), textOf(entry.data['note'])].filter(Boolean).join('\n'),
          who: [entry.actor.org, entry.actor.name].filter(Boolean).join(' '),
        })),
    },
  ];
  const tree = await territory(call.house).ensure(matter.district);
  const paper = { title: t(words.title), number: matter.number, issuer: tree.name(matter.district), language: call.language, printedAt: call.now, blocks };
  const { bytes } = await renderPdf(call.house, paper);
  reply
    .header('content-type', 'application/pdf')
    .header('content-disposition', `inline; filename="${matter.number}.pdf"`)
    .header('cache-control', 'private, no-store');
  return bytes;
}
