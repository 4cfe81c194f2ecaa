import { z } from 'zod';
import { PackManifest } from './manifest.ts';
import type { AnyPart } from './part.ts';

/** The name of a part's published schema: `procedures.schema.json`; the manifest's is `pack.schema.json`. */
export const schemaName = (part: AnyPart | null): string => `${part?.key ?? 'pack'}.schema.json`;

/**
 * The JSON Schema of a file of a pack, as editors read it while somebody types: draft-07, with a description at every field. `null`: of pack.yaml.
 */
export function fileSchema(part: AnyPart | null): Record<string, unknown> {
  const schema = z.toJSONSchema(part?.schema ?? PackManifest, { target: 'draft-7', io: 'input', unrepresentable: 'any', reused: 'ref' }) as Record<
    string,
    unknown
  >;
  const title = part ? `Hezhi method pack: ${part.file}` : 'Hezhi method pack: pack.yaml';
  describePlainly(schema);
  const { $schema, ...rest } = schema;
  return { $schema, title, ...(part ? { description: part.what } : {}), ...rest };
}

const plain: Readonly<Record<string, string>> = {
  'zh-Hans': '简体中文 Simplified Chinese.',
  'zh-Hant': '繁體中文 Traditional Chinese; made from zh-Hans where it is missing.',
  en: 'English.',
  key: 'A key: small letters, digits and underscores, beginning with a letter. Never shown to people.',
};

/** Languages and keys mean the same in every part: what a part leaves unsaid of them is said here. */
function describePlainly(schema: unknown): void {
  if (typeof schema !== 'object' || schema === null) return;
  const { properties } = schema as { properties?: Record<string, Record<string, unknown>> };
  for (const [name, field] of Object.entries(properties ?? {})) {
    if (!Object.hasOwn(plain, name) || field['description'] !== undefined) continue;
    const { $ref } = field;
    // Beside a reference nothing is read.
    if ($ref !== undefined) {
      delete field['$ref'];
      field['allOf'] = [{ $ref }];
    }
    field['description'] = plain[name];
  }
  for (const one of Object.values(schema)) describePlainly(one);
}

/** Fields of a published schema that have no description, as paths: editors would have nothing to say there. */
export function undescribed(schema: Record<string, unknown>): string[] {
  const definitions = (schema['definitions'] ?? {}) as Record<string, Record<string, unknown>>;
  const resolve = (one: Record<string, unknown>): Record<string, unknown> => {
    const ref = one['$ref'];
    return typeof ref === 'string' ? resolve(definitions[ref.replace('#/definitions/', '')] ?? {}) : one;
  };
  const found = new Set<string>();
  const walk = (one: unknown, path: string): void => {
    if (typeof one !== 'object' || one === null) return;
    if (Array.isArray(one)) return void one.forEach((each) => walk(each, path));
    const here = one as Record<string, unknown>;
    for (const [key, field] of Object.entries((here['properties'] ?? {}) as Record<string, Record<string, unknown>>)) {
      // A constant speaks for itself.
      if (typeof resolve(field)['description'] !== 'string' && field['const'] === undefined) found.add(`${path}/${key}`);
      walk(field, `${path}/${key}`);
    }
    for (const part of ['items', 'additionalProperties', 'anyOf', 'oneOf', 'allOf', 'prefixItems']) walk(here[part], path);
  };
  walk(schema, '');
  for (const [name, one] of Object.entries(definitions)) walk(one, `#${name}`);
  return [...found];
}
