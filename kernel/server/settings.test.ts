import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readSettings, StartupError } from './index.ts';

it('has a value for everything', () => {
  expect(readSettings({})).toEqual({
    port: 8311,
    host: '127.0.0.1',
    data: resolve('.data'),
    databaseUrl: null,
    demo: true,
    role: 'all',
    keyFile: null,
    crypto: 'intl',
    log: 'info',
    publicUrl: null,
    secureCookies: false,
    trustProxy: false,
    metricsToken: null,
    checkReplies: false,
    wechat: null,
    dingtalk: null,
    zheliban: false,
  });
});

it('takes what it is told', () => {
  const settings = readSettings({
    HEZHI_PORT: '0',
    HEZHI_HOST: '0.0.0.0',
    HEZHI_DATA: '/srv/hezhi',
    DATABASE_URL: 'postgres://hezhi@/hezhi?host=/run/postgresql',
    HEZHI_DEMO: '0',
    HEZHI_ROLE: 'worker',
    HEZHI_KEY_FILE: '/etc/hezhi/keys.json',
    HEZHI_CRYPTO: 'gm',
    HEZHI_LOG: 'debug',
    HEZHI_PUBLIC_URL: 'https://hezhi.example.cn/',
  });
  expect(settings).toMatchObject({ port: 0, role: 'worker', demo: false, crypto: 'gm', publicUrl: 'https://hezhi.example.cn', secureCookies: true });
});

it.each([
  ['HEZHI_PORT', 'eighty', 'whole number'],
  ['HEZHI_PORT', '70000', '65535'],
  ['HEZHI_PORT', '-1', 'whole number'],
  ['HEZHI_HOST', 'http://x', 'host name'],
  ['DATABASE_URL', 'mysql://x/y', 'postgres://'],
  ['DATABASE_URL', 'postgres://h/x?options=-c%20role%3Dx', 'options'],
  ['HEZHI_DEMO', 'yes', '0, 1'],
  ['HEZHI_DEMO', '0', 'HEZHI_KEY_FILE'],
  ['HEZHI_ROLE', 'king', 'all, web, worker'],
  ['HEZHI_CRYPTO', 'rot13', 'intl, gm'],
  ['HEZHI_LOG', 'loud', 'info'],
  ['HEZHI_PUBLIC_URL', 'hezhi.cn', 'https://'],
  ['HEZHI_SECURE_COOKIES', '2', '0, 1'],
  ['HEZHI_METRICS_TOKEN', 'short', '16'],
])('refuses %s=%s with one sentence that names it', (name, value, says) => {
  const read = () => readSettings({ [name]: value });
  expect(read).toThrow(StartupError);
  expect(read).toThrow(says);
  try {
    read();
  } catch (error) {
    expect((error as Error).message.split('\n')).toHaveLength(1);
  }
});

const outside = { HEZHI_PUBLIC_URL: 'https://hezhi.example.cn', HEZHI_WECHAT_APP_ID: 'wx1', HEZHI_DINGTALK_CLIENT_ID: 'ding1', HEZHI_DINGTALK_SECRET: 'b' };
it('takes the accounts with WeChat and DingTalk, the secret from a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hezhi-settings-'));
  const file = join(folder, 'wechat');
  writeFileSync(file, 'from the file\n');
  const env = {
    ...outside,
    HEZHI_WECHAT_SECRET_FILE: file,
    HEZHI_DINGTALK_CORP_ID: 'c',
    HEZHI_DINGTALK_AGENT_ID: '7',
    HEZHI_WECHAT_API: 'http://127.0.0.1:9/x/',
  };
  expect(readSettings(env)).toMatchObject({
    wechat: { appId: 'wx1', secret: 'from the file', api: 'http://127.0.0.1:9/x' },
    dingtalk: { clientId: 'ding1', secret: 'b', api: 'https://api.dingtalk.com', page: { corpId: 'c', agentId: '7' } },
  });
  expect(() => readSettings({ ...env, HEZHI_WECHAT_SECRET: 'too' })).toThrow('both set');
  writeFileSync(file, '\n');
  expect(() => readSettings(env)).toThrow('empty');
  rmSync(folder, { recursive: true });
  expect(() => readSettings(env)).toThrow('HEZHI_WECHAT_SECRET_FILE names a file that cannot be read: ENOENT');
});

it.each([
  [{ ...outside }, /^HEZHI_WECHAT_APP_ID is set, but HEZHI_WECHAT_SECRET is not/],
  [
    { ...outside, HEZHI_WECHAT_SECRET: 'a', HEZHI_PUBLIC_URL: undefined },
    /HEZHI_WECHAT_APP_ID.*HEZHI_PUBLIC_URL is not.*\n.*HEZHI_DINGTALK_CLIENT_ID.*HEZHI_PUBLIC_URL/,
  ],
  [{ ...outside, HEZHI_WECHAT_SECRET: 'a', HEZHI_DINGTALK_CORP_ID: 'c' }, /HEZHI_DINGTALK_AGENT_ID is not/],
  [{ HEZHI_DINGTALK_CORP_ID: 'c', HEZHI_DINGTALK_AGENT_ID: '7' }, /HEZHI_DINGTALK_CLIENT_ID and its secret are not/],
  [{ ...outside, HEZHI_WECHAT_SECRET: 'a', HEZHI_WECHAT_API: 'http://proxy.example.cn' }, /HEZHI_WECHAT_API is not an address/],
  [{ HEZHI_ZHELIBAN: 'yes' }, /HEZHI_ZHELIBAN is "yes"/],
])('refuses what is half set or unsafe of them (%#)', (env, says) => {
  expect(() => readSettings(env)).toThrow(says);
});

it('tells all faults at once', () => {
  expect(() => readSettings({ HEZHI_PORT: 'x', HEZHI_ROLE: 'y', HEZHI_CRYPTO: 'z' })).toThrow(
    /HEZHI_PORT.*\n.*HEZHI_ROLE.*\n.*HEZHI_CRYPTO|HEZHI_PORT[^]*HEZHI_CRYPTO/,
  );
});
