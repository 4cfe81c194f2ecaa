import { registerPart } from '@hezhi/methods/server';
import { registerTemplates } from '@hezhi/notices/server';
import { defineRoom, implement } from '@hezhi/server';
import { errors, opinionsPart, permissions, routes } from '../contract/index.ts';
import { changed, close, recompute } from './compute.ts';
import { exportFile } from './export.ts';
import { decide, queue, seed } from './moderate.ts';
import { personal } from './personal.ts';
import { createQuestion, deskMap, dropDraft, editQuestion, endEarly, getQuestion, handOver, listQuestions, publish } from './questions.ts';
import { nextStatements, propose, publicMap, publicQuestion, publicQuestions, publicStatements, vote, withdraw } from './take-part.ts';
import { templates } from './tell.ts';
import { verifyOpinions } from './verify.ts';

/** 意见图谱 opinions: open questions with many statements, and the groups of opinion that show in the votes. */
export const room = defineRoom({
  name: 'opinions',
  personal,
  routes: [
    implement(routes.public, (call, { query }) => publicQuestions(call, query)),
    implement(routes.question, (call, { params }) => publicQuestion(call, params.district, params.id)),
    implement(routes.next, (call, { params }) => nextStatements(call, params.district, params.id)),
    implement(routes.vote, (call, { params, body }) => vote(call, params.district, params.id, body)),
    implement(routes.statements, (call, { params, query }) => publicStatements(call, params.district, params.id, query)),
    implement(routes.propose, (call, { params, body }) => propose(call, params.district, params.id, body)),
    implement(routes.withdraw, (call, { params }) => withdraw(call, params.district, params.id, params.statement)),
    implement(routes.map, (call, { params }) => publicMap(call, params.district, params.id)),
    implement(routes.list, (call, { query }) => listQuestions(call, query)),
    implement(routes.get, (call, { params }) => getQuestion(call, params.id)),
    implement(routes.create, (call, { body }) => createQuestion(call, body)),
    implement(routes.change, (call, { params, body }) => editQuestion(call, params.id, body)),
    implement(routes.drop, (call, { params }) => dropDraft(call, params.id)),
    implement(routes.publish, (call, { params }) => publish(call, params.id)),
    implement(routes.end, (call, { params, body }) => endEarly(call, params.id, body.reason)),
    implement(routes.seed, (call, { params, body }) => seed(call, params.id, body)),
    implement(routes.deskMap, (call, { params }) => deskMap(call, params.id)),
    implement(routes.hand, (call, { params, body }) => handOver(call, params.id, body.deliberation)),
    implement(routes.export, async (call, { params }, wire) => (await exportFile(call, params.id, params.file, wire)) as never),
    implement(routes.queue, (call, { query }) => queue(call, query)),
    implement(routes.decide, (call, { params, body }) => decide(call, params.id, params.statement, body)),
  ],
  permissions,
  errors,
  listeners: [changed],
  timers: [recompute, close],
  verify: [{ name: 'votes', check: verifyOpinions }],
  migrations: new URL('./migrations/', import.meta.url),
  async open(house) {
    registerTemplates(house, templates);
    registerPart(house, opinionsPart);
  },
});
