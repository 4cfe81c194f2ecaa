import { pageOf, within } from './around.ts';
import { HostFailure, type HostBridge, type HostCard } from './bridge.ts';

type Outcome<T> = { success?: (got: T) => void; fail?: (error: { errMsg: string }) => void; cancel?: () => void };
type ShareData = { title: string; link: string; imgUrl: string };

/** The part of WeChat's JS-SDK 1.6 (`window.wx`) that is used here. */
export type WeChat = {
  config(options: { debug: boolean; appId: string; timestamp: number; nonceStr: string; signature: string; jsApiList: string[] }): void;
  ready(told: () => void): void;
  error(told: (error: { errMsg?: string }) => void): void;
  chooseImage(options: { count: number; sizeType: string[]; sourceType: string[] } & Outcome<{ localIds: string[] }>): void;
  getLocalImgData(options: { localId: string } & Outcome<{ localData: string }>): void;
  getLocation(options: { type: 'wgs84' } & Outcome<{ longitude: number | string; latitude: number | string; accuracy: number | string }>): void;
  scanQRCode(options: { needResult: 1; scanType: string[] } & Outcome<{ resultStr: string }>): void;
  updateAppMessageShareData(options: ShareData & { desc: string } & Outcome<unknown>): void;
  updateTimelineShareData(options: ShareData & Outcome<unknown>): void;
};

/** What `GET /host/wechat-config` answers. */
export type WechatConfig = { app_id: string; timestamp: number; nonce: string; signature: string };

const used = ['chooseImage', 'getLocalImgData', 'getLocation', 'scanQRCode', 'updateAppMessageShareData', 'updateTimelineShareData'];

function ask<T>(start: (outcome: Outcome<T>) => void): Promise<T> {
  return new Promise((resolve, reject) =>
    start({
      success: resolve,
      // "auth deny" and "system permission denied" are the person's; "permission denied" alone says that the page may not call this.
      fail: ({ errMsg }) => reject(new HostFailure(/auth\s*den(y|ied)|system permission denied/i.test(errMsg) ? 'denied' : 'failed')),
      cancel: () => reject(new HostFailure('cancelled')),
    }),
  );
}

/** Bytes of what `getLocalImgData` gives: base64 with or without the data-URL head (iOS and Android differ). */
export function fileOfLocalData(data: string, name: string): File {
  const base = atob(data.slice(data.indexOf(',') + 1).replace(/\s/g, ''));
  const bytes = Uint8Array.from(base, (letter) => letter.charCodeAt(0));
  return new File([bytes], name, { type: bytes[0] === 0x89 ? 'image/png' : 'image/jpeg' });
}

/** What WeChat needs around it; `below` does what WeChat refuses. */
export type WechatParts = {
  readonly below: HostBridge;
  /** Asks our server for a signature of a page. */
  readonly sign: (url: string) => Promise<WechatConfig>;
  /** Loads the JS-SDK; called once, after the first signature. */
  readonly load: () => Promise<WeChat>;
  /** The address at this moment. */
  readonly here: () => string;
  /** The address with which the page was loaded. */
  readonly landing: string;
  readonly ios: boolean;
  /** Longest wait for `wx.ready`, in milliseconds. */
  readonly patience?: number;
};

/**
 * Configures the JS-SDK and gives its bridge. On iOS WeChat goes by the address with which the page was loaded, on Android by the present one,
 * so there each call signs anew when the address has changed. Rejects when nothing is set up, the script does not come or WeChat refuses the signature.
 */
export async function openWechat({ below, sign, load, here, landing, ios, patience = 5000 }: WechatParts): Promise<HostBridge> {
  const address = (): string => pageOf(ios ? landing : here());
  let signed = address();
  const first = await sign(signed);
  const wx = await load();
  const configure = ({ app_id, timestamp, nonce, signature }: WechatConfig): void =>
    wx.config({ debug: false, appId: app_id, timestamp, nonceStr: nonce, signature, jsApiList: used });
  await within(
    patience,
    new Promise<void>((resolve, reject) => {
      configure(first);
      // After a refusal WeChat says both, the refusal first.
      wx.error(({ errMsg }) => reject(new Error(errMsg ?? 'config:fail')));
      wx.ready(resolve);
    }),
  );
  let signing = Promise.resolve();
  /** Each call carries the signature of the last `config`, so nothing else has to be waited for. */
  const onThisPage = (): Promise<void> => {
    signing = signing.then(async () => {
      const now = address();
      if (now === signed) return;
      try {
        configure(await sign(now));
        signed = now;
      } catch {
        // The call itself will tell.
      }
    });
    return signing;
  };
  return wechatHost(wx, below, onThisPage);
}

/** Inside WeChat: its own camera, position and scanner; whatever it refuses is left to the browser beneath. */
function wechatHost(wx: WeChat, below: HostBridge, onThisPage: () => Promise<void>): HostBridge {
  const offer = async ({ title, text, link, picture }: HostCard): Promise<void> => {
    await onThisPage();
    const data = { title, link, imgUrl: picture };
    await ask<unknown>((outcome) => wx.updateAppMessageShareData({ ...data, desc: text, ...outcome }));
    await ask<unknown>((outcome) => wx.updateTimelineShareData({ ...data, ...outcome }));
  };
  return {
    name: 'wechat',
    can: { photos: true, place: true, scan: true },
    photos: async ({ max = 1, camera = false } = {}) => {
      try {
        await onThisPage();
        const { localIds } = await ask<{ localIds: string[] }>((outcome) =>
          wx.chooseImage({ count: Math.min(max, 9), sizeType: ['compressed'], sourceType: camera ? ['camera'] : ['album', 'camera'], ...outcome }),
        );
        const files: File[] = [];
        for (const [at, localId] of localIds.entries()) {
          const { localData } = await ask<{ localData: string }>((outcome) => wx.getLocalImgData({ localId, ...outcome }));
          files.push(fileOfLocalData(localData, `photo-${at + 1}.jpg`));
        }
        return files;
      } catch (error) {
        if (error instanceof HostFailure && error.why === 'cancelled') return [];
        return below.photos({ max, camera });
      }
    },
    place: async () => {
      try {
        await onThisPage();
        const at = await ask<{ longitude: number | string; latitude: number | string; accuracy: number | string }>((outcome) =>
          wx.getLocation({ type: 'wgs84', ...outcome }),
        );
        return { lon: Number(at.longitude), lat: Number(at.latitude), accuracy: Number(at.accuracy) };
      } catch (error) {
        // Who said no to WeChat is not asked again by the browser.
        if (error instanceof HostFailure && error.why !== 'failed') throw new HostFailure('denied');
        return below.place();
      }
    },
    scan: async () => {
      await onThisPage();
      const { resultStr } = await ask<{ resultStr: string }>((outcome) => wx.scanQRCode({ needResult: 1, scanType: ['qrCode', 'barCode'], ...outcome }));
      // Bar codes come as "EAN_13,6901234".
      return /^[A-Z0-9_]+,/.test(resultStr) ? resultStr.slice(resultStr.indexOf(',') + 1) : resultStr;
    },
    // A page may not open WeChat's menu; it says what the menu passes on. In a mini program's web-view there is no such menu: copied instead.
    share: async (card) => {
      try {
        await offer(card);
        return 'menu';
      } catch {
        return below.share(card);
      }
    },
    offer: (card) => void offer(card).catch(() => undefined),
  };
}
