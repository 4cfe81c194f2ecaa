import { defineErrors } from '@hezhi/contract/light';

/** Expected failures of this room. */
export const errors = defineErrors('command', {
  no_post: [403, { 'zh-Hans': '请先切换到一个岗位', en: 'Switch to one of your posts first' }],
  not_found: [404, { 'zh-Hans': '没有找到，或您无权查看', en: 'Not found, or not visible to you' }],
  out_of_area: [403, { 'zh-Hans': '这里不在您岗位的辖区内', en: 'This lies outside the territory of your post' }],
  plan_unknown: [422, { 'zh-Hans': '没有这个预案，或已停用', en: 'There is no such plan, or it is out of use' }],
  plan_stale: [409, { 'zh-Hans': '别人刚刚改过这个预案，请刷新后再改', en: 'Somebody has just changed this plan; reload it first' }],
  items_same: [422, { 'zh-Hans': '两个任务用了同一个代号', en: 'Two items have the same key' }],
  items_none: [422, { 'zh-Hans': '请至少保留一项任务', en: 'Keep at least one item' }],
  role_unknown: [422, { 'zh-Hans': '没有“{role}”这个岗位或单位类型', en: 'There is no role or kind of organisation “{role}”' }],
  running: [409, { 'zh-Hans': '这个区域的“{title}”应急响应已经启动（{number}）', en: '“{title}” has been started for this territory already ({number})' }],
  id_taken: [409, { 'zh-Hans': '这个编号已被使用，请重新提交', en: 'This id is already in use; submit again' }],
  items_open: [
    409,
    { 'zh-Hans': '还有{n}项任务没有完成；请先完成，或写明取消的理由', en: 'Items not done yet: {n}; finish them, or say why they are set aside' },
  ],
  ended: [409, { 'zh-Hans': '这次应急响应已经结束', en: 'This emergency has ended' }],
  acknowledged: [409, { 'zh-Hans': '已由{name}接班确认', en: '{name} has acknowledged it already' }],
  own_note: [403, { 'zh-Hans': '自己写的交班记录要由接班的人确认', en: 'Your own hand-over must be acknowledged by whoever takes over' }],
  point_done: [409, { 'zh-Hans': '这一点已经办结', en: 'This point has been settled already' }],
});
