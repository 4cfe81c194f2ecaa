import { Refusal } from '@hezhi/contract';
import { errors } from '../contract/index.ts';

/** Query or form as it came: texts, or lists where a name came several times. */
export type Given = Readonly<Record<string, unknown>>;

// oxlint-disable-next-line no-control-regex -- control characters are what is refused
const clean = /^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uD800-\uDFFF]*$/u;

/** One text, trimmed; null where nothing or nothing but blanks came (the standard: empty is as good as absent). `open311.field_wrong` when it is too long, came twice or has control characters. */
export function oneOf(given: Given, name: string, max = 200): string | null {
  const value = given[name];
  if (value === undefined || value === null) return null;
  const text = typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : null;
  if (text === null || [...text].length > max || !clean.test(text)) throw new Refusal(errors.field_wrong, { field: name });
  return text === '' ? null : text;
}

/** A list: separated by commas, or the name several times. Empty where nothing came. */
export function manyOf(given: Given, name: string, max: number): string[] {
  const value = given[name];
  const texts = value === undefined ? [] : [value].flat().map(String);
  const list = texts.flatMap((text) => text.split(',')).map((text) => text.trim());
  const found = [...new Set(list.filter((text) => text !== ''))];
  if (found.length > max || found.some((text) => text.length > 200 || !clean.test(text)))
    throw new Refusal(name === 'service_request_id' && found.length > max ? errors.too_many_ids : errors.field_wrong, { field: name });
  return found;
}

/** Page and its size: 1000 without either, 50 where only the page is said. */
export function pageOf(given: Given): { offset: number; limit: number } {
  const read = (name: string): number | null => {
    const text = oneOf(given, name);
    if (text === null) return null;
    if (!/^\d{1,4}$/.test(text) || Number(text) < 1 || Number(text) > 1000) throw new Refusal(errors.page_wrong);
    return Number(text);
  };
  const page = read('page');
  const limit = read('page_size') ?? (page === null ? 1000 : 50);
  return { offset: ((page ?? 1) - 1) * limit, limit };
}
