import { defineRoom, implement } from '@hezhi/server';
import { errors, permissions, routes } from '../contract/index.ts';
import { askLeave, decideLeave, leavesOf } from './leaves.ts';
import { myTurns } from './mine.ts';
import { monthOf } from './month.ts';
import { csvOfMonth, icsOfMine, icsOfMonth, printMonth } from './papers.ts';
import { personal } from './personal.ts';
import { addTurn, dropTurn, generateMonth, giveTurn, publishMonth } from './planning.ts';
import { areasOf, checkIn, forgetOld, forgetPlace, nowOf, publicDuty } from './presence.ts';
import { addRoster, candidatesOf, changesOf, endRoster, rosterOf, rostersOf, saveRoster } from './rosters.ts';
import { registerDutyNotices } from './tell.ts';
import { answerSwap, askSwap, swapsOf } from './swaps.ts';

/** 值班 duty: rosters, months, swaps, leave, check-ins, who is on duty now (T7, C6). */
export const room = defineRoom({
  name: 'duty',
  personal,
  routes: [
    implement(routes.rosters, (call, { query }) => rostersOf(call, query)),
    implement(routes.roster, (call, { params }) => rosterOf(call, params.id)),
    implement(routes.addRoster, (call, { body }) => addRoster(call, body)),
    implement(routes.saveRoster, (call, { params, body }) => saveRoster(call, params.id, body)),
    implement(routes.endRoster, (call, { params, body }) => endRoster(call, params.id, body.version)),
    implement(routes.candidates, (call, { query }) => candidatesOf(call, query.org)),
    implement(routes.month, (call, { params }) => monthOf(call, params.id, params.month)),
    implement(routes.generate, (call, { params, body }) => generateMonth(call, params.id, params.month, body)),
    implement(routes.publish, (call, { params, body }) => publishMonth(call, params.id, params.month, body)),
    implement(routes.addTurn, (call, { params, body }) => addTurn(call, params.id, body)),
    implement(routes.giveTurn, (call, { params, body }) => giveTurn(call, params.id, body)),
    implement(routes.dropTurn, (call, { params, body }) => dropTurn(call, params.id, body)),
    implement(routes.changes, (call, { params, query }) => changesOf(call, params.id, query)),
    implement(routes.print, async (call, { params }, wire) => (await printMonth(call, params.id, params.month, wire)) as never),
    implement(routes.csv, (call, { params }, wire) => csvOfMonth(call, params.id, params.month, wire)),
    implement(routes.ics, (call, { params }, wire) => icsOfMonth(call, params.id, params.month, wire)),
    implement(routes.mine, (call, { query }) => myTurns(call, query)),
    implement(routes.mineIcs, (call, _, wire) => icsOfMine(call, wire)),
    implement(routes.now, (call, { query }) => nowOf(call, query)),
    implement(routes.publicNow, (call, { query }) => publicDuty(call, query.area)),
    implement(routes.publicAreas, (call, { query }) => areasOf(call, query.district)),
    implement(routes.checkIn, (call, { body }) => checkIn(call, body)),
    implement(routes.forgetPlace, (call) => forgetPlace(call)),
    implement(routes.swaps, (call, { query }) => swapsOf(call, query)),
    implement(routes.askSwap, (call, { body }) => askSwap(call, body)),
    implement(routes.answerSwap, (call, { params, body }) => answerSwap(call, params.id, body)),
    implement(routes.leaves, (call, { query }) => leavesOf(call, query)),
    implement(routes.askLeave, (call, { body }) => askLeave(call, body)),
    implement(routes.decideLeave, (call, { params, body }) => decideLeave(call, params.id, body)),
  ],
  permissions,
  errors,
  migrations: new URL('./migrations/', import.meta.url),
  async open(house) {
    registerDutyNotices(house);
  },
  jobs: [{ queue: 'duty.forget_places', cron: '*/10 * * * *', work: async (call) => void (await forgetOld(call)) }],
});
