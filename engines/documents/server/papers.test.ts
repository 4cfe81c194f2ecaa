import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { room as directory } from '@hezhi/directory/server';
import { testHouse } from '@hezhi/testing';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Paper } from '../contract/index.ts';
import { PaperFonts, printPaper, renderPdf, room } from './index.ts';

/** The text of each page of a PDF, as a reader that copies it gets it: glyph numbers through each font's ToUnicode table. */
function textOf(pdf: Buffer): string[] {
  const source = pdf.toString('latin1');
  const objects = new Map<string, { head: string; stream: string }>();
  for (const [, id, body] of source.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const at = body!.indexOf('stream\n');
    const head = at < 0 ? body! : body!.slice(0, at);
    let stream = at < 0 ? '' : body!.slice(at + 7, body!.lastIndexOf('\nendstream'));
    if (head.includes('/FlateDecode') && !head.includes('/Image')) stream = inflateSync(Buffer.from(stream, 'latin1')).toString('latin1');
    objects.set(id!, { head, stream });
  }
  const unicode = (hex: string): string => String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map((four) => Number.parseInt(four, 16)));
  const tables = new Map<string, Map<number, string>>();
  for (const [id, { head }] of objects) {
    const to = /\/ToUnicode (\d+) 0 R/.exec(head)?.[1];
    if (!to) continue;
    const table = new Map<number, string>();
    for (const [, from, list] of objects.get(to)!.stream.matchAll(/<(\w+)> <\w+> \[([^\]]*)\]/g))
      [...list!.matchAll(/<([\w ]*)>/g)].forEach(([, hex], index) => table.set(Number.parseInt(from!, 16) + index, unicode(hex!.replaceAll(' ', ''))));
    tables.set(id, table);
  }
  const fonts = new Map([...source.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => [name!, tables.get(id!)]));
  return [...objects.values()]
    .filter(({ stream }) => stream.includes(' Tf'))
    .map(({ stream }) => {
      let [text, font]: [string, Map<number, string> | undefined] = ['', undefined];
      for (const [, name, run] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
        if (name) font = fonts.get(name);
        else for (const [, hex] of run!.matchAll(/<(\w+)>/g)) for (const four of hex!.match(/.{4}/g) ?? []) text += font?.get(Number.parseInt(four, 16)) ?? '?';
      }
      return text;
    });
}

const paper = (more: Partial<Paper> = {}): Paper => ({
  title: '居民诉求办理单',
  number: '2026-1122-000123',
  issuer: '渭滨街道综合治理中心',
  language: 'zh-Hans',
  printedAt: Date.parse('2026-11-22T14:05:00+08:00'),
  blocks: [],
  ...more,
});

let fonts: PaperFonts;
const folder = mkdtempSync(join(tmpdir(), 'hezhi-fonts-'));
beforeAll(async () => {
  fonts = await PaperFonts.open(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('papers', () => {
  test('facts, timeline and photos in Chinese, with number, pages and moment of printing; the text can be copied', async () => {
    await using t = await testHouse({ rooms: [directory, room] });
    const photo = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#3366aa' } })
      .jpeg()
      .toBuffer();
    const { bytes, missing } = await renderPdf(
      t.house,
      paper({
        blocks: [
          {
            kind: 'facts',
            rows: [
              ['反映事项', '3号楼前路灯不亮'],
              ['责任单位', '区住房和城乡建设局'],
            ],
          },
          { kind: 'heading', text: '办理记录' },
          { kind: 'timeline', entries: [{ at: '11月20日 09:12', text: '社区受理', who: '王芳（网格员）', photos: [{ bytes: photo, caption: '处理前' }] }] },
          { kind: 'photos', photos: [{ bytes: photo, caption: '处理后' }] },
          { kind: 'text', text: '以上内容由系统生成。' },
        ],
      }),
    );
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(missing).toEqual([]);
    const [page, ...rest] = textOf(bytes);
    expect(rest).toEqual([]);
    for (const words of [
      '居民诉求办理单',
      '编号：2026-1122-000123',
      '渭滨街道综合治理中心',
      '3号楼前路灯不亮',
      '区住房和城乡建设局',
      '办理记录',
      '社区受理',
      '王芳（网格员）',
      '处理前',
      '处理后',
      '以上内容由系统生成。',
      '第 1 页，共 1 页',
      '打印时间：2026-11-22 14:05',
    ])
      expect(page).toContain(words);
    const source = bytes.toString('latin1');
    expect(source).toContain('/DCTDecode');
    expect(source).toContain('/MediaBox [0 0 595.28 841.89]');
    expect(source).toContain('/FontFile2');
    expect(bytes.length).toBeLessThan(200_000);
  });

  test('long papers go over pages; table heads and page numbers repeat; English has its own words', async () => {
    const rows = Array.from({ length: 90 }, (_, i) => [String(i + 1), `第${i + 1}网格`, '按期办结']);
    const { bytes } = await printPaper(
      fonts,
      paper({ language: 'en', blocks: [{ kind: 'table', head: ['No.', 'Grid', 'Result'], rows }, { kind: 'page' }, { kind: 'text', text: 'The end' }] }),
    );
    const pages = textOf(bytes);
    expect(pages.length).toBeGreaterThan(3);
    pages.forEach((page, index) => {
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
      expect(page).toContain('No. 2026-1122-000123');
    });
    expect(pages.slice(0, -1).every((page) => page.includes('Result'))).toBe(true);
    expect(pages.at(-1)).toContain('The end');
    expect(pages.join('')).toContain('第90网格');
  });

  test('a character that no font has is told, not dropped; rare ones come from another font where there is one', async () => {
    const { bytes, missing } = await printPaper(fonts, paper({ blocks: [{ kind: 'text', text: '王\u{10FFFD}明' }] }));
    expect(missing).toEqual(['\u{10FFFD}']);
    expect(textOf(bytes)[0]).toContain('王〓明');
    const rare = await printPaper(fonts, paper({ blocks: [{ kind: 'text', text: '𠮷田' }] }));
    expect(textOf(rare.bytes)[0]).toContain(rare.missing.length === 0 ? '𠮷田' : '〓田');
  });

  test('several at once do not disturb each other', async () => {
    const all = await Promise.all(['甲', '乙', '丙', '丁'].map((name) => printPaper(fonts, paper({ blocks: [{ kind: 'text', text: `申请人${name}` }] }))));
    expect(all.map(({ bytes }) => /申请人(.)/.exec(textOf(bytes)[0]!)?.[1])).toEqual(['甲', '乙', '丙', '丁']);
  });
});
