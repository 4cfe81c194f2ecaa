import type { Actor, Language } from '@hezhi/contract';
import { mappingOf, allMappings } from './mapping.ts';
import type { EndpointRow } from './queries.ts';

/** The role under which a body's steps stand in timelines; no person can hold it. */
export const bodyRole = 'exchange_body';

/**
 * A body as an actor: it acts in the name of its organisation, with the rights that the mapping of the procedure lists and no others. Which matters it may
 * touch is decided by its ties before (`findTie`).
 */
export function bodyActor(
  endpoint: Pick<EndpointRow, 'district' | 'id' | 'name' | 'org'>,
  procedure?: { key: string; version: number } | null,
  language: Language = 'zh-Hans',
): Actor {
  const mapping = procedure ? mappingOf(procedure.key, procedure.version) : allMappings()[0];
  const permissions = mapping?.permissions ?? [];
  return {
    kind: 'person',
    person: null,
    name: endpoint.name,
    district: endpoint.district,
    post: { id: endpoint.id, role: bodyRole, org: endpoint.org ?? endpoint.id, area: endpoint.district, permissions },
    permissions,
    language,
  };
}
