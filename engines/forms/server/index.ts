/** The server's side of forms: answers checked by ajv against the schema of their fields, faults in the person's language. */
import { speak } from '@hezhi/server';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { FieldFault, Language, Words } from '@hezhi/contract';
import { answersSchema, type Field } from '../contract/index.ts';

const ajv = new Ajv({ allErrors: true, strict: false, allowUnionTypes: true });
const compiled = new WeakMap<readonly Field[], ValidateFunction>();

const sentences: Record<string, Words> = {
  required: { 'zh-Hans': '请填写“{label}”', en: 'Please fill in “{label}”' },
  short: { 'zh-Hans': '“{label}”太短或太少', en: '“{label}” is too short or too few' },
  long: { 'zh-Hans': '“{label}”太长或太多', en: '“{label}” is too long or too many' },
  choice: { 'zh-Hans': '“{label}”请从列出的选项中选择', en: 'Choose “{label}” from the list' },
  range: { 'zh-Hans': '“{label}”超出允许的范围', en: '“{label}” is out of range' },
  unknown: { 'zh-Hans': '没有“{label}”这一项', en: 'There is no field “{label}”' },
  wrong: { 'zh-Hans': '“{label}”格式不对', en: '“{label}” has a wrong format' },
};

const kindOf: Record<string, string> = {
  required: 'required',
  minLength: 'short',
  minItems: 'short',
  maxLength: 'long',
  maxItems: 'long',
  enum: 'choice',
  minimum: 'range',
  maximum: 'range',
  additionalProperties: 'unknown',
};

function fault(fields: readonly Field[], error: ErrorObject, base: string, language: Language): FieldFault {
  const params = error.params as { missingProperty?: string; additionalProperty?: string };
  const key = params.missingProperty ?? params.additionalProperty;
  const path = key === undefined || error.instancePath !== '' ? error.instancePath : `/${key}`;
  const name = path.split('/')[1] ?? key ?? '';
  const field = fields.find((candidate) => candidate.key === name);
  const code = kindOf[error.keyword] ?? 'wrong';
  // An empty required text reads as missing, not as too short.
  const shown = code === 'short' && field?.type === 'text' ? 'required' : code;
  return { path: `${base}${path}`, code: shown, detail: speak(sentences[shown]!, language, { label: field ? speak(field.label, language) : name }) };
}

/** Faults of answers to fields, at paths below `base`; an empty list means that they may be stored. */
export function checkAnswers(fields: readonly Field[], answers: unknown, language: Language, base = '/data'): FieldFault[] {
  let validate = compiled.get(fields);
  if (!validate) {
    validate = ajv.compile(answersSchema(fields));
    compiled.set(fields, validate);
  }
  if (validate(answers)) return [];
  return (validate.errors ?? []).map((error) => fault(fields, error, base, language));
}
