import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressesOf, cellOf, holds, housesBelow, wholeCells, type BackdropBox } from './backdrop-box.ts';

const box = fc
  .tuple(
    fc.double({ min: 73, max: 134, noNaN: true }),
    fc.double({ min: 4, max: 53, noNaN: true }),
    fc.double({ min: 0.0005, max: 0.5, noNaN: true }),
    fc.double({ min: 0.0005, max: 0.5, noNaN: true }),
  )
  .map(([west, south, width, height]): BackdropBox => [west, south, west + width, south + height]);
const cells = fc.constantFrom(0.01, 0.08, 0.32);

describe('the boxes of a backdrop', () => {
  it('hold the view with less than a cell to spare, and are their own whole cells', () => {
    fc.assert(
      fc.property(box, cells, (view, cell) => {
        const whole = wholeCells(view, cell);
        const near = 1e-7;
        expect(whole[0]).toBeLessThanOrEqual(view[0] + near);
        expect(whole[3]).toBeGreaterThanOrEqual(view[3] - near);
        expect(view[0] - whole[0]).toBeLessThan(cell + near);
        expect(whole[2] - view[2]).toBeLessThan(cell + near);
        expect(holds(whole, wholeCells(whole, cell))).toBe(true);
        expect(wholeCells(whole, cell)).toEqual(whole);
      }),
    );
  });

  it('are small only where houses are seen, and none where nothing is', () => {
    expect(cellOf(housesBelow - 0.01)).toBe(0.01);
    expect(cellOf(housesBelow)).toBe(0.08);
    expect(cellOf(120)).toBeNull();
    expect(cellOf(Number.NaN)).toBeNull();
  });

  it('are written into a template, or given to the function', () => {
    const here: BackdropBox = [108.69, 34.32, 108.7, 34.33];
    expect(addressesOf('/base?bbox={bbox}', here, 1)).toEqual(['/base?bbox=108.69,34.32,108.7,34.33']);
    expect(addressesOf((of) => `/x?${of[0]}`, here, 1)).toEqual(['/x?108.69']);
    expect(addressesOf((_of, resolution) => (resolution < 2 ? ['/a', '/b'] : null), here, 1)).toEqual(['/a', '/b']);
    expect(addressesOf(() => null, here, 1)).toEqual([]);
  });
});
