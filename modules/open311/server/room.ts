import { iso } from '@hezhi/contract';
import { defineRoom } from '@hezhi/server';
import { errors, permissions } from '../contract/index.ts';
import { changed } from './changes.ts';
import { personal } from './personal.ts';
import { purgeReceipts } from './queries-receipts.ts';
import { implementations } from './routes.ts';

/** 开放接口 open311: GeoReport v2 for the apps and systems of others. */
export const room = defineRoom({
  name: 'open311',
  personal,
  routes: implementations,
  permissions,
  errors,
  listeners: [changed],
  jobs: [{ queue: 'open311.forget', cron: '23 3 * * *', work: (call) => purgeReceipts(call.db, iso(call.now)) }],
  migrations: new URL('./migrations/', import.meta.url),
});
