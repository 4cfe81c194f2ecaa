import type { HostBridge } from './bridge.ts';

/** A bridge and who wants to know when it changes. */
export type HostStore = { readonly current: () => HostBridge; readonly subscribe: (changed: () => void) => () => void };

/**
 * Begins with a bridge that waits for the host around the page and then gives way to it, or to the browser when the host does not open. Photographs do not
 * wait: a browser's dialog opens only right after the person's tap.
 */
export function hostStore(browser: HostBridge, opening: Promise<HostBridge>): HostStore {
  const told = new Set<() => void>();
  const opened = opening.catch(() => browser);
  let current: HostBridge = {
    ...browser,
    can: { ...browser.can, place: true },
    place: async () => (await opened).place(),
    scan: async () => (await opened).scan(),
    share: async (card) => (await opened).share(card),
    offer: (card) => void opened.then((host) => host.offer(card)),
  };
  void opened.then((host) => {
    current = host;
    for (const each of told) each();
  });
  return {
    current: () => current,
    subscribe: (changed) => {
      told.add(changed);
      return () => void told.delete(changed);
    },
  };
}
