import { subjectPath } from '@hezhi/cases/contract';
import { categoryName } from '@hezhi/cases/server';
import { loadProcedure, registerKind } from '@hezhi/matters/server';
import { defineRoom, implement } from '@hezhi/server';
import { errors, permissions, routes } from '../contract/index.ts';
import { dismiss, makeMatter, mute, unmute } from './decide.ts';
import { lookEverywhere } from './look.ts';
import procedure from './procedures/warning.json' with { type: 'json' };
import { detailOf, listOf, lookOf, mutesOf } from './views.ts';

/** 预警 warnings: what rises out of the ordinary by place and category, told with its reasons (C5). */
export const room = defineRoom({
  name: 'warnings',
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
  async open(house) {
    await loadProcedure(house, procedure);
    registerKind(house, {
      kind: 'warning',
      procedure: procedure.key,
      subjectPath,
      subjectName: (district, subject) => categoryName(house, district, subject),
    });
  },
  jobs: [
    { queue: 'warnings.hourly', cron: '17 * * * *', work: (call) => lookEverywhere(call, false) },
    { queue: 'warnings.nightly', cron: '35 0 * * *', work: (call) => lookEverywhere(call, true) },
  ],
});
