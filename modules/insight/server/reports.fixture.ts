import { casesTest, inGrid, type CasesTest } from '@hezhi/cases/testing';
import { newId, type Actor } from '@hezhi/contract';
import { foldDeltas } from '@hezhi/figures/server';
import { fireDue } from '@hezhi/server';
import { routes } from '../contract/index.ts';
import { room } from './index.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Points in the three grids of the town: two of the first community, one of the second. */
const points: [number, number][] = [inGrid, [108.715, 34.335], [108.725, 34.335]];
const categories = ['A01', 'B03', 'A02', 'B07'];
/** Where the history lies: months with reports, the last of them in full. */
export const months = ['2026-11', '2027-10', '2027-11', '2027-12'];

export type ReportsTest = CasesTest & {
  /** Asks for a report, lets its job make it, and reads it. */
  made(by: Actor, area: string, month: string): Promise<Awaited<ReturnType<typeof read>>>;
};
const read = (t: CasesTest, by: Actor, id: string) => t.as(by).call(routes.report, { params: { id } });

/** A year of cases taken every way, ended, returned, refused, late, rated and left lying, in every grid; the clock ends on 20 December 2027. */
export async function reportsTest(): Promise<ReportsTest> {
  const t = await casesTest({ more: [room] });
  const { resident, neighbour, community, community2, street, department, grid } = t.who;
  const to = { to: { org: t.town.orgs.department } };
  const back = { reason: 'not_our_duty', note: '不属于我单位职责' };
  const finish = { outcome: 'solved', note: '已办' };
  const own = (i: number): Actor => (i % 3 === 2 ? community2 : community);
  const step = async (by: Actor, id: string, name: string, data: Record<string, unknown> = {}): Promise<void> => {
    t.clock.advance(60_000);
    await t.step(by, id, name, data);
  };
  const lives: ((id: string, clerk: Actor) => Promise<void>)[] = [
    async () => {},
    async (id) => step(street, id, 'void', { reason: 'no_content', note: '没有内容' }),
    async (id, clerk) => {
      await step(clerk, id, 'accept');
      await step(street, id, 'dispatch', to);
    },
    async (id, clerk) => {
      await lives[2]!(id, clerk);
      await step(department, id, 'take');
      await step(department, id, 'finish', finish);
    },
    async (id, clerk) => {
      await lives[3]!(id, clerk);
      await step(clerk, id, 'verify');
      await step(resident, id, 'rate', { score: 5, solved: true });
    },
    async (id, clerk) => {
      await lives[3]!(id, clerk);
      await step(clerk, id, 'rework', { reason: 'not_done', note: '没办' });
      await step(department, id, 'finish', finish);
    },
    async (id, clerk) => {
      await lives[2]!(id, clerk);
      await step(department, id, 'ask_return', back);
      await step(street, id, 'agree_return');
      await step(street, id, 'dispatch', to);
      await step(department, id, 'ask_return', back);
      await step(street, id, 'agree_return');
    },
    async (id, clerk) => {
      await lives[2]!(id, clerk);
      await step(department, id, 'ask_return', back);
      await step(street, id, 'refuse_return', { note: '属于你单位职责' });
    },
    async (id, clerk) => {
      await lives[2]!(id, clerk);
      await step(department, id, 'ask_return', back);
      await step(street, id, 'agree_return');
    },
  ];
  for (const [m, month] of months.entries()) {
    for (let i = 0; i < 12; i++) {
      const day = month === '2027-12' ? 1 + (i % 18) : 1 + ((i * 5 + m) % 28);
      const at = Math.max(t.clock.now(), Date.parse(`${month}-${String(day).padStart(2, '0')}T01:00:00Z`) + i * HOUR);
      t.clock.set(at);
      const by = [resident, neighbour, grid][i % 3]!;
      const { body } = await t.report(by, {
        category: categories[(i * 3 + m) % 4],
        description: `第${i}处`,
        place: { point: points[i % 3], address: '渭滨家园' },
      });
      if (body.id) await lives[(i * 4 + m) % lives.length]!(body.id, own(i));
      if (i % 6 === 0) await foldDeltas(t.house.db, 9);
    }
    t.clock.advance(3 * DAY);
    await fireDue(t.house);
  }
  t.clock.set('2027-12-24T10:00:00+08:00');
  await fireDue(t.house);
  return {
    ...t,
    async made(by, area, month) {
      const id = newId(t.house.now());
      await t.as(by).call(routes.makeReport, { body: { id, area, month } });
      await t.house.jobs.runNow('insight.report', { district: t.town.district, report: id });
      return read(t, by, id);
    },
  };
}
