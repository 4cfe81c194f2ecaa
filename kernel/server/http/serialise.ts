import { z } from 'zod';
import fastJson from 'fast-json-stringify';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What shapes a reply; limits, patterns and descriptions only cost time when it is written. */
const kept = new Set([
  'type',
  'properties',
  'required',
  'items',
  'additionalProperties',
  'additionalItems',
  'anyOf',
  'oneOf',
  'allOf',
  'const',
  'enum',
  '$ref',
  'default',
  'definitions',
  'nullable',
]);

function lean(schema: unknown, definitions: Json): unknown {
  if (!isObject(schema)) return schema;
  const ref = schema['$ref'];
  if (typeof ref === 'string') {
    const target = definitions[ref.replace('#/definitions/', '')];
    // A named leaf (Id, Moment) is cheaper in place than by reference.
    if (isObject(target) && typeof target['type'] === 'string' && ['string', 'number', 'integer', 'boolean'].includes(target['type']))
      return lean(target, definitions);
    return { $ref: ref };
  }
  const choices = (schema['anyOf'] ?? schema['oneOf']) as unknown[] | undefined;
  if (choices) return leanChoice(choices, definitions);
  if (Array.isArray(schema['type']) && schema['type'].length === 2 && schema['type'].includes('null')) {
    const type = schema['type'].find((each) => each !== 'null');
    return orNull(lean({ ...schema, type }, definitions) as Json);
  }
  if (schema['enum'] && !('type' in schema)) return {};
  const made: Json = {};
  for (const [key, value] of Object.entries(schema)) {
    if (!kept.has(key) && !(Array.isArray(schema['items']) && (key === 'minItems' || key === 'maxItems'))) continue;
    if (key === 'properties') made[key] = Object.fromEntries(Object.entries(value as Json).map(([name, each]) => [name, lean(each, definitions)]));
    else if (key === 'items') made[key] = Array.isArray(value) ? value.map((each) => lean(each, definitions)) : lean(value, definitions);
    // Closed objects need no word here: only listed members are written. Within a choice the word would refuse a value for an extra member.
    else if (key === 'additionalProperties' && value === false) continue;
    else if (key === 'additionalProperties' || key === 'additionalItems') made[key] = isObject(value) ? lean(value, definitions) : value;
    else if (key === 'allOf') made[key] = (value as unknown[]).map((each) => lean(each, definitions));
    else if (key === 'required') {
      const properties = (schema['properties'] ?? {}) as Record<string, Json>;
      made[key] = (value as string[]).filter((name) => !isObject(properties[name]) || !('default' in properties[name]));
    } else if (key !== 'definitions') made[key] = value;
  }
  return made;
}

/** Without a type everything may stand there, null too. A list of words would have to name null. */
function orNull(schema: Json): Json {
  if (Array.isArray(schema['anyOf'])) return { anyOf: [{ type: 'null' }, ...(schema['anyOf'] as unknown[])] };
  const { enum: _words, const: _word, ...shape } = schema;
  return typeof shape['type'] === 'string' ? { ...shape, nullable: true } : shape;
}

function leanChoice(choices: readonly unknown[], definitions: Json): unknown {
  const rest = choices.filter((each) => !isObject(each) || each['type'] !== 'null');
  const nullable = rest.length < choices.length;
  if (rest.length === 1) {
    const only = lean(rest[0], definitions) as Json;
    // fast-json-stringify ignores `nullable` beside a reference: that pair stays a choice.
    if ('$ref' in only) return nullable ? { anyOf: [{ type: 'null' }, only] } : only;
    return nullable ? orNull(only) : only;
  }
  const made = rest.map((each) => lean(each, definitions));
  return { anyOf: nullable ? [{ type: 'null' }, ...made] : made };
}

/** The schema of a reply in full, and made as the serialiser needs it: shape only, names resolved where that is cheaper. */
function bothSchemas(schema: z.ZodType): { full: Json; made: Json } {
  const full = z.toJSONSchema(schema, { target: 'draft-7', io: 'output', unrepresentable: 'any' }) as Json;
  const definitions = (full['definitions'] ?? {}) as Json;
  const used = Object.fromEntries(Object.entries(definitions).map(([name, each]) => [name, lean(each, definitions)]));
  return { full, made: { ...(lean(full, definitions) as Json), ...(Object.keys(used).length > 0 ? { definitions: used } : {}) } };
}

