import type { MatterDetail } from '@hezhi/matters/screens';

/** Why the case went to whom it went first (by which rule of dispatch), where the reader may know; null where no rule decided. */
export function routedBy({ timeline }: Pick<MatterDetail, 'timeline'>): string | null {
  const routed = timeline.find((entry) => entry.step === 'open')?.data['routed'];
  return typeof routed === 'string' ? routed : null;
}
