/** The server door of cases. */
export { room } from './room.ts';
export { reportCase, channelOf, type ReportGiven } from './report.ts';
export { treeOf, categoryName, type DistrictTree } from './categories.ts';
export { caseDetail } from './detail.ts';
export { whereIs, type Place } from './place.ts';
