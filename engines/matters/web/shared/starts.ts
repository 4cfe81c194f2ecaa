import { useKinds, useSession } from '@hezhi/web';
import { kindScreens, useKindNames, type KindScreens } from './kinds.ts';

/** Where matters of the kinds of this app are begun, as far as this person may. */
export function useStarts(): readonly NonNullable<KindScreens['start']>[] {
  const { can } = useSession();
  const kinds = useKinds();
  return useKindNames().flatMap((kind) => {
    const { start } = kindScreens(kinds, kind);
    return start && (start.permission === undefined || can(start.permission)) ? [start] : [];
  });
}
