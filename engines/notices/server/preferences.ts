import { randomInt, timingSafeEqual } from 'node:crypto';
import { newId, Refusal, type Words, iso } from '@hezhi/contract';
import { maskPhone } from '@hezhi/directory/contract';
import { speak, type Call } from '@hezhi/server';
import type { z } from 'zod';
import {
  categories,
  clock,
  errors,
  minutesOf,
  modeOf,
  personalChannels,
  usualQuiet,
  type Modes,
  type Preferences,
  type PreferencesInput,
} from '../contract/index.ts';
import { mine } from './inbox.ts';
import { addressPurpose, maskEmail } from './masks.ts';
import { providerOf } from './providers.ts';
import * as queries from './queries-preferences.ts';

type View = z.input<typeof Preferences>;

const MINUTE = 60_000;
const CODE = { life: 15 * MINUTE, tries: 5, again: MINUTE, perDay: 10, day: 86_400_000 };

const mail = {
  title: { 'zh-Hans': '合治：确认您的邮箱', en: 'Hezhi: confirm your e-mail address' },
  body: {
    'zh-Hans': '您的验证码是 {code}，15 分钟内有效。如果不是您本人操作，请忽略这封邮件。',
    en: 'Your code is {code}; it is good for 15 minutes. If this was not you, please ignore this mail.',
  },
} satisfies Record<string, Words>;

/** The wishes of the person, completed by what is usual, with the addresses masked. */
export async function myPreferences(call: Call): Promise<View> {
  const { house } = call;
  const { district, person } = mine(call);
  const row = await queries.preferencesOf(call.db, district, person);
  const modes = row?.modes ?? {};
  const quiet = row?.wished ? (row.quiet_from === null || row.quiet_to === null ? null : { from: row.quiet_from, to: row.quiet_to }) : usualQuiet;
  const addresses = new Map((row?.addresses ?? []).map((one) => [one.channel, one]));
  return {
    modes: Object.fromEntries(
      categories.map((category) => [category, Object.fromEntries(personalChannels.map((channel) => [channel, modeOf(modes, category, channel)]))]),
    ) as View['modes'],
    quiet: quiet && { from: clock(quiet.from), to: clock(quiet.to) },
    channels: personalChannels.map((channel) => {
      const set_up = providerOf(house, channel) !== null;
      if (channel === 'sms') {
        const to = row?.phone_sealed ? maskPhone(house.vault.open(row.phone_sealed, 'person.phone')) : null;
        return { channel, set_up, to, confirmed: to !== null };
      }
      const found = addresses.get(channel);
      const to = found ? house.vault.open(Buffer.from(found.sealed, 'hex'), addressPurpose[channel]) : null;
      return { channel, set_up, to: to === null ? null : channel === 'email' ? maskEmail(to) : `${to.slice(0, 4)}***`, confirmed: found?.confirmed ?? false };
    }),
  };
}

/** Sets all wishes at once. */
export async function setPreferences(call: Call, given: z.output<typeof PreferencesInput>): Promise<View> {
  const { district, person } = mine(call);
  const write = call.write();
  const quiet = given.quiet && { from: minutesOf(given.quiet.from), to: minutesOf(given.quiet.to) };
  queries.savePreferences(write, district, person, { modes: given.modes as Modes, quiet });
  await write.run(call.db);
  return myPreferences(call);
}

const codeHash = (call: Call, person: string, code: string): Buffer => call.house.vault.lookup(`${person} ${code}`, 'notices.email_code');

/** Takes a mail address and sends a code there. Until the code is entered nothing else goes to it. */
export async function setEmail(call: Call, address: string): Promise<View> {
  const { house, now } = call;
  const provider = providerOf(house, 'email');
  if (!provider) throw new Refusal(errors.no_provider);
  const { district, person } = mine(call);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const kept = await queries.keepEmail(call.db, district, person, {
    sealed: house.vault.seal(address, addressPurpose.email),
    hash: codeHash(call, person, code),
    now: iso(now),
    notAfter: iso(now - CODE.again),
    dayBefore: iso(now - CODE.day),
    perDay: CODE.perDay,
  });
  if (!kept) throw new Refusal(errors.code_too_often, {}, { extra: { retry_after: 60 } });
  const outcome = await provider.send({
    token: newId(now),
    to: address,
    language: call.language,
    template: 'notices.email_code',
    title: speak(mail.title, call.language),
    body: speak(mail.body, call.language, { code }),
    short: '',
    values: { code },
    link: null,
    path: null,
    at: now,
  });
  if (outcome.end !== 'sent' && outcome.end !== 'unknown') throw new Refusal(errors.code_not_sent);
  return myPreferences(call);
}

/** Confirms the mail address by its code: five tries, fifteen minutes. */
export async function confirmEmail(call: Call, code: string): Promise<View> {
  const { district, person } = mine(call);
  const wrong = (): Error => new Refusal(errors.wrong_code);
  const kept = await queries.tryEmailCode(call.house.db, district, person, new Date(call.now - CODE.life).toISOString(), CODE.tries);
  const hash = codeHash(call, person, code);
  if (!kept || !timingSafeEqual(kept, hash)) throw wrong();
  const write = call.write();
  queries.confirmEmail(write, district, person, hash, wrong);
  await write.run(call.db);
  return myPreferences(call);
}

/** Binds the WeChat of whoever holds the code of wx.login now. */
export async function bindWechat(call: Call, code: string): Promise<View> {
  const provider = providerOf(call.house, 'wechat');
  if (!provider?.identify) throw new Refusal(errors.no_provider);
  const openid = await provider.identify(code).catch(() => null);
  if (openid === null) throw new Refusal(errors.wechat_refused);
  const { district, person } = mine(call);
  const write = call.write();
  queries.saveWechat(write, district, person, call.house.vault.seal(openid, addressPurpose.wechat));
  await write.run(call.db);
  return myPreferences(call);
}

export async function forgetAddress(call: Call, channel: 'email' | 'wechat'): Promise<View> {
  const { district, person } = mine(call);
  const write = call.write();
  queries.dropAddress(write, district, person, channel);
  await write.run(call.db);
  return myPreferences(call);
}
