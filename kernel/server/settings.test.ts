import { resolve } from 'node:path';
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

it('tells all faults at once', () => {
  expect(() => readSettings({ HEZHI_PORT: 'x', HEZHI_ROLE: 'y', HEZHI_CRYPTO: 'z' })).toThrow(
    /HEZHI_PORT.*\n.*HEZHI_ROLE.*\n.*HEZHI_CRYPTO|HEZHI_PORT[^]*HEZHI_CRYPTO/,
  );
});
