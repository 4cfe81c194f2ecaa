import { room as cases } from '@hezhi/cases/server';
import { room as directory } from '@hezhi/directory/server';
import { room as documents } from '@hezhi/documents/server';
import { room as figures } from '@hezhi/figures/server';
import { room as matters } from '@hezhi/matters/server';
import { room as places } from '@hezhi/places/server';
import { drain, sql, verifyAll } from '@hezhi/server';
import { testHouse } from '@hezhi/testing';
import { room as whistles } from '@hezhi/whistles/server';
import { expect, test } from 'vitest';
import { room as demo, seedDemo } from './index.ts';

test(
  'a place has whistles of every kind and stage, no step refused, every row as its timeline says; a second run makes none',
  { timeout: 120_000 },
  async () => {
    await using house = await testHouse({ rooms: [directory, places, figures, documents, matters, cases, whistles, demo] });
    const options = { progress: () => {}, scale: { places: ['jiayuguan'] as const, weeks: 1, total: 5, ready: 1 } };
    const seeding = await seedDemo(house.house, options);
    await seeding.background;
    await drain(house.house);
    expect([...seeding.tally.refusals]).toEqual([]);
    const states = await house.db.all(sql`SELECT subject, state, count(*) FROM matters.matter WHERE kind = 'whistle' GROUP BY 1, 2 ORDER BY 1, 2`);
    expect(states).toEqual([
      { subject: 'emergency', state: 'closed', count: 1 },
      { subject: 'joint', state: 'closed', count: 1 },
      { subject: 'joint', state: 'handling', count: 1 },
      { subject: 'key_work', state: 'handling', count: 1 },
      { subject: 'routine', state: 'answered', count: 1 },
      { subject: 'routine', state: 'closed', count: 2 },
      { subject: 'routine', state: 'waiting', count: 1 },
    ]);
    expect(await house.db.all(sql`SELECT state FROM matters.matter WHERE kind = 'case' AND state = 'whistled'`)).toHaveLength(1);
    expect((await verifyAll(house.house)).all).toEqual([]);
    await (
      await seedDemo(house.house, options)
    ).background;
    expect(await house.db.find(sql`SELECT count(*) FROM matters.matter WHERE kind = 'whistle'`)).toEqual({ count: 8 });
  },
);
