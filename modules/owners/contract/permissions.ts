import { definePermissions } from '@hezhi/contract/light';

/** Rights of this room; roles carry them by key (methods/base/roles.json). */
export const permissions = definePermissions('owners', {
  read: { 'zh-Hans': '查看小区和业主决定', en: 'Read compounds and votes of owners' },
  keep: { 'zh-Hans': '维护小区和业主名册', en: 'Keep compounds and their registers of owners' },
  organise: { 'zh-Hans': '组织业主决定（审查、名册、公告、公布）', en: 'Organise votes of owners (check, roll, notice, posting)' },
});
