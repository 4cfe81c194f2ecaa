import { iso } from '@hezhi/contract';
import { defineRoom } from '@hezhi/server';
import { errors } from '../contract/errors.ts';
import { permissions } from '../contract/permissions.ts';
import { closingDue } from './closing.ts';
import { copyJob } from './copies.ts';
import { adminHandlers } from './handlers-admin.ts';
import { homeHandlers } from './handlers-homes.ts';
import { ownDataHandlers } from './handlers-own-data.ts';
import { sessionHandlers } from './handlers.ts';
import { personal } from './personal.ts';
import { openWays } from './identity-ways.ts';
import { policyOf } from './policy.ts';
import { termOver } from './posts.ts';
import { purgeCodes } from './queries-codes.ts';
import { purgeFlows } from './queries-oidc.ts';
import { purgeCopies } from './queries-own-data.ts';
import { purgeAttempts, purgeSessions } from './queries-sessions.ts';
import { loadBase } from './roles.ts';
import { territory } from './territory.ts';
import { checks } from './verify.ts';

const DAY = 86_400_000;

/** 人 people: territory, organisations, people, posts, sessions, audit. */
export const room = defineRoom({
  name: 'directory',
  personal,
  routes: [...sessionHandlers, ...adminHandlers, ...homeHandlers, ...ownDataHandlers],
  permissions,
  errors,
  timers: [termOver, closingDue],
  jobs: [
    copyJob,
    {
      queue: 'directory.purge',
      cron: '40 3 * * *',
      async work({ house, now }) {
        const { residentIdle } = policyOf(house);
        await purgeSessions(house.db, iso(now), iso(now - residentIdle));
        await purgeAttempts(house.db, iso(now - DAY));
        await purgeCodes(house.db, iso(now - 2 * DAY));
        await purgeFlows(house.db, iso(now));
        await purgeCopies(house.db, iso(now));
      },
    },
  ],
  migrations: new URL('./migrations/', import.meta.url),
  verify: checks,
  async open(house) {
    policyOf(house);
    openWays(house);
    await loadBase(house);
    await territory(house).open();
  },
});
