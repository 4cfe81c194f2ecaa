import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cell, csvOf } from './export.ts';
import { inboxQuery, listQuery, shape, viewOf, type QueueFilters } from './use-filters.ts';
import { sortOf } from './use-queue.ts';

/** Reads CSV as a spreadsheet does. */
function read(csv: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  for (const [, quoted, bare, end] of csv.replace(/^\uFEFF/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    line.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    lines.push(line);
    line = [];
  }
  return lines;
}

const text = fc.string({ unit: fc.constantFrom('a', '漏', '"', ',', '\n', '\r', '=', '+', '-', '@', '\t', ' ', '0') });

describe('tables that leave the house', () => {
  test('come back as they were, and no cell is a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), (given) => {
        const found = read(csvOf(['a', 'b'], given)).slice(1);
        expect(found).toEqual(given.map((line) => line.map((value) => (/^[=+\-@\t\r]/.test(value) ? `'${value}` : value))));
        for (const value of found.flat()) expect(value).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
  test('nothing is an empty cell, a number stays a number', () => {
    expect(cell(null)).toBe('');
    expect(cell(12)).toBe('12');
  });
});

describe('the address of the queue', () => {
  const filters = (given: Partial<QueueFilters>): QueueFilters => ({ ...shape, ...given });
  test('a link from a figure means everything that one may see', () => {
    expect(viewOf(filters({}))).toBe('mine');
    expect(viewOf(filters({ measure: 'closed_on', area: '610402010' }))).toBe('all');
    expect(viewOf(filters({ measure: 'open_overdue', view: 'area' }))).toBe('area');
    expect(viewOf(filters({ view: 'nonsense' }))).toBe('mine');
  });
  test('what is not set is not asked', () => {
    expect(Object.values(inboxQuery(filters({}), 'mine')).filter((value) => value !== undefined)).toEqual(['mine']);
    expect(listQuery(filters({ open: '0', stage: 'handle', tier: '1', sort: 'opened' }))).toMatchObject({
      open: 'false',
      stage: 'handle',
      tier: 1,
      sort: 'opened_asc',
    });
    expect(listQuery(filters({ stage: 'nonsense' })).stage).toBeUndefined();
  });
  test('an order is a column and a direction', () => {
    expect(sortOf('')).toBeNull();
    expect(sortOf('-opened')).toEqual({ key: 'opened', down: true });
    expect(sortOf('due')).toEqual({ key: 'due', down: false });
  });
});
