import { describe, expect, test } from 'vitest';
import { HostFailure, type HostBridge, type HostCard } from './bridge.ts';
import { fileOfLocalData, openWechat, type WeChat, type WechatConfig, type WechatParts } from './wechat.ts';

type Given = Record<string, unknown> & {
  success?: (got: never) => void;
  fail?: (error: { errMsg: string }) => void;
  cancel?: () => void;
};
type Answer = { ok?: unknown; fail?: string; cancel?: true };

/** `window.wx` as the JS-SDK documents it: after `config` it is ready or says an error (and then ready all the same); later `ready` answers at once. */
class Wx implements WeChat {
  readonly configs: Parameters<WeChat['config']>[0][] = [];
  readonly calls: [string, Given][] = [];
  answers: Record<string, Answer[]> = {};
  #done = false;
  #ready: (() => void)[] = [];
  #error: ((error: { errMsg?: string }) => void) | null = null;
  /** What it says against the signature; `silent`: it says nothing at all. */
  readonly #refuses: string | null;
  constructor(refuses: string | null = null) {
    this.#refuses = refuses;
  }
  config(options: Parameters<WeChat['config']>[0]): void {
    this.configs.push(options);
    if (this.#refuses === 'silent') return;
    queueMicrotask(() => {
      if (this.#refuses !== null) this.#error?.({ errMsg: this.#refuses });
      this.#done = true;
      for (const told of this.#ready.splice(0)) told();
    });
  }
  ready(told: () => void): void {
    if (this.#done) told();
    else this.#ready.push(told);
  }
  error(told: (error: { errMsg?: string }) => void): void {
    this.#error = told;
  }
  #answer(name: string, given: Given): void {
    this.calls.push([name, given]);
    const { ok, fail, cancel } = this.answers[name]?.shift() ?? { fail: `${name}:fail` };
    queueMicrotask(() => (cancel ? given.cancel?.() : fail === undefined ? given.success?.(ok as never) : given.fail?.({ errMsg: fail })));
  }
  chooseImage = (given: object) => this.#answer('chooseImage', given as Given);
  getLocalImgData = (given: object) => this.#answer('getLocalImgData', given as Given);
  getLocation = (given: object) => this.#answer('getLocation', given as Given);
  scanQRCode = (given: object) => this.#answer('scanQRCode', given as Given);
  updateAppMessageShareData = (given: object) => this.#answer('updateAppMessageShareData', given as Given);
  updateTimelineShareData = (given: object) => this.#answer('updateTimelineShareData', given as Given);
}

const below: HostBridge = {
  name: 'browser',
  can: { photos: true, place: true, scan: false },
  photos: async () => [new File(['b'], 'below.jpg')],
  place: async () => ({ lon: 1, lat: 2, accuracy: 3 }),
  scan: () => Promise.reject(new HostFailure('unavailable')),
  share: async () => 'copied',
  offer: () => undefined,
};
const card: HostCard = { title: '路灯', text: '不亮', link: 'https://a.cn/near/1', picture: 'https://a.cn/p.jpg' };

/** A page on which WeChat opens. `at` may be moved, as a single-page app does. */
function page(wx: Wx, more: Partial<WechatParts> = {}): { at: string; signed: string[]; loads: number; open: () => Promise<HostBridge> } {
  const state = {
    at: 'https://a.cn/near?x=1#top',
    signed: [] as string[],
    loads: 0,
    open: () =>
      openWechat({
        below,
        sign: async (url): Promise<WechatConfig> => {
          state.signed.push(url);
          return { app_id: 'wx1', timestamp: 1, nonce: 'n', signature: `of ${url}` };
        },
        load: async () => {
          state.loads++;
          return wx;
        },
        here: () => state.at,
        landing: 'https://a.cn/#landing',
        ios: false,
        ...more,
      }),
  };
  return state;
}

const whyOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: HostFailure) => error.why,
  );

describe('opening', () => {
  test('the page is signed, then configured with what was signed', async () => {
    const wx = new Wx();
    const one = page(wx);
    const host = await one.open();
    expect([host.name, host.can]).toEqual(['wechat', { photos: true, place: true, scan: true }]);
    expect(one.signed).toEqual(['https://a.cn/near?x=1']);
    expect(wx.configs).toHaveLength(1);
    expect(wx.configs[0]).toMatchObject({ debug: false, appId: 'wx1', timestamp: 1, nonceStr: 'n', signature: 'of https://a.cn/near?x=1' });
    expect(wx.configs[0]!.jsApiList).toContain('scanQRCode');
  });

  test('it rejects when WeChat refuses the signature, says nothing, or nothing is set up; then nothing is loaded', async () => {
    await expect(page(new Wx('config:invalid signature')).open()).rejects.toThrow('invalid signature');
    await expect(page(new Wx('silent'), { patience: 5 }).open()).rejects.toThrow('too long');
    const unset = page(new Wx(), { sign: () => Promise.reject(new Error('404')) });
    await expect(unset.open()).rejects.toThrow('404');
    expect(unset.loads).toBe(0);
    await expect(page(new Wx(), { load: () => Promise.reject(new Error('script did not come')) }).open()).rejects.toThrow('script');
  });

  test('on Android each new address is signed before the next call, on iOS the first one holds', async () => {
    const wx = new Wx();
    wx.answers = { scanQRCode: ['a', 'b', 'c'].map((resultStr) => ({ ok: { resultStr } })) };
    const android = page(wx);
    const host = await android.open();
    await host.scan();
    android.at = 'https://a.cn/near/7';
    expect([await host.scan(), await host.scan()]).toEqual(['b', 'c']);
    expect(android.signed).toEqual(['https://a.cn/near?x=1', 'https://a.cn/near/7']);
    expect(wx.configs.map(({ signature }) => signature)).toEqual(['of https://a.cn/near?x=1', 'of https://a.cn/near/7']);

    const phone = new Wx();
    phone.answers = { scanQRCode: [{ ok: { resultStr: 'a' } }] };
    const ios = page(phone, { ios: true });
    const its = await ios.open();
    ios.at = 'https://a.cn/near/7';
    await its.scan();
    expect(ios.signed).toEqual(['https://a.cn/']);
  });

  test('calls at the same moment on a new address sign it once; a signature that does not come is tried again with the next call', async () => {
    const wx = new Wx();
    wx.answers = { scanQRCode: ['a', 'b', 'c'].map((resultStr) => ({ ok: { resultStr } })) };
    let away = false;
    let asked = 0;
    const one = page(wx, {
      sign: async (url) => {
        asked++;
        if (away) throw new Error('away');
        return { app_id: 'wx1', timestamp: 1, nonce: 'n', signature: url };
      },
    });
    const host = await one.open();
    one.at = 'https://a.cn/2';
    expect(await Promise.all([host.scan(), host.scan()])).toEqual(['a', 'b']);
    expect(asked).toBe(2);
    one.at = 'https://a.cn/3';
    away = true;
    expect(await host.scan()).toBe('c');
    away = false;
    await whyOf(host.scan());
    expect([asked, wx.configs.at(-1)!.signature]).toEqual([4, 'https://a.cn/3']);
  });
});

describe('lending', () => {
  test('photographs come as files, at most nine; thinking better of it is no fault, a refusal is left to the browser', async () => {
    const wx = new Wx();
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47]).toString('base64');
    const jpeg = Buffer.from([0xff, 0xd8, 0xff]).toString('base64');
    wx.answers = {
      chooseImage: [{ ok: { localIds: ['1', '2'] } }, { cancel: true }, { fail: 'chooseImage:permission denied' }],
      getLocalImgData: [{ ok: { localData: `data:image/jpg;base64,${jpeg}` } }, { ok: { localData: `${png}\n` } }],
    };
    const host = await page(wx).open();
    const files = await host.photos({ max: 20, camera: true });
    expect(files.map(({ name, type, size }) => [name, type, size])).toEqual([
      ['photo-1.jpg', 'image/jpeg', 3],
      ['photo-2.jpg', 'image/png', 4],
    ]);
    expect(wx.calls[0]![1]).toMatchObject({ count: 9, sourceType: ['camera'] });
    expect(await host.photos()).toEqual([]);
    expect((await host.photos())[0]!.name).toBe('below.jpg');
    expect([...new Uint8Array(await fileOfLocalData(jpeg, 'x').arrayBuffer())]).toEqual([0xff, 0xd8, 0xff]);
  });

