import { Refusal, iso } from '@hezhi/contract';
import { reference, territory } from '@hezhi/directory/server';
import { nearestOnDuty, onDuty, type OnDuty } from '@hezhi/duty/server';
import { available } from '@hezhi/matters/contract';
import { calendarOf, findVisible, kindOf, procedureOf, snapshotOf, viewMatters } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, type AllowedSteps, type Candidate, type OnDutyPoint } from '../contract/index.ts';
import { openByPost, visibleMatters } from './queries.ts';
import { standingOf } from './standing.ts';

async function described(call: Call, people: readonly OnDuty[]) {
  const { district } = standingOf(call);
  const [{ roles }, tree, open] = await Promise.all([
    reference(call.house),
    territory(call.house).ensure(district),
    openByPost(
      call.db,
      district,
      people.map((one) => one.post),
    ),
  ]);
  return (one: OnDuty) => ({
    post: one.post,
    org: one.org,
    name: one.name,
    orgName: one.orgName,
    roleName: roles.get(one.role)?.words ?? { 'zh-Hans': one.role, en: one.role },
    areaName: tree.name(one.area),
    until: iso(one.until),
    checkedIn: one.checkIn ? iso(one.checkIn.at) : null,
    open: open.get(one.post) ?? 0,
  });
}

/** Who is on duty, nearest to a matter first (C6). Errors: `command.not_found`. */
export async function nearestTo(call: Call, matter: string, limit: number): Promise<{ items: z.input<typeof Candidate>[] }> {
  const { district } = standingOf(call);
  const row = await findVisible(call.db, district, matter, call.actor);
  if (!row) throw new Refusal(errors.not_found);
  const point: [number, number] | null = row.lon === null || row.lat === null ? null : [row.lon, row.lat];
  const people = await nearestOnDuty(call.house, district, point, call.now, limit, row.area);
  const view = await described(call, people);
  return { items: people.map((one) => ({ ...view(one), metres: one.metres })) };
}

/** Who is on duty in the territory of the post, with the position they gave on purpose. */
export async function peopleOnDuty(call: Call): Promise<{ items: z.input<typeof OnDutyPoint>[] }> {
  const { district, area } = standingOf(call);
  const people = await onDuty(call.house, district, { at: call.now, area });
  const view = await described(call, people);
  return { items: people.map((one) => ({ ...view(one), shiftName: one.shiftName, point: one.checkIn?.point ? [...one.checkIn.point] : null })) };
}

/** What may be done now with each of these matters; those that the caller does not see are left out. One statement beside what kinds ask. */
export async function allowedSteps(call: Call, ids: readonly string[]): Promise<{ items: z.input<typeof AllowedSteps>[] }> {
  const { district } = standingOf(call);
  const rows = await visibleMatters(call.db, district, call.actor, [...new Set(ids)]);
  const views = await viewMatters(call, rows);
  const items: z.input<typeof AllowedSteps>[] = [];
  for (const [index, row] of rows.entries()) {
    const procedure = await procedureOf(call.house, row.procedure, row.procedure_version);
    const snapshot = snapshotOf(row);
    const kind = kindOf(call.house, row.kind);
    const answers = kind.answers ? await kind.answers(call, snapshot) : undefined;
    const world = { now: call.now, calendar: calendarOf(call.house), ...(answers ? { answers } : {}) };
    const steps = available(procedure, snapshot, call.actor, world).flatMap(({ step, allowed, choose }) => {
      const def = procedure.steps[step];
      if (!allowed || choose.length > 0 || !def) return [];
      return [{ key: step, name: def.name, tone: def.tone, fields: def.fields.map((field) => ({ ...field })), confirm: def.confirm ?? null }];
    });
    items.push({ matter: views[index]!, steps: steps as z.input<typeof AllowedSteps>['steps'] });
  }
  return { items };
}
