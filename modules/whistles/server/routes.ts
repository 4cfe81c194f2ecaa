import { implement, type Implementation } from '@hezhi/server';
import { routes } from '../contract/index.ts';
import { blow } from './blow.ts';
import { departments, ownersFor } from './departments.ts';
import { factsOf } from './facts.ts';
import { figuresOf, responsesList, whistleList } from './figures.ts';
import { kindsOf, saveKind } from './kinds.ts';
import { printSheet } from './sheet.ts';

export const implementations: readonly Implementation[] = [
  implement(routes.kinds, async (call) => ({ items: await kindsOf(call) })),
  implement(routes.saveKind, (call, { params, body }) => saveKind(call, params.key, body)),
  implement(routes.blow, (call, { body }) => blow(call, body)),
  implement(routes.list, (call, { query }) => whistleList(call, query)),
  implement(routes.figures, (call, { query }) => figuresOf(call, query)),
  implement(routes.responses, (call, { query }) => responsesList(call, query)),
  implement(routes.departments, async (call, { query }) => ({ items: await departments(call, query.q) })),
  implement(routes.owners, async (call, { params, query }) => ({ items: await ownersFor(call, params.id, query.q) })),
  implement(routes.facts, (call, { params }) => factsOf(call, params.id)),
  implement(routes.sheet, async (call, { params }, wire) => (await printSheet(call, params.id, wire)) as never),
];
