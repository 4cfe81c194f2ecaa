import type { Words } from '@hezhi/contract';
import { OutsideTrouble, type House, type Settings } from '@hezhi/server';
import type { IdentityProvider } from './identity.ts';
import { readOidc } from './identity-config.ts';
import { DingtalkIdentity } from './identity-dingtalk.ts';
import { WechatIdentity } from './identity-wechat.ts';
import { OidcProvider } from './oidc.ts';
import { SandboxIdentity } from './oidc-sandbox.ts';

/** A way to log in by another system. */
export type Way = {
  /** Part of its addresses: small letters, figures, hyphens. */
  key: string;
  /** What people know it by. */
  name: Words;
  /** Whose accounts it opens; never others. */
  for: 'staff' | 'resident';
  /** It works inside this program only. */
  inside: 'wechat' | null;
  /** The provider names the accounts itself: nobody binds or unbinds. */
  managed: boolean;
  provider: IdentityProvider;
};

const sandboxName: Words = { 'zh-Hans': '统一身份认证', 'zh-Hant': '統一身份認證', en: 'single sign-on' };
const wechatName: Words = { 'zh-Hans': '微信', 'zh-Hant': '微信', en: 'WeChat' };
const dingtalkName: Words = { 'zh-Hans': '钉钉', 'zh-Hant': '釘釘', en: 'DingTalk' };

/** The ways that the settings give. @throws StartupError with a sentence for a wrong file */
function configured(settings: Pick<Settings, 'wechat' | 'dingtalk'>, file: string | undefined, now: () => number): Way[] {
  const ways: Way[] = readOidc(file).map((config) => ({
    key: config.key,
    name: config.name,
    for: config.for,
    inside: null,
    managed: config.account_claim !== undefined,
    provider: new OidcProvider(config, now),
  }));
  const { wechat, dingtalk } = settings;
  if (dingtalk) ways.push({ key: 'dingtalk', name: dingtalkName, for: 'staff', inside: null, managed: false, provider: new DingtalkIdentity(dingtalk) });
  if (wechat) ways.push({ key: 'wechat', name: wechatName, for: 'resident', inside: 'wechat', managed: false, provider: new WechatIdentity(wechat) });
  return ways;
}

const box = (house: House): { ways: Map<string, Way> } => house.memo('directory.identity', () => ({ ways: new Map<string, Way>() }));

/** Sets up the ways of a house: those of the settings (HEZHI_OIDC, HEZHI_WECHAT_*, HEZHI_DINGTALK_*), in the demo its stand-in too. @throws StartupError */
export function openWays(house: House): void {
  const now = (): number => house.now();
  for (const way of configured(house.settings, process.env['HEZHI_OIDC'], now)) offerIdentityWay(house, way);
  if (house.settings.demo)
    offerIdentityWay(house, { key: 'sandbox', name: sandboxName, for: 'staff', inside: null, managed: true, provider: new SandboxIdentity(house) });
}

/** Offers a way from now on (a composition calls it when the house opens; docs/how-to/log-in-by-another-system.md). */
export function offerIdentityWay(house: House, way: Way): void {
  box(house).ways.set(way.key, way);
}

/** All ways that are offered, in the order of their coming. */
export const waysOf = (house: House): readonly Way[] => [...box(house).ways.values()];
/** One of them. */
export const wayOf = (house: House, key: string): Way | undefined => box(house).ways.get(key);

/**
 * For `hezhi doctor`: which ways the settings give and what each answers, one sentence.
 * @throws StartupError for wrong settings; Error naming the way that does not answer
 */
export async function lookAtWays(settings: Pick<Settings, 'wechat' | 'dingtalk'>, file: string | undefined): Promise<string> {
  const ways = configured(settings, file, () => Date.now());
  const found: string[] = [];
  for (const { key, provider } of ways) {
    try {
      found.push(`${key}: ${(await provider.look?.()) ?? 'set up'}`);
    } catch (error) {
      if (error instanceof OutsideTrouble) throw new Error(`${key}: ${error.message}`, { cause: error });
      throw error;
    }
  }
  return found.length === 0 ? 'note: none; people log in by account and password, residents by SMS too' : found.join('; ');
}
