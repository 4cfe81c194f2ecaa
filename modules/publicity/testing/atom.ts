/** A strict reader of Atom feeds for tests: XML 1.0 as far as we write it, and the rules of RFC 4287. Throws where a rule is broken. */

type Node = { name: string; attributes: Record<string, string>; children: Node[]; text: string };

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
function plain(text: string): string {
  if (/[<]|&(?!(?:amp|lt|gt|quot|apos);)/.test(text)) throw new Error(`an unescaped sign in ${text}`);
  if (text.includes(']]>')) throw new Error('"]]>" in text');
  return text.replace(/&(\w+);/g, (_, name: string) => named[name]!);
}

function parse(xml: string): Node {
  for (const sign of xml)
    if (!/^(?:[\t\n\r\u0020-\uD7FF\uE000-\uFFFD]|[\u{10000}-\u{10FFFF}])$/u.test(sign)) throw new Error(`no character of XML: ${sign.codePointAt(0)}`);
  let rest = xml.replace(/^<\?xml version="1\.0" encoding="utf-8"\?>\n/, '');
  const root: Node = { name: '', attributes: {}, children: [], text: '' };
  const open: Node[] = [root];
  while (rest !== '') {
    const here = open.at(-1)!;
    const tag = /^<(\/?)([a-z]+)((?: [a-z:]+="[^"<]*")*)(\/?)>/.exec(rest);
    if (!tag) {
      const text = /^[^<]+/.exec(rest)?.[0];
      if (text === undefined) throw new Error(`no XML at ${rest.slice(0, 60)}`);
      here.text += plain(text);
      rest = rest.slice(text.length);
      continue;
    }
    rest = rest.slice(tag[0].length);
    const [, closing, name, list, alone] = tag;
    if (closing) {
      if (here.name !== name) throw new Error(`</${name}> closes <${here.name}>`);
      open.pop();
      continue;
    }
    const attributes: Record<string, string> = {};
    for (const [, key, value] of (list ?? '').matchAll(/ ([a-z:]+)="([^"]*)"/g)) {
      if (attributes[key!] !== undefined) throw new Error(`${key} twice`);
      attributes[key!] = plain(value!);
    }
    const node: Node = { name: name!, attributes, children: [], text: '' };
    here.children.push(node);
    if (!alone) open.push(node);
  }
  if (open.length > 1) throw new Error(`<${open.at(-1)!.name}> is never closed`);
  if (root.text.trim() !== '' || root.children.length !== 1) throw new Error('not one root');
  return root.children[0]!;
}

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const iri = /^(?:https?:\/\/[^\s<>"]+|urn:[a-z0-9][a-z0-9-]*:[^\s<>"]+)$/;

function one(node: Node, name: string): Node {
  const found = node.children.filter((child) => child.name === name);
  if (found.length !== 1) throw new Error(`${found.length} <${name}> in <${node.name}>`);
  return found[0]!;
}
function date(node: Node, name: string): string {
  const { text } = one(node, name);
  if (!moment.test(text) || Number.isNaN(Date.parse(text))) throw new Error(`no moment: ${text}`);
  return text;
}
function id(node: Node): string {
  const { text } = one(node, 'id');
  if (!iri.test(text)) throw new Error(`no IRI: ${text}`);
  return text;
}
function links(node: Node): Node[] {
  const all = node.children.filter((child) => child.name === 'link');
  for (const link of all) if (!iri.test(link.attributes['href'] ?? '')) throw new Error(`a link to ${link.attributes['href']}`);
  const alternates = all
    .filter((link) => (link.attributes['rel'] ?? 'alternate') === 'alternate')
    .map((link) => `${link.attributes['type']} ${link.attributes['hreflang']}`);
  if (new Set(alternates).size < alternates.length) throw new Error('two alternate links of one type');
  return all;
}
function only(node: Node, names: readonly string[]): void {
  for (const child of node.children) if (!names.includes(child.name)) throw new Error(`<${child.name}> in <${node.name}>`);
  if (node.text.trim() !== '') throw new Error(`text in <${node.name}>`);
}

export type AtomEntry = { id: string; title: string; updated: string; published: string; content: string };
export type AtomFeed = { id: string; title: string; updated: string; self: string; entries: AtomEntry[] };

/** Reads a feed, checking RFC 4287: 4.1.1 (feed), 4.1.2 (entry), 3.3 (dates), 4.2.6 (ids), 4.2.7 (links), 4.2.1 (authors). */
export function readAtom(xml: string): AtomFeed {
  const feed = parse(xml);
  if (feed.name !== 'feed' || feed.attributes['xmlns'] !== 'http://www.w3.org/2005/Atom') throw new Error('no Atom feed');
  only(feed, ['id', 'title', 'subtitle', 'updated', 'author', 'link', 'entry']);
  one(one(feed, 'author'), 'name');
  const self = links(feed).filter((link) => link.attributes['rel'] === 'self');
  if (self.length !== 1) throw new Error('not one link to itself');
  const entries = feed.children
    .filter((child) => child.name === 'entry')
    .map((entry): AtomEntry => {
      only(entry, ['id', 'title', 'published', 'updated', 'link', 'category', 'content']);
      if (!links(entry).some((link) => link.attributes['rel'] === 'alternate')) throw new Error('an entry without a page');
      for (const child of entry.children) if (child.name === 'category' && !child.attributes['term']) throw new Error('a category without term');
      const content = one(entry, 'content');
      if (content.attributes['type'] !== 'text' || content.children.length > 0) throw new Error('content is no text');
      const read = {
        id: id(entry),
        title: one(entry, 'title').text,
        updated: date(entry, 'updated'),
        published: date(entry, 'published'),
        content: content.text,
      };
      if (Date.parse(read.updated) < Date.parse(read.published)) throw new Error('updated before it was published');
      return read;
    });
  if (new Set(entries.map((entry) => entry.id)).size < entries.length) throw new Error('two entries with one id');
  return { id: id(feed), title: one(feed, 'title').text, updated: date(feed, 'updated'), self: self[0]!.attributes['href']!, entries };
}
