import { hostScripts } from '@hezhi/contract/light';
import { useSyncExternalStore } from 'react';
import { request } from '../request.ts';
import { hostAround, loadScript, onIos, within } from './around.ts';
import { browserHost } from './browser.ts';
import type { HostBridge } from './bridge.ts';
import type { DingTalk, DingtalkConfig } from './dingtalk.ts';
import { hostStore, type HostStore } from './opening.ts';
import type { WeChat, WechatConfig } from './wechat.ts';
import type { Zheliban } from './zheliban.ts';

export * from './bridge.ts';

/** WeChat on iOS goes by the address with which the page was loaded, so it is kept before anything changes it. */
const landing = (globalThis as { location?: Location }).location?.href ?? '';

/** Loads a published script and takes what it leaves on the window, within eight seconds. */
async function sdk<T>(name: keyof typeof hostScripts, member: string): Promise<T> {
  const found = (): T | undefined => (globalThis as unknown as Record<string, T | undefined>)[member];
  if (found() === undefined) await within(8000, loadScript(hostScripts[name]));
  const got = found();
  if (got === undefined) throw new Error(`no ${member}`);
  return got;
}

const here = (): string => location.href;

/** Loads what the host around the page needs, and nothing of it elsewhere. Our server says whether the host is set up before anything of its own is loaded. */
async function openHost(name: HostBridge['name'], below: HostBridge): Promise<HostBridge> {
  if (name === 'wechat') {
    const { openWechat } = await import('./wechat.ts');
    const sign = async (url: string): Promise<WechatConfig> => (await request('GET /host/wechat-config', { query: { url } })) as WechatConfig;
    return openWechat({ below, sign, load: () => sdk<WeChat>('wechat', 'wx'), here, landing, ios: onIos(navigator) });
  }
  if (name === 'dingtalk') {
    const { openDingtalk } = await import('./dingtalk.ts');
    const sign = async (url: string): Promise<DingtalkConfig> => (await request('GET /host/dingtalk-config', { query: { url } })) as DingtalkConfig;
    return openDingtalk({ below, sign, load: () => sdk<DingTalk>('dingtalk', 'dd'), here });
  }
  const { openZheliban } = await import('./zheliban.ts');
  return openZheliban({ below, load: () => sdk<Zheliban>('zheliban', 'ZWJSBridge') });
}

let store: HostStore | null = null;

function theStore(): HostStore {
  if (store) return store;
  const browser = browserHost();
  const name = hostAround(navigator.userAgent);
  store = name === 'browser' ? { current: () => browser, subscribe: () => () => undefined } : hostStore(browser, openHost(name, browser));
  return store;
}

/** The bridge that fits where the page runs; in WeChat, DingTalk and 浙里办 it changes once their own has opened. */
export function useHost(): HostBridge {
  const { current, subscribe } = theStore();
  return useSyncExternalStore(subscribe, current, current);
}
