/** Why the host gave nothing: `denied` by the person, `unavailable` on this device, `failed`, `cancelled`. */
export class HostFailure extends Error {
  readonly why: 'denied' | 'unavailable' | 'failed' | 'cancelled';
  constructor(why: HostFailure['why']) {
    super(why);
    this.name = 'HostFailure';
    this.why = why;
  }
}

/** Where somebody is, WGS84; `accuracy` in metres. */
export type HostPlace = { readonly lon: number; readonly lat: number; readonly accuracy: number };

/** A page as it is passed on: `link` and `picture` are whole addresses, `text` one or two sentences. */
export type HostCard = { readonly title: string; readonly text: string; readonly link: string; readonly picture: string };

/** What became of passing on: handed to the device, copied to be pasted, or lying ready in the host's own menu, which the person has to open. */
export type HostShared = 'shared' | 'copied' | 'menu';

/** What the surrounding program (browser, WeChat, DingTalk, 浙里办) lends the page. Methods throw `HostFailure`. */
export interface HostBridge {
  readonly name: 'browser' | 'wechat' | 'dingtalk' | 'zheliban';
  readonly can: { readonly photos: boolean; readonly place: boolean; readonly scan: boolean };
  /** Takes or chooses photographs; empty when the person thinks better of it. */
  photos(options?: { max?: number; camera?: boolean }): Promise<File[]>;
  place(): Promise<HostPlace>;
  /** The text of a QR or bar code. */
  scan(): Promise<string>;
  /** Passes a page on, when the person asks for it. */
  share(card: HostCard): Promise<HostShared>;
  /** Says what the host's own menu would pass on from this page; does nothing where the host has no such menu. Never throws. */
  offer(card: HostCard): void;
}
