import { loadProcedure, registerKind } from '@hezhi/matters/server';
import { defineRoom, implement } from '@hezhi/server';
import { errors, permissions, routes } from '../contract/index.ts';
import { acknowledge, handoversOf, handOver, settlePoint } from './handovers.ts';
import { endEmergency, incidentOf, incidentsOf } from './incidents.ts';
import { incidentKind, itemKind } from './kind.ts';
import { allowedSteps, nearestTo, peopleOnDuty } from './nearest.ts';
import { personal } from './personal.ts';
import { openPlans, plansOf, savePlan } from './plans.ts';
import { baseProcedure } from '@hezhi/methods/base';
import { startIncident } from './start.ts';
import { summaryPaper } from './summary.ts';
import { registerCommandNotices } from './tell.ts';
import { verifyIncidents } from './verify.ts';

/** 指挥 command: the desk of the street: who is nearest, bulk steps, emergencies, hand-over between shifts (C6). */
export const room = defineRoom({
  name: 'command',
  personal,
  routes: [
    implement(routes.plans, async (call) => ({ items: await plansOf(call) })),
    implement(routes.savePlan, (call, { params, body }) => savePlan(call, params.key, body)),
    implement(routes.start, (call, { body }) => startIncident(call, body)),
    implement(routes.incidents, (call, { query }) => incidentsOf(call, query)),
    implement(routes.incident, (call, { params }) => incidentOf(call, params.id)),
    implement(routes.end, (call, { params, body }) => endEmergency(call, params.id, body)),
    implement(routes.summary, async (call, { params }, wire) => (await summaryPaper(call, params.id, wire)) as never),
    implement(routes.nearest, (call, { query }) => nearestTo(call, query.matter, query.limit)),
    implement(routes.onDuty, (call) => peopleOnDuty(call)),
    implement(routes.allowed, (call, { query }) => allowedSteps(call, query.ids.split(','))),
    implement(routes.handovers, (call, { query }) => handoversOf(call, query)),
    implement(routes.handOver, (call, { body }) => handOver(call, body)),
    implement(routes.acknowledge, (call, { params, body }) => acknowledge(call, params.id, body.remark)),
    implement(routes.settlePoint, (call, { params, body }) => settlePoint(call, params.id, params.point, body.remark)),
  ],
  permissions,
  errors,
  migrations: new URL('./migrations/', import.meta.url),
  verify: [{ name: 'incidents', check: verifyIncidents }],
  async open(house) {
    await loadProcedure(house, baseProcedure('incident'));
    await loadProcedure(house, baseProcedure('incident_item'));
    registerKind(house, incidentKind(house));
    registerKind(house, itemKind(house));
    await openPlans(house);
    registerCommandNotices(house);
  },
});
