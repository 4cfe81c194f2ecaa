import { implement, type Implementation } from '@hezhi/server';
import { routes } from '../contract/index.ts';
import { board } from './board.ts';
import { callbackResult, callbacks, nextCallback, skipCallback, takeCallback } from './callbacks.ts';
import { beginCall, callLog, endCall, finishCall, pickUp, readNumber, seenCall, setState } from './calls.ts';
import { fileCase, findCaller } from './caller.ts';
import { viewCall } from './call-view.ts';
import { figures } from './figures.ts';
import { addLine, lines, renewKey, saveLine } from './lines.ts';
import { hungUp, ring } from './rings.ts';
import { readRules, saveRules } from './rules.ts';
import { addTemplate, offered, saveTemplate, templates, used } from './templates.ts';

export const implementations: readonly Implementation[] = [
  implement(routes.ring, (call, { body }, wire) => ring(call, wire, body)),
  implement(routes.hangUp, (call, { body }, wire) => hungUp(call, wire, body)),
  implement(routes.board, (call) => board(call)),
  implement(routes.setState, (call, { body }) => setState(call, body.state)),
  implement(routes.begin, (call, { body }) => beginCall(call, body)),
  implement(routes.pickUp, (call, { params }) => pickUp(call, params.id)),
  implement(routes.caller, (call, { params, body }) => findCaller(call, params.id, body)),
  implement(routes.fileCase, (call, { params, body }) => fileCase(call, params.id, body)),
  implement(routes.end, (call, { params }) => endCall(call, params.id)),
  implement(routes.finish, (call, { params, body }) => finishCall(call, params.id, body)),
  implement(routes.calls, (call, { query }) => callLog(call, query)),
  implement(routes.call, async (call, { params }) => viewCall(call, (await seenCall(call, params.id)).row)),
  implement(routes.number, (call, { params, body }) => readNumber(call, params.id, body.purpose)),
  implement(routes.lines, (call) => lines(call)),
  implement(routes.addLine, (call, { body }) => addLine(call, body)),
  implement(routes.saveLine, (call, { params, body }) => saveLine(call, params.id, body)),
  implement(routes.renewKey, (call, { params }) => renewKey(call, params.id)),
  implement(routes.callbacks, (call, { query }) => callbacks(call, query)),
  implement(routes.nextCallback, (call) => nextCallback(call)),
  implement(routes.takeCallback, (call, { params }) => takeCallback(call, params.id)),
  implement(routes.skipCallback, (call, { params, body }) => skipCallback(call, params.id, body)),
  implement(routes.callbackResult, (call, { params, body }) => callbackResult(call, params.id, body)),
  implement(routes.rules, (call) => readRules(call)),
  implement(routes.saveRules, (call, { body }) => saveRules(call, body.body, body.version)),
  implement(routes.figures, (call, { query }) => figures(call, query)),
  implement(routes.offered, (call, { query }) => offered(call, query)),
  implement(routes.used, (call, { params }) => used(call, params.id)),
  implement(routes.templates, (call, { query }) => templates(call, query)),
  implement(routes.addTemplate, (call, { body }) => addTemplate(call, body)),
  implement(routes.saveTemplate, (call, { params, body }) => saveTemplate(call, params.id, body)),
];
