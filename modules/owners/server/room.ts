import { registerHomeProof } from '@hezhi/directory/server';
import { loadProcedure, registerKind } from '@hezhi/matters/server';
import { baseProcedure } from '@hezhi/methods/base';
import { registerTemplates } from '@hezhi/notices/server';
import { defineRoom } from '@hezhi/server';
import { errors, permissions } from '../contract/index.ts';
import { ballotCounted, ballotOpened, ballotVoided, ownersVoteKind } from './kind.ts';
import { personal } from './personal.ts';
import { holdsHomeIn } from './queries-register.ts';
import { implementations } from './routes.ts';
import { openedTold, reminding, resultTold, templates } from './tell.ts';
import { verifyOwners } from './verify.ts';

/** 业主自治 owners: compounds keep their register, decide together by the law, and elect who acts for them. */
export const room = defineRoom({
  name: 'owners',
  personal,
  routes: implementations,
  permissions,
  errors,
  listeners: [ballotOpened, ballotVoided, ballotCounted, openedTold, resultTold],
  timers: [reminding],
  migrations: new URL('./migrations/', import.meta.url),
  verify: [{ name: 'register', check: verifyOwners }],
  async open(house) {
    await loadProcedure(house, baseProcedure('owners_vote'));
    registerKind(house, ownersVoteKind);
    registerTemplates(house, templates);
    registerHomeProof(house, 'owners', (call, { district, person, area }) => holdsHomeIn(call.db, district, person, area));
  },
});
