import { Refusal } from '@hezhi/contract';
import { territory } from '@hezhi/directory/server';
import { available } from '@hezhi/matters/contract';
import { calendarOf, namesOf, procedureOf, snapshotOf, takeStep, type Names, type StepTaken, type StoredMatter } from '@hezhi/matters/server';
import { speak, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, type IncidentItem, type IncidentRow, type IncidentView } from '../contract/index.ts';
import { findIncident, itemsOf, visibleMatters, listIncidents, openItems, type IncidentRead, type ItemStored } from './queries.ts';
import { cursorId, standingOf } from './standing.ts';

type Row = z.input<typeof IncidentRow>;

/** Emergencies that concern the territory of the post, newest first. One statement. */
export async function incidentsOf(
  call: Call,
  find: { open?: boolean | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: Row[]; next: string | null }> {
  const { district, area } = standingOf(call);
  const rows = await listIncidents(call.db, district, area, { open: find.open ?? null, before: cursorId(find.cursor), limit: find.limit + 1 });
  const page = rows.slice(0, find.limit);
  const [names, tree] = await Promise.all([namesOf(call.house, district), territory(call.house).ensure(district)]);
  return { items: page.map((row) => rowView(row, names, tree.fullName(row.area))), next: rows.length > find.limit ? page.at(-1)!.id : null };
}

function rowView(row: IncidentRead, names: Names, areaName: string): Row {
  const { matter } = row;
  const leg = snapshotOf(matter).legs.find((one) => one.key === 'command');
  return {
    id: row.id,
    number: matter.number,
    title: matter.title,
    plan: row.plan,
    planTitle: row.plan_title,
    reason: row.reason,
    area: row.area,
    areaName,
    point: matter.lon === null || matter.lat === null ? null : [matter.lon, matter.lat],
    startedAt: row.started_at,
    endedAt: row.ended_at,
    commander: leg ? names.owner(leg, true) : '',
    done: row.done,
    total: row.total,
    late: row.late,
  };
}

/** The steps that the caller may take now. */
export async function stepsOf(call: Call, matter: StoredMatter, answers?: Record<string, boolean>): Promise<string[]> {
  const procedure = await procedureOf(call.house, matter.procedure, matter.procedure_version);
  const world = { now: call.now, calendar: calendarOf(call.house), ...(answers ? { answers } : {}) };
  return available(procedure, snapshotOf(matter), call.actor, world)
    .filter((one) => one.allowed)
    .map((one) => one.step);
}

/** An emergency with its checklist. Three statements. Errors: `command.not_found`. */
export async function incidentOf(call: Call, id: string): Promise<z.input<typeof IncidentView>> {
  const { district, area } = standingOf(call);
  const row = await findIncident(call.db, district, area, id);
  if (!row) throw new Refusal(errors.not_found);
  const items = await itemsOf(call.db, district, id);
  const [names, tree] = await Promise.all([namesOf(call.house, district), territory(call.house).ensure(district)]);
  const seen = new Set((await visibleMatters(call.db, district, call.actor, [id, ...items.map((item) => item.id)])).map((one) => one.id));
  const settled = items.every((item) => item.matter.closed_at !== null);
  const steps = await stepsOf(call, row.matter, { items_settled: true });
  return {
    ...rowView(row, names, tree.fullName(row.area)),
    revision: row.matter.revision,
    mayEnd: steps.includes('finish') && (settled || call.actor.permissions.includes('command.declare')),
    sees: seen.has(id),
    items: await Promise.all(items.map((item) => itemView(call, item, names, seen.has(item.id)))),
  };
}

async function itemView(call: Call, item: ItemStored, names: Names, sees: boolean): Promise<z.input<typeof IncidentItem>> {
  const { matter } = item;
  const leg = snapshotOf(matter).legs[0];
  return {
    id: item.id,
    title: speak(item.title, call.language),
    detail: speak(item.detail, call.language),
    state: matter.state as z.input<typeof IncidentItem>['state'],
    owner: leg ? names.owner(leg, true) : '',
    dueAt: matter.due_at,
    overdue: matter.overdue,
    endedAt: matter.closed_at,
    revision: matter.revision,
    steps: sees ? await stepsOf(call, matter) : [],
  };
}

/** Ends an emergency with a summary; what is still open is set aside with the reason given. One transaction. */
export async function endEmergency(call: Call, id: string, body: { summary: string; aside?: string | undefined }): Promise<StepTaken> {
  const { district, area } = standingOf(call);
  const row = await findIncident(call.db, district, area, id);
  if (!row) throw new Refusal(errors.not_found);
  if (row.ended_at !== null) throw new Refusal(errors.ended);
  return call.db.tx(async (db) => {
    const open = await openItems(db, district, id);
    if (open.length > 0 && body.aside === undefined) throw new Refusal(errors.items_open, { n: open.length });
    for (const item of open) await takeStep(call.with({ db, key: null }), district, item.id, { step: 'set_aside', data: { note: body.aside! } });
    return takeStep(call.with({ db }), district, id, { step: 'finish', data: { summary: body.summary } });
  });
}
