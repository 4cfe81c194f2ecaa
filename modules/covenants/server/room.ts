import { registerPart } from '@hezhi/methods/server';
import { registerTemplates } from '@hezhi/notices/server';
import { defineRoom, implement } from '@hezhi/server';
import { covenantsPart, errors, permissions, routes } from '../contract/index.ts';
import { adoptCovenants } from './adopt-part.ts';
import { addCovenant, adoptByMeeting, consult, endCovenant, saveDraft } from './drafting.ts';
import { personal } from './personal.ts';
import { counts, remind, reminders, toCase } from './reminders.ts';
import { sign, signatureImage, signatures, unsign } from './signing.ts';
import { answer, suggest, templates, unsuggest } from './suggestions.ts';
import { putToVote, voteCounted, voteVoid } from './vote.ts';
import { compareOwn, comparePublic, detail, listForAll, listOwn, page } from './views.ts';

/** 公约 covenants: written together, adopted by a meeting or vote, signed, reminded of kindly (D6). */
export const room = defineRoom({
  name: 'covenants',
  personal,
  routes: [
    implement(routes.list, (call, { query }) => listOwn(call, query)),
    implement(routes.add, (call, { body }) => addCovenant(call, body)),
    implement(routes.detail, (call, { params }) => detail(call, params.id)),
    implement(routes.draft, (call, { params, body }) => saveDraft(call, params.id, body)),
    implement(routes.consult, (call, { params, body }) => consult(call, params.id, body)),
    implement(routes.adopt, (call, { params, body }) => adoptByMeeting(call, params.id, body)),
    implement(routes.vote, (call, { params, body }) => putToVote(call, params.id, body)),
    implement(routes.end, (call, { params, body }) => endCovenant(call, params.id, body)),
    implement(routes.compare, (call, { params, query }) => compareOwn(call, params.id, query)),
    implement(routes.answer, (call, { params, body }) => answer(call, params.id, body)),
    implement(routes.signatures, (call, { params, query }) => signatures(call, params.id, query)),
    implement(routes.signatureImage, (call, { params, body }) => signatureImage(call, params.id, body.purpose)),
    implement(routes.remind, (call, { params, body }) => remind(call, params.id, body)),
    implement(routes.reminders, (call, { params, query }) => reminders(call, params.id, query)),
    implement(routes.counts, (call, { params, query }) => counts(call, params.id, query)),
    implement(routes.toCase, (call, { params, body }) => toCase(call, params.id, body.category)),
    implement(routes.publicList, (call, { query }) => listForAll(call, query)),
    implement(routes.page, (call, { params }) => page(call, params.district, params.id)),
    implement(routes.publicCompare, (call, { params, query }) => comparePublic(call, params.district, params.id, query)),
    implement(routes.suggest, (call, { params, body }) => suggest(call, params.district, params.id, body)),
    implement(routes.unsuggest, (call, { params }) => unsuggest(call, params.district, params.id)),
    implement(routes.sign, (call, { params, body }) => sign(call, params.district, params.id, body)),
    implement(routes.unsign, (call, { params }) => unsign(call, params.district, params.id)),
  ],
  permissions,
  errors,
  listeners: [voteCounted, voteVoid],
  migrations: new URL('./migrations/', import.meta.url),
  async open(house) {
    registerTemplates(house, templates);
    registerPart(house, covenantsPart, adoptCovenants);
  },
});
