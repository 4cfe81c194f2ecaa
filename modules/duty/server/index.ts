/** The server door of duty. */
export { room } from './room.ts';
export { dutyOwner, metresBetween, nearestOnDuty, onDuty, ownerNow, type OnDuty } from './presence.ts';
export { addRoster } from './rosters.ts';
export { addTurn, generateMonth, publishMonth } from './planning.ts';
export { monthOf } from './month.ts';
export { checkIn } from './presence.ts';
