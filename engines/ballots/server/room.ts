import { registerFileAccess } from '@hezhi/documents/server';
import { registerPart } from '@hezhi/methods/server';
import { registerSecret, registerTemplates } from '@hezhi/notices/server';
import { defineRoom } from '@hezhi/server';
import { errors, permissions, rulePart } from '../contract/index.ts';
import { closing, opening } from './ballots.ts';
import { hourly } from './bulletin.ts';
import { countJob, countWhenClosed } from './counting.ts';
import { handlers } from './handlers.ts';
import { seesMandate } from './mandates.ts';
import { codeTemplates, SECRET, smsCode } from './codes-sms.ts';
import { personal } from './personal.ts';
import { checks } from './verify.ts';

/** 票决 as the house sees it. */
export const room = defineRoom({
  name: 'ballots',
  personal,
  routes: handlers,
  permissions,
  errors,
  timers: [opening, closing, hourly, countWhenClosed],
  jobs: [countJob],
  verify: checks,
  migrations: new URL('./migrations/', import.meta.url),
  async open(house) {
    registerPart(house, rulePart);
    registerFileAccess(house, seesMandate);
    registerTemplates(house, codeTemplates);
    registerSecret(house, SECRET, (_, of) => smsCode(house, of));
  },
});
