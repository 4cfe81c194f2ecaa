/** The server door of hotline. */
export { room } from './room.ts';
export { draw, rulesOf } from './rules.ts';
export { serviceLevel } from './call-view.ts';
export { ringOn, hangUpOn } from './rings.ts';
export { endCall, finishCall, pickUp, setState } from './calls.ts';
export { addLine } from './lines.ts';
