import { subjectPath } from '@hezhi/cases/contract';
import { categoryName } from '@hezhi/cases/server';
import { addReportSection } from '@hezhi/insight/server';
import { loadProcedure, registerKind } from '@hezhi/matters/server';
import { defineRoom, implement } from '@hezhi/server';
import { errors, permissions, routes } from '../contract/index.ts';
import { dismiss, makeMatter, mute, unmute } from './decide.ts';
import { lookEverywhere } from './look.ts';
import { baseProcedure } from '@hezhi/methods/base';
import { personal } from './personal.ts';
import { warningsOfMonth } from './report.ts';
import { registerWarningNotices, warningOpened } from './tell.ts';
import { detailOf, listOf, lookOf, mutesOf } from './views.ts';

/** 预警 warnings: what rises out of the ordinary by place and category, told with its reasons (C5). */
export const room = defineRoom({
  name: 'warnings',
  personal,
  routes: [
    implement(routes.list, (call, { query }) => listOf(call, query)),
    implement(routes.look, (call) => lookOf(call)),
    implement(routes.mutes, (call) => mutesOf(call)),
    implement(routes.endMute, (call, { params }) => unmute(call, params.id)),
    implement(routes.get, (call, { params }) => detailOf(call, params.id)),
    implement(routes.dismiss, (call, { params, body }) => dismiss(call, params.id, body.reason)),
    implement(routes.mute, (call, { params, body }) => mute(call, params.id, body)),
    implement(routes.matter, (call, { params, body }) => makeMatter(call, params.id, body.reason)),
  ],
  permissions,
  errors,
  migrations: new URL('./migrations/', import.meta.url),
  listeners: [warningOpened],
  async open(house) {
    registerWarningNotices(house);
    addReportSection(house, warningsOfMonth);
    await loadProcedure(house, baseProcedure('warning_check'));
    registerKind(house, {
      kind: 'warning',
      procedure: 'warning_check',
      subjectPath,
      subjectName: (district, subject) => categoryName(house, district, subject),
    });
  },
  jobs: [
    { queue: 'warnings.hourly', cron: '17 * * * *', work: (call) => lookEverywhere(call, false) },
    { queue: 'warnings.nightly', cron: '35 0 * * *', work: (call) => lookEverywhere(call, true) },
  ],
});
