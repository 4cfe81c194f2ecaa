import type { z } from 'zod';
import { newId, Refusal, iso } from '@hezhi/contract';
import { servingDistricts } from '@hezhi/cases/server';
import { levelOf } from '@hezhi/directory/contract';
import { territory } from '@hezhi/directory/server';
import { dayIn } from '@hezhi/matters/contract';
import { cut, namesOf, readCursor, writeCursor } from '@hezhi/matters/server';
import { isDuplicate, systemCall, Write, type Call, type House, type Job } from '@hezhi/server';
import {
  errors,
  monthBefore,
  monthOf,
  ReportNumbers,
  reportPeriod,
  REPORT_STEPS,
  type ReportGiven,
  type ReportLine,
  type ReportPage,
  type ReportQuery,
  type ReportView,
} from '../contract/index.ts';
import { findReport, insertReport, insertScheduled, keepNumbers, listReports, moveReport, nextRevision, type ReportRow } from './queries-reports.ts';
import { reportNumbers } from './report-numbers.ts';
import { scopeOf } from './scope.ts';

type Line = z.input<typeof ReportLine>;
/** Width of a community's code: reports are made no finer. */
const COMMUNITY = 12;
const making = 'insight.report';
const scheduled = 'insight.monthly_reports';

async function lineOf(house: House, district: string, row: ReportRow): Promise<Line> {
  const places = await territory(house).ensure(district);
  const names = await namesOf(house, district);
  return {
    id: row.id,
    area: { code: row.area, name: places.name(row.area), level: levelOf(row.area)! },
    month: row.month,
    revision: row.revision,
    soFar: row.so_far,
    through: row.through,
    state: row.state,
    done: row.done,
    steps: REPORT_STEPS,
    at: row.at,
    by: row.person === null ? null : names.person(row.person),
  };
}

/** Reports of the post's territory and below, newest first. */
export async function reportsOf(call: Call, query: z.output<typeof ReportQuery>): Promise<z.input<typeof ReportPage>> {
  const own = await scopeOf(call, undefined);
  if (query.area !== undefined) await scopeOf(call, query.area);
  const after = readCursor(query.cursor)?.id ?? null;
  const rows = await listReports(call.db, own.district, own.area.code, { area: query.area, month: query.month, after, limit: query.limit });
  const { items, next } = cut(rows, query.limit, (row) => writeCursor(row.at, row.id));
  return { items: await Promise.all(items.map((row) => lineOf(call.house, own.district, row))), next };
}

/** Asks for a report; a job makes it. Errors: `insight.month_ahead`, `insight.report_too_fine`, `insight.report_under_way`. */
export async function askReport(call: Call, given: z.output<typeof ReportGiven>): Promise<Line> {
  const { district, area } = await scopeOf(call, given.area);
  if (area.code.length > COMMUNITY) throw new Refusal(errors.report_too_fine);
  const period = reportPeriod(given.month, dayIn(call.now));
  if (!period) throw new Refusal(errors.month_ahead);
  const revision = await nextRevision(call.db, district, area.code, given.month);
  const person = call.actor.person;
  const row = { id: given.id, area: area.code, month: given.month, revision, so_far: period.soFar, through: period.to, at: iso(call.now), person };
  const line = await lineOf(call.house, district, { ...row, state: 'waiting', done: 0 });
  await call.db.tx(async (db) => {
    const write = call.write(line);
    insertReport(write, district, row, () => new Refusal(errors.report_under_way));
    await write.run(db);
    await call.house.jobs.send(db, making, { district, report: given.id });
  });
  return line;
}

/** One report with its numbers. Errors: `insight.no_report`. */
export async function reportOf(call: Call, id: string): Promise<z.output<typeof ReportView>> {
  const own = await scopeOf(call, undefined);
  const row = await findReport(call.db, own.district, own.area.code, id);
  if (!row) throw new Refusal(errors.no_report);
  const line = await lineOf(call.house, own.district, row);
  return { ...line, madeAt: row.made_at, numbers: row.numbers === null ? null : ReportNumbers.parse(row.numbers) };
}

class Made extends Error {}

/** Makes one report: repeatable, and made once however often it is tried; one that is ready stays as it is. */
export async function makeReport(call: Call, district: string, id: string): Promise<void> {
  const { house } = call;
  const row = await findReport(house.db, district, district, id);
  if (!row || row.state === 'ready') return;
  try {
    if (!(await moveReport(house.db, district, id, 'making', 0))) return;
    const snapshot = await house.db.snapshot();
    let numbers;
    try {
      const moment = systemCall(house, district, snapshot.db, call.reference);
      const period = { from: `${row.month}-01`, to: row.through, soFar: row.so_far };
      numbers = await reportNumbers(
        moment,
        district,
        row.area,
        row.month,
        period,
        async (done) => void (await moveReport(house.db, district, id, 'making', done)),
      );
    } finally {
      await snapshot.end();
    }
    const write = new Write();
    keepNumbers(write, district, id, REPORT_STEPS, iso(call.now), numbers, () => new Made());
    await write.run(house.db);
  } catch (error) {
    // Another worker was faster; or one that failed here has been asked for anew, and that one is under way.
    if (error instanceof Made || isDuplicate(error, 'report_under_way')) return;
    await moveReport(house.db, district, id, 'failed', 0);
    throw error;
  }
}

/** Asks for the reports of the month that ended, of every district that serves and each of its streets: each once, however often this runs. */
export async function scheduleReports(call: Call): Promise<void> {
  const { house, now } = call;
  const month = monthBefore(monthOf(dayIn(now)));
  const { from, to } = reportPeriod(month, dayIn(now))!;
  for (const { code: district } of await servingDistricts(house.db, dayIn(now))) {
    const places = await territory(house).ensure(district);
    for (const area of [
      district,
      ...places
        .children(district, { ended: true })
        .filter((one) => one.valid_to === null || one.valid_to > from)
        .map((one) => one.code),
    ])
      await house.db.tx(async (db) => {
        const id = newId(now);
        const revision = await nextRevision(db, district, area, month);
        const made = await insertScheduled(db, district, { id, area, month, revision, so_far: false, through: to, at: iso(now), person: null });
        if (made) await house.jobs.send(db, making, { district, report: id });
      });
  }
}

/**
 * The schedule: at 02:00 of the 1st in China, and of the six days after it for a house that stood still on the 1st (what is there already is not made again).
 */
export const reportJobs: readonly Job[] = [
  { queue: making, work: (call, data) => makeReport(call, String(data['district']), String(data['report'])) },
  { queue: scheduled, cron: '0 2 1-7 * *', work: (call) => scheduleReports(call) },
];
