import { fileFacts } from '@hezhi/documents/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import type { EntryData } from '../contract/index.ts';
import type { EndpointRow } from './queries.ts';

type Photo = z.input<typeof EntryData>['photos'][number];

/** Photos as a message names them; those that are gone are left out. */
export async function photosTold(call: Call, body: Pick<EndpointRow, 'district' | 'id'>, ids: readonly string[]): Promise<Map<string, Photo>> {
  const found = await fileFacts(call.db, body.district, ids);
  return new Map([...found].map(([id, facts]) => [id, { id, path: `/api/exchange/in/${body.district}/${body.id}/photos/${id}`, ...facts }]));
}
