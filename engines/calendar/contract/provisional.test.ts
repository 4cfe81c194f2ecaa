import { describe, expect, it } from 'vitest';
import { dayKind, knownYears, makeCalendar, provisionalYear, provisionalYears } from './index.ts';
import { festivals } from './years.ts';

const [first, last] = provisionalYears;
const years = Array.from({ length: last - first + 1 }, (_, n) => first + n);
const radians = Math.PI / 180;
const beijingDay = (julianDay: number): string => {
  const terrestrialTime = 72 / 86_400; // seconds by which it runs ahead of the clock in these decades
  return new Date((julianDay - terrestrialTime - 2_440_587.5) * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);
};

/** Julian day of new moon number `k` after 2000-01-06: Meeus, Astronomical Algorithms, ch. 49 (terms above 10 s). */
function newMoon(k: number): number {
  const t = k / 1236.85;
  const e = 1 - 0.002516 * t;
  const sun = (2.5534 + 29.1053567 * k) * radians;
  const moon = (201.5643 + 385.81693528 * k + 0.0107582 * t * t) * radians;
  const latitude = (160.7108 + 390.67050284 * k - 0.0016118 * t * t) * radians;
  const node = (124.7746 - 1.56375588 * k + 0.0020672 * t * t) * radians;
  const { sin } = Math;
  return (
    2_451_550.09766 +
    29.530588861 * k +
    0.00015437 * t * t -
    0.4072 * sin(moon) +
    0.17241 * e * sin(sun) +
    0.01608 * sin(2 * moon) +
    0.01039 * sin(2 * latitude) +
    0.00739 * e * sin(moon - sun) -
    0.00514 * e * sin(moon + sun) +
    0.00208 * e * e * sin(2 * sun) -
    0.00111 * sin(moon - 2 * latitude) -
    0.00057 * sin(moon + 2 * latitude) +
    0.00056 * e * sin(2 * moon + sun) -
    0.00042 * sin(3 * moon) +
    0.00042 * e * sin(sun + 2 * latitude) +
    0.00038 * e * sin(sun - 2 * latitude) -
    0.00024 * e * sin(2 * moon - sun) -
    0.00017 * sin(node) +
    0.000325 * sin((299.77 + 0.107408 * k - 0.009173 * t * t) * radians) +
    0.000165 * sin((251.88 + 0.016321 * k) * radians) +
    0.000164 * sin((251.83 + 26.651886 * k) * radians) +
    0.000126 * sin((349.42 + 36.412478 * k) * radians)
  );
}

/** Julian day at which the sun stands at 15 degrees: Meeus ch. 25, low precision (under 15 minutes). */
function qingming(year: number): number {
  const longitude = (julianDay: number): number => {
    const t = (julianDay - 2_451_545) / 36_525;
    const m = (357.52911 + 35_999.05029 * t) * radians;
    const centre = (1.914602 - 0.004817 * t) * Math.sin(m) + 0.019993 * Math.sin(2 * m) + 0.000289 * Math.sin(3 * m);
    const aberration = 0.00569 + 0.00478 * Math.sin((125.04 - 1934.136 * t) * radians);
    return (280.46646 + 36_000.76983 * t + 0.0003032 * t * t + centre - aberration) % 360;
  };
  let low = Date.UTC(year, 3, 1) / 86_400_000 + 2_440_587.5;
  let high = low + 8;
  while (high - low > 1e-5) {
    const middle = (low + high) / 2;
    if (longitude(middle) < 15) low = middle;
    else high = middle;
  }
  return low;
}

/** The lunar month and day of a date by ICU's Chinese calendar. */
const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', month: 'numeric', day: 'numeric' });
const lunarOf = (date: string): string =>
  lunar
    .formatToParts(Date.parse(date))
    .filter((p) => p.type !== 'literal')
    .map((p) => p.value)
    .join('-');

describe('the table of festivals', () => {
  const iso = (year: number, n: number): string => {
    const date = (festivals[year] ?? '').split(' ')[n] ?? '';
    return `${year}-${date.slice(0, 2)}-${date.slice(2)}`;
  };

  it('starts the Spring Festival on the day of a new moon over China', () => {
    for (const year of years) {
      const day = new Date(Date.parse(iso(year, 0)) + 86_400_000).toISOString().slice(0, 10);
      const near = Math.round((year - 2000 + 0.08) * 12.3685);
      const newMoons = [-2, -1, 0, 1, 2].map((n) => beijingDay(newMoon(near + n)));
      expect(newMoons, String(year)).toContain(day);
      expect(day >= `${year}-01-21` && day <= `${year}-02-20`, day).toBe(true);
    }
  });

  it('agrees with ICU on Dragon Boat and Mid-Autumn, and with the sun on Qingming', () => {
    for (const year of years) {
      expect([iso(year, 2), lunarOf(iso(year, 2))]).toEqual([iso(year, 2), '5-5']);
      expect([iso(year, 3), lunarOf(iso(year, 3))]).toEqual([iso(year, 3), '8-15']);
      expect(iso(year, 1)).toBe(beijingDay(qingming(year)));
    }
  });

  it('knows the two springs that ICU has wrong by a day (new moons minutes from midnight)', () => {
    expect([iso(2027, 0), iso(2030, 0)]).toEqual(['2027-02-05', '2030-02-02']);
  });
});

describe('provisionalYear', () => {
  it('is the thirteen statutory days and nothing else', () => {
    expect(provisionalYear(2027)).toEqual({
      holidays: [
        '2027-01-01',
        '2027-02-05',
        '2027-02-06',
        '2027-02-07',
        '2027-02-08',
        '2027-04-05',
        '2027-05-01',
        '2027-05-02',
        '2027-06-09',
        '2027-09-15',
        '2027-10-01',
        '2027-10-02',
        '2027-10-03',
      ],
      makeups: [],
      provisional: true,
    });
    expect(provisionalYear(2028).holidays).toHaveLength(12); // Mid-Autumn falls on 3 October
    expect(knownYears(makeCalendar({ provisionalUntil: last }))).toEqual([2004, last]);
  });

  it('would have been right about the statutory days of 2025 and 2026', () => {
    const cal = makeCalendar();
    for (const year of [2025, 2026]) for (const date of provisionalYear(year).holidays) expect([date, dayKind(cal, date)]).toEqual([date, 'rest']);
  });

  it('refuses years beyond its table', () => {
    for (const year of [first - 1, last + 1, 2027.5]) expect(() => provisionalYear(year)).toThrow(expect.objectContaining({ code: 'calendar.year_unknown' }));
    expect(() => makeCalendar({ provisionalUntil: last + 1 })).toThrow(expect.objectContaining({ code: 'calendar.year_unknown' }));
  });
});
