import { implement, type Implementation } from '@hezhi/server';
import { routes } from '../contract/index.ts';
import { decideHomesHere, homesHere, moveHome } from './homes-desk.ts';
import { chooseHome, myHome, withdrawHome } from './homes.ts';

/** Routes of where people live. */
export const homeHandlers: readonly Implementation[] = [
  implement(routes.myHome, (call) => myHome(call)),
  implement(routes.chooseHome, (call, { body }) => chooseHome(call, body)),
  implement(routes.withdrawHome, (call) => withdrawHome(call)),
  implement(routes.homes, (call, { query }) => homesHere(call, query)),
  implement(routes.decideHomes, (call, { body }) => decideHomesHere(call, body)),
  implement(routes.moveHome, (call, { params, body }) => moveHome(call, params.person, body)),
];
