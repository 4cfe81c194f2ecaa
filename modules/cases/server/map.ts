import { districtOf, namesOf, viewMatter } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import type { CaseMap } from '../contract/index.ts';
import { listMap, type MapFilter } from './queries.ts';

const MOST = 5000;

/** Open cases that the actor sees, as GeoJSON points; the most pressing first when there are more than 5,000. One statement. */
export async function caseMap(call: Call, filter: MapFilter): Promise<z.input<typeof CaseMap>> {
  const district = districtOf(call.actor);
  const rows = await listMap(call.db, district, call.actor, filter, MOST + 1);
  const names = await namesOf(call.house, district);
  const features = await Promise.all(
    rows.slice(0, MOST).map(async (row) => {
      const { id, number, title, state, subject, tier, area, overdue, dueAt, revision, stateName, stage, point } = await viewMatter(call, row, names);
      return {
        type: 'Feature' as const,
        id,
        geometry: { type: 'Point' as const, coordinates: point! },
        properties: { number, title, state, stateName, stage, subject, tier, area, overdue, dueAt, revision },
      };
    }),
  );
  return { type: 'FeatureCollection', features, complete: rows.length <= MOST };
}
