import { within } from './around.ts';
import { HostFailure, type HostBridge } from './bridge.ts';

/** The part of 浙里办's bridge 1.1 (`window.ZWJSBridge`) that is used here. */
export type Zheliban = {
  onReady(told: () => void): void;
  scan(options: { type: 'qrCode' }): Promise<{ text?: string }>;
};

/**
 * Inside 浙里办: its scanner. Photographs and position are left to the browser beneath: the datum of its positions and the form of its pictures are not
 * published. Rejects when the script does not come.
 */
export async function openZheliban({
  below,
  load,
  patience = 5000,
}: {
  below: HostBridge;
  load: () => Promise<Zheliban>;
  patience?: number;
}): Promise<HostBridge> {
  const bridge = await load();
  await within(patience, new Promise<void>((resolve) => bridge.onReady(resolve)));
  return {
    ...below,
    name: 'zheliban',
    can: { ...below.can, scan: true },
    scan: async () => {
      try {
        const { text } = await bridge.scan({ type: 'qrCode' });
        if (text) return text;
      } catch (error) {
        if (!/取消|cancel/i.test((error as { errorMessage?: string } | undefined)?.errorMessage ?? '')) throw new HostFailure('failed');
      }
      throw new HostFailure('cancelled');
    },
  };
}
