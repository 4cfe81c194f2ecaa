import { z } from 'zod';
import { anyone, anyPerson, defineRoute, Id, kernelErrors, needs, PageQuery, typed } from '@hezhi/contract';
import { errors as documents } from '@hezhi/documents/contract';
import { errors as matters, StepResult } from '@hezhi/matters/contract';
import { errors, permissions } from './errors.ts';
import {
  AdminLeaf, AdminTree, CaseDetail, CaseMap, CategoryCode, CategoryTree, District, GuessView, HandlerView, LeafInput, MapQuery, MyCases, PublicCases, PublicDetail,
  PublicDistrict, PublicQuery, Reported, ReportInput, Settings, Tracked, TrackInput, TrackStep,
} from './schemas.ts';

const byId = z.object({ id: Id });
const own = 'a person sees the matters of which they are a party, and staff those of their territory (decision 6)';

/** Routes of cases. Steps of a case are taken at POST /matters/:id/steps; queues and lists are those of matters. */
export const routes = {
  categories: defineRoute({
    method: 'GET', path: '/case-categories', summary: 'The tree of categories with their questions and limits', access: anyone('a resident chooses a category before logging in; the tree is public'),
    query: z.object({ district: District.optional() }), reply: CategoryTree, reply_kind: 'raw', features: ['C1'],
  }),
  guess: defineRoute({
    method: 'POST', path: '/case-categories/guess', summary: 'The three likeliest categories for what a person typed, and which words spoke for them', access: anyone('helps residents to choose before logging in; nothing is stored'),
    body: z.object({ text: typed(2000), district: District.optional() }), reply: z.object({ items: z.array(GuessView) }), rate: 60, features: ['C1'], example: { text: '楼道灯坏了三天没人修' },
  }),
  adminCategories: defineRoute({
    method: 'GET', path: '/case-categories/admin', summary: 'The tree with hints, lead departments and versions', access: needs(permissions.manage_categories), reply: AdminTree, features: ['C1'],
  }),
  saveCategory: defineRoute({
    method: 'PUT', path: '/case-categories/:code', summary: 'Change a category for the own district', access: needs(permissions.manage_categories), params: z.object({ code: CategoryCode }),
    body: LeafInput.extend({ version: z.number().int().positive() }), reply: AdminLeaf, errors: [errors.category_not_found, errors.category_changed, errors.lead_unknown], features: ['C1'],
  }),
  addCategory: defineRoute({
    method: 'POST', path: '/case-categories', summary: 'Add a category to the own district', access: needs(permissions.manage_categories), body: LeafInput.extend({ code: CategoryCode }), reply: AdminLeaf, status: 201,
    errors: [errors.category_exists, errors.category_group, errors.lead_unknown], features: ['C1'],
  }),
  settings: defineRoute({ method: 'GET', path: '/case-settings', summary: 'Who may report in the own district', access: needs(permissions.manage_categories), reply: Settings, features: ['C1'] }),
  saveSettings: defineRoute({
    method: 'PUT', path: '/case-settings', summary: 'Say who may report in the own district', access: needs(permissions.manage_categories), body: Settings, reply: Settings, errors: [kernelErrors.conflict], features: ['C1'],
  }),

  report: defineRoute({
    method: 'POST', path: '/cases', summary: 'Report', access: anyone('visitors may report where the district allows it; people with an account need cases.report, which the service checks'),
    body: ReportInput, reply: Reported, status: 201, idempotency: 'write', rate: 30, features: ['C1'],
    errors: [kernelErrors.forbidden, errors.category_unknown, errors.place_needed, errors.outside, errors.area_unknown, errors.address_unknown, errors.other_district, errors.visitors_closed, documents.file_gone, matters.id_taken, matters.year_unknown],
    example: { category: 'B03', description: '楼道灯坏了三天没人修', place: { point: [108.7103, 34.3301], address: '渭滨家园3号楼' }, public: true, hide_name: true },
  }),
  map: defineRoute({
    method: 'GET', path: '/cases/map', summary: 'Open cases that the actor sees as points (at most 5,000)', access: anyPerson(own), query: MapQuery, reply: CaseMap, features: ['C1', 'C6'],
  }),
  get: defineRoute({ method: 'GET', path: '/cases/:id', summary: 'One case: the matter and its facts', access: anyPerson(own), params: byId, reply: CaseDetail, errors: [matters.not_found], features: ['C1', 'C3'] }),
  handlers: defineRoute({
    method: 'GET', path: '/cases/:id/handlers', summary: 'Who could handle it: the grid’s worker first, then community, lead department, street and others; by name or pinyin', access: anyPerson(own), params: byId,
    query: z.object({ q: typed(60).optional() }), reply: z.object({ items: z.array(HandlerView) }), errors: [kernelErrors.forbidden, matters.not_found], features: ['C1'],
  }),
  contact: defineRoute({
    method: 'POST', path: '/cases/:id/contact', summary: 'The reporter’s contact in clear, for a stated purpose; the reading is logged', access: needs(permissions.read_contact), params: byId,
    // Clear values are never stored: a repetition is another reading, logged again.
    body: z.object({ purpose: typed(200, 2) }), reply: z.object({ name: z.string().nullable(), phone: z.string().nullable() }), idempotency: 'write', rate: 60,
    errors: [matters.not_found, errors.no_contact], features: ['C1'],
  }),
  print: defineRoute({
    method: 'GET', path: '/cases/:id/print.pdf', summary: 'The case on paper: facts, timeline, photos', access: anyPerson(own), params: byId, reply: null, reply_kind: 'raw', errors: [matters.not_found], rate: 30, features: ['C1'],
  }),
  mine: defineRoute({
    method: 'GET', path: '/my/cases', summary: 'What I reported, newest first, each with the sentence who has it and until when', access: anyPerson('own cases only'), query: PageQuery, reply: MyCases,
    errors: [matters.bad_cursor], features: ['C1', 'C3'],
  }),

  publicCases: defineRoute({
    method: 'GET', path: '/public/cases', summary: 'Public cases without personal data, newest or nearest first', access: anyone('the public list of what was reported and handled'), query: PublicQuery, reply: PublicCases,
    errors: [matters.bad_cursor], rate: 300, features: ['C7'],
  }),
  publicCase: defineRoute({
    method: 'GET', path: '/public/cases/:district/:id', summary: 'One public case and its public timeline', access: anyone('only what the procedure lists for the public'), params: z.object({ district: District, id: Id }), reply: PublicDetail,
    errors: [errors.not_public], rate: 300, features: ['C7'],
  }),
  track: defineRoute({
    method: 'POST', path: '/public/track', summary: 'A visitor’s own case by number and tracking code', access: anyone('the code is the proof'), body: TrackInput, reply: Tracked, rate: 10, errors: [errors.not_tracked], features: ['C1'],
  }),
  trackStep: defineRoute({
    method: 'POST', path: '/public/track/steps', summary: 'Rate, urge, add, reopen or withdraw with a tracking code', access: anyone('the code is the proof'), body: TrackStep, reply: StepResult, rate: 10,
    errors: [errors.not_tracked, errors.step_not_here, ...Object.values(matters)], features: ['C1'],
  }),
  districts: defineRoute({
    method: 'GET', path: '/public/districts', summary: 'Districts where one can report, with a point to begin the map at', access: anyone('a resident finds the own district before logging in'), reply: z.object({ items: z.array(PublicDistrict) }), features: ['C7'],
  }),
} as const;
export type Routes = typeof routes;
