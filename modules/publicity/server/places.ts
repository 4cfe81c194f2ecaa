import { Refusal } from '@hezhi/contract';
import { territory, type Territory } from '@hezhi/directory/server';
import type { House } from '@hezhi/server';
import { errors } from '../contract/index.ts';

/** The territory of a district, where `area` is one of its nodes. `publicity.area_unknown` */
export async function areaIn(house: House, district: string, area: string = district): Promise<Territory> {
  const tree = await territory(house).ensure(district);
  if (!area.startsWith(district) || tree.get(area) === undefined) throw new Refusal(errors.area_unknown);
  return tree;
}
