import type { House } from '@hezhi/server';
import type { Channel } from '../contract/index.ts';
import { readConfig } from './config.ts';
import type { Provider } from './message.ts';
import { AliyunSms } from './providers/aliyun.ts';
import { SandboxProvider } from './providers/sandbox.ts';
import { SmtpMail } from './providers/smtp.ts';
import { WechatMessages } from './providers/wechat.ts';

type Registry = { byChannel: Map<Channel, Provider>; hooks: Map<string, Provider> };

const registry = (house: House): Registry => house.memo('notices.providers', () => ({ byChannel: new Map(), hooks: new Map() }));

/**
 * Sets up the providers of a house: those of HEZHI_NOTICES, in the demo a sandbox for every other channel.
 * @throws StartupError with a sentence for a wrong file
 */
export async function openProviders(house: House): Promise<void> {
  const config = await readConfig(process.env['HEZHI_NOTICES']);
  const { byChannel } = registry(house);
  if (config.sms) byChannel.set('sms', new AliyunSms(config.sms));
  if (config.wechat) byChannel.set('wechat', new WechatMessages(config.wechat, () => house.now()));
  if (config.email) byChannel.set('email', new SmtpMail(config.email));
  if (!house.settings.demo) return;
  for (const channel of ['sms', 'wechat', 'email'] as const) if (!byChannel.has(channel)) byChannel.set(channel, new SandboxProvider(house, channel));
}

/** The provider of a channel, or of a hook's name; null where none is set up. */
export const providerOf = (house: House, channel: Channel, hook: string | null = null): Provider | null =>
  (channel === 'webhook' ? registry(house).hooks.get(hook ?? '') : registry(house).byChannel.get(channel)) ?? null;

/** Uses a provider from now on (composition, tests). */
export function useProvider(house: House, provider: Provider): void {
  registry(house).byChannel.set(provider.channel, provider);
}

/** Lets notices go to `{ hook: name }`: a room gives the way, `httpWebhook` or its own. Call it when the house opens. */
export function registerWebhook(house: House, name: string, provider: Provider): void {
  registry(house).hooks.set(name, provider);
}
