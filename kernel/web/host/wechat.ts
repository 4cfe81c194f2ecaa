import { browserHost } from './browser.ts';
import { HostFailure, type HostBridge } from './bridge.ts';

type Outcome<T> = { success?: (got: T) => void; fail?: (error: { errMsg: string }) => void; cancel?: () => void };
/** The part of WeChat's JS-SDK (`window.wx`, already configured by the surrounding page) that is used here. */
export type WeChat = {
  chooseImage(options: { count: number; sizeType: string[]; sourceType: string[] } & Outcome<{ localIds: string[] }>): void;
  getLocalImgData(options: { localId: string } & Outcome<{ localData: string }>): void;
  getLocation(options: { type: 'wgs84' } & Outcome<{ longitude: number; latitude: number; accuracy: number }>): void;
  scanQRCode(options: { needResult: 1; scanType: string[] } & Outcome<{ resultStr: string }>): void;
};

function ask<T>(start: (outcome: Outcome<T>) => void): Promise<T> {
  return new Promise((resolve, reject) =>
    start({
      success: resolve,
      fail: ({ errMsg }) => reject(new HostFailure(/deny|denied|auth/i.test(errMsg) ? 'denied' : 'failed')),
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

/** Inside WeChat: its own camera, position and scanner; whatever it refuses is left to the browser beneath. */
export function wechatHost(wx: WeChat): HostBridge {
  const below = browserHost();
  return {
    name: 'wechat',
    can: { photos: true, place: true, scan: true },
    photos: async ({ max = 1, camera = false } = {}) => {
      try {
        const { localIds } = await ask<{ localIds: string[] }>((outcome) =>
          wx.chooseImage({ count: max, sizeType: ['compressed'], sourceType: camera ? ['camera'] : ['album', 'camera'], ...outcome }),
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
        const at = await ask<{ longitude: number; latitude: number; accuracy: number }>((outcome) => wx.getLocation({ type: 'wgs84', ...outcome }));
        return { lon: Number(at.longitude), lat: Number(at.latitude), accuracy: Number(at.accuracy) };
      } catch (error) {
        if (error instanceof HostFailure && error.why === 'denied') throw error;
        return below.place();
      }
    },
    scan: async () => {
      const { resultStr } = await ask<{ resultStr: string }>((outcome) => wx.scanQRCode({ needResult: 1, scanType: ['qrCode', 'barCode'], ...outcome }));
      // Bar codes come as "EAN_13,6901234".
      return /^[A-Z0-9_]+,/.test(resultStr) ? resultStr.slice(resultStr.indexOf(',') + 1) : resultStr;
    },
  };
}
