import { kernelErrors, Refusal, iso } from '@hezhi/contract';
import { viewPublic } from '@hezhi/cases/server';
import type { PublicCases } from '@hezhi/cases/contract';
import type { Territory } from '@hezhi/directory/server';
import { cut, namesOf, readCursor, writeCursor } from '@hezhi/matters/server';
import { speak, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, type AlertInput, type Alerts, type AlertView } from '../contract/index.ts';
import { areaIn } from './places.ts';
import { deleteAlert, findAlert, insertAlert, listAlerts, listForAlert, updateAlert, type AlertRow } from './queries-alerts.ts';

/** How many alerts a person may have. */
export const mostAlerts = 10;
type View = z.input<typeof AlertView>;

function mine(call: Call): { district: string; person: string } {
  const { district, person } = call.actor;
  if (district === null || person === null) throw new Refusal(kernelErrors.forbidden);
  return { district, person };
}

const around = { 'zh-Hans': '标出的地点周围 {radius} 米', en: '{radius} m around the marked place' };

function view(call: Call, district: string, row: AlertRow, tree: Territory): View {
  const circle = row.lon === null || row.lat === null || row.radius === null ? null : { lon: row.lon, lat: row.lat, radius: row.radius };
  return {
    id: row.id,
    district,
    area: row.area,
    circle,
    categories: row.categories,
    often: row.often,
    label: row.label,
    where: circle ? speak(around, call.language, { radius: String(circle.radius) }) : tree.fullName(row.area!),
    createdAt: row.created_at,
  };
}

/** The person's own alerts, newest first. */
export async function alerts(call: Call): Promise<z.input<typeof Alerts>> {
  const { district, person } = mine(call);
  const [rows, tree] = [await listAlerts(call.db, district, person), await areaIn(call.house, district)];
  return { items: rows.map((row) => view(call, district, row, tree)), max: mostAlerts };
}

const rowOf = (given: z.output<typeof AlertInput>): Omit<AlertRow, 'id' | 'person' | 'created_at'> => ({
  label: given.label,
  area: given.area,
  lon: given.circle?.lon ?? null,
  lat: given.circle?.lat ?? null,
  radius: given.circle?.radius ?? null,
  categories: [...new Set(given.categories)],
  often: given.often,
});

/** Adds an alert. `publicity.area_unknown`, `publicity.too_many_alerts`, `publicity.alert_exists` */
export async function addAlert(call: Call, given: z.output<typeof AlertInput> & { id: string }): Promise<View> {
  const { district, person } = mine(call);
  const tree = await areaIn(call.house, district, given.area ?? district);
  const row: AlertRow = { ...rowOf(given), id: given.id, person, created_at: iso(call.now) };
  const reply = view(call, district, row, tree);
  const write = call.write(reply);
  insertAlert(write, district, row, mostAlerts);
  await write.run(call.db);
  return reply;
}

/** Changes an alert. What it gathered stays for its evening. `publicity.alert_gone` */
export async function changeAlert(call: Call, id: string, given: z.output<typeof AlertInput>): Promise<View> {
  const { district, person } = mine(call);
  const tree = await areaIn(call.house, district, given.area ?? district);
  const before = await findAlert(call.db, district, person, id);
  if (!before) throw new Refusal(errors.alert_gone);
  const row: AlertRow = { ...before, ...rowOf(given) };
  const write = call.write();
  updateAlert(write, district, row);
  await write.run(call.db);
  return view(call, district, row, tree);
}

/** Stops an alert; stopping it again changes nothing. */
export async function stopAlert(call: Call, id: string): Promise<void> {
  const { district, person } = mine(call);
  const write = call.write();
  deleteAlert(write, district, person, id);
  await write.run(call.db);
}

/** Public cases that an alert speaks of, newest first. `publicity.alert_gone` */
export async function alertCases(call: Call, id: string, query: { cursor?: string | undefined; limit: number }): Promise<z.input<typeof PublicCases>> {
  const { district, person } = mine(call);
  const alert = await findAlert(call.db, district, person, id);
  if (!alert) throw new Refusal(errors.alert_gone);
  const rows = await listForAlert(call.db, district, alert, readCursor(query.cursor), query.limit);
  const { items, next } = cut(rows, query.limit, (row) => writeCursor(row.opened_at, row.id));
  const names = await namesOf(call.house, district);
  return { items: await Promise.all(items.map((row) => viewPublic(call, row, names))), next };
}
