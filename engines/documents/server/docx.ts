import type { Words } from '@hezhi/contract';
import { speak } from '@hezhi/server';
import {
  AlignmentType,
  Document,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
  type FileChild,
} from 'docx';
import sharp from 'sharp';
import type { Paper, PaperBlock, PaperPhoto } from '../contract/index.ts';

const printed: Words = { 'zh-Hans': '打印时间：{at}', 'zh-Hant': '列印時間：{at}', en: 'Printed {at}' };
const numbered: Words = { 'zh-Hans': '编号：{number}', 'zh-Hant': '編號：{number}', en: 'No. {number}' };
/** Sizes are half points, widths twentieths of a point. A4 with the margins of the PDF. */
const page = { width: 11906, height: 16838, side: 1080, head: 1280, foot: 1120 };
const inner = page.width - 2 * page.side;
const colours = { quiet: '51626c', shade: 'f1f5f7', accent: '0f5e73' };
/** Photos stand three in a row; pixels of the page at 96 dpi. */
const photo = 200;

/** The same paper as a document to go on writing in (DOCX): real headings, tables whose head repeats, page numbers. */
export async function renderDocx(paper: Paper): Promise<Buffer> {
  const at = new Date(paper.printedAt + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  const t = (words: Words, values: Record<string, string>): string => speak(words, paper.language, values);
  const children: FileChild[] = [new Paragraph({ heading: HeadingLevel.TITLE, alignment: AlignmentType.CENTER, children: [run(paper.title)] })];
  for (const block of paper.blocks) children.push(...(await contentOf(block)));
  const quiet = (left: string, right: (string | { page: true })[]): Paragraph =>
    new Paragraph({
      tabStops: [{ type: TabStopType.RIGHT, position: inner }],
      children: [
        small(left),
        small('\t'),
        ...right.map((one) =>
          typeof one === 'string' ? small(one) : new TextRun({ size: 18, color: colours.quiet, children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] }),
        ),
      ],
    });
  const document = new Document({
    title: `${paper.title} ${paper.number}`,
    creator: paper.issuer,
    lastModifiedBy: paper.issuer,
    styles: {
      default: {
        document: {
          run: {
            size: 21,
            font: { ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial', eastAsia: 'SimSun' },
            language: { value: 'en-US', eastAsia: paper.language === 'zh-Hant' ? 'zh-TW' : 'zh-CN' },
          },
        },
        title: { run: { size: 36, bold: true }, paragraph: { spacing: { after: 280 } } },
        heading1: { run: { size: 26, bold: true, color: colours.accent }, paragraph: { spacing: { before: 280, after: 140 }, keepNext: true } },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: page.width, height: page.height },
            margin: { left: page.side, right: page.side, top: page.head, bottom: page.foot },
          },
        },
        headers: { default: new Header({ children: [quiet(paper.issuer, [t(numbered, { number: paper.number })])] }) },
        footers: { default: new Footer({ children: [quiet(t(printed, { at }), [{ page: true }])] }) },
        children,
      },
    ],
  });
  return Packer.toBuffer(document);
}

const run = (text: string, bold = false): TextRun => new TextRun({ text: clean(text), bold });
const small = (text: string): TextRun => new TextRun({ text: clean(text), size: 18, color: colours.quiet });
/** XML 1.0 has no place for most control characters; a document that holds one does not open. */
// eslint-disable-next-line no-control-regex
const clean = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');

async function contentOf(block: PaperBlock): Promise<FileChild[]> {
  switch (block.kind) {
    case 'heading':
      return [new Paragraph({ heading: HeadingLevel.HEADING_1, children: [run(block.text)] })];
    case 'text':
      return block.text.split('\n').map((line) => new Paragraph({ spacing: { after: 100 }, children: [run(line)] }));
    case 'facts':
      return block.rows.length === 0
        ? []
        : [grid(block.rows.map(([label, value]) => [cell([run(label)], { shade: true, width: 1900 }), cell([run(value)])])), gap()];
    case 'table': {
      const right = (at: number): boolean => block.right !== undefined && at >= block.right;
      const head = block.head.map((one, at) => cell([run(one, true)], { shade: true, right: right(at) }));
      const rows = block.rows.map((row) => block.head.map((_, at) => cell([run(row[at] ?? '')], { right: right(at) })));
      return [grid([head, ...rows], true), gap()];
    }
    case 'timeline': {
      const all: FileChild[] = [];
      for (const entry of block.entries) {
        all.push(new Paragraph({ keepNext: true, children: [small(entry.at), run(`　${entry.text}`), ...(entry.who ? [small(`　${entry.who}`)] : [])] }));
        if (entry.photos?.length) all.push(...(await photosOf(entry.photos)));
      }
      return all;
    }
    case 'photos':
      return photosOf(block.photos);
    case 'page':
      return [new Paragraph({ pageBreakBefore: true, children: [] })];
  }
}

const gap = (): Paragraph => new Paragraph({ spacing: { after: 120 }, children: [] });
const grid = (rows: TableCell[][], head = false): Table =>
  new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: rows.map((cells, at) => new TableRow({ cantSplit: true, tableHeader: head && at === 0, children: cells })),
  });
function cell(children: TextRun[], more: { shade?: boolean; right?: boolean; width?: number } = {}): TableCell {
  return new TableCell({
    margins: { left: 90, right: 90, top: 40, bottom: 40 },
    ...(more.shade ? { shading: { type: ShadingType.CLEAR, fill: colours.shade, color: 'auto' } } : {}),
    ...(more.width ? { width: { size: more.width, type: WidthType.DXA } } : {}),
    children: [new Paragraph({ alignment: more.right ? AlignmentType.RIGHT : AlignmentType.LEFT, children })],
  });
}

async function photosOf(photos: readonly PaperPhoto[]): Promise<FileChild[]> {
  const all: FileChild[] = [];
  for (const { bytes, caption } of photos) {
    const { width, height } = await sharp(bytes).metadata();
    const scale = Math.min(photo / width, photo / height);
    const image = new ImageRun({
      type: bytes[0] === 0x89 ? 'png' : 'jpg',
      data: Buffer.from(bytes),
      transformation: { width: Math.round(width * scale), height: Math.round(height * scale) },
      altText: { name: clean(caption), description: clean(caption), title: clean(caption) },
    });
    all.push(new Paragraph({ keepNext: true, children: [image] }), new Paragraph({ children: [small(caption)] }));
  }
  return all;
}
