import { room as ballots } from '@hezhi/ballots/server';
import { room as cases } from '@hezhi/cases/server';
import { room as covenants } from '@hezhi/covenants/server';
import { room as deliberations } from '@hezhi/deliberations/server';
import { room as directory } from '@hezhi/directory/server';
import { room as documents } from '@hezhi/documents/server';
import { room as duty } from '@hezhi/duty/server';
import { room as figures } from '@hezhi/figures/server';
import { room as matters } from '@hezhi/matters/server';
import { placesInForce, room as methods } from '@hezhi/methods/server';
import { room as notices } from '@hezhi/notices/server';
import { room as opinions } from '@hezhi/opinions/server';
import { room as places } from '@hezhi/places/server';
import { drain, sql, verifyAll } from '@hezhi/server';
import { testHouse } from '@hezhi/testing';
import { room as whistles } from '@hezhi/whistles/server';
import { expect, test } from 'vitest';
import type { PlaceKey } from '../geography/profiles.ts';
import { room as demo, seedDemo } from './index.ts';

const rooms = [directory, places, figures, documents, notices, matters, cases, methods, duty, whistles, ballots, deliberations, covenants, opinions, demo];
const only: PlaceKey[] = ['jiayuguan'];

test('each place goes by its own pack from its first case on, and no step of its cases is refused', { timeout: 600_000 }, async () => {
  await using t = await testHouse({ rooms });
  const scale = { places: only, weeks: 1, total: 40 * only.length, ready: 1 };
  const seeding = await seedDemo(t.house, { progress: () => {}, scale });
  await seeding.background;
  await drain(t.house);
  expect([seeding.tally.failed, [...seeding.tally.refusals]]).toEqual([0, []]);
  const standing = (await t.db.all<{ district: string }>(sql`SELECT DISTINCT district FROM matters.matter`)).flatMap(({ district }) =>
    placesInForce(t.house, district),
  );
  expect(standing.map((one) => one.pack).toSorted()).toEqual([...only].toSorted());
  for (const { pack, area } of standing) {
    const rows = await t.db.all<{ area: string; own: boolean; kind: string }>(
      sql`SELECT area, procedure_version > 1000 AS own, kind FROM matters.matter WHERE kind = 'case' AND district = ${area.slice(0, 6)}`,
    );
    expect(rows.length, pack).toBeGreaterThan(20);
    // Its own inside, base outside; nothing in between.
    expect(
      rows.filter((row) => row.own !== row.area.startsWith(area)),
      pack,
    ).toEqual([]);
  }
  expect((await verifyAll(t.house)).all).toEqual([]);
});
