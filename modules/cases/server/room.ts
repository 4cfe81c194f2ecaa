import { registerFileAccess } from '@hezhi/documents/server';
import { loadProcedure, registerKind } from '@hezhi/matters/server';
import { baseProcedure } from '@hezhi/methods/base';
import { registerPart } from '@hezhi/methods/server';
import { registerTemplates } from '@hezhi/notices/server';
import { defineRoom } from '@hezhi/server';
import { categoriesPart, errors, importErrors, permissions } from '../contract/index.ts';
import { openCategories } from './categories.ts';
import { mergedListener } from './duplicates/answer.ts';
import { followersOf } from './duplicates/me-too.ts';
import { importJobs } from './import/work.ts';
import { caseKind } from './kind.ts';
import { caseTemplates } from './notice-templates.ts';
import { alsoTold, caseNotices } from './notices.ts';
import { categoryHooks } from './pack.ts';
import { personal } from './personal.ts';
import { maySeePhoto } from './photos.ts';
import { implementations } from './routes.ts';
import { openRouting } from './routing/book.ts';
import { verifyCases } from './verify.ts';

/** 案件 cases: what people report, from the first word to the rating. */
export const room = defineRoom({
  name: 'cases',
  personal,
  routes: implementations,
  permissions,
  errors: { ...errors, ...importErrors },
  jobs: importJobs,
  listeners: [caseNotices, mergedListener],
  migrations: new URL('./migrations/', import.meta.url),
  verify: [{ name: 'facts', check: verifyCases }],
  async open(house) {
    await openCategories(house);
    await openRouting(house);
    await loadProcedure(house, baseProcedure('standard_case', 3));
    registerKind(house, caseKind(house));
    registerPart(house, categoriesPart, categoryHooks);
    registerFileAccess(house, maySeePhoto);
    registerTemplates(house, caseTemplates);
    alsoTold(house, followersOf);
  },
});
