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
  posting_gone: [404, { 'zh-Hans': '没有这份公示，或您无权查看', en: 'There is no such posting, or it is not visible to you' }],
  posting_changed: [409, { 'zh-Hans': '这份公示刚刚有人改动过，请刷新后再试', en: 'Somebody has just changed this posting; reload and try again' }],
  posting_exists: [409, { 'zh-Hans': '这份公示已经保存过了', en: 'This posting has been saved already' }],
  posting_state: [
    409,
    { 'zh-Hans': '这份公示现在不能这样操作，请刷新后看它的状态', en: 'This cannot be done with the posting as it stands; reload and look at its state' },
  ],
  posting_area: [403, { 'zh-Hans': '只能在本岗位的辖区内公示', en: 'You may post within the territory of your post only' }],
  second_person: [
    403,
    { 'zh-Hans': '须由另一位同事审核，不能自己审核自己写的内容', en: 'Another person must approve it; nobody approves what they wrote themselves' },
  ],
  days_short: [422, { 'zh-Hans': '公示期不能短于{days}天', en: 'It must stand for {days} days at least' }],
  note_needed: [422, { 'zh-Hans': '请写明更正了什么、为什么更正，居民会看到', en: 'Say what was corrected and why; residents will read it' }],
  personal_data: [
    422,
    { 'zh-Hans': '这里有身份证号或个人手机号，公示前请删去或遮盖', en: 'There are identity or mobile phone numbers here; take them out before it is shown' },
  ],
  table_wrong: [422, { 'zh-Hans': '第{row}行第{column}列的内容和表头不符', en: 'Row {row}, column {column} does not fit the heading' }],
  empty_posting: [422, { 'zh-Hans': '请至少写下正文、表格或附上照片', en: 'Write a text, add a table or a photo at least' }],
  class_unknown: [422, { 'zh-Hans': '这个地方没有这一类公示', en: 'This place has no such class of postings' }],
  class_law: [422, { 'zh-Hans': '不能低于规定：至少公示{days}天，频次不能更低', en: 'Not below the rules: at least {days} days, and no rarer than they ask' }],
  class_changed: [409, { 'zh-Hans': '刚刚有人改动过这一类的规则，请刷新', en: 'Somebody has just changed the rules of this class; please reload' }],
  objection_over: [409, { 'zh-Hans': '公示期已过，不能再提异议；可以从“报一件事”反映', en: 'The period is over; report it as an issue instead' }],
  objection_twice: [409, { 'zh-Hans': '您对这份公示的异议还在答复中，请先等答复', en: 'Your objection to this posting is still being answered' }],
});
