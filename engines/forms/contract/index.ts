/**
 * Forms: a small list of fields (a subset of JSON Schema), written by people who are not programmers, drawn by the desk, the phone and
 * the printer, and checked by the server. Step fields of procedures and the extra questions of categories are written in it.
 */
import type { Words } from '@hezhi/contract/light';

export const fieldTypes = [
  'text',
  'number',
  'choice',
  'choices',
  'boolean',
  'date',
  'moment',
  'photos',
  'voices',
  'owner',
  'owners',
  'place',
  'subject',
] as const;
export type FieldType = (typeof fieldTypes)[number];

/** Voice notes that a field takes where it does not say. */
export const voicesMax = 3;

/**
 * One field. `max`: characters of a text, greatest number, number of photos, voice notes or choices. `min` likewise. Photos and voice notes are ids of uploaded files.
 * `owner` is `{org, post?}` (ids of the directory), `owners` a list of them, `place` is `{area, point?}`, `subject` a key of the kind's subject tree.
 */
export type Field = {
  readonly key: string;
  readonly label: Words;
  readonly type: FieldType;
  readonly required?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly options?: readonly { readonly value: string; readonly label: Words }[];
  readonly hint?: Words;
};

type JsonSchema = Record<string, unknown>;

/** A division code as the directory has it (`codePattern` of its contract, from the district down): a test holds the two together, for forms stand below the directory. */
export const areaPattern = '^\\d{6}(\\d{3}(\\d{3}([0-9A-Z]{3})?)?)?$';

const uuid = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

const ownerSchema: JsonSchema = {
  type: 'object',
  properties: { org: { type: 'string', pattern: uuid }, post: { type: ['string', 'null'], pattern: uuid } },
  required: ['org'],
  additionalProperties: false,
};

function fieldSchema(field: Field): JsonSchema {
  switch (field.type) {
    case 'text':
      return { type: 'string', minLength: field.min ?? (field.required ? 1 : 0), maxLength: field.max ?? 2000, pattern: '^[^\\u0000]*$' };
    case 'number':
      return { type: 'number', ...(field.min === undefined ? {} : { minimum: field.min }), ...(field.max === undefined ? {} : { maximum: field.max }) };
    case 'choice':
      return { type: 'string', enum: (field.options ?? []).map((option) => option.value) };
    case 'choices':
      return {
        type: 'array',
        items: { type: 'string', enum: (field.options ?? []).map((option) => option.value) },
        uniqueItems: true,
        minItems: field.min ?? (field.required ? 1 : 0),
        maxItems: field.max ?? 50,
      };
    case 'boolean':
      return { type: 'boolean' };
    case 'date':
      return { type: 'string', pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' };
    case 'moment':
      return { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)$' };
    case 'photos':
    case 'voices':
      return {
        type: 'array',
        items: { type: 'string', pattern: uuid },
        uniqueItems: true,
        minItems: field.min ?? (field.required ? 1 : 0),
        maxItems: field.max ?? (field.type === 'photos' ? 9 : voicesMax),
      };
    case 'owner':
      return ownerSchema;
    case 'owners':
      return { type: 'array', items: ownerSchema, uniqueItems: true, minItems: field.min ?? (field.required ? 1 : 0), maxItems: field.max ?? 12 };
    case 'place':
      return {
        type: 'object',
        properties: {
          area: { type: 'string', pattern: areaPattern },
          point: { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 },
        },
        required: ['area'],
        additionalProperties: false,
      };
    case 'subject':
      return { type: 'string', pattern: '^[A-Za-z0-9_.-]{1,40}$' };
  }
}

/** The JSON Schema (2020-12) of the answers to a list of fields. Unknown answers are refused. */
export function answersSchema(fields: readonly Field[]): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.key, fieldSchema(field)])),
    required: fields.filter((field) => field.required).map((field) => field.key),
    additionalProperties: false,
  };
}
