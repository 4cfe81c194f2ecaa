import { iso } from '@hezhi/contract';
import { registerTemplates } from '@hezhi/notices/server';
import { defineRoom, implement } from '@hezhi/server';
import { errors, permissions, routes } from '../contract/index.ts';
import { personal } from './personal.ts';
import { forgetPhones } from './queries-people.ts';
import { answer, figures, followCase, message, mine, raise, raised, templates, toCase, toTopic } from './raised.ts';
import { addReception, changeReception, endReception, reception, receptions, receptionSoon } from './receptions.ts';
import { attend, calendar, receptionPage, signupPhone, signUp, unsign } from './signups.ts';
import { addDeputy, addStudio, changeDeputy, changeStudio, people, publicStudio, publicStudios, studios } from './studios.ts';
import { verifyDeputies } from './verify.ts';

/** 代表联络 deputies: studios, reception days, what was raised and what became of it (D8). */
export const room = defineRoom({
  name: 'deputies',
  personal,
  routes: [
    implement(routes.studios, (call) => studios(call)),
    implement(routes.addStudio, (call, { body }) => addStudio(call, body)),
    implement(routes.changeStudio, (call, { params, body }) => changeStudio(call, params.id, body)),
    implement(routes.people, (call, { query }) => people(call, query)),
    implement(routes.addDeputy, (call, { body }) => addDeputy(call, body)),
    implement(routes.changeDeputy, (call, { params, body }) => changeDeputy(call, params.id, body)),
    implement(routes.receptions, (call, { query }) => receptions(call, query)),
    implement(routes.reception, (call, { params }) => reception(call, params.id)),
    implement(routes.addReception, (call, { body }) => addReception(call, body)),
    implement(routes.changeReception, (call, { params, body }) => changeReception(call, params.id, body)),
    implement(routes.endReception, (call, { params, body }) => endReception(call, params.id, body)),
    implement(routes.attend, (call, { params, body }) => attend(call, params.id, body.came)),
    implement(routes.signupPhone, (call, { params }) => signupPhone(call, params.id)),
    implement(routes.raised, (call, { query }) => raised(call, query)),
    implement(routes.raise, (call, { body }) => raise(call, body)),
    implement(routes.toCase, (call, { params, body }) => toCase(call, params.id, body)),
    implement(routes.toTopic, (call, { params }) => toTopic(call, params.id)),
    implement(routes.answer, (call, { params, body }) => answer(call, params.id, body)),
    implement(routes.figures, (call, { query }) => figures(call, query)),
    implement(routes.publicStudios, (call, { query }) => publicStudios(call, query)),
    implement(routes.publicStudio, (call, { params }) => publicStudio(call, params.district, params.id)),
    implement(routes.calendar, async (call, { query }, wire) => (await calendar(call, query, wire)) as never),
    implement(routes.publicReception, (call, { params }) => receptionPage(call, params.district, params.id)),
    implement(routes.signUp, (call, { params, body }) => signUp(call, params.district, params.id, body)),
    implement(routes.cancelSignup, (call, { params }) => unsign(call, params.district, params.id)),
    implement(routes.message, (call, { params, body }) => message(call, params.district, params.id, body)),
    implement(routes.mine, (call) => mine(call)),
  ],
  permissions,
  errors,
  listeners: [followCase],
  timers: [receptionSoon],
  jobs: [{ queue: 'deputies.forget', cron: '20 3 * * *', work: async ({ house, now }) => void (await forgetPhones(house.db, iso(now - 7 * 86_400_000))) }],
  migrations: new URL('./migrations/', import.meta.url),
  verify: [{ name: 'deputies', check: verifyDeputies }],
  async open(house) {
    registerTemplates(house, templates);
  },
});
