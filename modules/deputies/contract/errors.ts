import { defineErrors } from '@hezhi/contract/light';

/** Expected failures of this room. */
export const errors = defineErrors('deputies', {
  no_post: [403, { 'zh-Hans': '请先切换到一个岗位', en: 'Switch to one of your posts first' }],
  out_of_area: [403, { 'zh-Hans': '只能在本岗位的辖区内办理', en: 'Within the territory of your post only' }],
  area_unknown: [404, { 'zh-Hans': '没有这个区域', en: 'There is no such area' }],
  studio_gone: [404, { 'zh-Hans': '没有这个联络站，或已停用', en: 'There is no such studio, or it is closed' }],
  deputy_gone: [404, { 'zh-Hans': '没有这位代表委员，或任期已满', en: 'There is no such deputy, or the term is over' }],
  reception_gone: [404, { 'zh-Hans': '没有这个接待日', en: 'There is no such reception day' }],
  raised_gone: [404, { 'zh-Hans': '没有这条反映，或您无权查看', en: 'There is no such record, or it is not visible to you' }],
  signup_gone: [404, { 'zh-Hans': '没有这个预约，或已取消', en: 'There is no such appointment, or it was cancelled' }],
  exists: [409, { 'zh-Hans': '这一条已经保存过了', en: 'This one has been saved already' }],
  changed: [409, { 'zh-Hans': '刚刚有人改动过，请刷新后再试', en: 'Somebody has just changed it; reload and try again' }],
  not_planned: [409, { 'zh-Hans': '这个接待日已结束或已取消', en: 'This reception day is over or was cancelled' }],
  too_late: [409, { 'zh-Hans': '接待已经开始，不能再预约或取消', en: 'It has begun; appointments can no longer be made or cancelled' }],
  has_signups: [
    409,
    { 'zh-Hans': '已有居民预约，不能改时间；请取消这一场，另开一场', en: 'People have appointments: the time cannot be changed. Cancel it and plan another' },
  ],
  full: [409, { 'zh-Hans': '这一场已经约满', en: 'All appointments are taken' }],
  slot_taken: [409, { 'zh-Hans': '这个时段刚刚被约走，请换一个', en: 'This time has just been taken; choose another' }],
  signed_up: [409, { 'zh-Hans': '您已经预约了这一场', en: 'You have an appointment here already' }],
  way_closed: [422, { 'zh-Hans': '这一场不接受这种方式', en: 'This way is not offered here' }],
  phone_needed: [422, { 'zh-Hans': '电话接待请留下手机号', en: 'Leave a phone number for a talk by phone' }],
  time_wrong: [
    422,
    {
      'zh-Hans': '时间不对：要在将来，同一天内，至少能排一个时段',
      en: 'The time is not right: in the future, within one day, room for one appointment at least',
    },
  ],
  deputy_elsewhere: [422, { 'zh-Hans': '所选代表委员不属于这个联络站或不在任期内', en: 'A deputy chosen does not belong to this studio or is not in office' }],
  term_wrong: [422, { 'zh-Hans': '任期的止日不能早于起日', en: 'The term must not end before it begins' }],
  too_many: [429, { 'zh-Hans': '您今天已留言{max}条，请明天再写', en: 'You left {max} messages today; please write more tomorrow' }],
  decided: [409, { 'zh-Hans': '这条反映刚刚已经处理过，请刷新', en: 'This has just been dealt with; please reload' }],
  no_topics: [409, { 'zh-Hans': '这里还没有开通议事，不能转为议题', en: 'Deliberation is not open here, so it cannot become a topic' }],
});
