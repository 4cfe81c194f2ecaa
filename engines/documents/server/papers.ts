import type { Words } from '@hezhi/contract';
import { speak, type House } from '@hezhi/server';
import type { Column, Content, TableCell, TDocumentDefinitions, TFontDictionary } from 'pdfmake/interfaces.js';
import type { Paper, PaperBlock, PaperPhoto } from '../contract/index.ts';
import { mainName, PaperFonts } from './fonts.ts';

const words = {
  page: { 'zh-Hans': '第 {page} 页，共 {pages} 页', 'zh-Hant': '第 {page} 頁，共 {pages} 頁', en: 'Page {page} of {pages}' },
  printed: { 'zh-Hans': '打印时间：{at}', 'zh-Hant': '列印時間：{at}', en: 'Printed {at}' },
  number: { 'zh-Hans': '编号：{number}', 'zh-Hant': '編號：{number}', en: 'No. {number}' },
} satisfies Record<string, Words>;

const colours = { ink: '#1c2b33', quiet: '#51626c', line: '#c4ced4', shade: '#f1f5f7', accent: '#0f5e73' };
const margins = { side: 54, head: 64, foot: 56 };
const inner = 595.28 - 2 * margins.side;

/** The fonts of a house's papers, opened at the first paper. */
const fontsOf = (house: House): Promise<PaperFonts> => house.memo('documents.fonts', () => PaperFonts.open(house.settings.data));

/** A finished PDF, and the characters that no font here has (printed as 〓). */
export type PrintedPaper = { readonly bytes: Buffer; readonly missing: readonly string[] };

/** Prints a paper as PDF on A4, fonts embedded as far as used. Nothing outside is read: no address, no file but the fonts. */
export async function renderPdf(house: House, paper: Paper): Promise<PrintedPaper> {
  return printPaper(await fontsOf(house), paper);
}

/** The same with fonts of one's own. */
export async function printPaper(fonts: PaperFonts, paper: Paper): Promise<PrintedPaper> {
  const missing = new Set<string>();
  const text: Text = (value) => fonts.runs(value, missing);
  const { language } = paper;
  const at = new Date(paper.printedAt + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  const [number, issuer, printed] = [
    text(speak(words.number, language, { number: paper.number })),
    text(paper.issuer),
    text(speak(words.printed, language, { at })),
  ];
  const content: Content[] = [{ text: text(paper.title), style: 'title' }];
  for (const block of paper.blocks) content.push(...contentOf(block, text));
  const definition: TDocumentDefinitions = {
    pageSize: 'A4',
    pageMargins: [margins.side, margins.head, margins.side, margins.foot],
    info: { title: `${paper.title} ${paper.number}`, author: paper.issuer, creator: 'Hezhi', producer: 'Hezhi', creationDate: new Date(paper.printedAt) },
    language: language === 'en' ? 'en' : language === 'zh-Hant' ? 'zh-Hant' : 'zh-CN',
    version: '1.7',
    displayTitle: true,
    defaultStyle: { font: mainName, fontSize: 10.5, lineHeight: 1.25, color: colours.ink },
    styles: {
      title: { fontSize: 18, bold: true, alignment: 'center', margin: [0, 0, 0, 14] },
      heading: { fontSize: 12.5, bold: true, color: colours.accent, margin: [0, 12, 0, 6] },
      quiet: { fontSize: 9, color: colours.quiet },
    },
    header: { columns: [{ text: issuer }, { text: number, alignment: 'right' }], style: 'quiet', margin: [margins.side, 30, margins.side, 0] },
    footer: (page, pages) => ({
      columns: [{ text: printed }, { text: speak(words.page, language, { page, pages }), alignment: 'right' }],
      style: 'quiet',
      margin: [margins.side, 16, margins.side, 0],
    }),
    content,
  };
  const { default: pdfmake } = await import('pdfmake');
  pdfmake.setFonts(fonts.families as TFontDictionary);
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => fonts.files.has(path));
  const bytes = await pdfmake.createPdf(definition).getBuffer();
  return { bytes: Buffer.from(bytes), missing: [...missing] };
}

type Text = (value: string) => Content[];

function contentOf(block: PaperBlock, text: Text): Content[] {
  switch (block.kind) {
    case 'heading':
      return [{ text: text(block.text), style: 'heading', headlineLevel: 1 }];
    case 'text':
      return [{ text: text(block.text), margin: [0, 0, 0, 6] }];
    case 'facts': {
      const body: TableCell[][] = [];
      for (const [label, value] of block.rows) body.push([{ text: text(label), color: colours.quiet, fillColor: colours.shade }, { text: text(value) }]);
      return body.length === 0 ? [] : [{ table: { widths: [92, '*'], body, dontBreakRows: true }, layout: grid, margin: [0, 0, 0, 8] }];
    }
    case 'table': {
      const head: TableCell[] = [];
      const alignment = (index: number) => (block.right !== undefined && index >= block.right ? 'right' : 'left');
      for (const [index, one] of block.head.entries()) head.push({ text: text(one), bold: true, fillColor: colours.shade, alignment: alignment(index) });
      const body: TableCell[][] = [head];
      for (const row of block.rows) body.push(block.head.map((_, index) => ({ text: text(row[index] ?? ''), alignment: alignment(index) })));
      // A table of numbers fills the width: what is counted takes what the numbers leave.
      const wide = block.right !== undefined;
      const widths = block.head.map((_, index) => (wide && index === 0 ? '*' : 'auto'));
      return [{ table: { headerRows: 1, widths, body, dontBreakRows: true }, layout: grid, margin: [0, 0, 0, 8], ...(wide ? { fontSize: 9 } : {}) }];
    }
    case 'timeline': {
      const rows: Content[] = [];
      for (const entry of block.entries) {
        const stack: Content[] = [{ text: text(entry.text) }];
        if (entry.who) stack.push({ text: text(entry.who), style: 'quiet' });
        if (entry.photos?.length) stack.push(photosOf(entry.photos, text, inner - 104));
        rows.push({
          columns: [
            { width: 96, text: text(entry.at), style: 'quiet', margin: [0, 1, 0, 0] },
            { width: '*', stack },
          ],
          columnGap: 8,
          margin: [0, 0, 0, 7],
          unbreakable: true,
        });
      }
      return rows;
    }
    case 'photos':
      return block.photos.length === 0 ? [] : [photosOf(block.photos, text, inner)];
    case 'page':
      return [{ text: '', pageBreak: 'before' }];
  }
}

/** Photos in rows of three with their words. */
function photosOf(photos: readonly PaperPhoto[], text: Text, width: number): Content {
  const each = (width - 2 * 8) / 3;
  const rows: Content[] = [];
  for (let i = 0; i < photos.length; i += 3) {
    const cells = photos.slice(i, i + 3).map(({ bytes, caption }): Column => ({
      width: each,
      stack: [
        { image: `data:image/${bytes[0] === 0x89 ? 'png' : 'jpeg'};base64,${Buffer.from(bytes).toString('base64')}`, fit: [each, each] },
        { text: text(caption), style: 'quiet', margin: [0, 2, 0, 0] },
      ],
    }));
    rows.push({ columns: cells, columnGap: 8, margin: [0, 4, 0, 4], unbreakable: true });
  }
  return { stack: rows };
}

const grid = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineColor: () => colours.line,
  vLineColor: () => colours.line,
  paddingLeft: () => 6,
  paddingRight: () => 6,
  paddingTop: () => 3.5,
  paddingBottom: () => 3.5,
};
