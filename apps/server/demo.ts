import type { House } from '@hezhi/server';

/** Told with every start of the demo. */
export const demoSentence =
  'Demo accounts exist: resident, grid, community, street, department, district, mediator, admin (and <role>.jiayuguan, .shuangluan, .changning, .qionglai), password hezhi-demo';

/** What the demo's seeding gives back: the product is usable, older history may still be filling in behind. */
type Seeding = { stop?: () => Promise<void> } | void;

/** Seeds the invented town where it is missing; resolves when it can be used. */
export async function startDemo(house: House, say: (sentence: string) => void, signal?: AbortSignal): Promise<{ stop(): Promise<void> }> {
  const { seedDemo } = await import('@hezhi/demo/seed');
  const seeding: Seeding = await seedDemo(house, { progress: say, signal });
  return { stop: async () => void (await seeding?.stop?.()) };
}
