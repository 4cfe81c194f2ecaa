import { expect, test } from 'vitest';
import { hostAround, onIos, pageOf, within } from './around.ts';
import type { HostBridge, HostCard, HostFailure } from './bridge.ts';
import { hostStore } from './opening.ts';
import { openZheliban } from './zheliban.ts';

const agents = {
  wechat:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.54(0x18003630) NetType/WIFI Language/zh_CN',
  wxwork: 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126 Mobile Safari/537.36 wxwork/4.1.30 MicroMessenger/7.0.1 NetType/WIFI Language/zh',
  dingtalk:
    'Mozilla/5.0 (Linux; U; Android 14; zh-CN) AppleWebKit/537.36 Chrome/100 UWS/5.12 Mobile Safari/537.36 AliApp(DingTalk/7.6.30) com.alibaba.android.rimet',
  zheliban: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 dtdreamweb/7.20',
  chrome: 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36',
};
const card: HostCard = { title: '路灯不亮', text: '渭滨社区', link: 'https://hezhi.example.gov.cn/near/1', picture: '' };

/** A bridge that says where it stands. */
function bridge(name: HostBridge['name'], scan: boolean): HostBridge & { offered: HostCard[] } {
  const offered: HostCard[] = [];
  return {
    name,
    can: { photos: true, place: false, scan },
    photos: async () => [new File([], `${name}.jpg`)],
    place: async () => ({ lon: 107, lat: 34, accuracy: name === 'browser' ? 1 : 2 }),
    scan: async () => name,
    share: async () => (name === 'browser' ? 'copied' : 'menu'),
    offer: (one) => void offered.push(one),
    offered,
  };
}

test('the program around is known by its user agent; WeChat for companies is another protocol', () => {
  expect(Object.entries(agents).map(([key, agent]) => [key, hostAround(agent)])).toEqual([
    ['wechat', 'wechat'],
    ['wxwork', 'browser'],
    ['dingtalk', 'dingtalk'],
    ['zheliban', 'zheliban'],
    ['chrome', 'browser'],
  ]);
  expect([onIos({ userAgent: agents.wechat }), onIos({ userAgent: agents.dingtalk })]).toEqual([true, false]);
  expect(onIos({ userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit', maxTouchPoints: 5 })).toBe(true);
  expect(pageOf('https://a.cn/x?y=1#z#w')).toBe('https://a.cn/x?y=1');
});

test('what takes too long fails, what comes in time is given on', async () => {
  await expect(within(5, new Promise(() => undefined))).rejects.toThrow('too long');
  await expect(within(5000, Promise.resolve(7))).resolves.toBe(7);
  await expect(within(5000, Promise.reject(new Error('no')))).rejects.toThrow('no');
});

test('until the host has opened, place, scan and sharing wait for it; photographs do not', async () => {
  const browser = bridge('browser', false);
  const wechat = bridge('wechat', true);
  let open: (host: HostBridge) => void = () => undefined;
  const store = hostStore(browser, new Promise<HostBridge>((resolve) => (open = resolve)));
  let changes = 0;
  const leave = store.subscribe(() => changes++);
  const before = store.current();
  expect([before.name, before.can.scan, before.can.place]).toEqual(['browser', false, true]);
  const waiting = [before.place().then(({ accuracy }) => accuracy), before.scan(), before.share(card)];
  before.offer(card);
  expect((await before.photos())[0]!.name).toBe('browser.jpg');
  expect(store.current()).toBe(before);
  open(wechat);
  expect(await Promise.all(waiting)).toEqual([2, 'wechat', 'menu']);
  expect([store.current(), changes, wechat.offered]).toEqual([wechat, 1, [card]]);
  leave();
});

test('a host that does not open leaves the browser', async () => {
  const browser = bridge('browser', false);
  const store = hostStore(browser, Promise.reject(new Error('not set up')));
  expect(await store.current().share(card)).toBe('copied');
  expect(store.current()).toBe(browser);
});

test('in 浙里办 the scanner is its own, the rest the browser’s', async () => {
  const answers: (() => Promise<{ text?: string }>)[] = [
    async () => ({ text: 'HZ-1' }),
    () => Promise.reject(Object.assign(new Error(), { errorMessage: '用户取消' })),
    () => Promise.reject(new Error('no camera')),
    async () => ({}),
  ];
  const load = async () => ({ onReady: (told: () => void) => told(), scan: () => answers.shift()!() });
  const host = await openZheliban({ below: bridge('browser', false), load });
  expect([host.name, host.can]).toEqual(['zheliban', { photos: true, place: false, scan: true }]);
  expect(await host.scan()).toBe('HZ-1');
  const why = () =>
    host.scan().then(
      () => null,
      (error: HostFailure) => error.why,
    );
  expect([await why(), await why(), await why()]).toEqual(['cancelled', 'failed', 'cancelled']);
  await expect(openZheliban({ below: host, load: async () => ({ onReady: () => undefined, scan: host.scan as never }), patience: 5 })).rejects.toThrow();
});
