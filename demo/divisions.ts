import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** A street, town or township (9 digits). */
export interface StreetDivision {
  code: string;
  name: string;
  district: string;
}

/** A residents' or villagers' committee area (12 digits). `rural` = villagers' committee. */
export interface CommunityDivision {
  code: string;
  /** Official name, for example 永昌路社区, 元宝山社区居民委员会, 尹家村委会. */
  name: string;
  /** Name as people say it: 永昌路社区, 元宝山社区, 尹家村, 荣华第一居民区. */
  shortName: string;
  street: string;
  district: string;
  rural: boolean;
}

/** A district, county or city without districts (6 digits). */
export interface DistrictDivision {
  code: string;
  name: string;
  city: string;
  province: string;
}

type Row = Record<string, string>;

function rows(file: string): Row[] {
  const path = new URL(`./divisions/${file}`, import.meta.url);
  return parse(readFileSync(path), { columns: true, skip_empty_lines: true, bom: true }) as Row[];
}

function field(row: Row, name: string): string {
  const value = row[name];
  if (value === undefined) throw new Error(`divisions: column ${name} is missing`);
  return value;
}

/** The name without the words "residents' committee"; keeps 社区 and 村. */
export function shortCommunityName(name: string): string {
  const bare = name.replace(/(居民委员会|村民委员会|居委会|村委会)$/u, '');
  if (name.endsWith('村委会') || name.endsWith('村民委员会')) return bare.endsWith('村') ? bare : `${bare}村`;
  if (name.endsWith('居委会') && !bare.endsWith('社区')) return bare.length >= 6 || bare.endsWith('村') ? bare : `${bare}居民区`;
  return bare;
}

/** The provinces of the whole country. */
export const readProvinces = (): Array<{ code: string; name: string }> =>
  rows('provinces_all.csv').map((row) => ({ code: field(row, 'code'), name: field(row, 'name') }));

/** The cities (prefectures) of the whole country. */
export const readCities = (): Array<{ code: string; name: string }> =>
  rows('cities_all.csv').map((row) => ({ code: field(row, 'code'), name: field(row, 'name') }));

/** The districts of the whole country. */
export function readDistricts(): DistrictDivision[] {
  return rows('areas_all.csv').map((row) => ({
    code: field(row, 'code'),
    name: field(row, 'name'),
    city: field(row, 'cityCode'),
    province: field(row, 'provinceCode'),
  }));
}

/** The streets of one district, in the order of their codes. */
export function readStreets(district: string): StreetDivision[] {
  return rows('streets_5_places.csv')
    .filter((row) => field(row, 'areaCode') === district)
    .map((row) => ({ code: field(row, 'code'), name: field(row, 'name'), district }));
}

/** The communities and villages of one district, in the order of their codes. */
export function readCommunities(district: string): CommunityDivision[] {
  return rows('villages_5_places.csv')
    .filter((row) => field(row, 'areaCode') === district)
    .map((row) => {
      const name = field(row, 'name');
      return {
        code: field(row, 'code'),
        name,
        shortName: shortCommunityName(name),
        street: field(row, 'streetCode'),
        district,
        rural: /村(民委员会|委会|村委会)$/u.test(name),
      };
    });
}
