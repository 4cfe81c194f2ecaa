import { Refusal, type Words } from '@hezhi/contract';
import { renderPdf } from '@hezhi/documents/server';
import { speak, type Call } from '@hezhi/server';
import { plus } from '../contract/conditions.ts';
import { errors } from '../contract/errors.ts';
import { amount, measures, measureWords, type Weights } from '../contract/measures.ts';
import type { Question } from '../contract/question.ts';
import type { TallyFile } from '../contract/tally.ts';
import { choiceWords } from '../contract/choice-words.ts';
import { ballotRow } from './ballots.ts';
import { tallyFile } from './counting.ts';
import { lastBulletin } from './queries-count.ts';
import { chinaTime } from './rolls.ts';
import { bindingWords } from './views.ts';

const words = {
  title: { 'zh-Hans': '表决结果', en: 'Result of a vote' },
  what: { 'zh-Hans': '表决事项', en: 'Decided' },
  binds: { 'zh-Hans': '效力', en: 'Effect' },
  rule: { 'zh-Hans': '规则', en: 'Rule' },
  by: { 'zh-Hans': '依据', en: 'By' },
  law: { 'zh-Hans': '《{law}》第 {article} 条', en: '{law}, article {article}' },
  time: { 'zh-Hans': '投票时间', en: 'Voting' },
  roll: { 'zh-Hans': '名册', en: 'Roll' },
  result: { 'zh-Hans': '结果', en: 'Result' },
  part: { 'zh-Hans': '参与情况', en: 'Taking part' },
  choice: { 'zh-Hans': '选择', en: 'Choice' },
  elected: { 'zh-Hans': '当选：{names}', en: 'Elected: {names}' },
  reserves: { 'zh-Hans': '候补：{names}', en: 'Reserves: {names}' },
  few: { 'zh-Hans': '参与的票数很少，为保护投票人，不公布各项票数。', en: 'So few took part that sums would point at persons; only the outcome is published.' },
  bulletin: { 'zh-Hans': '末份收票摘要（SHA-256）', en: 'Last bulletin (SHA-256)' },
  root: { 'zh-Hans': '计票树根（SHA-256）', en: 'Root of the tally (SHA-256)' },
  check: {
    'zh-Hans': '任何人都可以下载计票文件和核验工具，自己重新计算；凭回执可查到自己的票。',
    en: 'Anyone may download the tally file and the verifier and recompute this; a receipt finds one’s own vote.',
  },
} satisfies Record<string, Words>;

/** The result sheet of a counted ballot (PDF, A4). Refuses ballots.no_tally before the count. */
export async function resultPaper(call: Call, district: string, id: string): Promise<Buffer> {
  const row = await ballotRow(call, district, id);
  if (row.state === 'draft' || row.announced_at === null) throw new Refusal(errors.not_found);
  const file = JSON.parse((await tallyFile(call, district, id)).json) as TallyFile;
  const last = await lastBulletin(call.db, district, id);
  const halves = (digest: string): string => `${digest.slice(0, 32)} ${digest.slice(32)}`;
  const t = (one: Words, values?: Record<string, unknown>): string => speak(one, call.language, values);
  const between = `${chinaTime(Date.parse(row.opens_at))} — ${chinaTime(Date.parse(row.closed_at ?? row.closes_at))}`;
  const say = (weights: Weights, measure: (typeof measures)[number]): string => t(amount(measure, weights[measure] ?? 0));
  const held = measures.filter((measure) => file.roll.totals[measure] !== undefined);
  const { bytes } = await renderPdf(call.house, {
    title: t(words.title),
    number: id.slice(-12).toUpperCase(),
    issuer: file.roll.title,
    language: call.language,
    printedAt: call.now,
    blocks: [
      {
        kind: 'facts',
        rows: [
          [t(words.what), file.title],
          [t(words.binds), [t(bindingWords(file.binding.binding)), file.binding.basis].filter(Boolean).join('，')],
          [t(words.rule), t(file.rule.name)],
          ...(file.rule.key === 'poll'
            ? []
            : [[t(words.by), t(words.law, { law: t(file.rule.article.law), article: file.rule.article.article })] as [string, string]]),
          [t(words.time), between],
          [t(words.roll), held.map((measure) => t(amount(measure, file.roll.totals[measure] ?? 0))).join('，')],
          [t(words.result), t(file.outcome.words)],
        ],
      },
      ...(file.outcome.conditions.length > 0
        ? [{ kind: 'heading' as const, text: t(words.part) }, ...file.outcome.conditions.map((one) => ({ kind: 'text' as const, text: t(one.words) }))]
        : []),
      ...file.questions.flatMap((question) => {
        const out = file.outcome.questions.find(({ key }) => key === question.key);
        const sums = Object.entries(file.sums[question.key] ?? {});
        const names = (keys: readonly string[]): string => keys.map((key) => question.options.find((one) => one.key === key)?.title ?? key).join('、');
        return [
          { kind: 'heading' as const, text: `${question.title}${out && file.binding.binding ? `：${t(out.words)}` : ''}` },
          ...(out?.conditions ?? []).map((one) => ({ kind: 'text' as const, text: `${one.about === null ? '' : `${names([one.about])}：`}${t(one.words)}` })),
          ...(out?.told ?? []).map((one) => ({ kind: 'text' as const, text: t(one) })),
          ...(out && out.elected.length > 0 ? [{ kind: 'text' as const, text: t(words.elected, { names: names(out.elected) }) }] : []),
          ...(out && out.reserves.length > 0 ? [{ kind: 'text' as const, text: t(words.reserves, { names: names(out.reserves) }) }] : []),
          ...(sums.length > 0
            ? [
                {
                  kind: 'table' as const,
                  head: [t(words.choice), ...held.map((measure) => t(measureWords[measure]))],
                  rows: rowsOf(question, sums, held, t, say),
                },
              ]
            : []),
        ];
      }),
      ...(file.form === 'outcome' ? [{ kind: 'text' as const, text: t(words.few) }] : []),
      {
        kind: 'facts',
        rows: [
          [t(words.root), halves(file.root)],
          ...(last ? [[t(words.bulletin), `${last.number} · ${halves(last.digest.toString('hex'))}`] as [string, string]] : []),
        ],
      },
      { kind: 'text', text: t(words.check) },
    ],
  });
  return bytes;
}

type Measure = (typeof measures)[number];

/** What was chosen with its weights: of choices among options each option for itself, however it was combined. */
function rowsOf(
  question: Question,
  sums: [string, Weights][],
  held: readonly Measure[],
  t: (one: Words) => string,
  say: (weights: Weights, measure: Measure) => string,
): string[][] {
  const by = new Map<string, Weights>();
  for (const [choice, weights] of sums) {
    const keys = question.kind === 'choose' && choice.includes('+') ? choice.split('+') : [choice];
    for (const key of keys) by.set(key, plus(by.get(key) ?? {}, weights));
  }
  return [...by].map(([choice, weights]) => [t(choiceWords(question, choice)), ...held.map((measure) => say(weights, measure))]);
}
