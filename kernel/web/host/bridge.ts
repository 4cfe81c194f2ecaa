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

/** What the surrounding program (browser, WeChat …) lends the page. Methods throw `HostFailure`. */
export interface HostBridge {
  readonly name: 'browser' | 'wechat';
  readonly can: { readonly photos: boolean; readonly place: boolean; readonly scan: boolean };
  /** Takes or chooses photographs; empty when the person thinks better of it. */
  photos(options?: { max?: number; camera?: boolean }): Promise<File[]>;
  place(): Promise<HostPlace>;
  /** The text of a QR or bar code. */
  scan(): Promise<string>;
}
