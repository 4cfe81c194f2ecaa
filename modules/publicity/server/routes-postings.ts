import { implement } from '@hezhi/server';
import { postingRoutes as routes } from '../contract/index.ts';
import { object } from './objections.ts';
import { classViews, setClass } from './posting-classes.ts';
import { postedPaper } from './posting-paper.ts';
import { board, due, posted, postingDetail, postings } from './posting-views.ts';
import { addPosting, approvePosting, changePosting, returnPosting, submitPosting, withdrawPosting } from './postings.ts';

/** The routes of postings (D7). */
export const postingImplementations = [
  implement(routes.postings, (call, { query }) => postings(call, query)),
  implement(routes.postingsDue, (call) => due(call)),
  implement(routes.posting, (call, { params }) => postingDetail(call, params.id)),
  implement(routes.addPosting, (call, { body }) => addPosting(call, body)),
  implement(routes.changePosting, (call, { params, body }) => changePosting(call, params.id, body)),
  implement(routes.submitPosting, (call, { params, body }) => submitPosting(call, params.id, body.revision)),
  implement(routes.approvePosting, (call, { params, body }) => approvePosting(call, params.id, body.revision)),
  implement(routes.returnPosting, (call, { params, body }) => returnPosting(call, params.id, body)),
  implement(routes.withdrawPosting, (call, { params, body }) => withdrawPosting(call, params.id, body)),
  implement(routes.postingClasses, (call, { query }) => classViews(call, query.area)),
  implement(routes.setPostingClass, (call, { params, body }) => setClass(call, params.key, body)),
  implement(routes.board, (call, { query }) => board(call, query)),
  implement(routes.posted, (call, { params }) => posted(call, params.district, params.id)),
  implement(routes.postedPaper, async (call, { params }, wire) => (await postedPaper(call, params.district, params.id, wire)) as never),
  implement(routes.object, (call, { params, body }) => object(call, params.district, params.id, body)),
];
