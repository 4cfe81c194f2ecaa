import { describe, expect, it } from 'vitest';
import { CalendarError, makeCalendar, parseOfficialCalendar } from './index.ts';

const year = (value: unknown): unknown => ({ years: { '2027': value } });

function reasonOf(json: unknown): string {
  try {
    parseOfficialCalendar(json);
  } catch (error) {
    if (error instanceof CalendarError && error.code === 'calendar.official_invalid') return String(error.params['reason']);
    throw error;
  }
  return 'accepted';
}

describe('parseOfficialCalendar', () => {
  it('reads what it should, and makeCalendar takes it', () => {
    const json: unknown = JSON.parse(
      '{"years":{"2027":{"holidays":["2027-01-01","2027-01-02"],"makeups":["2027-01-09"]},"2028":{"holidays":[],"makeups":[],"provisional":true}}}',
    );
    const official = parseOfficialCalendar(json);
    expect(official).toEqual(json);
    expect(makeCalendar({ official }).lastYear).toBe(2028);
    expect(parseOfficialCalendar({ years: {} })).toEqual({ years: {} });
  });

  it.each([
    [null, 'expected an object'],
    [[], 'expected an object'],
    [{ years: [] }, 'expected an object'],
    [{ years: {}, name: 'x' }, 'unknown key "name"'],
    [{ years: { '27': { holidays: ['2027-01-01'], makeups: [] } } }, '"27" is not a year'],
    [{ years: { '1990': { holidays: ['1990-01-01'], makeups: [] } } }, '"1990" is not a year'],
    [year(null), '2027: expected'],
    [year({ holidays: ['2027-01-01'] }), '2027.makeups: expected a list of dates'],
    [year({ holiday: [], holidays: ['2027-01-01'], makeups: [] }), 'unknown key "holiday"'],
    [year({ holidays: ['2027-02-30'], makeups: [] }), '2027.holidays: "2027-02-30" is not a date'],
    [year({ holidays: [20270101], makeups: [] }), '2027.holidays: 20270101 is not a date'],
    [year({ holidays: ['2026-12-31'], makeups: [] }), '2026-12-31 belongs to another year'],
    [year({ holidays: ['2027-01-01', '2027-01-01'], makeups: [] }), '2027-01-01 is named twice'],
    [year({ holidays: ['2027-01-02'], makeups: ['2027-01-02'] }), '2027.makeups: 2027-01-02 is named twice'],
    [year({ holidays: ['2027-01-01'], makeups: ['2027-01-04'] }), '2027-01-04 is not a Saturday or Sunday'],
    [year({ holidays: [], makeups: [] }), '2027: no holidays listed'],
    [year({ holidays: ['2027-01-01'], makeups: [], provisional: 'yes' }), '2027.provisional: expected true or false'],
  ])('refuses %j', (json, reason) => {
    expect(reasonOf(json)).toContain(reason);
  });

  it('names every problem at once', () => {
    const reason = reasonOf(year({ holidays: ['x', '2026-01-01'], makeups: ['2027-01-04'] }));
    expect(reason.split('; ')).toHaveLength(4);
  });
});
