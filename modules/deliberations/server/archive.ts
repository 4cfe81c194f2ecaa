import { Refusal, type Words } from '@hezhi/contract';
import { findPeopleNames, territory } from '@hezhi/directory/server';
import type { PaperBlock } from '@hezhi/documents/contract';
import { renderPdf } from '@hezhi/documents/server';
import { speak, type Call, type Wire } from '@hezhi/server';
import { errors } from '../contract/index.ts';
import { listPositions } from './queries-course.ts';
import { topicFor } from './see.ts';
import { viewTalk } from './view.ts';
import { publishedMinutes } from './queries-lists.ts';

const words = {
  title: { 'zh-Hans': '议事全过程档案', en: 'The whole course of a deliberation' },
  facts: { 'zh-Hans': '议题', en: 'Topic' },
  name: { 'zh-Hans': '题目', en: 'Title' },
  text: { 'zh-Hans': '事由', en: 'What it is about' },
  wish: { 'zh-Hans': '期望', en: 'Hoped for' },
  area: { 'zh-Hans': '区域', en: 'Territory' },
  body: { 'zh-Hans': '议事组织', en: 'Body' },
  proposer: { 'zh-Hans': '提出人', en: 'Proposed by' },
  cosigned: { 'zh-Hans': '附议人数', en: 'Co-signers' },
  participants: { 'zh-Hans': '参与人', en: 'Participants' },
  content: { 'zh-Hans': '议什么', en: 'Content' },
  rules: { 'zh-Hans': '怎么议、怎么定', en: 'Rules' },
  meetings: { 'zh-Hans': '会议', en: 'Meetings' },
  when: { 'zh-Hans': '时间', en: 'When' },
  kind: { 'zh-Hans': '类型', en: 'Kind' },
  quorum: { 'zh-Hans': '到会', en: 'Present' },
  met: { 'zh-Hans': '达到法定人数', en: 'Quorum' },
  notMet: { 'zh-Hans': '未达到法定人数', en: 'No quorum' },
  minutes: { 'zh-Hans': '会议纪要（{title}）', en: 'Minutes ({title})' },
  positions: { 'zh-Hans': '各方意见', en: 'Positions' },
  for: { 'zh-Hans': '赞成', en: 'for' },
  against: { 'zh-Hans': '反对', en: 'against' },
  abstain: { 'zh-Hans': '弃权', en: 'abstaining' },
  side: { 'zh-Hans': '身份', en: 'As' },
  stance: { 'zh-Hans': '态度', en: 'Stance' },
  said: { 'zh-Hans': '意见', en: 'Words' },
  decision: { 'zh-Hans': '形成的意见和决定', en: 'Opinion and decision' },
  opinion: { 'zh-Hans': '意见', en: 'Opinion' },
  result: { 'zh-Hans': '表决结果', en: 'Result' },
  objections: { 'zh-Hans': '异议和答复', en: 'Objections and answers' },
  answer: { 'zh-Hans': '答复', en: 'Answer' },
  tasks: { 'zh-Hans': '落实任务', en: 'Tasks' },
  task: { 'zh-Hans': '任务', en: 'Task' },
  owner: { 'zh-Hans': '负责单位', en: 'Owner' },
  due: { 'zh-Hans': '期限', en: 'Due' },
  state: { 'zh-Hans': '状态', en: 'State' },
  rating: { 'zh-Hans': '评价', en: 'Rating' },
  mean: { 'zh-Hans': '{n}人评价，平均{mean}分（满分5分）', en: 'ratings: {n}, mean {mean} of 5' },
  course: { 'zh-Hans': '办理过程', en: 'Course' },
  none: { 'zh-Hans': '无', en: 'None' },
} satisfies Record<string, Words>;

