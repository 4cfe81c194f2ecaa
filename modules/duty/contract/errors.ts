import { defineErrors } from '@hezhi/contract/light';

/** Expected failures of this room. */
export const errors = defineErrors('duty', {
  no_post: [403, { 'zh-Hans': '请先切换到一个岗位', en: 'Switch to one of your posts first' }],
  not_found: [404, { 'zh-Hans': '没有找到这项值班内容，或您无权查看', en: 'This duty entry was not found, or is not visible to you' }],
  not_manager: [
    403,
    { 'zh-Hans': '只有本单位或上级单位的排班人员可以这样做', en: 'Only those who keep the rosters of this organisation or of the one above may do this' },
  ],
  exists: [409, { 'zh-Hans': '这一条已经添加过了', en: 'This one has been added already' }],
  stale: [409, { 'zh-Hans': '值班表刚刚被别人改动过，请刷新后再试', en: 'Somebody has just changed this roster; reload and try again' }],
  ended: [409, { 'zh-Hans': '这张值班表已停用', en: 'This roster is closed' }],
  org_unknown: [422, { 'zh-Hans': '没有这个单位，或单位已撤销', en: 'There is no such organisation, or it has closed' }],
  shift_unknown: [422, { 'zh-Hans': '这一天没有这个班次', en: 'There is no such shift on that day' }],
  shifts_same: [422, { 'zh-Hans': '两个班次用了同一个代号', en: 'Two shifts have the same key' }],
  member_unknown: [422, { 'zh-Hans': '值班人员须是本单位（或下级单位）在任的岗位', en: 'Members must hold a running post in this organisation or below it' }],
  not_member: [422, { 'zh-Hans': '此人不在这张值班表里', en: 'This person is not on the roster' }],
  already_on: [409, { 'zh-Hans': '{name}已经排在这一班', en: '{name} is on this shift already' }],
  violations: [
    409,
    {
      'zh-Hans': '值班表还有{n}处不符合规则；确需公布请写明理由',
      en: 'Broken rules in the roster: {n}; to publish it all the same, give the reason',
    },
  ],
  nothing: [409, { 'zh-Hans': '这个月还没有排班', en: 'Nothing is planned for this month yet' }],
  published: [409, { 'zh-Hans': '这个月已经公布，只能逐班调整', en: 'This month has been published; change it shift by shift' }],
  past: [409, { 'zh-Hans': '已经结束的班次不能再改', en: 'A shift that is over cannot be changed' }],
  rule: [409, { 'zh-Hans': '{name}这一班排不了：{reason}', en: '{name} cannot take this shift: {reason}' }],
  year_unknown: [409, { 'zh-Hans': '这一年的节假日安排还没有公布，不能排班', en: 'The holidays of that year are not known yet, so nothing can be planned' }],
  own_turn_only: [403, { 'zh-Hans': '只能对自己的班次这样做', en: 'You may do this with your own shifts only' }],
  swap_self: [422, { 'zh-Hans': '不能和自己换班', en: 'You cannot swap with yourself' }],
  swap_open: [409, { 'zh-Hans': '这一班已有一项换班申请在等答复', en: 'A swap of this shift is waiting for an answer already' }],
  swap_settled: [409, { 'zh-Hans': '这项换班已经有了结果', en: 'This swap has been settled' }],
  not_asked: [403, { 'zh-Hans': '这项换班不是请您答复的', en: 'You were not asked about this swap' }],
  own_request: [403, { 'zh-Hans': '不能审批自己的申请', en: 'You cannot decide on your own request' }],
  leave_order: [422, { 'zh-Hans': '结束日期不能早于开始日期，最长92天', en: 'The last day cannot come before the first; 92 days at most' }],
  leave_settled: [409, { 'zh-Hans': '这项请假已经有了结果', en: 'This leave has been settled' }],
  not_running: [409, { 'zh-Hans': '班次开始前30分钟到结束之间可以签到', en: 'You may check in from 30 minutes before the shift begins until it ends' }],
});
