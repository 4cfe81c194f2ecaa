/** The parts of packs that the engine itself knows; other rooms bring their own. */
import type { AnyPart } from '../part.ts';
import { documentsPart, formsPart, indicatorsPart, itemsPart, noticesPart } from './declared.ts';
import { compoundsPart, patrolsPart, plansPart } from './declared-places.ts';
import { organisationsPart, postsPart, rolesPart } from './posts.ts';
import { proceduresPart } from './procedures.ts';

export {
  compoundsPart,
  documentsPart,
  formsPart,
  indicatorsPart,
  itemsPart,
  noticesPart,
  organisationsPart,
  patrolsPart,
  plansPart,
  postsPart,
  proceduresPart,
  rolesPart,
};
export { asProcedure, type PackProcedure } from './procedures.ts';
export type { OrganisationsShape, PostsShape, RolesShape } from './posts.ts';

export const coreParts: readonly AnyPart[] = [
  proceduresPart,
  rolesPart,
  organisationsPart,
  postsPart,
  formsPart,
  itemsPart,
  indicatorsPart,
  noticesPart,
  documentsPart,
  plansPart,
  compoundsPart,
  patrolsPart,
];
