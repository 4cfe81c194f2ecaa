import given from 'gcoord';
import { pageOf, within } from './around.ts';
import { HostFailure, type HostBridge } from './bridge.ts';

// Its types describe the CommonJS wrapper; at run time the default export is the library itself, in Node and in the bundle.
const gcoord = given as unknown as typeof given.default;

type Fault = { errorCode?: number | string; errorMessage?: string };
type Outcome<T> = { onSuccess: (got: T) => void; onFail: (error: Fault) => void };
type At = { longitude: number | string; latitude: number | string; accuracy?: number | string; errorCode?: number };

/** The part of DingTalk's JSAPI 3 (`window.dd`) that is used here. Calls answer by callbacks and, in this version, by promises too. */
export type DingTalk = {
  readonly env?: { readonly platform?: string };
  config(options: { agentId: string; corpId: string; timeStamp: number; nonceStr: string; signature: string; type: 0; jsApiList: string[] }): void;
  ready(told: () => void): void;
  error(told: (error: Fault) => void): void;
  readonly device: {
    readonly geolocation: { get(options: { targetAccuracy: number; coordinate: 0 | 1; withReGeocode: boolean; useCache: boolean } & Outcome<At>): unknown };
  };
  readonly biz: {
    readonly util: {
      scan(options: { type: 'all' } & Outcome<{ text: string }>): unknown;
      share(options: { type: 0; url: string; title: string; content: string; image: string } & Outcome<unknown>): unknown;
    };
  };
};

/** What `GET /host/dingtalk-config` answers. */
export type DingtalkConfig = { corp_id: string; agent_id: string; timestamp: number; nonce: string; signature: string };

function failureOf({ errorCode, errorMessage = '' }: Fault): HostFailure {
  if (/cancel|取消/i.test(errorMessage)) return new HostFailure('cancelled');
  return new HostFailure(/denied|未授权|没有权限|定位权限/i.test(errorMessage) || errorCode === 4 ? 'denied' : 'failed');
}

function ask<T>(start: (outcome: Outcome<T>) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const onFail = (error: Fault | undefined): void => reject(failureOf(error ?? {}));
    const answer = start({ onSuccess: resolve, onFail });
    if (isPromise<T>(answer)) answer.then(resolve, onFail);
  });
}

const isPromise = <T>(answer: unknown): answer is PromiseLike<T> => typeof (answer as { then?: unknown } | null | undefined)?.then === 'function';

/** What DingTalk needs around it; as for WeChat. */
export type DingtalkParts = {
  readonly below: HostBridge;
  readonly sign: (url: string) => Promise<DingtalkConfig>;
  readonly load: () => Promise<DingTalk>;
  readonly here: () => string;
  readonly patience?: number;
};

/**
 * Configures the JSAPI and gives its bridge. Position and scanner are among what DingTalk lends phones without a signature, so a refused one does not
 * end it: each call tells for itself. Rejects when nothing is set up or the script does not come.
 */
export async function openDingtalk({ below, sign, load, here, patience = 5000 }: DingtalkParts): Promise<HostBridge> {
  const { agent_id, corp_id, timestamp, nonce, signature } = await sign(pageOf(here()));
  const dd = await load();
  await within(
    patience,
    new Promise<void>((resolve) => {
      const jsApiList = ['device.geolocation.get', 'biz.util.scan', 'biz.util.share'];
      dd.config({ agentId: agent_id, corpId: corp_id, timeStamp: timestamp, nonceStr: nonce, signature, type: 0, jsApiList });
      dd.error(() => resolve());
      dd.ready(resolve);
    }),
  );
  return dd.env?.platform === 'pc' ? { ...below, name: 'dingtalk' } : dingtalkHost(dd, below);
}

/** On a phone in DingTalk: its own position, scanner and sharing; photographs come through the browser's dialog, which DingTalk answers. */
function dingtalkHost(dd: DingTalk, below: HostBridge): HostBridge {
  return {
    name: 'dingtalk',
    can: { photos: below.can.photos, place: true, scan: true },
    photos: (options) => below.photos(options),
    place: async () => {
      try {
        // 1 asks for the datum of the base maps in China (GCJ-02), which both systems surely give.
        const at = await ask<At>((outcome) =>
          dd.device.geolocation.get({ targetAccuracy: 200, coordinate: 1, withReGeocode: false, useCache: false, ...outcome }),
        );
        if (at.errorCode) throw failureOf(at);
        const [lon, lat] = gcoord.transform([Number(at.longitude), Number(at.latitude)], gcoord.GCJ02, gcoord.WGS84) as [number, number];
        if (!Number.isFinite(lon) || !Number.isFinite(lat)) throw new HostFailure('failed');
        return { lon, lat, accuracy: Number(at.accuracy ?? 200) };
      } catch (error) {
        if (error instanceof HostFailure && error.why !== 'failed') throw new HostFailure('denied');
        return below.place();
      }
    },
    scan: async () => (await ask<{ text: string }>((outcome) => dd.biz.util.scan({ type: 'all', ...outcome }))).text,
    share: async (card) => {
      try {
        const { title, text, link, picture } = card;
        await ask((outcome) => dd.biz.util.share({ type: 0, url: link, title, content: text, image: picture, ...outcome }));
        return 'shared';
      } catch (error) {
        if (error instanceof HostFailure && error.why === 'cancelled') throw error;
        return below.share(card);
      }
    },
    offer: () => undefined,
  };
}
