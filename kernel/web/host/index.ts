import { browserHost } from './browser.ts';
import type { HostBridge } from './bridge.ts';
import { wechatHost, type WeChat } from './wechat.ts';

export * from './bridge.ts';

let host: HostBridge | null = null;

/** The bridge that fits where the page runs. */
export function useHost(): HostBridge {
  const wx = (globalThis as { wx?: WeChat }).wx;
  host ??= wx && /MicroMessenger/i.test(navigator.userAgent) ? wechatHost(wx) : browserHost();
  return host;
}
