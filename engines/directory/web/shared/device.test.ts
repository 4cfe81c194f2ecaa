import { expect, test } from 'vitest';
import { deviceName } from './device.ts';

test('devices are named as people name them', () => {
  const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';
  expect(deviceName(chrome)).toBe('Chrome · Windows');
  expect(deviceName(`${chrome} Edg/131.0`)).toBe('Edge · Windows');
  expect(deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1')).toBe(
    'Safari · iPhone',
  );
  expect(deviceName('Mozilla/5.0 (Linux; Android 14; PGU110) AppleWebKit/537.36 Chrome/116 Mobile Safari/537.36 MicroMessenger/8.0.49')).toBe(
    'WeChat · Android',
  );
  expect([deviceName('curl/8'), deviceName(''), deviceName(null)]).toEqual([null, null, null]);
});
