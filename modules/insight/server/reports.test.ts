import fc from 'fast-check';
import readExcelFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type Actor } from '@hezhi/contract';
import { routes as matters } from '@hezhi/matters/contract';
import { sql } from '@hezhi/server';
import { comparedPeriod, errors, monthBefore, monthYearBefore, reportPeriod, routes, tablesOf, type Period } from '../contract/index.ts';
import { addReportSection } from './index.ts';
import { months, reportsTest, type ReportsTest } from './reports.fixture.ts';

const today = '2027-12-24';
let t: ReportsTest;
let boss: Actor;
/** Trouble that a section of another room makes; none by default. */
let trouble: Error | null = null;
beforeAll(async () => {
  t = await reportsTest();
  boss = t.who.district;
  addReportSection(t.house, async (_, { area, from, to }) => {
    if (trouble) throw trouble;
    return {
      key: 'sample',
      title: { 'zh-Hans': '样例', en: 'Sample' },
      note: null,
      head: [{ 'zh-Hans': '区域', en: 'Area' }],
      rows: [{ cells: [`${area} ${from} ${to}`], to: null }],
    };
  });
}, 120_000);
afterAll(() => t.close());

type Drill = Record<string, string | undefined>;
const countOf = async (drill: Drill): Promise<number> => (await t.as(boss).call(matters.list, { query: { ...drill, limit: 100 } as never })).items.length;
const work = (report: { id: string }) => t.house.jobs.runNow('insight.report', { district: t.town.district, report: report.id });
const ask = (by: Actor, area: string, month: string, key?: string, id = newId(t.house.now())) =>
  t.as(by).ask(routes.makeReport, { body: { id, area, month } }, key ? { key } : {});

describe('the numbers of a report', () => {
  test('equal the dashboard’s and the units’ table for the same cell, and the lists behind them, in any month and territory', async () => {
    const asked = fc.record({
      month: fc.constantFrom(...months, '2027-09'),
      area: fc.constantFrom(t.town.district, t.town.street, ...t.town.communities),
      pick: fc.infiniteStream(fc.nat(1000)),
    });
    let listed = 0;
    await fc.assert(
      fc.asyncProperty(asked, async ({ month, area, pick }) => {
        const { numbers, soFar } = await t.made(boss, area, month);
        expect(soFar).toBe(month === '2027-12');
        const period = reportPeriod(month, today)!;
        const [before, year] = [comparedPeriod(monthBefore(month), period), comparedPeriod(monthYearBefore(month), period)];
        const figures = (by: 'total' | 'area' | 'day' | 'subject', of: Period = period) =>
          t.as(boss).call(routes.figures, { query: { area, from: of.from, to: of.to, by } });
        const { total, days, subjects, areas, units, unitsTotal, channels } = numbers!;
        const bare = (rows: typeof areas) => rows.map(({ openedBefore: _, ...row }) => row);
        expect([total, numbers!.before.total, numbers!.year.total]).toEqual([
          (await figures('total')).total,
          (await figures('total', before)).total,
          (await figures('total', year)).total,
        ]);
        expect(days).toEqual((await figures('day')).rows);
        expect(bare(areas)).toEqual((await figures('area')).rows);
        expect(bare(subjects)).toEqual((await figures('subject')).rows);
        const opened = new Map((await figures('subject', before)).rows.map((row) => [row.key, row.n['opened']]));
        for (const row of subjects) expect(row.openedBefore).toBe(opened.get(row.key) ?? 0);
        expect(channels.reduce((sum, one) => sum + one.opened, 0)).toBe(total.n['opened']);
        if (area.length <= 9) {
          const table = await t.as(boss).call(routes.units, { query: { area, from: period.from, to: period.to } });
          expect([units, unitsTotal]).toEqual([table.rows, table.total]);
        }
        // The pages that the tables link to list what the cells say.
        for (const table of tablesOf(numbers!))
          for (const cell of table.rows.flat()) {
            if (cell.is !== 'count' || !cell.to?.startsWith('/matters?') || pick.next().value % 4 !== 0) continue;
            const drill = Object.fromEntries(new URLSearchParams(cell.to.split('?')[1]));
            expect([cell.to, await countOf(drill)]).toEqual([cell.to, cell.n]);
            listed += 1;
          }
      }),
      { numRuns: 8, seed: 20261122 },
    );
    expect(listed).toBeGreaterThan(20);
  }, 60_000);

  test('of a community are those of its own units, and of a district name its communities', async () => {
    const small = (await t.made(boss, t.town.communities[0], '2027-11')).numbers!;
    expect(small.units.map((row) => row.org)).toEqual([t.town.orgs.community]);
    const large = (await t.made(boss, t.town.district, '2027-11')).numbers!;
    const codes = large.communities.map((row) => row.key).filter((key) => !key.endsWith('-rest'));
    expect(codes.sort()).toEqual([...t.town.communities].sort());
    expect(large.communities.reduce((sum, row) => sum + row.n['opened']!, 0)).toBe(large.total.n['opened']);
    expect(large.repeats.every((one) => one.n >= 3 && one.matters.length > 0)).toBe(true);
    expect(large.findings.map((one) => one['zh-Hans']).join('')).toMatch(new RegExp(`本月受理${large.total.n['opened']}件，.*上月`));
    expect(large.sections.map((one) => one.key)).toEqual(['sample']);
  });
});

