import { Refusal, type Language, type Words } from '@hezhi/contract';
import type { Category } from '@hezhi/cases/contract';
import { categoryName, treeOf } from '@hezhi/cases/server';
import { speak, type Call } from '@hezhi/server';
import { errors } from '../contract/index.ts';
import { oneOf, type Given } from './given.ts';
import { jurisdictionOf } from './jurisdiction.ts';
import type { Answer, Row } from './xml.ts';

const example: Words = { 'zh-Hans': '例如：{text}', en: 'For instance: {text}' };
const yes: Words = { 'zh-Hans': '是', en: 'Yes' };
const no: Words = { 'zh-Hans': '否', en: 'No' };
const range: Words = { 'zh-Hans': '{min} 到 {max}', en: '{min} to {max}' };

/** GET services: the district's categories in use. */
export async function services(call: Call, query: Given): Promise<Answer> {
  const { district } = await jurisdictionOf(call, oneOf(query, 'jurisdiction_id'));
  const leaves = [...treeOf(call.house, district).leaves.values()].filter((leaf) => leaf.active).toSorted((a, b) => (a.code < b.code ? -1 : 1));
  return {
    root: 'services',
    body: {
      item: 'service',
      of: leaves.map((leaf) => ({
        service_code: leaf.code,
        service_name: speak(leaf.name, call.language),
        description: speak(example, call.language, { text: speak(leaf.example, call.language) }),
        metadata: leaf.questions.length > 0,
        type: 'realtime',
        keywords: leaf.hints.slice(0, 12).join(', '),
        group: speak(categoryName(call.house, district, leaf.parent), call.language),
      })),
    },
  };
}

/** The category of a service code. `open311.service_unknown`. */
export function serviceOf(call: Call, district: string, code: string): Category {
  const leaf = treeOf(call.house, district).leaves.get(code);
  if (!leaf?.active) throw new Refusal(errors.service_unknown, { code });
  return leaf;
}

/** GET services/{code}: the category's questions as attributes. */
export async function service(call: Call, code: string, query: Given): Promise<Answer> {
  const { district } = await jurisdictionOf(call, oneOf(query, 'jurisdiction_id'));
  const { questions } = serviceOf(call, district, code);
  const of = questions.map((question, index) => attribute(question, index + 1, call.language));
  return { root: 'service_definition', body: { service_code: code, attributes: { item: 'attribute', of } } };
}

type Question = Category['questions'][number];

function attribute(question: Question, order: number, language: Language): Row {
  const options =
    question.type === 'boolean'
      ? [
          { value: 'true', label: yes },
          { value: 'false', label: no },
        ]
      : question.type === 'choice'
        ? (question.options ?? [])
        : null;
  const { min, max } = question;
  const hint = question.hint
    ? speak(question.hint, language)
    : question.type === 'number' && min !== undefined && max !== undefined
      ? speak(range, language, { min, max })
      : null;
  return {
    variable: true,
    code: question.key,
    datatype: datatypeOf(question),
    required: question.required ?? false,
    datatype_description: hint,
    order,
    description: speak(question.label, language),
    ...(options ? { values: { item: 'value', of: options.map(({ value, label }) => ({ key: value, name: speak(label, language) })) } } : {}),
  };
}

/** A text of one line is a string. */
const ONE_LINE = 100;

function datatypeOf({ type, max }: Question): string {
  if (type === 'number') return 'number';
  if (type === 'date') return 'datetime';
  if (type === 'text') return (max ?? 2000) > ONE_LINE ? 'text' : 'string';
  return 'singlevaluelist';
}

/** What came as `attribute[code]` for the questions of a category, as they want it; what cannot be read stays as it came and is refused by its check. Others' attributes are left. */
export function answersOf(questions: readonly Question[], form: Given): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  for (const question of questions) {
    // A list of one value may come with brackets, as clients write lists.
    const given = form[`attribute[${question.key}]`] ?? form[`attribute[${question.key}][]`];
    const text = typeof given === 'string' ? given.trim() : null;
    if (given === undefined || text === '') continue;
    answers[question.key] = text === null ? given : read(question.type, text);
  }
  return answers;
}

function read(type: Question['type'], text: string): unknown {
  if (type === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (type === 'boolean') return /^(true|1|yes)$/i.test(text) ? true : /^(false|0|no)$/i.test(text) ? false : text;
  if (type !== 'date') return text;
  const moment = /^\d{4}-\d\d-\d\dT.+(?:Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(moment) ? text : new Date(moment + 8 * 3_600_000).toISOString().slice(0, 10);
}
