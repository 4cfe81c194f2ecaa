import { codePattern } from '@hezhi/directory/contract';
import { areaPattern, type Field } from '@hezhi/forms/contract';
import { checkAnswers } from '@hezhi/forms/server';
import fc from 'fast-check';
import { expect, test } from 'vitest';

// Forms stand below the directory and may not import its pattern; this room knows both.
const place: readonly Field[] = [{ key: 'where', type: 'place', label: { 'zh-Hans': '地点', en: 'Place' }, required: true }];
const accepted = (area: string): boolean => checkAnswers(place, { where: { area } }, 'zh-Hans').length === 0;

test('a place of a form takes exactly the codes that the directory takes, from the district down', () => {
  const code = fc.oneof(
    fc.stringMatching(/^\d{6}(\d{3}){0,3}$/),
    fc.stringMatching(/^\d{12}[0-9A-Z]{3}$/),
    fc.stringMatching(/^[0-9A-Za-z]{0,16}$/),
    fc
      .tuple(fc.stringMatching(/^\d{12}[0-9A-Z]{3}$/), fc.nat(14), fc.constantFrom('a', 'A', '-', ' ', '9', ''))
      .map(([text, at, letter]) => text.slice(0, at) + letter + text.slice(at + 1)),
  );
  fc.assert(
    fc.property(code, (area) => {
      expect(accepted(area)).toBe(area.length >= 6 && codePattern.test(area));
      expect(new RegExp(areaPattern).test(area)).toBe(accepted(area));
    }),
    { numRuns: 2000 },
  );
  for (const area of ['610402', '610402010', '610402010001', '610402010001001', '610402010001A01', '61040201000100Z'])
    expect([area, accepted(area)]).toEqual([area, true]);
  for (const area of ['61', '6104', '6104020', '610402010001a01', '61040201000A001', '610402010001A0']) expect([area, accepted(area)]).toEqual([area, false]);
});
