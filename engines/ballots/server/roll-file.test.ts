import { zipOf } from '@hezhi/documents/testing';
import { expect, it } from 'vitest';
import { errors } from '../contract/errors.ts';
import { readTable } from './roll-file.ts';

it('refuses what unpacks without end, declares entities, lies about itself or is no table, and goes on', async () => {
  const book = (sheet: string | Buffer) => ({
    'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': sheet,
  });
  const far = '<worksheet><sheetData><row r="1"><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>';
  for (const file of [
    zipOf(book(Buffer.alloc(256 * 1024 * 1024, ' ')), 10),
    zipOf(book('<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>')),
    zipOf(book(far)),
    Buffer.from('PK\x03\x04 and then nothing'),
    Buffer.from('\x89PNG\r\n\x1a\n\x00\x00', 'latin1'),
    Buffer.alloc(0),
  ])
    await expect(readTable(file)).rejects.toMatchObject({ def: errors.unreadable });
  expect(await readTable(Buffer.from('\uFEFF单元,面积\n\n2-201,"1,234.5"\n'))).toEqual([
    ['单元', '面积'],
    ['2-201', '1,234.5'],
  ]);
});
