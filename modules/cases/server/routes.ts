import { implement, type Implementation } from '@hezhi/server';
import { routes } from '../contract/index.ts';
import { addCategory, adminTree, guessFor, ownDistrict, saveCategory, saveSettings, sendTree, settingsOf } from './categories.ts';
import { readContact } from './contact.ts';
import { caseDetail, caseFacts } from './detail.ts';
import { duplicatesOf } from './duplicates/desk.ts';
import { dropMeToo, meToo, myMeToos } from './duplicates/me-too.ts';
import { mergeCase, splitCase } from './duplicates/merge.ts';
import { similarTo } from './duplicates/similar.ts';
import { handlersOf } from './handlers.ts';
import { importImplementations } from './import/routes.ts';
import { caseMap } from './map.ts';
import { myCases } from './mine.ts';
import { printCase } from './print.ts';
import { publicCase, publicCases, publicDistricts } from './public.ts';
import { reportCase } from './report.ts';
import { previewRouting } from './routing/preview.ts';
import { routingTargets } from './routing/targets.ts';
import { publishRouting, routingState, routingVersion, routingVersions, saveDraft } from './routing/versions.ts';
import { track, trackStep } from './track.ts';
import { tokenOf } from './visitor.ts';

export const implementations: readonly Implementation[] = [
  implement(routes.categories, async (call, { query }, wire) => sendTree(call.house, wire, query.district ?? null) as never),
  implement(routes.guess, async (call, { body }) => ({ items: guessFor(call.house, body.district ?? call.actor.district, body.text) })),
  implement(routes.adminCategories, async (call) => adminTree(call)),
  implement(routes.saveCategory, (call, { params, body }) => saveCategory(call, params.code, body)),
  implement(routes.addCategory, (call, { body }) => addCategory(call, body)),
  implement(routes.settings, async (call) => settingsOf(call.house, ownDistrict(call))),
  implement(routes.saveSettings, (call, { body }) => saveSettings(call, body)),
  implement(routes.report, (call, { body }, wire) => reportCase(call, body, tokenOf(wire))),
  implement(routes.similar, async (call, { body }, wire) => ({ items: await similarTo(call, body, tokenOf(wire)) })),
  implement(routes.meToo, (call, { params, body }, wire) => meToo(call, params.district, params.id, body.phone, tokenOf(wire))),
  implement(routes.dropMeToo, (call, { params }, wire) => dropMeToo(call, params.district, params.id, tokenOf(wire))),
  implement(routes.myMeToos, (call, { query }) => myMeToos(call, query)),
  implement(routes.duplicates, (call, { params }) => duplicatesOf(call, params.id)),
  implement(routes.merge, (call, { params, body }) => mergeCase(call, params.id, body)),
  implement(routes.split, (call, { params, body }) => splitCase(call, params.id, body.note)),
  implement(routes.routing, (call) => routingState(call)),
  implement(routes.routingTargets, (call, { query }) => routingTargets(call, query.q)),
  implement(routes.saveRoutingDraft, (call, { body }) => saveDraft(call, body)),
  implement(routes.previewRouting, (call, { query }) => previewRouting(call, query)),
  implement(routes.publishRouting, (call, { body }) => publishRouting(call, body)),
  implement(routes.routingVersions, (call, { query }) => routingVersions(call, query)),
  implement(routes.routingVersion, (call, { params }) => routingVersion(call, params.version)),
  implement(routes.map, (call, { query }) => caseMap(call, query)),
  implement(routes.get, (call, { params }) => caseDetail(call, params.id)),
  implement(routes.facts, (call, { params }) => caseFacts(call, params.id)),
  implement(routes.handlers, async (call, { params, query }) => ({ items: await handlersOf(call, params.id, query.q) })),
  implement(routes.contact, (call, { params, body }) => readContact(call, params.id, body.purpose)),
  implement(routes.print, async (call, { params }, wire) => (await printCase(call, params.id, wire)) as never),
  implement(routes.mine, (call, { query }) => myCases(call, query)),
  implement(routes.publicCases, (call, { query }) => publicCases(call, query)),
  implement(routes.publicCase, (call, { params }) => publicCase(call, params.district, params.id)),
  implement(routes.track, (call, { body }) => track(call, body)),
  implement(routes.trackStep, (call, { body }, wire) => trackStep(call, body, tokenOf(wire))),
  implement(routes.districts, async (call) => ({ items: await publicDistricts(call) })),
  ...importImplementations,
];
