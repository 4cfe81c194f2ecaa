import { inflateRawSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { renderDocx } from './index.ts';

/** The files of a ZIP by the list at its end. */
function unzip(zip: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let n = zip.readUInt16LE(end + 10); n > 0; n--) {
    const [packed, name, extra, note, start] = [
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
      zip.readUInt32LE(at + 42),
    ];
    const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
    const bytes = zip.subarray(from, from + packed);
    files.set(zip.toString('utf8', at + 46, at + 46 + name), zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(bytes) : bytes);
    at += 46 + name + extra + note;
  }
  return files;
}

test('a paper as a document holds every block: headings, facts, tables with a repeated head, entries and photos; no character that breaks it', async () => {
  const photo = await sharp({ create: { width: 80, height: 40, channels: 3, background: '#336699' } })
    .png()
    .toBuffer();
  const bytes = await renderDocx({
    title: '渭滨街道月报',
    number: '610402010-202611-1',
    issuer: '渭滨街道',
    language: 'zh-Hans',
    printedAt: Date.parse('2026-12-01T02:00:00+08:00'),
    blocks: [
      { kind: 'heading', text: '总体情况' },
      { kind: 'facts', rows: [['统计时段', '2026-11-01 至 2026-11-30']] },
      { kind: 'text', text: '第一行\n第二行<&>\u0007' },
      { kind: 'table', head: ['类别', '件数'], rows: [['市容环境', '12'], ['停水']], right: 1 },
      { kind: 'timeline', entries: [{ at: '11月3日', text: '受理', who: '社区', photos: [{ bytes: photo, caption: '现场' }] }] },
      { kind: 'page' },
      { kind: 'photos', photos: [{ bytes: photo, caption: '办后' }] },
    ],
  });
  const files = unzip(bytes);
  const body = files.get('word/document.xml')!.toString();
  const text = [...body.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map((one) => one[1]).join('|');
  expect(text).toBe(
    '渭滨街道月报|总体情况|统计时段|2026-11-01 至 2026-11-30|第一行|第二行&lt;&amp;&gt;|类别|件数|市容环境|12|停水||11月3日|　受理|　社区|现场|办后',
  );
  expect(body.match(/<w:tblHeader\/>/g)).toHaveLength(1);
  expect(body.match(/<w:jc w:val="right"/g)).toHaveLength(3);
  expect([...files.keys()].filter((name) => name.startsWith('word/media/')).length).toBeGreaterThan(0);
  expect(
    [...files]
      .filter(([name]) => /word\/(header|footer)\d*\.xml$/.test(name))
      .map(([, one]) => one.toString())
      .join(''),
  ).toMatch(/编号：610402010-202611-1.*打印时间：2026-12-01 02:00/s);
});
