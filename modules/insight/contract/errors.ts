import { defineErrors, definePermissions } from '@hezhi/contract/light';

/** Expected failures of insight. */
export const errors = defineErrors('insight', {
  unknown_area: [404, { 'zh-Hans': '没有这个区划', en: 'There is no such territory' }],
  outside_territory: [
    403,
    { 'zh-Hans': '不在您岗位的管辖范围内，不能查看这里的数据', en: 'This lies outside the territory of your post; its figures are not yours to see' },
  ],
  wrong_period: [422, { 'zh-Hans': '结束日期不能早于开始日期', en: 'The period must not end before it begins' }],
  too_many_days: [
    422,
    { 'zh-Hans': '按日统计最多 {days} 天，请缩短时段或按月统计', en: 'By day at most {days} days can be shown; choose a shorter period or months' },
  ],
  too_fine: [422, { 'zh-Hans': '{area}只统计到{level}，不能再按更细的类别统计', en: 'For {area} figures are kept {level}; a finer category is not available' }],
  not_hundred: [422, { 'zh-Hans': '三项权重之和必须是100', en: 'The three weights must add up to 100' }],
  no_letter: [404, { 'zh-Hans': '没有这份督办函，或您看不到它', en: 'There is no such letter, or it is not yours to see' }],
  not_theirs: [
    422,
    {
      'zh-Hans': '事项{number}现在不由这个单位办理，或已办结，请刷新后重选',
      en: 'Matter {number} is not with this unit now, or is closed; refresh and choose again',
    },
  ],
  too_long: [422, { 'zh-Hans': '按类别统计单位最多 {days} 天，请缩短时段', en: 'Units by category cover at most {days} days; choose a shorter period' }],
  no_report: [404, { 'zh-Hans': '没有这份月报，或您看不到它', en: 'There is no such report, or it is not yours to see' }],
  month_ahead: [422, { 'zh-Hans': '这个月还没有到', en: 'That month has not begun' }],
  report_too_fine: [422, { 'zh-Hans': '月报只做到社区', en: 'Monthly reports are made for districts, streets and communities' }],
  report_under_way: [409, { 'zh-Hans': '这份月报正在生成，请稍候查看', en: 'This report is being made; have a look in a moment' }],
  report_not_ready: [409, { 'zh-Hans': '这份月报还没有生成好', en: 'This report is not ready yet' }],
  unknown_unit: [404, { 'zh-Hans': '没有这个单位', en: 'There is no such unit' }],
});

/** Rights of insight. */
export const permissions = definePermissions('insight', {
  read: { 'zh-Hans': '查看辖区的统计数据和一张图', en: 'See the figures and the map of the territory' },
  supervise: { 'zh-Hans': '发督办函', en: 'Send supervision letters' },
  report: { 'zh-Hans': '生成辖区的月报', en: 'Make monthly reports of the territory' },
  weigh: { 'zh-Hans': '设定三率权重', en: 'Set the weights of the three rates' },
});
