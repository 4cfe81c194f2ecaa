import given from 'gcoord';
import { expect, test } from 'vitest';
import type { HostBridge, HostCard, HostFailure } from './bridge.ts';
import { openDingtalk, type DingTalk, type DingtalkParts } from './dingtalk.ts';

const gcoord = given as unknown as typeof given.default;
type Answer = { ok?: unknown; fail?: { errorCode?: number; errorMessage?: string }; promise?: true };
type Given = { onSuccess: (got: unknown) => void; onFail: (error: object) => void };

/** `window.dd` as the JSAPI documents it: calls answer by callbacks, in version 3 by promises too. */
function dd(answers: Record<string, Answer[]>, more: { platform?: string; config?: 'ready' | 'error' | 'silent' } = {}) {
  const calls: [string, object][] = [];
  const configs: Parameters<DingTalk['config']>[0][] = [];
  const answer = (name: string) => (options: object) => {
    calls.push([name, options]);
    calls.push([name, options]);
    const { ok, fail, promise } = answers[name]!.shift()!;
    const { onSuccess, onFail } = options as Given;
    if (promise) return fail ? Promise.reject(fail) : Promise.resolve(ok);
    queueMicrotask(() => (fail ? onFail(fail) : onSuccess(ok)));
    return undefined;
  };
  const way = more.config ?? 'ready';
  const sdk: DingTalk = {
    env: { platform: more.platform ?? 'android' },
    config: (options) => void configs.push(options),
    ready: (told) => void (way === 'ready' && queueMicrotask(told)),
    error: (told) => void (way === 'error' && queueMicrotask(() => told({ errorCode: 9, errorMessage: 'signature' }))),
    device: { geolocation: { get: answer('geolocation') } },
    biz: { util: { scan: answer('scan'), share: answer('share') } },
  };
  return { sdk, calls, configs };
}

const below: HostBridge = {
  name: 'browser',
  can: { photos: true, place: true, scan: false },
  photos: async () => [new File(['b'], 'below.jpg')],
  place: async () => ({ lon: 1, lat: 2, accuracy: 3 }),
  scan: async () => 'below',
  share: async () => 'copied',
  offer: () => undefined,
};
const card: HostCard = { title: '路灯', text: '不亮', link: 'https://a.cn/desk/cases/1', picture: '' };
const sign: DingtalkParts['sign'] = async (url) => ({ corp_id: 'corp', agent_id: '42', timestamp: 1, nonce: 'n', signature: `of ${url}` });
const open = (sdk: DingTalk, more: Partial<DingtalkParts> = {}): Promise<HostBridge> =>
  openDingtalk({ below, sign, load: async () => sdk, here: () => 'https://a.cn/desk/cases#x', ...more });
const whyOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: HostFailure) => error.why,
  );

test('the page is signed and configured; a refused signature does not end it, silence and missing settings do', async () => {
  const one = dd({});
  expect((await open(one.sdk)).name).toBe('dingtalk');
  expect(one.configs).toEqual([
    {
      agentId: '42',
      corpId: 'corp',
      timeStamp: 1,
      nonceStr: 'n',
      signature: 'of https://a.cn/desk/cases',
      type: 0,
      jsApiList: ['device.geolocation.get', 'biz.util.scan', 'biz.util.share'],
    },
  ]);
  expect((await open(dd({}, { config: 'error' }).sdk)).name).toBe('dingtalk');
  await expect(open(dd({}, { config: 'silent' }).sdk, { patience: 5 })).rejects.toThrow('too long');
  let loaded = false;
  const load = async () => {
    loaded = true;
    return one.sdk;
  };
  await expect(open(one.sdk, { sign: () => Promise.reject(new Error('404')), load })).rejects.toThrow('404');
  expect(loaded).toBe(false);
});

test('places come in the datum of Chinese maps and are given in WGS84', async () => {
  const here = [107.1441, 34.3697] as const;
  const [longitude, latitude] = gcoord.transform([...here], gcoord.WGS84, gcoord.GCJ02) as [number, number];
  const one = dd({
    geolocation: [
      { ok: { longitude, latitude, accuracy: 25, errorCode: 0 } },
      { ok: { longitude: String(longitude), latitude: String(latitude) }, promise: true },
      { ok: { errorCode: 4 } },
      { fail: { errorMessage: '用户未授权' } },
      { fail: { errorCode: 3, errorMessage: 'timeout' }, promise: true },
      { ok: {} },
    ],
  });
  const host = await open(one.sdk);
  for (const accuracy of [25, 200]) {
    const place = await host.place();
    expect(place.lon).toBeCloseTo(here[0], 5);
    expect(place.lat).toBeCloseTo(here[1], 5);
    expect(place.accuracy).toBe(accuracy);
  }
  expect(one.calls[0]![1]).toMatchObject({ coordinate: 1, targetAccuracy: 200, withReGeocode: false, useCache: false });
  expect([await whyOf(host.place()), await whyOf(host.place())]).toEqual(['denied', 'denied']);
  expect([await host.place(), await host.place()]).toEqual([await below.place(), await below.place()]);
});

test('codes and sharing are DingTalk’s, photographs the browser’s', async () => {
  const one = dd({
    scan: [{ ok: { text: 'HZ-1' } }, { fail: { errorCode: -1, errorMessage: 'user canceled' } }, { fail: {} }],
    share: [{ ok: {} }, { fail: { errorMessage: '用户取消' } }, { fail: {} }],
  });
  const host = await open(one.sdk);
  expect([await host.scan(), await whyOf(host.scan()), await whyOf(host.scan())]).toEqual(['HZ-1', 'cancelled', 'failed']);
  expect([await host.share(card), await whyOf(host.share(card)), await host.share(card)]).toEqual(['shared', 'cancelled', 'copied']);
  expect(one.calls.at(-1)![1]).toMatchObject({ type: 0, url: card.link, title: '路灯', content: '不亮' });
  expect((await host.photos())[0]!.name).toBe('below.jpg');
});

test('on a computer the pages stay as in a browser', async () => {
  const host = await open(dd({}, { platform: 'pc' }).sdk);
  expect([host.name, host.can.scan, await host.scan(), await host.share(card)]).toEqual(['dingtalk', false, 'below', 'copied']);
});
