import { workingMinutesBetween } from '@hezhi/calendar/contract';
import type { Words } from '@hezhi/contract';
import { staffOf } from '@hezhi/directory/server';
import type { Decision, StepDef } from '@hezhi/matters/contract';
import { calendarOf } from '@hezhi/matters/server';
import type { Call, House, Write } from '@hezhi/server';
import type { z } from 'zod';
import { foldResponses, type Response, type ResponseView } from '../contract/index.ts';
import { nameOf } from './departments.ts';
import { baseProcedure } from '@hezhi/methods/base';
import { putResponse, type ResponseRow } from './queries.ts';

/** Writes what a decision changes in the rows of the departments, as part of its own write. */
export function keepResponses(house: House, write: Write, { entry, after }: Decision, before: readonly Response[]): void {
  const known = new Set(before);
  for (const row of foldResponses(before, entry, after.point)) {
    if (known.has(row)) continue;
    const working = row.checked_in_at === null ? null : workingMinutesBetween(calendarOf(house), row.whistled_at, row.checked_in_at);
    putResponse(write, after.district, after.id, row, working);
  }
}

const optionsOf = (step: string, field: string): ReadonlyMap<string, Words> =>
  new Map(
    ((baseProcedure('whistle') as { steps: Record<string, StepDef> }).steps[step]?.fields.find((one) => one.key === field)?.options ?? []).map((one) => [
      one.value,
      one.label,
    ]),
  );
const refusals = optionsOf('refuse', 'reason');
const outcomes = optionsOf('report_done', 'outcome');

function statusOf(row: ResponseRow): z.input<typeof ResponseView>['status'] {
  if (row.result !== null) return row.result;
  if (row.checked_in_at !== null) return 'at_work';
  return row.refusal === 'asked' ? 'refusing' : 'waiting';
}

/** Rows as screens and papers show them. No statement. */
export async function viewResponses(call: Call, district: string, rows: readonly ResponseRow[]): Promise<z.input<typeof ResponseView>[]> {
  const staff = await staffOf(call.house, district);
  return rows.map((row) => ({
    leg: row.leg,
    org: row.org,
    name: nameOf(staff, row.org),
    role: row.role,
    via: row.via as 'open' | 'add_department' | 'designate',
    status: statusOf(row),
    whistledAt: row.whistled_at,
    dueAt: row.due_at,
    checkedInAt: row.checked_in_at,
    checkedInBy: row.checked_in_by === null ? null : (staff.personNames.get(row.checked_in_by) ?? null),
    minutes: row.minutes,
    workingMinutes: row.working_minutes,
    distance: row.distance,
    silent: row.silent,
    refusal: row.refusal,
    refusalReason: row.refusal_reason === null ? null : (refusals.get(row.refusal_reason) ?? null),
    handleDueAt: row.handle_due_at,
    late: row.late,
    doneAt: row.done_at,
    outcome: row.outcome === null ? null : (outcomes.get(row.outcome) ?? null),
    necessary: row.necessary,
    score: row.score,
  }));
}

/** Whether a whistle counts as needless: the district's finding, else what most of the leads found that have reported. */
export function isNeedless(verdict: string | null, rows: readonly Pick<ResponseRow, 'necessary'>[]): boolean {
  if (verdict !== null) return verdict === 'needless';
  return rows.filter((row) => row.necessary === false).length > rows.filter((row) => row.necessary === true).length;
}
