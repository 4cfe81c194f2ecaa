import { useRoute, type MatterKind } from './client.ts';

const none: readonly MatterKind[] = [];

/** The kinds of matter of the house, with their words and those of their states; empty until they are known. */
export const useMatterKinds = (): readonly MatterKind[] => useRoute('GET /matters/kinds', {}, { fresh: 3600_000 }).data?.items ?? none;
