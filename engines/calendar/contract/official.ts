import { CalendarError } from './errors.ts';
import { firstPossibleYear, isWeekend, lastPossibleYear, readIsoDate, yearOfDay } from './moments.ts';

/**
 * One year's arrangement. `holidays`: ISO dates that are rest although Monday to Friday (weekend dates of a holiday may be listed, they
 * rest anyway). `makeups`: Saturdays and Sundays that are worked. `provisional`: not the State Council's arrangement, see `provisionalYear`.
 */
export type OfficialYear = { holidays: string[]; makeups: string[]; provisional?: boolean };

/** Whole years; each adds to or replaces what the calendar knew about that year. Key: the year in four digits. */
export type OfficialCalendar = { years: Record<string, OfficialYear> };

/**
 * Reads an official calendar, e.g. `{"years":{"2027":{"holidays":["2027-01-01"],"makeups":[]}}}`, from parsed JSON.
 * Source: the yearly 国务院办公厅关于部分节假日安排的通知. Refused rather than repaired: dates that do not exist or belong to another year,
 * a date named twice, a make-up day that is not at a weekend, unknown keys (a typing error would lose holidays), and a year without any
 * holiday unless it is provisional. Errors: `calendar.official_invalid`, with every problem found in `params.reason`.
 */
export function parseOfficialCalendar(json: unknown): OfficialCalendar {
  const problems: string[] = [];
  const years: Record<string, OfficialYear> = {};
  if (!isRecord(json) || !isRecord(json['years'])) {
    throw invalid(['expected an object {"years": {"2027": {"holidays": [...], "makeups": [...]}}}']);
  }
  for (const key of Object.keys(json)) if (key !== 'years') problems.push(`unknown key "${key}"`);
  for (const [year, value] of Object.entries(json['years'])) {
    const read = readYear(year, value, problems);
    if (read === undefined) continue;
    if (read.holidays.length === 0 && read.provisional !== true) problems.push(`${year}: no holidays listed`);
    years[year] = read;
  }
  if (problems.length > 0) throw invalid(problems);
  return { years };
}

/** The same checks for a calendar made in code (where a year without holidays is allowed). Errors: `calendar.official_invalid`. */
export function checkOfficialCalendar(official: OfficialCalendar): void {
  const problems: string[] = [];
  for (const [year, value] of Object.entries(official.years)) readYear(year, value, problems);
  if (problems.length > 0) throw invalid(problems);
}

function readYear(year: string, value: unknown, problems: string[]): OfficialYear | undefined {
  if (!/^\d{4}$/.test(year) || Number(year) < firstPossibleYear || Number(year) > lastPossibleYear) {
    problems.push(`"${year}" is not a year from ${firstPossibleYear} to ${lastPossibleYear}`);
    return undefined;
  }
  if (!isRecord(value)) {
    problems.push(`${year}: expected {"holidays": [...], "makeups": [...]}`);
    return undefined;
  }
  for (const key of Object.keys(value)) {
    if (!['holidays', 'makeups', 'provisional'].includes(key)) problems.push(`${year}: unknown key "${key}"`);
  }
  const provisional = value['provisional'];
  if (provisional !== undefined && typeof provisional !== 'boolean') problems.push(`${year}.provisional: expected true or false`);
  const seen = new Set<string>();
  const holidays = readDates(year, 'holidays', value['holidays'], seen, problems);
  const makeups = readDates(year, 'makeups', value['makeups'], seen, problems);
  for (const date of makeups) {
    const dayNumber = readIsoDate(date);
    if (dayNumber !== undefined && !isWeekend(dayNumber)) problems.push(`${year}.makeups: ${date} is not a Saturday or Sunday`);
  }
  return provisional === true ? { holidays, makeups, provisional } : { holidays, makeups };
}

function readDates(year: string, list: 'holidays' | 'makeups', value: unknown, seen: Set<string>, problems: string[]): string[] {
  const where = `${year}.${list}`;
  if (!Array.isArray(value)) {
    problems.push(`${where}: expected a list of dates`);
    return [];
  }
  const dates: string[] = [];
  for (const date of value as unknown[]) {
    const dayNumber = readIsoDate(date);
    if (typeof date !== 'string' || dayNumber === undefined) problems.push(`${where}: ${JSON.stringify(date)} is not a date like ${year}-01-31`);
    else if (yearOfDay(dayNumber) !== Number(year)) problems.push(`${where}: ${date} belongs to another year`);
    else if (seen.has(date)) problems.push(`${where}: ${date} is named twice`);
    else {
      seen.add(date);
      dates.push(date);
    }
  }
  return dates;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(problems: string[]): CalendarError {
  return new CalendarError('calendar.official_invalid', { reason: problems.join('; ') });
}
