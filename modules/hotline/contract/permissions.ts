import { definePermissions } from '@hezhi/contract/light';

/** Rights of the hotline; roles carry them by key (methods/base/roles.json). */
export const permissions = definePermissions('hotline', {
  answer: { 'zh-Hans': '接听热线、登记来电', en: 'Answer the hotline and record calls' },
  call_back: { 'zh-Hans': '回访办结案件的提出人', en: 'Call back people whose cases are settled' },
  manage_templates: { 'zh-Hans': '维护答复模板', en: 'Maintain response templates' },
  read_figures: { 'zh-Hans': '查看热线话务和回访数据', en: 'Read the figures of calls and call-backs' },
  manage: { 'zh-Hans': '管理热线线路和回访规则', en: 'Manage lines and call-back rules' },
});
