import { useRoute } from './client.ts';
import { useKind } from './kinds.ts';

/** An organisation, or a post in it. */
export type Owner = { readonly org: string; readonly post?: string | null };

export const keyOf = (owner: Owner): string => `${owner.org}/${owner.post ?? ''}`;

const isOwner = (value: unknown): value is Owner => typeof value === 'object' && value !== null && 'org' in value;

/** What a field of type `owner` or `owners` holds, as a list. */
export const ownersOf = (value: unknown): Owner[] => (Array.isArray(value) ? value.filter(isOwner) : isOwner(value) ? [value] : []);

/** Who may be chosen, likeliest first: asked of the route that the kind names, which answers like the engine's own. */
export function useCandidates(matter: string | null, kind: string | undefined, q: string) {
  const { owners } = useKind(kind ?? '');
  // A route of another room with the same reply: the type is the engine's.
  const route = (owners ?? 'GET /matters/:id/owners') as 'GET /matters/:id/owners';
  return useRoute(route, { params: { id: matter ?? '' }, query: q ? { q } : {} }, { enabled: matter !== null && matter !== '' });
}
