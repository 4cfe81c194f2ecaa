import { HostFailure, useHost } from '@hezhi/web';
import { useCallback, useState } from 'react';

type Here = readonly [lon: number, lat: number];
/** Kept while the app is open, so that going to a task and back does not ask again. */
let last: Here | null = null;

/** Where I am, asked for only by `find()`: `{ here, finding, why, find, forget }`. `why` is what the phone said instead. */
export function usePosition() {
  const host = useHost();
  const [here, setHere] = useState<Here | null>(last);
  const [finding, setFinding] = useState(false);
  const [why, setWhy] = useState<HostFailure['why'] | null>(null);
  const find = useCallback(async (): Promise<Here | null> => {
    setFinding(true);
    setWhy(null);
    try {
      const { lon, lat } = await host.place();
      last = [lon, lat];
      setHere(last);
      return last;
    } catch (failure) {
      setWhy(failure instanceof HostFailure ? failure.why : 'failed');
      return null;
    } finally {
      setFinding(false);
    }
  }, [host]);
  const forget = useCallback(() => {
    last = null;
    setHere(null);
  }, []);
  return { here, finding, why, find, forget, can: host.can.place };
}
