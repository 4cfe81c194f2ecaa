import type { House } from '@hezhi/server';

export const deliveryWakers = new Set<() => void>();
export const photoWakers = new Set<() => void>();
/** Rouses the deliverers of this process; those of others look each second. */
export const wakeDelivery = (): void => deliveryWakers.forEach((wake) => wake());
/** Rouses those who fetch photos. */
export const wakePhotos = (): void => photoWakers.forEach((wake) => wake());

/** The loop of a worker process: does what is due, sleeps until woken or a second has passed. `what`: as the log names it. */
export function startRounds(house: House, what: string, due: (house: House) => Promise<unknown>, wakers: Set<() => void>): { stop: () => Promise<void> } {
  let open = true;
  let rouse: (() => void) | null = null;
  let woken = false;
  const wake = (): void => {
    woken = true;
    rouse?.();
  };
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (woken || !open) return resolve();
      const timer = setTimeout(resolve, ms);
      timer.unref();
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = async (): Promise<void> => {
    while (open) {
      woken = false;
      try {
        await due(house);
        await pause(1000);
      } catch (error) {
        if (open) house.log.warn({ error: String(error) }, `${what} failed; trying again`);
        await pause(5000);
      }
      rouse = null;
    }
  };
  wakers.add(wake);
  const running = loop();
  return {
    stop: async () => {
      open = false;
      wakers.delete(wake);
      wake();
      await running;
    },
  };
}
