import { defineRoute, needs } from '@hezhi/contract';
import { errors as matters } from '@hezhi/matters/contract';
import { z } from 'zod';
import { errors, permissions } from './errors.ts';
import { FiguresQuery, FiguresReply, NowQuery, NowReply } from './schemas.ts';

const cut = [errors.unknown_area, errors.outside_territory, errors.wrong_period, errors.too_many_days, errors.too_fine, matters.unknown_kind];

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
} as const;
export type Routes = typeof routes;