const local = (text: string): string => new Date(Date.parse(text) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/**
 * The whole course of a topic that has ended, for the file (D1): what it was about, who took part, meetings and published minutes, positions, decision, objections, tasks, ratings.
 * As the public may read it. Errors: `deliberations.not_archived` while it runs.
 */
export async function archive(call: Call, id: string, { reply }: Wire): Promise<Buffer> {
  const topic = await topicFor(call, id);
  if (topic.closed_at === null) throw new Refusal(errors.not_archived);
  const talk = await viewTalk(call, { ...topic, staff: false });
  const t = (one: Words, values?: Record<string, unknown>): string => speak(one, call.language, values);
  const positions = await listPositions(call.db, topic.district, id, null, 2000);
  const minutes = await publishedMinutes(call.db, topic.district, id);
  const names = topic.named ? await findPeopleNames(call.house, topic.district, [topic.proposer]) : new Map<string, string>();
  const heading = (one: Words, values?: Record<string, unknown>): PaperBlock => ({ kind: 'heading', text: t(one, values) });
  const table = (head: Words[], rows: string[][]): PaperBlock =>
    rows.length === 0 ? { kind: 'text', text: t(words.none) } : { kind: 'table', head: head.map((one) => t(one)), rows };
  const facts: [string, string][] = [
    [t(words.name), talk.title],
    [t(words.text), talk.text],
    [t(words.wish), talk.wish],
    [t(words.area), talk.areaName],
    [t(words.body), talk.body?.name ?? ''],
    [t(words.proposer), names.get(topic.proposer) ?? ''],
    [t(words.cosigned), String(talk.cosigned)],
    [t(words.participants), talk.participants.sides.map((one) => `${t(one.name)} ${one.count}`).join('，')],
    [t(words.content), talk.content],
    [t(words.rules), talk.rules],
  ];
  const blocks: PaperBlock[] = [
    heading(words.facts),
    { kind: 'facts', rows: facts.filter(([, value]) => value !== '') },
    heading(words.meetings),
    table(
      [words.when, words.kind, words.quorum],
      talk.meetings.map((one) => [local(one.startsAt), t(one.kindName as Words), one.attained === null ? '' : t(one.attained ? words.met : words.notMet)]),
    ),
    ...minutes.flatMap((one) => [heading(words.minutes, { title: one.title }), { kind: 'text' as const, text: one.text }]),
    heading(words.positions),
    table(
      [words.side, words.stance, words.said],
      positions.map((one) => [
        [talk.participants.sides.find((each) => each.side === one.side)?.name, one.name]
          .map((each) => (typeof each === 'object' && each !== null ? t(each as Words) : (each ?? '')))
          .filter(Boolean)
          .join(' '),
        t(words[one.stance]),
        one.words,
      ]),
    ),
    heading(words.decision),
    {
      kind: 'facts',
      rows: (
        [
          [t(words.opinion), talk.opinion],
          [t(words.result), talk.result],
        ] as [string, string][]
      ).filter(([, value]) => value !== ''),
    },
    heading(words.objections),
    table(
      [words.said, words.answer],
      talk.objections.map((one) => [one.words, one.answer ?? '']),
    ),
    heading(words.tasks),
    table(
      [words.task, words.owner, words.due, words.state],
      talk.tasks.map((one) => [one.title, one.owner, one.due, t(one.stateName as Words)]),
    ),
    heading(words.rating),
    { kind: 'text', text: talk.rating.count === 0 ? t(words.none) : t(words.mean, { n: talk.rating.count, mean: talk.rating.mean ?? 0 }) },
    heading(words.course),
    {
      kind: 'timeline',
      entries: talk.timeline.map((entry) => ({
        at: local(entry.at),
        text: [t(entry.told as Words), ...entry.words.map((one) => `${t(one.label as Words)}：${one.text}`)].join('\n'),
        who: '',
      })),
    },
  ];
  const tree = await territory(call.house).ensure(topic.district);
  const { bytes } = await renderPdf(call.house, {
    title: t(words.title),
    number: topic.number,
    issuer: tree.fullName(topic.area),
    language: call.language,
    printedAt: call.now,
    blocks,
  });
  reply
    .header('content-type', 'application/pdf')
    .header('content-disposition', `inline; filename="${topic.number}.pdf"`)
    .header('cache-control', 'private, no-store');
  return bytes;
}