  test('the place is WGS84; who said no is not asked again, a page that may not is helped by the browser', async () => {
    const wx = new Wx();
    wx.answers = {
      getLocation: [
        { ok: { longitude: '107.14', latitude: '34.37', accuracy: '30' } },
        { fail: 'getLocation:fail auth deny' },
        { cancel: true },
        { fail: 'getLocation:fail system permission denied' },
        { fail: 'getLocation:permission denied' },
      ],
    };
    const host = await page(wx).open();
    expect(await host.place()).toEqual({ lon: 107.14, lat: 34.37, accuracy: 30 });
    expect(wx.calls[0]![1]).toMatchObject({ type: 'wgs84' });
    expect([await whyOf(host.place()), await whyOf(host.place()), await whyOf(host.place())]).toEqual(['denied', 'denied', 'denied']);
    expect(await host.place()).toEqual({ lon: 1, lat: 2, accuracy: 3 });
  });

  test('codes come without the name of their kind', async () => {
    const wx = new Wx();
    wx.answers = { scanQRCode: [{ ok: { resultStr: 'EAN_13,6901234567892' } }, { ok: { resultStr: 'https://a.cn/?a=1,2' } }, { cancel: true }] };
    const host = await page(wx).open();
    expect([await host.scan(), await host.scan(), await whyOf(host.scan())]).toEqual(['6901234567892', 'https://a.cn/?a=1,2', 'cancelled']);
  });

  test('sharing lays title, words, link and picture into WeChat’s menu; without a menu the link is copied', async () => {
    const wx = new Wx();
    wx.answers = { updateAppMessageShareData: [{ ok: {} }, { fail: 'no' }], updateTimelineShareData: [{ ok: {} }] };
    const host = await page(wx).open();
    expect(await host.share(card)).toBe('menu');
    expect(wx.calls.map(([name]) => name)).toEqual(['updateAppMessageShareData', 'updateTimelineShareData']);
    expect(wx.calls[0]![1]).toMatchObject({ title: '路灯', desc: '不亮', link: 'https://a.cn/near/1', imgUrl: 'https://a.cn/p.jpg' });
    expect(await host.share(card)).toBe('copied');
    expect(host.offer(card)).toBeUndefined();
  });
});
