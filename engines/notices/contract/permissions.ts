import { definePermissions } from '@hezhi/contract/light';

/** Rights of this room; roles carry them by key (methods/base/roles.json). */
export const permissions = definePermissions('notices', {
  read_log: { 'zh-Hans': '查看通知发送记录', en: 'Read the log of what was sent' },
  resend: { 'zh-Hans': '重发通知', en: 'Send notices again' },
  manage_templates: { 'zh-Hans': '维护通知模板', en: 'Maintain the words of notices' },
});
