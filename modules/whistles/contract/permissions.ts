import { definePermissions } from '@hezhi/contract/light';

/** Rights of this room; roles carry them by key (methods/base/roles.json). */
export const permissions = definePermissions('whistles', {
  blow: { 'zh-Hans': '向部门吹哨', en: 'Whistle departments' },
  respond: { 'zh-Hans': '应哨报到和处置', en: 'Answer whistles and handle them' },
  decide: { 'zh-Hans': '审核退哨和延期', en: 'Decide on releases and extensions of whistles' },
  designate: { 'zh-Hans': '裁定应哨争议、督办吹哨', en: 'Designate in disputes and supervise whistles' },
  rate: { 'zh-Hans': '评价应哨单位', en: 'Rate departments that answered' },
  manage_kinds: { 'zh-Hans': '设置吹哨类型和时限', en: 'Set kinds of whistles and their limits' },
  read_figures: { 'zh-Hans': '查看吹哨统计', en: 'Read the figures of whistles' },
});
