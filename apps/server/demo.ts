import type { House } from '@hezhi/server';

/** Told with every start of the demo. */
export const demoSentence =
  'Demo accounts exist: resident, grid, community, street, department, district, mediator, admin, hotline (and <role>.jiayuguan, .shuangluan, .changning, .qionglai), password hezhi-demo';

/** The product is usable once this is given back; older history fills in behind until `stop`. */
type Seeding = { stop?: () => Promise<void> } | void;
type SeedDemo = (house: House, options: { progress: (sentence: string) => void; signal?: AbortSignal | undefined }) => Promise<Seeding>;

const door: string = '@hezhi/demo/seed';

/** Seeds the invented town where it is missing; resolves when it can be used. Null where this checkout has no demo. */
export async function startDemo(house: House, say: (sentence: string) => void, signal?: AbortSignal): Promise<{ stop(): Promise<void> } | null> {
  let seedDemo: SeedDemo;
  try {
    ({ seedDemo } = (await import(door)) as { seedDemo: SeedDemo });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') throw error;
    say('This checkout has no demo to seed.');
    return null;
  }
  const seeding = await seedDemo(house, { progress: say, signal });
  return { stop: async () => void (await seeding?.stop?.()) };
}
