import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { intoFolder, listMigrations, migrate, openHouse, Pool, readSettings, restore, sql, stopApp, verifyAll, withKernel } from '@hezhi/server';
import { emptyDatabase } from '@hezhi/testing';
import { expect, test } from 'vitest';
import { composeApp } from './compose.ts';
import { rooms } from './rooms.ts';

const releases = fileURLToPath(new URL('releases/', import.meta.url));

/** Every migration on the town of each release, while somebody writes (quality.md, Reliability): nothing is lost, every chain verifies, and what was on its way goes on. */
test.each(readdirSync(releases, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : [])))(
  'a town of release %s goes on with this one',
  async (release) => {
    const folder = mkdtempSync(join(tmpdir(), 'hezhi-upgrade-'));
    cpSync(join(releases, release, 'keys.json'), join(folder, 'keys.json'));
    chmodSync(join(folder, 'keys.json'), 0o600);
    const database = await emptyDatabase();
    const writer = new Pool(database.url, { role: 'hezhi_app', size: 2, name: 'writer' });
    try {
      await restore(database.url, join(releases, release, 'town.backup'), rooms, { onFile: intoFolder(join(folder, 'files')), stay: true });
      const open = await writer.all<{ district: string; id: string; revision: number }>(
        sql`SELECT district, id, revision FROM matters.matter WHERE stage <> 'closed' ORDER BY district, id`,
      );
      expect(open.length).toBeGreaterThan(10);
      let done = false;
      const writing = (async (): Promise<number> => {
        let count = 0;
        while (!done) {
          const { district, id } = open[count++ % open.length]!;
          await writer.run(sql`UPDATE matters.matter SET overdue = overdue WHERE district = ${district} AND id = ${id}`);
        }
        return count;
      })();
      await migrate(database.url, rooms);
      done = true;
      expect(await writing).toBeGreaterThan(0);
      const applied = await writer.find<{ count: number }>(sql`SELECT count(*)::int AS count FROM kernel.migration`);
      expect(applied!.count).toBe(listMigrations(withKernel(rooms)).length);

      const settings = { ...readSettings({ HEZHI_DATA: folder, HEZHI_PORT: '0', HEZHI_LOG: 'silent' }), checkReplies: true };
      const house = await openHouse({ settings, rooms, url: database.url });
      const app = composeApp(house, { rateFactor: Infinity, pages: false });
      try {
        expect((await verifyAll(house)).all).toEqual([]);
        const ask = async (method: 'GET' | 'POST', url: string, token: string | null, payload?: object) => {
          const reply = await app.inject({
            method,
            url: `/api${url}`,
            headers: token === null ? {} : { authorization: `Bearer ${token}` },
            ...(payload ? { payload } : {}),
          });
          expect([url, reply.statusCode, reply.statusCode < 300 ? '' : reply.body]).toEqual([url, expect.toSatisfy((code: number) => code < 300), '']);
          return reply.json();
        };
        const { token } = await ask('POST', '/sessions', null, { account: 'community', password: 'hezhi-demo' });
        const { items } = await ask('GET', '/inbox?limit=50', token);
        const waits = items.find((one: { matter: { state: string; kind: string } }) => one.matter.kind === 'case' && one.matter.state === 'reported');
        const step = { step: 'accept', revision: waits.matter.revision, data: { note: '已核实，属于本社区' } };
        const after = await ask('POST', `/matters/${waits.matter.id}/steps`, token, step);
        expect(after.revision).toBe(waits.matter.revision + 1);
        expect((await verifyAll(house)).all).toEqual([]);
      } finally {
        await stopApp(app);
        await house.close();
      }
    } finally {
      await writer.end();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
  120_000,
);
