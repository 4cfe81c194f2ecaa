import { defineErrors } from '@hezhi/contract/light';

/** Expected failures of this room. */
export const errors = defineErrors('publicity', {
  device_needed: [401, { 'zh-Hans': '请登录，或在允许保存数据的浏览器中操作', en: 'Log in, or use a browser that may keep data' }],
  too_many_comments: [
    429,
    { 'zh-Hans': '您今天的评论已有 {max} 条在等审核或已发布，请明天再写', en: '{max} comments of yours were taken today; please write more tomorrow' },
  ],
  comment_gone: [404, { 'zh-Hans': '没有这条评论，或已不再公开', en: 'There is no such comment, or it is no longer public' }],
  comment_decided: [409, { 'zh-Hans': '这条评论刚刚已经处理过或被撤回，请刷新', en: 'This comment has just been decided on or withdrawn; please reload' }],
  reason_needed: [422, { 'zh-Hans': '请写明理由，评论人会看到', en: 'Give the reason; the author will read it' }],
  own_comment: [409, { 'zh-Hans': '这是您自己的评论，可以直接撤回', en: 'This is your own comment; you may withdraw it' }],
  no_post: [403, { 'zh-Hans': '请先切换到一个岗位', en: 'Switch to one of your posts first' }],
  alert_gone: [404, { 'zh-Hans': '没有这条提醒', en: 'There is no such alert' }],
  too_many_alerts: [409, { 'zh-Hans': '最多可设 {max} 条提醒，请先停掉一条', en: 'There may be {max} alerts at most; stop one first' }],
  alert_exists: [409, { 'zh-Hans': '这条提醒已经保存过了', en: 'This alert has been saved already' }],
  alert_where: [422, { 'zh-Hans': '请选择一个社区或街道，或在地图上标出中心和范围', en: 'Choose a community or street, or a centre and a radius on the map' }],
  area_unknown: [404, { 'zh-Hans': '没有这个区域', en: 'There is no such area' }],
  period_wrong: [
    422,
    { 'zh-Hans': '时间段不对：起日不能晚于止日，最长一年', en: 'The period is not right: it must not end before it begins, nor be longer than a year' },
  ],
});
