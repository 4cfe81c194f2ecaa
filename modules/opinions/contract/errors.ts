import { defineErrors } from '@hezhi/contract/light';

/** Expected failures of this room. */
export const errors = defineErrors('opinions', {
  no_post: [403, { 'zh-Hans': '请先切换到一个岗位', en: 'Switch to one of your posts first' }],
  other_district: [
    403,
    { 'zh-Hans': '这是其他区县的问题，您可以查看，但不能表态', en: 'This question belongs to another district: you may read it, but not vote' },
  ],
  area_outside: [403, { 'zh-Hans': '只能在本岗位辖区内征求意见', en: 'A question can be asked only within the territory of your post' }],
  gone: [404, { 'zh-Hans': '没有这个问题，或还没有公开', en: 'There is no such question, or it is not public yet' }],
  exists: [409, { 'zh-Hans': '这个问题已经保存过了', en: 'This question has been saved already' }],
  statement_exists: [409, { 'zh-Hans': '这个观点已经保存过了', en: 'This statement has been saved already' }],
  same_statement: [409, { 'zh-Hans': '已经有一个相同的观点，请对它表态', en: 'There is the same statement already; please vote on it' }],
  published: [409, { 'zh-Hans': '已经发布，内容不能再改；可以提前结束后重新发起', en: 'It is public and cannot be changed any more; end it and begin anew' }],
  not_published: [409, { 'zh-Hans': '还没有发布', en: 'It has not been published' }],
  not_yet: [409, { 'zh-Hans': '还没有开始，请到开始时间后再来', en: 'It has not begun yet; please come back when it opens' }],
  over: [409, { 'zh-Hans': '征求意见已经结束，不能再表态', en: 'The question is closed; votes are not taken any more' }],
  period_wrong: [422, { 'zh-Hans': '结束时间要晚于开始时间，也要晚于现在，最长一年', en: 'It must end after it begins and after now, within a year' }],
  few_statements: [
    422,
    {
      'zh-Hans': '请先写至少 {least} 个观点，让第一批居民有可表态的内容',
      en: 'Write at least {least} statements first, so that the first residents have something to vote on',
    },
  ],
  many_statements: [409, { 'zh-Hans': '这个问题已有 {max} 个观点，不再增加', en: 'This question has {max} statements; no more are taken' }],
  statement_gone: [404, { 'zh-Hans': '没有这个观点，或已不再公开', en: 'There is no such statement, or it is not shown any more' }],
  statement_decided: [409, { 'zh-Hans': '这个观点刚刚已经处理过或被撤回，请刷新', en: 'This statement has just been decided on or withdrawn; please reload' }],
  reason_needed: [422, { 'zh-Hans': '请写明理由，提出人会看到', en: 'Give the reason; whoever proposed it will read it' }],
  not_proposing: [
    409,
    { 'zh-Hans': '这个问题不接受新观点，请对已有观点表态', en: 'This question takes no new statements; please vote on those that are there' },
  ],
  too_many_proposed: [429, { 'zh-Hans': '您今天已提出 {max} 个观点，请明天再来', en: 'You proposed {max} statements today; please come back tomorrow' }],
  no_deliberation: [404, { 'zh-Hans': '没有找到这件议事，或您无权查看', en: 'There is no such deliberation, or you may not see it' }],
  nothing_yet: [409, { 'zh-Hans': '还没有结果可以转交', en: 'There is no result to hand over yet' }],
});
