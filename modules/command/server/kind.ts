import type { Kind } from '@hezhi/matters/server';
import { emit, type House } from '@hezhi/server';
import { planTitle } from './plans.ts';
import { territory } from '@hezhi/directory/server';
import { errors } from '../contract/index.ts';
import { endIncident, openItems, toldOf } from './queries.ts';
import { tellEnded } from './tell.ts';
import { Refusal, type Words } from '@hezhi/contract';

const allPlans: Words = { 'zh-Hans': '全部预案', en: 'All plans' };
const named =
  (house: House) =>
  (district: string, subject: string): Words =>
    subject === '' ? allPlans : planTitle(house, district, subject);

/** An emergency as the engine of matters knows it: it ends when its items are settled, and then everyone is told. */
export const incidentKind = (house: House): Kind => ({
  kind: 'incident',
  procedure: 'incident',
  subjectPath: (subject) => ['', subject],
  subjectName: named(house),
  async answers(call, snapshot) {
    return { items_settled: snapshot.state === 'running' && (await openItems(call.db, snapshot.district, snapshot.id)).length === 0 };
  },
  async onStep(call, write, { entry, after }, before) {
    if (before.closedAt !== null || after.closedAt === null) return;
    const row = await toldOf(call.db, after.district, after.id);
    if (!row) throw new Refusal(errors.not_found);
    write.add(endIncident(after.district, after.id, new Date(call.now).toISOString()), 1, () => new Refusal(errors.ended));
    emit(write, { district: after.district, topic: 'command.ended', data: { area: row.area }, at: call.now });
    const areaName = (await territory(call.house).ensure(after.district)).fullName(row.area);
    const typed = entry.data['summary'] ?? entry.data['note'];
    const note = typeof typed === 'string' ? [...typed].slice(0, 120).join('') : '';
    tellEnded(write, call, after.district, { id: after.id, title: row.plan_title, areaName, area: row.area, note, told: row.told });
  },
});

/** One item of its checklist. */
export const itemKind = (house: House): Kind => ({
  kind: 'incident_item',
  procedure: 'incident_item',
  subjectPath: (subject) => ['', subject],
  subjectName: named(house),
});
