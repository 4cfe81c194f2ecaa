/** The server door of cases. */
export { room } from './room.ts';
export { reportCase, channelOf, type ReportGiven, type ReportSource } from './report.ts';
export { beforeListed, listed as listedSql, publicColumns, servingDistricts, type PublicRow } from './queries-public.ts';
export { viewPublic } from './public.ts';
export { treeOf, categoryName, type DistrictTree } from './categories.ts';
export { caseDetail } from './detail.ts';
export { contactLookup, contactNumber } from './contact.ts';
export { whereIs, type Place } from './place.ts';
export { duplicateFigures } from './duplicates/labelled/set.ts';
export { similarTo } from './duplicates/similar.ts';
export { listSupporters, type Supporter } from './queries-support.ts';
export { alsoTold, type AlsoTold } from './notices.ts';
