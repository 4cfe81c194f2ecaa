import { sql } from '@hezhi/server';
import { testHouse, type TestHouse } from '@hezhi/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toJson, toXml } from './xml.ts';

let t: TestHouse;
beforeAll(async () => void (t = await testHouse()));
afterAll(() => t.close());

/** What a strict XML parser (libxml2, in PostgreSQL) reads in each `v` below `list`. */
const read = (text: string): Promise<{ v: string }[]> =>
  t.db.all(sql`SELECT v FROM XMLTABLE('/list/v' PASSING xmlparse(DOCUMENT ${text}) COLUMNS v text PATH '.')`);
/** What XML 1.0 can carry (its production Char), by the standard's own words. */
const carried = (text: string): string =>
  [...text]
    .filter((one) => {
      const code = one.codePointAt(0)!;
      return code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000;
    })
    .join('');

test('whatever text there is, a strict parser reads it back, less what XML cannot carry', async () => {
  const any = fc.string({
    unit: fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.constantFrom('<', '&', ']]>', '"', "'", '\r', '\n', '\u0000', '\uFFFE', '\uD800', '垃圾', '🚮', '<!--', '&amp;'),
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(any, { minLength: 1, maxLength: 20 }), async (texts) => {
      const rows = await read(toXml({ root: 'list', body: { item: 'v', of: texts } }));
      expect(rows.map(({ v }) => v ?? '')).toEqual(texts.map(carried));
    }),
    { numRuns: 15 },
  );
});

test('one answer in both formats: lists by their element in XML, as arrays in JSON, empty values empty or null', () => {
  const answer = {
    root: 'things',
    body: { item: 'thing', of: [{ code: 1, name: '', open: true, none: null, tags: { item: 'tag', of: ['a', 'b'] }, rows: { item: 'row', of: [] } }] },
  };
  expect(toXml(answer)).toBe(
    '<?xml version="1.0" encoding="utf-8"?>\n<things><thing><code>1</code><name/><open>true</open><none/><tags><tag>a</tag><tag>b</tag></tags><rows/></thing></things>\n',
  );
  expect(JSON.parse(toJson(answer))).toEqual([{ code: 1, name: null, open: true, none: null, tags: ['a', 'b'], rows: [] }]);
});
