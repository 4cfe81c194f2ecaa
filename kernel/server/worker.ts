import type { Logger } from 'pino';

/** A loop in the background that can be woken and stopped. */
export type Worker = { wake(): void; stop(): Promise<void> };

/**
 * Runs `round` again and again: at once while it returns 0, else after the milliseconds it returns or when woken. Who is woken often rests for
 * `gather` ms after a round, so that the next one finds more at once.
 * An error (the database away) is logged, once a minute at most, and tried again after a second.
 */
export function startWorker(name: string, log: Logger, round: () => Promise<number>, gather = 0): Worker {
  let stopped = false;
  let woken = false;
  let rouse: (() => void) | null = null;
  let hurry: (() => void) | null = null;
  let complained = 0;

  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (woken || stopped) return resolve();
      const timer = setTimeout(resolve, ms);
      timer.unref();
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      if (stopped || gather === 0) return resolve();
      const timer = setTimeout(resolve, gather);
      hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const loop = async (): Promise<void> => {
    while (!stopped) {
      woken = false;
      let pause: number;
      try {
        pause = await round();
      } catch (error) {
        const now = performance.now();
        if (!stopped && (complained === 0 || now - complained > 60_000)) {
          complained = now;
          log.error({ err: error, worker: name }, 'worker met an error and tries again');
        }
        pause = 1000;
      }
      if (pause > 0) {
        await rest();
        await sleep(pause);
      }
      rouse = hurry = null;
    }
  };
  const running = loop();

  const wake = (): void => {
    woken = true;
    rouse?.();
  };
  return {
    wake,
    async stop(): Promise<void> {
      stopped = true;
      wake();
      hurry?.();
      await running;
    },
  };
}

/** Milliseconds to wait after the n-th failed attempt: 1 s, 4 s, 16 s … an hour at most. */
export function backOff(attempts: number): number {
  return Math.min(3_600_000, 1000 * 4 ** Math.min(attempts - 1, 12));
}

/** An error in the few words that are kept with a failed attempt. */
export function brief(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 500);
}
