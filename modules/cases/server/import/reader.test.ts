import { UnreadableSheet } from '@hezhi/documents/sheets';
import { zipOf } from '@hezhi/documents/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importErrors, importLimits } from '../../contract/index.ts';
import { csvOf, xlsxOf } from './import.fixture.ts';
import { readFile } from './read.ts';
import { readSpreadsheet } from './reader.ts';
import { clockOf, datumOf, momentOf, nothing, phoneOf } from './values.ts';

const refused = async (file: Buffer): Promise<string> => {
  try {
    await readSpreadsheet(file);
  } catch (error) {
    if (error instanceof UnreadableSheet) return `import_${error.reason}`;
    throw error;
  }
  return 'read';
};

const book = (sheet: string | Buffer) => ({
  'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/worksheets/sheet1.xml': sheet,
});
const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
const sheet = (...rows: string[]) => `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`;
const head = `<row r="1">${cell('A1', '反映内容')}${cell('B1', '类别')}</row>`;

describe('a spreadsheet is read within limits', () => {
  test('cells, numbers and moments as people see them', async () => {
    const file = await xlsxOf([
      ['反映内容', '联系电话', '反映时间', '经度', '网格编码'],
      [' 灯不亮 ', 13812345678, new Date(Date.UTC(2026, 10, 2, 23, 59)), 108.7103, 610402001001001],
      [null, null, null, null, null],
      ['x', '029-1', new Date(Date.UTC(2026, 0, 2)), 0.1, ''],
    ]);
    expect(await readSpreadsheet(file)).toEqual({
      sheet: expect.any(String) as string,
      headRow: 1,
      heads: ['反映内容', '联系电话', '反映时间', '经度', '网格编码'],
      rows: [
        { row: 2, cells: ['灯不亮', '13812345678', '2026-11-02 23:59', '108.7103', '610402001001001'] },
        { row: 4, cells: ['x', '029-1', '2026-01-02', '0.1', null] },
      ],
    });
    expect((await readSpreadsheet(zipOf(book(sheet(head, `<row r="3">${cell('A3', 'y')}</row>`))))).rows).toEqual([{ row: 3, cells: ['y', null] }]);
  });

  test('bombs, far cells, declarations and foreign files are told, not read', async () => {
    const bomb = zipOf(book(Buffer.alloc(importLimits.unpacked + 1, 0x20)));
    expect(bomb.length).toBeLessThan(200_000);
    expect(await refused(bomb)).toBe('import_unpacks');
    expect(await refused(zipOf(book(Buffer.alloc(importLimits.unpacked + 1, 0x20)), 100))).toBe('import_unpacks');
    expect(await refused(zipOf(book(sheet(head, `<row r="1048576">${cell('A1048576', 'x')}</row>`))))).toBe('import_rows');
    expect(await refused(zipOf(book(sheet(head, `<row r="2">${cell('XFD2', 'x')}</row>`))))).toBe('import_columns_many');
    expect(await refused(zipOf(book(sheet(head, `<row r="999999999"></row>`))))).toBe('import_broken');
    const doctype = '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>';
    expect(await refused(zipOf(book(doctype + sheet(head, `<row r="2">${cell('A2', '&lol2;')}</row>`))))).toBe('import_entities');
    expect(await refused(zipOf({ 'word/document.xml': '<w/>' }))).toBe('import_broken');
    expect(await refused(Buffer.from('PK\x03\x04 and then nothing'))).toBe('import_broken');
    expect(await refused(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe('import_old_excel');
    expect(await refused(Buffer.from('\x89PNG\r\n\x1a\n\x00\x00', 'latin1'))).toBe('import_kind');
    expect(await refused(Buffer.from('反映内容,类别\n"没有合上,B03'))).toBe('import_quotes');
    expect(await refused(Buffer.from('反映内容,类别\n'))).toBe('import_empty');
    expect(await refused(Buffer.from(`反映内容,类别\n${'长'.repeat(importLimits.cell + 1)},B03`))).toBe('import_cell');
    expect(
      await refused(
        Buffer.from(
          csvOf([Array.from({ length: importLimits.columns + 1 }, () => '反映内容'), ['甲', ...Array.from({ length: importLimits.columns }, () => '乙')]]),
        ),
      ),
    ).toBe('import_columns_many');
    expect(await refused(Buffer.from(`反映内容,类别\n${'x,B03\n'.repeat(importLimits.rows + 1)}`))).toBe('import_rows');
    expect((await readSpreadsheet(Buffer.from(`反映内容,类别\n${'x,B03\n'.repeat(importLimits.rows)}`))).rows).toHaveLength(importLimits.rows);
    await expect(readFile(Buffer.alloc(importLimits.bytes + 1))).rejects.toMatchObject({ def: importErrors.import_too_large });
    await expect(readFile(bomb)).rejects.toMatchObject({ def: importErrors.import_unpacks });
  });

  test('any bytes end in rows or in a sentence', async () => {
    const whole = await xlsxOf([
      ['反映内容', '类别'],
      ['x', 'B03'],
    ]);
    const harmed = fc.tuple(fc.nat(whole.length - 1), fc.uint8Array({ minLength: 1, maxLength: 8 })).map(([at, bytes]) => {
      const copy = Buffer.from(whole);
      Buffer.from(bytes).copy(copy, at);
      return copy;
    });
    const any = fc.oneof(
      harmed,
      fc.nat(whole.length).map((at) => whole.subarray(0, at)),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      fc.string({ unit: 'binary', maxLength: 300 }).map((text) => Buffer.from(text)),
    );
    const seed = process.env['HEZHI_RANDOM'] ? Date.now() % 1_000_000 : 20261122;
    await fc.assert(
      fc.asyncProperty(any, async (file) => void (await refused(file))),
      { seed, numRuns: 100 * Number(process.env['HEZHI_RANDOM'] ? 10 : 1) },
    );
  });

  test('moments, phones and datums as people write them', () => {
    const at = Date.UTC(2026, 10, 2, 1, 5);
    for (const text of [
      '2026-11-02 09:05',
      '2026/11/2 9:05',
      '2026年11月2日 9时5分',
      '2026.11.02 09:05:00',
      '202611020905',
      '２０２６-11-02 09：05',
      '2026-11-02T09:05:00+08:00',
    ])
      expect([text, momentOf(text)]).toEqual([text, at]);
    for (const text of ['', '2026', '2026-13-01', '2026-02-30', '11/2/2026', '2026-11-02 24:01', '上周']) expect([text, momentOf(text)]).toEqual([text, null]);
    expect(clockOf(momentOf('46328.5')!)).toBe('2026-11-02 12:00');
    expect(['138 1234 5678', '(029)33123456', '+86-138-1234-5678', '１３８１２３４５６７８'].map(phoneOf)).toEqual([
      '138 1234 5678',
      '029-33123456',
      '+86-138-1234-5678',
      '13812345678',
    ]);
    expect(['无', '1', '138/139', '13812345678转1'].map((text) => (nothing(text) ? undefined : phoneOf(text)))).toEqual([undefined, null, null, null]);
    expect(['WGS-84', '国家2000', '高德', 'GCJ_02', 'bd09', '西安80'].map(datumOf)).toEqual(['wgs84', 'wgs84', 'gcj02', 'gcj02', 'bd09', null]);
  });
});
