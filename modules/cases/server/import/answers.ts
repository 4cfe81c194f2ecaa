import type { Words } from '@hezhi/contract';
import { checkAnswers } from '@hezhi/forms/server';
import type { House } from '@hezhi/server';
import type { Category, ImportFaultKept } from '../../contract/index.ts';
import { treeOf } from '../categories.ts';
import { clockOf, momentOf, nothing } from './values.ts';

type Question = Category['questions'][number];
type AnswerFault = Extract<ImportFaultKept['code'], `answer_${string}`>;
/** What a row says to questions: by the words at the head of a column, and, over them, what was mended by the question's key. */
export type Asked = { columns: Readonly<Record<string, string>>; mended: Readonly<Record<string, string>> };
/** Typed answers by key; what is wrong with others; and what the row says to questions that its category does not ask. */
export type Answered = { answers: Record<string, unknown>; faults: ImportFaultKept[]; others: readonly (readonly [words: string, text: string])[] };

/** What the categories in use of a district ask, each once by its words (zh-Hans). */
export function questionsOf(house: House, district: string): Words[] {
  const found = new Map<string, Words>();
  for (const leaf of treeOf(house, district).leaves.values()) {
    if (leaf.active) for (const { label } of leaf.questions) if (!found.has(label['zh-Hans'])) found.set(label['zh-Hans'], label);
  }
  return [...found.values()];
}

/** What stands in the row's cell for a question; empty where nothing does. */
export const answerText = ({ columns, mended }: Asked, { key, label }: Pick<Question, 'key' | 'label'>): string =>
  mended[key] ?? columns[label['zh-Hans']] ?? '';

/** The row's answers to the questions of its category, by the type of each. Empty cells leave a question open: nobody was asked it. */
export function answersOf(questions: readonly Question[], asked: Asked): Answered {
  const answers: Record<string, unknown> = {};
  const faults: ImportFaultKept[] = [];
  const add = ({ key, label }: Question, code: AnswerFault, values?: ImportFaultKept['values']): void =>
    void faults.push({ column: null, question: { key, label }, code, ...(values ? { values } : {}) });
  for (const question of questions) {
    const read = valueOf(question, answerText(asked, question));
    if (read === null) continue;
    if ('fault' in read) add(question, read.fault, read.values);
    else answers[question.key] = read.value;
  }
  // The law of what may be stored is that of every other report; that some are left open is not at fault here.
  for (const { path } of checkAnswers(questions, answers, 'zh-Hans', '')) {
    const question = questions.find(({ key }) => path === `/${key}`);
    if (!question || !(question.key in answers)) continue;
    add(question, question.type === 'number' ? 'answer_range' : 'answer_length', { range: `${question.min ?? ''}–${question.max ?? ''}` });
  }
  const labels = new Set(questions.map(({ label }) => label['zh-Hans']));
  return { answers, faults, others: Object.entries(asked.columns).filter(([words, text]) => !labels.has(words) && !nothing(text)) };
}

type Read = { value: unknown } | { fault: AnswerFault; values?: ImportFaultKept['values'] } | null;

function valueOf(question: Question, cell: string): Read {
  const text = cell.trim();
  if (text === '') return null;
  if (question.type === 'boolean') {
    const said = plain(text);
    if (YES.has(said)) return { value: true };
    if (NO.has(said)) return { value: false };
  }
  const options = question.options ?? [];
  const chosen = options.find(({ value, label }) => [value, ...Object.values(label)].some((words) => plain(words) === plain(text)));
  if (question.type === 'choice' && chosen) return { value: chosen.value };
  if (nothing(text)) return null;
  switch (question.type) {
    case 'text':
      return { value: text };
    case 'number': {
      const value = numberOf(text);
      return value === null ? { fault: 'answer_number' } : { value };
    }
    case 'date': {
      const at = momentOf(text);
      return at === null ? { fault: 'answer_date' } : { value: clockOf(at).slice(0, 10) };
    }
    case 'choice':
      return { fault: 'answer_choice', values: { options: options.map(({ label }) => label['zh-Hans']).join('、') } };
    case 'boolean':
      return { fault: 'answer_boolean' };
  }
}

const YES = new Set(['是', '有', '对', '会', '在', '已', '是的', '有的', '挡住', '谈过', '报过', '√', '✓', 'y', 'yes', 'true', 't', '1']);
const NO = new Set([
  '否',
  '无',
  '没',
  '不',
  '没有',
  '不是',
  '不会',
  '未',
  '不在',
  '不挡',
  '没谈过',
  '没报过',
  '×',
  '✗',
  'x',
  'n',
  'no',
  'none',
  'false',
  'f',
  '0',
]);
/** One width, small letters, without spaces and stops. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s。．.,，、;；]/g, '');

/** A number with its unit behind it at most: `3`, `1,200.50 元`, `18℃`. What multiplies (3万) is none. */
function numberOf(text: string): number | null {
  const found = /^([+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,9})?)\s*(?:°c|[^\d\s十百千万亿.,-]{1,2})?$/iu.exec(text.normalize('NFKC').trim());
  return found ? Number(found[1]!.replaceAll(',', '')) : null;
}
