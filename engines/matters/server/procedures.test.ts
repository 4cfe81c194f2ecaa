import { afterAll, beforeAll, expect, test } from 'vitest';
import { mattersTest, type MattersTest } from '../testing/house.ts';
import { sample } from '../testing/sample.ts';
import { findStored } from './queries.ts';
import { keepProcedure, kindOf, procedureFor, procedureOptions, setProcedureChooser } from './index.ts';

/** What a place's own procedures rest on (X1): kept by content, chosen by territory, and running matters keep theirs. */
let t: MattersTest;
beforeAll(async () => {
  t = await mattersTest();
});
afterAll(() => t.close());

const changed = (amount: number) => {
  const body = structuredClone(sample);
  body.legs['look']!.limit = { amount, unit: 'working-minutes' };
  return body as unknown as Record<string, unknown>;
};

test('the same body is the same version, however often and by however many it is kept; the product keeps the numbers below 1001', async () => {
  const kept = await Promise.all([10, 11, 10, 11, 10, 10].map((n) => keepProcedure(t.house.db, changed(n))));
  expect(new Set(kept.map((one) => one.version))).toEqual(new Set([1001, 1002]));
  expect(kept[0]!.version).toBe(kept[2]!.version);
  expect(kept[1]!.version).toBe(kept[3]!.version);
  expect(kept[0]!.version).not.toBe(kept[1]!.version);
});

test('a faulty body is refused with what is wrong', async () => {
  const body = structuredClone(sample) as unknown as { steps: Record<string, { to?: string }> };
  body.steps['drop']!.to = 'gone';
  await expect(keepProcedure(t.house.db, body as never)).rejects.toMatchObject({ def: { code: 'matters.bad_procedure' } });
});

test('a matter begins with what is in force in its area and keeps it when that changes', async () => {
  const own = await keepProcedure(t.house.db, changed(7));
  const [first, second] = t.town.grids;
  setProcedureChooser(t.house, (_, { area }) => (area === first ? [{ key: own.key, version: own.version }] : []));
  const clerk = await t.town.actor('community');
  const version = async (id: string): Promise<number> => (await findStored(t.house.db, t.town.district, id))!.procedure_version;
  const here = await t.open(clerk, { area: first });
  const there = await t.open(clerk, { area: second });
  expect([await version(here.id), await version(there.id)]).toEqual([own.version, 1]);
  setProcedureChooser(t.house, () => []);
  expect(await version(here.id)).toBe(own.version);
  expect(await version((await t.open(clerk, { area: first })).id)).toBe(1);
});

test('only what is in force can be asked for', async () => {
  const kind = kindOf(t.house, 'sample');
  const where = { district: t.town.district, area: t.town.grids[0] };
  expect((await procedureOptions(t.house, kind, where)).map((one) => one.key)).toEqual(['sample']);
  expect((await procedureFor(t.house, kind, where, 'sample')).key).toBe('sample');
  await expect(procedureFor(t.house, kind, where, 'other')).rejects.toMatchObject({ def: { code: 'matters.unknown_procedure' } });
});
