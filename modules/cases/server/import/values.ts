import given from 'gcoord';
import type { ImportDatum } from '../../contract/index.ts';

// Its types describe the CommonJS wrapper; at run time the default export is the library itself.
const gcoord = given as unknown as typeof given.default;
const DAY = 86_400_000;
const ZONE = 8 * 3_600_000;

/** What people write where there is nothing to write. */
export const nothing = (text: string | undefined): boolean =>
  text === undefined || /^(?:无|没有|不详|未知|匿名|不愿透露|空|null|n\/?a|none|unknown|anonymous|[-—/\\.。、]+)?$/i.test(text.trim());

/** A phone number as a report takes it, or null for what is none: one number, of digits, spaces, hyphens and brackets. */
export function phoneOf(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[()[\]]/g, '-')
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/^-+|-+$/g, '')
    .replace(/-{2,}/g, '-')
    .trim();
  return /^\+?[\d\s-]{5,20}$/.test(plain) && plain.replace(/\D/g, '').length >= 5 ? plain : null;
}

/** Epoch ms of a moment as spreadsheets and people write it, by the clock of China: 2026-11-22 09:30, 2026/11/22, 2026年11月22日 9时30分, 202611220930, RFC 3339, the day number of Excel. */
export function momentOf(text: string): number | null {
  const plain = text.normalize('NFKC').trim();
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(plain)) {
    const at = Date.parse(plain);
    return Number.isNaN(at) ? null : at;
  }
  if (/^\d{5}(?:\.\d+)?$/.test(plain)) return Math.round((Number(plain) - 25_569) * 1440) * 60_000 - ZONE;
  const found =
    /^(\d{4})(?:[-/.年]\s*)(\d{1,2})(?:[-/.月]\s*)(\d{1,2})(?:日|号)?(?:[\sT]*(\d{1,2})(?:[:时点]\s*)(?:(\d{1,2})分?)?(?::?\s*(\d{1,2})(?:\.\d+)?秒?)?)?$/.exec(
      plain,
    ) ?? /^(\d{4})(\d{2})(\d{2})(?:\s*(\d{2})(\d{2})(\d{2})?)?$/.exec(plain);
  if (!found) return null;
  const [year, month, day, hour, minute, second] = found.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const at = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(at);
  const sound = back.getUTCFullYear() === year && back.getUTCMonth() === month - 1 && back.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return sound ? at - ZONE : null;
}

/** The clock of China: 2026-11-22 09:30. */
export const clockOf = (at: number): string => new Date(at + ZONE).toISOString().slice(0, 16).replace('T', ' ');

/** Days between, for what lies too far back. */
export const daysAgo = (at: number, now: number): number => (now - at) / DAY;

const datums: readonly (readonly [RegExp, ImportDatum])[] = [
  [/wgs|gps|cgcs|2000|4326|4490/i, 'wgs84'],
  [/gcj|火星|高德|腾讯|mars|amap/i, 'gcj02'],
  [/bd|百度|baidu/i, 'bd09'],
];

/** The datum that a cell names, or null. CGCS2000 differs from WGS84 by less than a metre. */
export const datumOf = (text: string): ImportDatum | null =>
  datums.find(([pattern]) => pattern.test(text.normalize('NFKC').replace(/[\s_-]/g, '')))?.[1] ?? null;

/** A place in WGS84, to a tenth of a metre. */
export function toWgs84(point: readonly [number, number], datum: ImportDatum): [number, number] {
  const [lon, lat] =
    datum === 'wgs84' ? point : (gcoord.transform([...point], datum === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09, gcoord.WGS84) as [number, number]);
  return [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
}

/** Decimal degrees: `108.7105`, also with a sign of degrees behind; NaN for what is none. */
export function degreesOf(text: string): number {
  const plain = text
    .normalize('NFKC')
    .replace(/[°度\s]/g, '')
    .replace(/^(?:东经|北纬|[EN])|[EN]$/gi, '');
  return /^-?\d{1,3}(?:\.\d{1,15})?$/.test(plain) ? Number(plain) : Number.NaN;
}
