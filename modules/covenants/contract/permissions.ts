import { definePermissions } from '@hezhi/contract/light';

/** Rights of this room; roles carry them by key (methods/base/roles.json). */
export const permissions = definePermissions('covenants', {
  read: { 'zh-Hans': '查看公约和劝导统计', en: 'Read covenants and counts of reminders' },
  keep: { 'zh-Hans': '起草公约、答复意见、登记通过、保管签名', en: 'Draft covenants, answer suggestions, record adoption, keep signatures' },
  remind: { 'zh-Hans': '记录文明劝导', en: 'Record kind reminders' },
});
