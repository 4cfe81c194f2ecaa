import type { Words } from '@hezhi/contract/light';
import type { Category, PersonalChannel, Template } from './terms.ts';

/** Words of one part of a notice: simplified Chinese, then English. */
export type Said = readonly [zh: string, en: string];
/** What a room tells: its words, what it is about and by which ways. `sms` is a shorter text; the body where absent. */
export type NoticeDefinition = {
  readonly category: Category;
  readonly channels?: readonly PersonalChannel[];
  readonly urgent?: boolean;
  readonly title: Said;
  readonly body: Said;
  readonly sms?: Said;
  readonly sample?: Readonly<Record<string, string>>;
};
/** What holds for each that does not say otherwise: ways beside the inbox (none where left out), and values for the preview. */
export type NoticesShared = Pick<NoticeDefinition, 'channels' | 'sample'>;

const wordsOf = ([zh, en]: Said): Words => ({ 'zh-Hans': zh, en });

/** The templates of a room by the last part of their keys, for `registerTemplates`: `defineNotices('visits', { due: … })` tells `visits.due`. */
export function defineNotices(room: string, notices: Readonly<Record<string, NoticeDefinition>>, shared: NoticesShared = {}): readonly Template[] {
  return Object.entries(notices).map(([what, { category, channels, urgent, title, body, sms, sample = shared.sample }]) => ({
    key: `${room}.${what}`,
    category,
    channels: channels ?? shared.channels ?? [],
    ...(urgent === undefined ? {} : { urgent }),
    words: { title: wordsOf(title), body: wordsOf(body), ...(sms ? { sms: wordsOf(sms) } : {}) },
    ...(sample ? { sample } : {}),
  }));
}
