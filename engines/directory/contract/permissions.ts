import { definePermissions } from '@hezhi/contract/light';

/** Rights of the directory. `manage_roles` and `read_audit` belong to roles that hold nothing else (separation of duties). */
export const permissions = definePermissions('directory', {
  read_people: { 'zh-Hans': '查看工作人员名录', en: 'Read the list of staff' },
  read_residents: { 'zh-Hans': '查看居民账号', en: 'Read residents’ accounts' },
  confirm_homes: { 'zh-Hans': '确认居民所在社区', en: 'Confirm who lives in the community' },
  manage_people: { 'zh-Hans': '维护人员信息', en: 'Maintain people' },
  reveal: { 'zh-Hans': '查看完整电话和证件号（须说明用途并留痕）', en: 'Read full phone and identity numbers (with a purpose, logged)' },
  manage_accounts: { 'zh-Hans': '管理账号', en: 'Manage accounts' },
  manage_organisations: { 'zh-Hans': '管理组织机构', en: 'Manage organisations' },
  manage_posts: { 'zh-Hans': '管理岗位', en: 'Manage posts' },
  manage_territory: { 'zh-Hans': '管理区划', en: 'Manage the territory' },
  manage_roles: { 'zh-Hans': '授予管理、安全、审计角色', en: 'Grant administration, security and audit roles' },
  lock_accounts: { 'zh-Hans': '锁定账号、结束会话', en: 'Lock accounts and end sessions' },
  read_audit: { 'zh-Hans': '查看审计日志', en: 'Read the audit log' },
});
