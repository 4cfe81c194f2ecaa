import { room as cases } from '@hezhi/cases/server';
import { room as command } from '@hezhi/command/server';
import { room as directory } from '@hezhi/directory/server';
import { room as documents } from '@hezhi/documents/server';
import { onDuty, room as duty } from '@hezhi/duty/server';
import { room as figures } from '@hezhi/figures/server';
import { room as matters } from '@hezhi/matters/server';
import { room as notices } from '@hezhi/notices/server';
import { room as places } from '@hezhi/places/server';
import { sql, verifyAll } from '@hezhi/server';
import { testHouse } from '@hezhi/testing';
import { expect, test } from 'vitest';
import { room as demo, seedDemo } from './index.ts';

test(
  'a place has rosters of this month and the next, published; somebody is on duty now, some have checked in; a second run changes nothing',
  { timeout: 120_000 },
  async () => {
    await using t = await testHouse({ rooms: [directory, places, figures, documents, notices, matters, cases, duty, command, demo] });
    const options = { progress: () => {}, scale: { places: ['weibin'] as const, weeks: 1, total: 5, ready: 1 } };
    await (
      await seedDemo(t.house, options)
    ).background;
    const months = await t.db.all<{ month: string; n: number }>(
      sql`SELECT month, count(*) AS n FROM duty.month WHERE published_at IS NOT NULL GROUP BY month ORDER BY month`,
    );
    expect(months.map((one) => one.month)).toEqual(['2026-11', '2026-12']);
    expect(months[0]!.n).toBe(months[1]!.n);
    expect(months[0]!.n).toBeGreaterThan(5);
    const now = await onDuty(t.house, '610402', { at: t.clock.now() });
    expect(now.length).toBeGreaterThan(3);
    expect(now.filter((one) => one.checkIn?.point).length).toBeGreaterThan(0);
    const despite = await t.db.find<{ n: number }>(sql`SELECT count(*) AS n FROM duty.month WHERE despite IS NOT NULL`);
    expect(despite!.n).toBe(0);
    expect((await verifyAll(t.house)).all).toEqual([]);
    const before = await t.db.find(
      sql`SELECT (SELECT count(*) FROM duty.turn) AS turns, (SELECT count(*) FROM duty.check_in) AS ins, (SELECT count(*) FROM command.handover) AS notes`,
    );
    await (
      await seedDemo(t.house, options)
    ).background;
    expect(
      await t.db.find(
        sql`SELECT (SELECT count(*) FROM duty.turn) AS turns, (SELECT count(*) FROM duty.check_in) AS ins, (SELECT count(*) FROM command.handover) AS notes`,
      ),
    ).toEqual(before);
  },
);
