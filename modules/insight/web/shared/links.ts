import type { Behind } from './types.ts';

/** Address (below the desk's base) of the list behind a number. */
export function listOf(drill: Behind, measure?: string): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...drill, ...(measure ? { measure } : {}) })) if (value !== undefined) query.set(key, String(value));
  return `/matters?${query.toString()}`;
}
