import { definePermissions } from '@hezhi/contract/light';

/** Rights of this room; roles carry them by key (methods/base/roles.json). */
export const permissions = definePermissions('publicity', {
  moderate: { 'zh-Hans': '审核公众评论，以单位名义公开答复', en: 'Moderate public comments, answer in public for the organisation' },
  post: { 'zh-Hans': '起草和发布公示', en: 'Write and publish postings' },
  approve_posting: { 'zh-Hans': '审核公示', en: 'Approve postings' },
  answer_objection: { 'zh-Hans': '答复对公示的异议', en: 'Answer objections to postings' },
  manage_postings: { 'zh-Hans': '设置公示的期限和频次', en: 'Set how long and how often things are posted' },
});
