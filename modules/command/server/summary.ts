import type { Words } from '@hezhi/contract';
import { findOrgNames, findPeopleNames, territory } from '@hezhi/directory/server';
import { renderPdf } from '@hezhi/documents/server';
import { engineSteps } from '@hezhi/matters/contract';
import { procedureOf } from '@hezhi/matters/server';
import { speak, type Call, type Wire } from '@hezhi/server';
import { incidentOf } from './incidents.ts';
import { itemsOf, notesOf } from './queries.ts';
import { standingOf } from './standing.ts';

const words = {
  title: { 'zh-Hans': '应急响应总结：{title}', en: 'Emergency report: {title}' },
  facts: { 'zh-Hans': '基本情况', en: 'Facts' },
  reason: { 'zh-Hans': '启动原因', en: 'Reason' },
  area: { 'zh-Hans': '区域', en: 'Territory' },
  started: { 'zh-Hans': '启动时间', en: 'Started' },
  ended: { 'zh-Hans': '结束时间', en: 'Ended' },
  commander: { 'zh-Hans': '指挥', en: 'In command' },
  progress: { 'zh-Hans': '任务完成', en: 'Items settled' },
  summary: { 'zh-Hans': '总结', en: 'Summary' },
  items: { 'zh-Hans': '任务清单', en: 'Checklist' },
  item: { 'zh-Hans': '任务', en: 'Item' },
  owner: { 'zh-Hans': '责任', en: 'Owner' },
  due: { 'zh-Hans': '时限', en: 'Due' },
  settled: { 'zh-Hans': '办结', en: 'Settled' },
  state: { 'zh-Hans': '状态', en: 'State' },
  late: { 'zh-Hans': '超时', en: 'late' },
  timeline: { 'zh-Hans': '过程记录', en: 'Timeline' },
  running: { 'zh-Hans': '处置中', en: 'under way' },
} satisfies Record<string, Words>;

const moment = (text: string | null): string => (text === null ? '' : new Date(Date.parse(text) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' '));

/** The emergency on paper (PDF): facts, summary, checklist, and what everybody noted, in order. */
export async function summaryPaper(call: Call, id: string, { reply }: Wire): Promise<Buffer> {
  const { district } = standingOf(call);
  const t = (one: Words, values?: Record<string, unknown>): string => speak(one, call.language, values);
  const view = await incidentOf(call, id);
  const [items, notes] = await Promise.all([itemsOf(call.db, district, id), notesOf(call.db, district, id)]);
  const [people, orgs, tree] = await Promise.all([
    findPeopleNames(
      call.house,
      district,
      notes.flatMap((note) => (note.actor.person ? [note.actor.person] : [])),
    ),
    findOrgNames(
      call.house,
      district,
      notes.flatMap((note) => (note.actor.org ? [note.actor.org] : [])),
    ),
    territory(call.house).ensure(district),
  ]);
  const procedures = new Map<string, Awaited<ReturnType<typeof procedureOf>>>();
  for (const { matter } of items) procedures.set(matter.id, await procedureOf(call.house, matter.procedure, matter.procedure_version));
  const own = await procedureOf(call.house, 'incident', 1);
  const stepName = (matter: string, step: string): string => {
    const procedure = procedures.get(matter) ?? own;
    const engine = (engineSteps as Readonly<Record<string, Words>>)[step];
    return t(step === 'open' ? procedure.opening.name : (procedure.steps[step]?.name ?? engine ?? { 'zh-Hans': step, en: step }));
  };
  const typed = (data: Record<string, unknown>): string =>
    Object.entries(data)
      .filter(([key, value]) => typeof value === 'string' && key !== 'plan' && key !== 'leg')
      .map(([, value]) => String(value as string))
      .join('；');
  const summary = notes.findLast((note) => note.matter === id && typeof note.data['summary'] === 'string')?.data['summary'];
  const facts: [string, string][] = [
    [t(words.reason), view.reason],
    [t(words.area), view.areaName],
    [t(words.started), moment(view.startedAt)],
    [t(words.ended), view.endedAt ? moment(view.endedAt) : t(words.running)],
    [t(words.commander), view.commander],
    [t(words.progress), `${view.done}/${view.total}`],
  ];
  const { bytes } = await renderPdf(call.house, {
    title: t(words.title, { title: view.title }),
    number: view.number,
    issuer: tree.name(district),
    language: call.language,
    printedAt: call.now,
    blocks: [
      { kind: 'heading', text: t(words.facts) },
      { kind: 'facts', rows: facts.filter(([, value]) => value !== '') },
      ...(typeof summary === 'string'
        ? [
            { kind: 'heading' as const, text: t(words.summary) },
            { kind: 'text' as const, text: summary },
          ]
        : []),
      { kind: 'heading', text: t(words.items) },
      {
        kind: 'table',
        head: [t(words.item), t(words.owner), t(words.state), t(words.settled)],
        rows: view.items.map((item) => {
          const name = procedures.get(item.id)?.states[item.state]?.name;
          return [item.title, item.owner, `${name ? t(name) : item.state}${item.overdue ? `（${t(words.late)}）` : ''}`, moment(item.endedAt)];
        }),
      },
      { kind: 'heading', text: t(words.timeline) },
      {
        kind: 'timeline',
        entries: notes.map((note) => {
          const item = view.items.find((one) => one.id === note.matter);
          const text = [item?.title, stepName(note.matter, note.step)].filter(Boolean).join(' · ');
          const said = typed(note.data);
          const who = [note.actor.org ? (orgs.get(note.actor.org)?.short_name ?? '') : '', note.actor.person ? (people.get(note.actor.person) ?? '') : ''];
          return { at: moment(note.at), text: said ? `${text}\n${said}` : text, who: who.filter(Boolean).join(' ') };
        }),
      },
    ],
  });
  reply
    .header('content-type', 'application/pdf')
    .header('content-disposition', `inline; filename="${view.number}.pdf"`)
    .header('cache-control', 'private, no-store');
  return bytes;
}
