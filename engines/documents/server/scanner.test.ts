import { createServer, type AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApp } from '@hezhi/testing';
import { errors } from '../contract/index.ts';
import { actor, filesHouse, photo, post, stored } from './files.fixture.ts';
import { Clamd, readScanSettings, ScannerAway, useScanner } from './scanner.ts';

/** The test file of EICAR, put together here so that no scanner stops at this one. */
const eicar = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!', '$H+H*'].join(''));

type Clam = { address: { host: string; port: number }; got: Buffer[]; answer: (bytes: Buffer) => string | null; close: () => Promise<void> };
/** Speaks as clamd(8) does: reads `zINSTREAM\0` and pieces with their length in front, answers one line that ends with a zero byte. */
async function clamd(): Promise<Clam> {
  const clam: Clam = {
    address: { host: '127.0.0.1', port: 0 },
    got: [],
    answer: (bytes) => (bytes.includes('EICAR-STANDARD-ANTIVIRUS-TEST-FILE') ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK'),
    close: async () => undefined,
  };
  const server = createServer((socket) => {
    let heard = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (more) => {
      heard = Buffer.concat([heard, more]);
      const end = heard.indexOf(0);
      if (end < 0) return;
      const command = heard.subarray(0, end).toString();
      if (command === 'zVERSION') return void socket.end('ClamAV 1.4.2/27500/Sun Nov 22 08:26:01 2026\0');
      const pieces: Buffer[] = [];
      for (let at = end + 1; at + 4 <= heard.length;) {
        const length = heard.readUInt32BE(at);
        if (length === 0) {
          const bytes = Buffer.concat(pieces);
          clam.got.push(bytes);
          const answer = clam.answer(bytes);
          if (answer !== null) socket.end(`${answer}\0`);
          else socket.destroy();
          return;
        }
        pieces.push(heard.subarray(at + 4, at + 4 + length));
        at += 4 + length;
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  clam.address.port = (server.address() as AddressInfo).port;
  clam.close = () => new Promise((resolve) => server.close(() => resolve()));
  return clam;
}

let clam: Clam;
let t: TestApp;
beforeAll(async () => {
  clam = await clamd();
  t = await filesHouse();
});
afterAll(async () => {
  await t.close();
  await clam.close();
});

test('whatever is scanned arrives whole at the scanner, in pieces', async () => {
  const scanner = new Clamd(clam.address);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), fc.integer({ min: 1, max: 400 }), async (some, times) => {
      const bytes = Buffer.concat(Array.from({ length: times }, () => Buffer.from(some)));
      clam.got.length = 0;
      expect(await scanner.scan(bytes)).toEqual({ found: null });
      expect(clam.got[0]!.equals(bytes)).toBe(true);
    }),
    { seed: 20261123, numRuns: 25 },
  );
  expect(await scanner.version()).toContain('ClamAV 1.4.2');
});

test('EICAR is refused with a plain sentence and nothing of it is kept; a photo passes', async () => {
  useScanner(t.house, new Clamd(clam.address));
  const mine = t.as(actor('张三'));
  const before = stored(t).length;
  const harmful = await post(mine, eicar);
  expect([harmful.status, harmful.body.code]).toEqual([errors.harmful.status, errors.harmful.code]);
  expect(stored(t)).toHaveLength(before);
  expect((await post(mine, await photo())).status).toBe(201);
});

test('while the scanner is away uploads wait or pass, as the settings say', async () => {
  const mine = t.as(actor('李四'));
  const source = await photo();
  for (const answer of [() => null, () => 'INSTREAM size limit exceeded. ERROR', () => 'x'.repeat(10_000)]) {
    clam.answer = answer;
    await expect(new Clamd(clam.address).scan(source)).rejects.toThrow(ScannerAway);
    useScanner(t.house, new Clamd(clam.address), 'refuse');
    expect((await post(mine, source)).body.code).toBe(errors.not_scanned.code);
    useScanner(t.house, new Clamd(clam.address), 'accept');
    expect((await post(mine, source)).status).toBe(201);
  }
  await clam.close();
  await expect(new Clamd(clam.address).scan(source)).rejects.toThrow('cannot be reached');
  useScanner(t.house, new Clamd(clam.address), 'refuse');
  expect((await post(mine, source)).status).toBe(503);
});

test('settings name a host with port or a socket; outside the demo nothing unscanned passes by default', () => {
  expect(readScanSettings({}, true)).toEqual({ at: null, away: 'accept' });
  expect(readScanSettings({ HEZHI_CLAMD: '127.0.0.1:3310' }, false)).toEqual({ at: { host: '127.0.0.1', port: 3310 }, away: 'refuse' });
  expect(readScanSettings({ HEZHI_CLAMD: '[::1]:3310', HEZHI_CLAMD_AWAY: 'accept' }, false)).toEqual({ at: { host: '::1', port: 3310 }, away: 'accept' });
  expect(readScanSettings({ HEZHI_CLAMD: '/run/clamav/clamd.ctl' }, true).at).toEqual({ path: '/run/clamav/clamd.ctl' });
  for (const wrong of [{ HEZHI_CLAMD: 'clamd' }, { HEZHI_CLAMD: 'clamd:0' }, { HEZHI_CLAMD: 'clamd:99999' }, { HEZHI_CLAMD_AWAY: 'maybe' }])
    expect(() => readScanSettings(wrong, true)).toThrow(/HEZHI_CLAMD/);
});
