import type { Language } from '@hezhi/contract';
import type { Channel } from '../contract/index.ts';

/** One message as a provider gets it. `to` is the clear address and lives in memory only. */
export type Message = {
  /** Idempotency token: the delivery's id. */
  readonly token: string;
  readonly to: string;
  readonly language: Language;
  /** Key of the template; providers whose texts are approved beforehand look up their own under it. */
  readonly template: string;
  readonly title: string;
  readonly body: string;
  /** The text of an SMS. */
  readonly short: string;
  /** What stands for the placeholders, in the message's language. */
  readonly values: Readonly<Record<string, string>>;
  /** Absolute address of the page, null without a public address. */
  readonly link: string | null;
  /** Path of the page within the resident's app. */
  readonly path: string | null;
  /** Epoch ms of what is told. */
  readonly at: number;
};

/**
 * How a try ended. `later`: surely nothing was sent, try again. `refused`: this message will never be taken. `unknown`: it may have been taken.
 * `why` names the provider's code and holds no address and no content.
 */
export type Outcome =
  | { readonly end: 'sent'; readonly reference: string | null }
  | { readonly end: 'later' | 'unknown'; readonly why: string }
  | { readonly end: 'refused'; readonly why: string; readonly reason?: 'no_template' };

/** A way out of the house. */
export interface Provider {
  readonly name: string;
  readonly channel: Channel;
  /** Whether it takes each token once: only then is a message sent again whose end is unknown. */
  readonly tokens: boolean;
  send(message: Message): Promise<Outcome>;
  /** WeChat only: the person's openid by the code of wx.login; null when WeChat does not confirm it. */
  identify?(code: string): Promise<string | null>;
}

/** A provider's words without what may be an address or a number. */
export const plain = (text: string): string =>
  text
    .replace(/[^\s@<>"']+@[^\s@<>"']+/g, '***')
    .replace(/\+?\d[\d\s-]{4,}\d/g, '***')
    .slice(0, 200);

/** Why a request could not be made: whether it surely never reached the other side. */
export function failure(error: unknown): { before: boolean; why: string } {
  const codes: string[] = [];
  for (let at: unknown = error; at instanceof Error && codes.length < 4; at = at.cause) codes.push((at as { code?: string }).code ?? at.name);
  const before = codes.some((code) =>
    ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED'].includes(code),
  );
  return { before, why: plain(codes.join(' ')) };
}

/** `failure` as an outcome. */
export function failed(error: unknown): Outcome {
  const { before, why } = failure(error);
  return { end: before ? 'later' : 'unknown', why };
}
