import type { Language, Words } from '@hezhi/contract/light';

/** Ways out of the house. The inbox in the apps is always there and is no channel. */
export const channels = ['sms', 'wechat', 'email', 'webhook'] as const;
export type Channel = (typeof channels)[number];

/** Channels on which a person decides; webhooks go to systems. */
export const personalChannels = ['sms', 'wechat', 'email'] as const;
export type PersonalChannel = (typeof personalChannels)[number];

/** What a notice is about, as people sort their wishes by. */
export const categories = ['progress', 'task', 'deadline', 'alert', 'news'] as const;
export type Category = (typeof categories)[number];

/** `always`; `absent`: only where the person has not been in the app lately and is reached no other way; `never`. */
export const modes = ['always', 'absent', 'never'] as const;
export type Mode = (typeof modes)[number];
export type Modes = Readonly<Partial<Record<Category, Readonly<Partial<Record<PersonalChannel, Mode>>>>>>;

/** What holds for who said nothing. */
export const usual: Readonly<Record<Category, Readonly<Record<PersonalChannel, Mode>>>> = {
  progress: { sms: 'absent', wechat: 'always', email: 'always' },
  task: { sms: 'never', wechat: 'always', email: 'never' },
  deadline: { sms: 'never', wechat: 'always', email: 'always' },
  alert: { sms: 'always', wechat: 'always', email: 'always' },
  news: { sms: 'never', wechat: 'never', email: 'never' },
};

/** `unknown`: the connection broke when the provider may already have taken it; it is not sent again by itself. */
export const deliveryStates = ['queued', 'sending', 'sent', 'failed', 'unknown', 'skipped'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Why a delivery waits, was left out or failed, in words that hold no personal data. Screens say them. */
export const reasons = ['quiet', 'cap', 'no_provider', 'no_address', 'no_template', 'away', 'refused', 'expired', 'interrupted'] as const;

/** Most deliveries of one way that a recipient gets on one day; urgent ones are not counted. */
export const caps: Readonly<Record<Channel, number>> = { sms: 5, wechat: 10, email: 20, webhook: 1_000_000 };

/** An "app session lately" is one seen within this time (ms). */
export const lately = 3 * 86_400_000;

/** A notice's words as they are sent. `{name}` stands for a value. */
export type TemplateWords = { readonly title: Words; readonly body: Words; /** Shorter, for SMS; the body where absent. */ readonly sms?: Words | undefined };

/** What a room may tell; registered when the house opens. */
export type Template = {
  /** `room.what`. */
  readonly key: string;
  readonly words: TemplateWords;
  readonly category: Category;
  /** Passes quiet hours and the day's number. */
  readonly urgent?: boolean;
  /** Ways that may be used beside the inbox. */
  readonly channels: readonly PersonalChannel[];
  /** Values for the preview, by placeholder. */
  readonly sample?: Readonly<Record<string, string>>;
};

/**
 * A value of a placeholder: text, a number, words in the languages, a moment (epoch ms), or a secret: `secret` names who knows it (`registerSecret`), `of` what of. A secret is put in at the
 * moment of sending and stands nowhere else; the inbox and what is kept say `******`.
 */
export type Value = string | number | Words | { readonly at: number } | { readonly secret: string; readonly of: string };
export type Values = Readonly<Record<string, Value>>;

/** A moment as a notice says it: absolute, because it may be read days later. China's time; the year only when it is another. */
export function writtenMoment(ms: number, now: number, language: Language): string {
  const at = new Date(ms + 8 * 3_600_000);
  const time = at.toISOString().slice(11, 16);
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
  const other = year !== new Date(now + 8 * 3_600_000).getUTCFullYear();
  if (language === 'en') return `${day}/${month}${other ? `/${year}` : ''} ${time}`;
  return `${other ? `${year}年` : ''}${month}月${day}日 ${time}`;
}