describe('the making of a report', () => {
  test('is asked for once however often it is sent, and never twice at a time; another is a new revision', async () => {
    const area = t.town.communities[1];
    const id = newId(t.house.now());
    const once = await ask(t.who.street, area, '2027-10', 'r1', id);
    expect((await ask(t.who.street, area, '2027-10', 'r1', id)).body).toEqual(once.body);
    const again = await ask(t.who.street, area, '2027-10');
    expect([again.status, again.problem().code]).toEqual([409, errors.report_under_way.code]);
    await Promise.all([work(once.body), work(once.body)]);
    const first = await t.as(boss).call(routes.report, { params: { id } });
    expect([first.state, first.done, first.steps]).toEqual(['ready', 7, 7]);
    const both = await Promise.all([ask(t.who.street, area, '2027-10'), ask(t.who.street, area, '2027-10')]);
    expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const second = both.find((one) => one.status === 200)!.body;
    expect(second.revision).toBe(first.revision + 1);
    // Made again, the same month gives the same numbers; the first stays as it was.
    await work(second);
    await work(first);
    const { numbers } = await t.as(boss).call(routes.report, { params: { id: second.id } });
    expect(numbers).toEqual(first.numbers);
    expect(await t.as(boss).call(routes.report, { params: { id } })).toEqual(first);
  });

  test('that failed in the middle is told so, leaves no numbers, and is made whole when it is tried again', async () => {
    const asked = await ask(boss, t.town.street, '2027-09');
    trouble = new Error('the other room has trouble');
    await expect(work(asked.body)).rejects.toThrow('trouble');
    const read = () => t.as(boss).call(routes.report, { params: { id: asked.body.id } });
    expect(await read()).toMatchObject({ state: 'failed', numbers: null });
    expect((await t.as(boss).ask(routes.reportPdf, { params: { id: asked.body.id } })).problem().code).toBe(errors.report_not_ready.code);
    trouble = null;
    await work(asked.body);
    expect((await read()).state).toBe('ready');
  });

  test('by schedule gives the month that ended to the district and each street, once however often it runs', async () => {
    await Promise.all([1, 2].map(() => t.house.jobs.runNow('insight.monthly_reports')));
    await t.house.jobs.runNow('insight.monthly_reports');
    const { items } = await t.as(boss).call(routes.reports, { query: { month: '2027-11', limit: 100 } });
    const own = items.filter((one) => one.by === null);
    expect(own.map((one) => one.area.code).sort()).toEqual([t.town.district, t.town.street]);
    expect(own.every((one) => one.state === 'waiting' && !one.soFar && one.through === '2027-11-30')).toBe(true);
    const jobs = await t.db.all<{ n: number }>(
      sql`SELECT count(*)::int AS n FROM pgboss.job WHERE name = 'insight.report' AND data ->> 'report' = ANY(${own.map((one) => one.id)}::text[])`,
    );
    expect(jobs[0]!.n).toBe(2);
  });

  test('is for the territory only, down to communities, and for months that have begun', async () => {
    const code = async (by: Actor, area: string, month: string) => (await ask(by, area, month)).problem().code;
    expect(await code(boss, t.town.street, '2028-01')).toBe(errors.month_ahead.code);
    expect(await code(boss, t.town.grids[0], '2027-11')).toBe(errors.report_too_fine.code);
    expect(await code(t.who.community, t.town.street, '2027-11')).toBe(errors.outside_territory.code);
    expect((await ask(t.who.grid, t.town.grids[0], '2027-11')).status).toBe(403);
    const mine = await t.made(t.who.community, t.town.communities[0], '2027-12');
    const seen = await t.as(t.who.community).call(routes.reports, { query: { limit: 100 } });
    expect(seen.items.every((one) => one.area.code === t.town.communities[0])).toBe(true);
    expect(seen.items.map((one) => one.id)).toContain(mine.id);
    const strange = await t.as(t.who.community2).ask(routes.report, { params: { id: mine.id } });
    expect([strange.status, strange.problem().code]).toEqual([404, errors.no_report.code]);
    const pages: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await t.as(boss).call(routes.reports, { query: { limit: 3, ...(cursor ? { cursor } : {}) } });
      pages.push(...page.items.map((one) => one.id));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(pages).toEqual((await t.as(boss).call(routes.reports, { query: { limit: 100 } })).items.map((one) => one.id));
  });
});

describe('the papers of a report', () => {
  test('hold the same numbers: PDF, a document that opens, and a workbook with a sheet a table', async () => {
    const report = await t.made(boss, t.town.district, '2027-12');
    const at = async (kind: 'Pdf' | 'Docx' | 'Xlsx') => {
      const route = routes[`report${kind}`];
      return t.as(boss).inject({ method: 'GET', url: `/api${route.path.replace(':id', report.id)}` });
    };
    const pdf = await at('Pdf');
    expect([pdf.statusCode, pdf.headers['content-type'], pdf.rawPayload.subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-']);
    const docx = await at('Docx');
    expect([docx.statusCode, docx.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK']);
    const xlsx = await at('Xlsx');
    const sheets = await readExcelFile(xlsx.rawPayload);
    expect(sheets.map((one) => one.sheet)).toEqual(['主要情况', ...tablesOf(report.numbers!).map((table) => table.title['zh-Hans'])]);
    const overview = sheets[1]!.data;
    expect(overview[1]!.slice(0, 3)).toEqual(['受理', report.numbers!.total.n['opened'], report.numbers!.before.total.n['opened']]);
    const en = await t.as({ ...boss, language: 'en' }).inject({ method: 'GET', url: `/api/insight/reports/${report.id}/report.xlsx` });
    expect((await readExcelFile(en.rawPayload))[1]!.sheet).toBe('Overview');
  });
});