/** A compiled writer of one schema, which may name definitions. */
const compile = (schema: Json): ((value: unknown) => string) => fastJson(schema as never) as (value: unknown) => string;

/** A schema itself, where a reference to it stands. */
function resolved(schema: unknown, definitions: Json): Json {
  const ref = isObject(schema) ? schema['$ref'] : undefined;
  return (typeof ref === 'string' ? definitions[ref.replace('#/definitions/', '')] : schema) as Json;
}

/** The members of a reply that are lists of kept values (`x-kept`: never changed once made), with the schema of an item. */
function keptLists(full: Json): Map<string, Json> {
  const definitions = (full['definitions'] ?? {}) as Json;
  const itself = (schema: unknown): Json => resolved(schema, definitions);
  const found = new Map<string, Json>();
  for (const [name, member] of Object.entries((itself(full)['properties'] ?? {}) as Json)) {
    const list = itself(member);
    if (!isObject(list) || list['type'] !== 'array' || Array.isArray(list['items'])) continue;
    const item = itself(list['items']);
    if (isObject(item) && item['x-kept'] === true) found.set(name, item);
  }
  return found;
}

/** A reply as it is sent: text, or bytes where a part of it was kept as bytes. */
type Written = string | Buffer;
type Writer = (value: unknown) => Written;

const comma = Buffer.from(',');
const closeList = Buffer.from(']');
const closeObject = Buffer.from('}');

/** Writes each kept value once and keeps its bytes as long as the value lives: forms and refusals are the larger part of a matter's page and hardly change. */
function writer(schema: z.ZodType): Writer {
  const { full, made } = bothSchemas(schema);
  const held = keptLists(full);
  if (held.size === 0) return compile(made);
  const definitions = (made['definitions'] ?? {}) as Json;
  const page = resolved(made, definitions);
  const properties = Object.fromEntries(Object.entries(page['properties'] as Json).filter(([name]) => !held.has(name)));
  const required = ((page['required'] ?? []) as string[]).filter((name) => !held.has(name));
  const rest = compile({ ...page, properties, required, definitions });
  const lists = [...held].map(([name, item]) => {
    const write = compile({ ...(lean(item, (full['definitions'] ?? {}) as Json) as Json), definitions });
    return { name, open: Buffer.from(`"${name}":[`), write, bytes: new WeakMap<object, Buffer>() };
  });
  return (value) => {
    const text = rest(value);
    const parts: Buffer[] = [Buffer.from(text.slice(0, -1))];
    let first = text === '{}';
    for (const { name, open, write, bytes } of lists) {
      const items = (value as Record<string, object[] | undefined>)[name];
      if (items === undefined) continue;
      if (!first) parts.push(comma);
      first = false;
      parts.push(open);
      for (const [n, item] of items.entries()) {
        let one = bytes.get(item);
        if (one === undefined) bytes.set(item, (one = Buffer.from(write(item))));
        if (n > 0) parts.push(comma);
        parts.push(one);
      }
      parts.push(closeList);
    }
    parts.push(closeObject);
    return Buffer.concat(parts);
  };
}

/** The writer of each schema: several routes answer with the same one, and several houses of one process (tests, rehearsals) have the same routes. */
const writers = new WeakMap<z.ZodType, Writer>();

/**
 * A compiled writer of replies, made from the route's reply schema: faster than JSON.stringify and an allow-list of members.
 * A null in a member that is not nullable would become "" or 0 silently, so `check` (tests) parses value and text with the schema first.
 */
export function serialiser(schema: z.ZodType, check: boolean, where: string): Writer {
  let write = writers.get(schema);
  if (!write) writers.set(schema, (write = writer(schema)));
  if (!check) return write;
  return (value) => {
    const given = schema.safeParse(value);
    if (!given.success) throw new Error(`reply of ${where} does not match its schema: ${z.prettifyError(given.error)}`);
    const text = write(value);
    const written = schema.safeParse(JSON.parse(text.toString()));
    if (!written.success) throw new Error(`serialised reply of ${where} does not match its schema: ${z.prettifyError(written.error)}`);
    return text;
  };
}
