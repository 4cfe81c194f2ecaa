import { defineErrors } from '@hezhi/contract/light';

/** Expected failures of this room. */
export const errors = defineErrors('whistles', {
  not_found: [404, { 'zh-Hans': '没有这次吹哨，或您无权查看', en: 'There is no such whistle, or you may not see it' }],
  out_of_area: [403, { 'zh-Hans': '这里不在您岗位的辖区内，不能吹哨', en: 'This lies outside the territory of your post' }],
  kind_unknown: [422, { 'zh-Hans': '没有这类吹哨，或已停用', en: 'There is no such kind of whistle, or it is out of use' }],
  kind_changed: [409, { 'zh-Hans': '别人刚刚改过这一类型，请刷新后再改', en: 'Somebody has just changed this kind; reload it first' }],
  lead_needed: [422, { 'zh-Hans': '请至少选择一个主办单位', en: 'Choose at least one lead department' }],
  department_needed: [422, { 'zh-Hans': '请至少选择一个单位', en: 'Choose at least one department' }],
  department_twice: [422, { 'zh-Hans': '{name}已在本次吹哨中，不能重复选择', en: '{name} takes part in this whistle already' }],
  department_unable: [422, { 'zh-Hans': '{name}没有可以应哨的岗位，请另选单位', en: '{name} has nobody who could answer a whistle; choose another' }],
  place_needed: [422, { 'zh-Hans': '请在地图上选点或选择社区', en: 'Set a point on the map or choose a community' }],
  place_unknown: [422, { 'zh-Hans': '没有这个区域', en: 'There is no such territory' }],
  outside: [422, { 'zh-Hans': '位置不在本区范围内', en: 'The position lies outside the district' }],
  position_needed: [422, { 'zh-Hans': '这类吹哨须到场应哨，请提供当前位置', en: 'This kind must be answered on the spot; give your position' }],
  case_state: [409, { 'zh-Hans': '案件现在是“{state}”，不能吹哨', en: 'The case is now “{state}”: no whistle is possible' }],
  rated_already: [422, { 'zh-Hans': '{name}已经评价过', en: '{name} has been rated already' }],
  not_rateable: [422, { 'zh-Hans': '{name}没有应哨，无需评价', en: '{name} did not answer; there is nothing to rate' }],
  id_taken: [409, { 'zh-Hans': '这个编号已被使用，请重新提交', en: 'This id is already in use; submit again' }],
  wrong_period: [422, { 'zh-Hans': '起止日期不对', en: 'The dates are in the wrong order' }],
});
