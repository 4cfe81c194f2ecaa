/** The server's side of matters. Modules open matters, take steps and register their kind; everything else is here. */
import { defineRoom } from '@hezhi/server';
import { errors, permissions } from '../contract/index.ts';
import { children, legTimer, orgEnded, ownerGoneTimer, postEnded } from './clock.ts';
import { personal } from './personal.ts';
import { implementations } from './routes.ts';
import { checkChains, checkFigures } from './verify.ts';

export { registerKind, type Kind } from './kinds.ts';
export {
  loadProcedure,
  keepProcedure,
  ownVersion,
  currentProcedure,
  procedureFor,
  procedureOptions,
  procedureOf,
  setProcedureChooser,
  kindOf,
  kindViews,
  type Chooser,
  type Where,
} from './procedures.ts';
export { viewCandidates, type Candidate } from './candidates.ts';
export { askedBy } from './asked.ts';
export { openMatter, takeStep, type Opened, type Opening, type StepTaken } from './service.ts';
export { matterDetail, matterDetailWith } from './routes.ts';
export { readCursor, writeCursor, cut, districtOf } from './pages.ts';
export { viewEntry, viewMatter, viewMatters } from './views.ts';
export { visibleSql, areaSql } from './queries-visible.ts';
export { matterColumns, storedColumns, findVisible, findStored, lockStored, type Beside, type EntryRow } from './queries.ts';
export { sentenceOf, spokenMoment } from './sentence.ts';
export { snapshotOf, type MatterRow, type StoredMatter } from './rows.ts';
export { calendarOf } from './calendar.ts';
export { cell } from './export.ts';
export { proceduresAlong } from './along.ts';
export { runClock } from './clock.ts';
export { openByProcedure, upgradeMatter, type OpenBy } from './upgrade.ts';
export { listOthers } from './queries-upgrade.ts';
export { namesOf, type Names } from './owners.ts';
export { legMeasureSql, measureSql } from './queries-measures.ts';
export { gramsOf, queryOf, normalise } from './grams.ts';
export { reachPieces } from './reach.ts';

export const room = defineRoom({
  name: 'matters',
  personal,
  routes: implementations,
  permissions,
  errors,
  listeners: [children, postEnded, orgEnded],
  timers: [legTimer, ownerGoneTimer],
  migrations: new URL('./migrations/', import.meta.url),
  verify: [
    { name: 'chains', check: checkChains },
    { name: 'figures', check: checkFigures },
  ],
});
