import { CalendarError } from './errors.ts';
import { isoOfDay, readIsoDate } from './moments.ts';
import type { OfficialYear } from './official.ts';
import { festivals } from './years.ts';

/** First and last year that `provisionalYear` can make. */
export const provisionalYears: readonly [number, number] = bounds(Object.keys(festivals).map(Number));

/**
 * What can be known of a year before the State Council publishes its arrangement: weekends and the 13 statutory holidays rest, nothing is
 * made up. Source: 全国年节及纪念日放假办法 art. 2 as amended in 2024 (元旦 1 January; 春节 eve and 1st to 3rd of the first lunar month; 清明;
 * 劳动节 1-2 May; 端午; 中秋; 国庆 1-3 October). Left out because only the yearly notice says it: bridging days, make-up days, and the days
 * off in lieu of holidays that fall on a weekend. So a moment computed here may move either way once the notice is loaded, and screens
 * must say 按法定节假日暂算. Lunar dates and 清明 come from a generated table, nothing is computed by the machine's own calendar.
 * Errors: `calendar.year_unknown` outside `provisionalYears`.
 */
export function provisionalYear(year: number): OfficialYear {
  const dates = festivals[String(year)];
  if (dates === undefined) {
    throw new CalendarError('calendar.year_unknown', { year, first: provisionalYears[0], last: provisionalYears[1] });
  }
  const [eve, qingming, dragonBoat, midAutumn] = dates.split(' ').map((date) => `${year}-${date.slice(0, 2)}-${date.slice(2)}`) as [
    string,
    string,
    string,
    string,
  ];
  const eveDay = readIsoDate(eve) as number;
  const holidays = new Set([
    `${year}-01-01`,
    eve,
    isoOfDay(eveDay + 1),
    isoOfDay(eveDay + 2),
    isoOfDay(eveDay + 3),
    qingming,
    `${year}-05-01`,
    `${year}-05-02`,
    dragonBoat,
    midAutumn,
    `${year}-10-01`,
    `${year}-10-02`,
    `${year}-10-03`,
  ]);
  return { holidays: [...holidays].sort(), makeups: [], provisional: true };
}

function bounds(years: number[]): [number, number] {
  return [Math.min(...years), Math.max(...years)];
}
