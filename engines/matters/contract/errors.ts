import { defineErrors, definePermissions } from '@hezhi/contract/light';

/** Why a step is refused, or not offered: each a sentence a person can act on (law 2). */
export const errors = defineErrors('matters', {
  not_found: [404, { 'zh-Hans': '没有这件事项，或您无权查看', en: 'There is no such matter, or you may not see it' }],
  stale: [
    409,
    { 'zh-Hans': '{who}刚刚办理了“{step}”，请看过最新情况再操作', en: '{who} has just taken the step “{step}”; look at the matter again before you go on' },
  ],
  no_such_step: [422, { 'zh-Hans': '流程中没有“{step}”这个动作', en: 'The procedure has no step “{step}”' }],
  wrong_state: [409, { 'zh-Hans': '现在是“{state}”，不能“{step}”', en: 'It is now “{state}”: “{step}” is not possible' }],
  not_owner: [403, { 'zh-Hans': '“{leg}”由{owner}负责，需由其办理', en: '“{leg}” belongs to {owner}, who must do this' }],
  not_asker: [403, { 'zh-Hans': '只有提出这件事的人可以“{step}”', en: 'Only the person who asked may “{step}”' }],
  no_right: [403, { 'zh-Hans': '您的岗位没有“{step}”的权限', en: 'Your post has no right to “{step}”' }],
  out_of_area: [403, { 'zh-Hans': '这件事不在您岗位的辖区内', en: 'This matter lies outside the territory of your post' }],
  clock_only: [403, { 'zh-Hans': '“{step}”由系统按时限自动进行', en: '“{step}” is taken by the clock' }],
  already_marked: [409, { 'zh-Hans': '已经“{mark}”，不能再次进行', en: 'It is already marked “{mark}”' }],
  not_marked: [409, { 'zh-Hans': '尚未“{mark}”', en: 'It is not marked “{mark}”' }],
  leg_open: [409, { 'zh-Hans': '“{leg}”还在进行中', en: '“{leg}” is still under way' }],
  leg_closed: [409, { 'zh-Hans': '“{leg}”没有在进行', en: '“{leg}” is not under way' }],
  leg_paused: [409, { 'zh-Hans': '“{leg}”已经挂起', en: '“{leg}” is paused' }],
  leg_running: [409, { 'zh-Hans': '“{leg}”没有挂起', en: '“{leg}” is not paused' }],
  had_by: [409, { 'zh-Hans': '“{leg}”已由“{step}”确定，不能再这样办理', en: '“{leg}” was settled by “{step}”; this is no longer possible' }],
  not_had_by: [409, { 'zh-Hans': '要先有“{step}”', en: 'This needs “{step}” first' }],
  others_open: [409, { 'zh-Hans': '还有其他责任段没有办结', en: 'Other stretches of responsibility are still open' }],
  not_offered: [409, { 'zh-Hans': '没有交给您的移交', en: 'Nothing has been handed over to you' }],
  offer_pending: [409, { 'zh-Hans': '移交还在等对方接收', en: 'A hand-over is waiting for its answer' }],
  too_often: [409, { 'zh-Hans': '“{step}”已达到次数上限', en: '“{step}” has been taken as often as allowed' }],
  too_late: [409, { 'zh-Hans': '已超过可以“{step}”的期限', en: 'The time for “{step}” has passed' }],
  no_asker: [409, { 'zh-Hans': '没有留下提出人', en: 'Nobody is known to have asked' }],
  has_asker: [409, { 'zh-Hans': '有提出人，应由其办理', en: 'The person who asked must do this' }],
  children_open: [409, { 'zh-Hans': '还有子事项没有办结', en: 'Matters born of this one are still open' }],
  condition: [409, { 'zh-Hans': '条件尚未满足', en: 'A condition is not met yet' }],
  nothing_to_undo: [409, { 'zh-Hans': '没有可以撤回的操作', en: 'There is nothing to undo' }],
  which_leg: [422, { 'zh-Hans': '有几个单位同时在办，请选择是哪一个', en: 'Several are at work side by side: choose which one is meant' }],
  no_owner: [422, { 'zh-Hans': '请选择由谁办理', en: 'Choose who is to handle it' }],
  bad_procedure: [422, { 'zh-Hans': '流程有误：{what}', en: 'The procedure is faulty: {what}' }],
  unknown_kind: [422, { 'zh-Hans': '没有“{kind}”这类事项', en: 'There is no kind of matter “{kind}”' }],
  unknown_procedure: [422, { 'zh-Hans': '这里没有采用“{key}”这个流程', en: 'The procedure “{key}” is not in force here' }],
  year_unknown: [
    409,
    { 'zh-Hans': '{year}年的节假日安排尚未载入，无法计算时限', en: 'The holiday calendar of {year} is not loaded, so the due moment cannot be computed' },
  ],
  id_taken: [409, { 'zh-Hans': '这个编号已被使用，请重新提交', en: 'This id is already in use; submit again' }],
  not_upgradable: [409, { 'zh-Hans': '不能改按新版流程办理：{why}', en: 'It cannot go on by the new version of the procedure: {why}' }],
  bad_cursor: [422, { 'zh-Hans': '翻页标记无效，请从第一页重新开始', en: 'The page marker is not valid; start again from the first page' }],
});

export const permissions = definePermissions('matters', {
  read_area: { 'zh-Hans': '查看辖区内的事项', en: 'See the matters of the territory' },
  act_for_org: { 'zh-Hans': '查看并办理本单位的事项', en: 'See and handle what belongs to the own organisation' },
  export: { 'zh-Hans': '导出事项', en: 'Export matters' },
});
