import { iso } from '@hezhi/contract';
import { createHash } from 'node:crypto';
import { categoryName, treeOf, viewPublic } from '@hezhi/cases/server';
import { namesOf } from '@hezhi/matters/server';
import { speak, type Call, type Wire } from '@hezhi/server';
import type { z } from 'zod';
import type { FeedQuery } from '../contract/index.ts';
import { publicChanges } from './changed.ts';
import { areaIn } from './places.ts';
import { listFeed } from './queries-open.ts';
import { uuidOf } from './uuid.ts';

/** How many newly opened and how many newly closed cases a feed holds. */
const EACH = 40;
/** `updated` of a feed in which nothing has happened yet. */
const BEGINNING = Date.parse('2026-01-01T00:00:00Z');

// XML 1.0 knows no other control characters, and no halves of pairs.
// oxlint-disable-next-line no-control-regex -- they are what is taken out
const never = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
/** Text as XML holds it. */
export const xml = (text: string): string => text.replace(never, '').replace(/[&<>"']/g, (sign) => signs[sign]!);

const words = {
  title: { 'zh-Hans': '{place}公开案件', en: 'Public cases of {place}' },
  titleOf: { 'zh-Hans': '{place}公开案件：{category}', en: 'Public cases of {place}: {category}' },
  sub: { 'zh-Hans': '新受理和新办结的公开案件，已去除个人信息', en: 'Public cases newly taken on and newly settled, without personal data' },
  author: { 'zh-Hans': '{place}合治平台', en: 'Hezhi of {place}' },
  content: { 'zh-Hans': '{text}\n状态：{state}。编号 {number}。', en: '{text}\nState: {state}. No. {number}.' },
};

/** Where the house is reached from outside. */
export const originOf = (call: Call, { request }: Wire): string => call.house.settings.publicUrl ?? `${request.protocol}://${request.host}`;

/** Whether the reader has it already: `If-None-Match` decides, else `If-Modified-Since` (RFC 9110 13.2.2). */
function fresh({ request }: Wire, etag: string, updated: number): boolean {
  const tags = request.headers['if-none-match'];
  if (tags !== undefined) return tags.trim() === '*' || tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  const since = request.headers['if-modified-since'];
  const at = since === undefined ? Number.NaN : Date.parse(since);
  return !Number.isNaN(at) && Math.floor(updated / 1000) * 1000 <= at;
}

/**
 * The newest public cases of a district, street, community or grid, of all or one category, as an Atom feed (RFC 4287). Ids are those of the cases; `updated` moves when something
 * that the public reads has changed, and not otherwise. Two statements. `publicity.area_unknown`
 */
export async function feed(call: Call, query: z.output<typeof FeedQuery>, wire: Wire): Promise<string> {
  const { district, category } = query;
  const area = query.area ?? district;
  const tree = await areaIn(call.house, district, area);
  const rows = await listFeed(call.db, district, area, category, EACH);
  const changed = await publicChanges(call, district, rows);
  const names = await namesOf(call.house, district);
  const origin = originOf(call, wire);
  const dated = rows.map((row) => ({ row, at: Date.parse(changed(row)) })).toSorted((a, b) => b.at - a.at || (a.row.id < b.row.id ? 1 : -1));
  const updated = dated[0]?.at ?? BEGINNING;
  const { language } = call;
  const place = tree.fullName(area);
  const said =
    category === undefined
      ? null
      : speak(
          treeOf(call.house, district).leaves.has(category) || category.length === 1
            ? categoryName(call.house, district, category)
            : { 'zh-Hans': category, en: category },
          language,
        );
  const self = `${origin}/api/public/feed.atom?${new URLSearchParams({ district, ...(query.area ? { area: query.area } : {}), ...(category ? { category } : {}) })}`;
  const entries: string[] = [];
  for (const { row, at } of dated) {
    const one = await viewPublic(call, row, names);
    const kind = speak(one.category.name, language);
    entries.push(
      '<entry>' +
        `<id>urn:uuid:${one.id}</id><title>${xml(`${kind} · ${one.areaName}`)}</title>` +
        `<published>${iso(Date.parse(one.openedAt))}</published><updated>${iso(at)}</updated>` +
        `<link rel="alternate" type="text/html" href="${xml(`${origin}/near/${district}/${one.id}`)}"/>` +
        `<category term="${xml(one.category.code)}" label="${xml(kind)}"/>` +
        `<content type="text">${xml(speak(words.content, language, { text: one.text, state: speak(one.stateName, language), number: one.number }))}</content>` +
        '</entry>',
    );
  }
  const title = said === null ? speak(words.title, language, { place }) : speak(words.titleOf, language, { place, category: said });
  const body =
    `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">` +
    `<id>urn:uuid:${uuidOf(`feed ${district} ${area} ${category ?? ''}`)}</id><title>${xml(title)}</title><subtitle>${xml(speak(words.sub, language))}</subtitle>` +
    `<updated>${iso(updated)}</updated><author><name>${xml(speak(words.author, language, { place: tree.name(district) }))}</name></author>` +
    `<link rel="self" type="application/atom+xml" href="${xml(self)}"/><link rel="alternate" type="text/html" href="${xml(`${origin}/near`)}"/>` +
    `${entries.join('\n')}</feed>\n`;
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  void wire.reply
    .header('etag', etag)
    .header('last-modified', new Date(updated).toUTCString())
    .header('cache-control', 'public, max-age=300')
    .header('vary', 'accept-language');
  if (fresh(wire, etag, updated)) {
    void wire.reply.code(304);
    return '';
  }
  void wire.reply.header('content-type', 'application/atom+xml; charset=utf-8');
  return body;
}
