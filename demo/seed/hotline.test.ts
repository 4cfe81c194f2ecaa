import { room as cases } from '@hezhi/cases/server';
import { routes as directoryRoutes } from '@hezhi/directory/contract';
import { authenticate, room as directory } from '@hezhi/directory/server';
import { room as documents } from '@hezhi/documents/server';
import { room as figures } from '@hezhi/figures/server';
import { routes } from '@hezhi/hotline/contract';
import { room as hotline } from '@hezhi/hotline/server';
import { room as matters } from '@hezhi/matters/server';
import { room as notices } from '@hezhi/notices/server';
import { room as places } from '@hezhi/places/server';
import { drain, verifyAll } from '@hezhi/server';
import { testApp } from '@hezhi/testing';
import { expect, test, vi } from 'vitest';
import { demoPassword, room as demo, seedDemo } from './index.ts';

vi.setConfig({ testTimeout: 240_000 });

test('the demo’s hotline has a week of calls, most of them answered in time; the account `hotline` reads them, and a second run changes nothing', async () => {
  const rooms = [directory, places, figures, documents, notices, matters, cases, hotline, demo];
  await using app = await testApp({ rooms, authenticate: (house) => (request) => authenticate(house, request) });
  const scale = { places: ['jiayuguan' as const], weeks: 1, total: 10 };
  await (
    await seedDemo(app.house, { progress: () => {}, scale })
  ).background;
  await drain(app.house);
  const { token } = await app.withToken(null).call(directoryRoutes.logIn, { body: { account: 'hotline.jiayuguan', password: demoPassword } });
  const agent = app.withToken(token);
  const to = new Date(app.house.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const { calls } = await agent.call(routes.figures, { query: { from: '2026-11-01', to } });
  expect(calls.all).toBeGreaterThan(20);
  expect(calls.all).toBe(calls.rung);
  expect(calls.answered / (calls.answered + calls.lost)).toBeGreaterThan(0.85);
  expect(calls.within).toBeGreaterThan(calls.late);
  const first = await verifyAll(app.house);
  expect(first.all).toEqual([]);
  await (
    await seedDemo(app.house, { progress: () => {}, scale })
  ).background;
  expect((await verifyAll(app.house)).digest).toBe(first.digest);
});
