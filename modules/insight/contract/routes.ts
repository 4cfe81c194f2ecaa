import { anyPerson, defineRoute, Id, needs } from '@hezhi/contract';
import { errors as matters } from '@hezhi/matters/contract';
import { z } from 'zod';
import { errors, permissions } from './errors.ts';
import { LetterGiven, LetterPage, LetterQuery, LetterView } from './letters.ts';
import { FiguresQuery, FiguresReply, NowQuery, NowReply } from './schemas.ts';
import { UnitLegPage, UnitLegsQuery, UnitsQuery, UnitsReply, WeightsGiven, WeightsView } from './unit-schemas.ts';

const cut = [errors.unknown_area, errors.outside_territory, errors.wrong_period, errors.too_many_days, errors.too_fine, matters.unknown_kind];

const byId = z.object({ id: Id });
const unitCut = [errors.unknown_area, errors.outside_territory, errors.wrong_period, matters.unknown_kind];

/** Routes of insight. Numbers equal the lists behind them at every moment. */
export const routes = {
  figures: defineRoute({
    method: 'GET',
    path: '/insight/figures',
    summary: 'Figures and rates of a territory and period by territory below, category, day or month; each row carries the list behind it',
    access: needs(permissions.read),
    query: FiguresQuery,
    reply: FiguresReply,
    errors: cut,
    features: ['I1'],
  }),
  figuresCsv: defineRoute({
    method: 'GET',
    path: '/insight/figures.csv',
    summary: 'The same table as CSV (UTF-8 with BOM)',
    access: needs(permissions.read),
    query: FiguresQuery,
    reply: z.string(),
    reply_kind: 'raw',
    errors: cut,
    features: ['I1'],
    rate: 60,
  }),
  now: defineRoute({
    method: 'GET',
    path: '/insight/now',
    summary: 'The wall: six figures, what is burning, the load of each territory; with ETag',
    access: needs(permissions.read),
    query: NowQuery,
    reply: NowReply,
    reply_kind: 'raw',
    errors: [errors.unknown_area, errors.outside_territory, matters.unknown_kind],
    features: ['I1'],
  }),
  units: defineRoute({
    method: 'GET',
    path: '/insight/units',
    summary: 'Indicators by unit: what was given, due, done, done in time, overdue, pending, returned, reworked; rates and score',
    access: needs(permissions.read),
    query: UnitsQuery,
    reply: UnitsReply,
    errors: unitCut,
    features: ['I1'],
  }),
  unitsCsv: defineRoute({
    method: 'GET',
    path: '/insight/units.csv',
    summary: 'The same table as CSV (UTF-8 with BOM)',
    access: needs(permissions.read),
    query: UnitsQuery,
    reply: z.string(),
    reply_kind: 'raw',
    errors: unitCut,
    features: ['I1'],
    rate: 60,
  }),
  unitLegs: defineRoute({
    method: 'GET',
    path: '/insight/units/legs',
    summary: "The stretches of responsibility behind a unit's number, newest first",
    access: needs(permissions.read),
    query: UnitLegsQuery,
    reply: UnitLegPage,
    errors: [...unitCut, errors.unknown_unit, matters.bad_cursor],
    features: ['I1'],
  }),
  letters: defineRoute({
    method: 'GET',
    path: '/insight/letters',
    summary: 'Supervision letters that the caller may see: of the territory, or to and from the own unit',
    access: anyPerson('letters are matters: a unit sees its own, posts those of their territory (decision 6)'),
    query: LetterQuery,
    reply: LetterPage,
    errors: [errors.outside_territory, matters.bad_cursor],
    features: ['I1', 'A2'],
  }),
  letter: defineRoute({
    method: 'GET',
    path: '/insight/letters/:id',
    summary: 'One supervision letter with the matters it is about',
    access: anyPerson('letters are matters: a unit sees its own, posts those of their territory (decision 6)'),
    params: byId,
    reply: LetterView,
    errors: [errors.outside_territory, errors.no_letter],
    features: ['I1', 'A2'],
  }),
  letterPdf: defineRoute({
    method: 'GET',
    path: '/insight/letters/:id/letter.pdf',
    summary: 'The letter on paper, with its number and the table of matters',
    access: anyPerson('letters are matters: a unit sees its own, posts those of their territory (decision 6)'),
    params: byId,
    reply: null,
    reply_kind: 'raw',
    errors: [errors.outside_territory, errors.no_letter],
    rate: 30,
    features: ['A2'],
  }),
  sendLetter: defineRoute({
    method: 'POST',
    path: '/insight/letters',
    summary: 'Sends a numbered supervision letter to a unit about matters that are with it; each of them is marked as supervised',
    access: needs(permissions.supervise),
    body: LetterGiven,
    reply: z.object({ id: Id, number: z.string(), revision: z.number().int(), state: z.string() }),
    idempotency: 'write',
    errors: [errors.outside_territory, errors.unknown_unit, errors.not_theirs, ...Object.values(matters)],
    features: ['I1', 'A2'],
  }),
  weights: defineRoute({
    method: 'GET',
    path: '/insight/weights',
    summary: 'The weights of the three rates in this district',
    access: needs(permissions.read),
    reply: WeightsView,
    errors: [errors.outside_territory],
    features: ['I1'],
  }),
  setWeights: defineRoute({
    method: 'POST',
    path: '/insight/weights',
    summary: 'Sets the weights of the three rates, with their basis; earlier ones stay on record',
    access: needs(permissions.weigh),
    body: WeightsGiven,
    reply: WeightsView,
    idempotency: 'write',
    errors: [errors.outside_territory, errors.not_hundred],
    features: ['I1'],
    example: { responded: 30, solved: 35, satisfied: 35, basis: '区接诉即办考核办法（2026年）' },
  }),
} as const;
export type Routes = typeof routes;
