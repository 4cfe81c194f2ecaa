/** What the interface says, once: written as XML, or as JSON by the Spark convention (lists are arrays, empty values are null). */
export type Scalar = string | number | boolean | null;
export type Row = { readonly [name: string]: Scalar | List };
export type List = { readonly item: string; readonly of: readonly (Row | string)[] };
export type Answer = { readonly root: string; readonly body: Row | List };

// Characters that XML 1.0 cannot carry, not even escaped.
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\r': '&#13;' };

/** Text as it may stand in an element: what XML cannot carry is left out, a carriage return survives the reader. */
export const escapeXml = (text: string): string => text.replace(forbidden, '').replace(/[&<>"'\r]/g, (one) => escapes[one]!);

const isList = (value: Row | List): value is List => Array.isArray(value.of) && typeof value.item === 'string';

function element(name: string, value: Scalar | Row | List): string {
  if (value === null || value === '') return `<${name}/>`;
  if (typeof value === 'object') {
    const inner = isList(value) ? value.of.map((one) => element(value.item, one)) : Object.entries(value).map(([key, one]) => element(key, one));
    return inner.length === 0 ? `<${name}/>` : `<${name}>${inner.join('')}</${name}>`;
  }
  return `<${name}>${typeof value === 'string' ? escapeXml(value) : String(value)}</${name}>`;
}

export const toXml = ({ root, body }: Answer): string => `<?xml version="1.0" encoding="utf-8"?>\n${element(root, body)}\n`;

type Json = Scalar | Json[] | { [name: string]: Json };
function plain(value: Scalar | Row | List): Json {
  if (value === null || value === '') return null;
  if (typeof value !== 'object') return value;
  return isList(value) ? value.of.map(plain) : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}
export const toJson = ({ body }: Answer): string => JSON.stringify(plain(body));
