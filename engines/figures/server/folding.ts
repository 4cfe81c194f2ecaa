import type { House } from '@hezhi/server';
import { FOLD, foldDeltas } from './queries.ts';

/** Readers add what is not folded yet, so that waiting costs no truth; each folding rewrites every cell it meets, so that fewer are cheaper. */
const PAUSE_MS = 3000;

/** Folds deltas every few seconds while the house is open; a full batch is followed at once by the next. */
export function startFolding(house: House): { stop: () => Promise<void> } {
  const stopped = Promise.withResolvers<void>();
  let open = true;
  const pause = (ms: number) => {
    let timer: NodeJS.Timeout | undefined;
    return Promise.race([new Promise<void>((resolve) => (timer = setTimeout(resolve, ms))), stopped.promise]).finally(() => clearTimeout(timer));
  };
  const loop = async (): Promise<void> => {
    while (open) {
      try {
        if ((await foldDeltas(house.db)) < FOLD) await pause(PAUSE_MS);
      } catch (error) {
        house.log.warn({ error: String(error) }, 'folding figures failed; trying again');
        await pause(5000);
      }
    }
  };
  const running = loop();
  return {
    stop: async () => {
      open = false;
      stopped.resolve();
      await running;
    },
  };
}
