import { implement, type Implementation } from '@hezhi/server';
import { routes } from '../contract/index.ts';
import { askClosing, myClosing, undoClosing } from './closing.ts';
import { askCopy, fetchCopy, myCopies, openCopy } from './copies.ts';
import { changeMyName, changeMyPhone } from './own-profile.ts';
import { sendProofCode } from './proof.ts';

/** Routes of one's own data. */
export const ownDataHandlers: readonly Implementation[] = [
  implement(routes.copies, (call, { query }, wire) => myCopies(call, wire.request, query)),
  implement(routes.askCopy, (call, { body }, wire) => askCopy(call, wire.request, body.id)),
  implement(routes.openCopy, (call, { params, body }, wire) => openCopy(call, wire.request, params.id, body)),
  implement(routes.fetchCopy, async (call, { params, query }, wire) => (await fetchCopy(call, params.id, query.pass, wire)) as never),
  implement(routes.proofCode, (call, _, wire) => sendProofCode(call, wire.request)),
  implement(routes.closing, (call, _, wire) => myClosing(call, wire.request)),
  implement(routes.askClosing, (call, { body }, wire) => askClosing(call, wire.request, body)),
  implement(routes.undoClosing, (call, _, wire) => undoClosing(call, wire.request)),
  implement(routes.changeName, (call, { body }, wire) => changeMyName(call, wire.request, body.name)),
  implement(routes.changePhone, (call, { body }, wire) => changeMyPhone(call, wire.request, body)),
];
