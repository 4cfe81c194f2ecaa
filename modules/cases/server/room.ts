import { registerFileAccess } from '@hezhi/documents/server';
import { loadProcedure, registerKind } from '@hezhi/matters/server';
import { defineRoom } from '@hezhi/server';
import { errors, permissions } from '../contract/index.ts';
import { openCategories } from './categories.ts';
import { caseKind } from './kind.ts';
import { maySeePhoto } from './photos.ts';
import standardCase from './procedures/standard_case.json' with { type: 'json' };
import { implementations } from './routes.ts';
import { verifyCases } from './verify.ts';

/** 案件 cases: what people report, from the first word to the rating. */
export const room = defineRoom({
  name: 'cases',
  routes: implementations,
  permissions,
  errors,
  migrations: new URL('./migrations/', import.meta.url),
  verify: [{ name: 'facts', check: verifyCases }],
  async open(house) {
    await openCategories(house);
    await loadProcedure(house, standardCase);
    registerKind(house, caseKind(house));
    registerFileAccess(house, maySeePhoto);
  },
});
