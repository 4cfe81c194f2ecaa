import { definePermissions } from '@hezhi/contract/light';

/** Rights of this room; roles carry them by key (methods/base/roles.json). */
export const permissions = definePermissions('deputies', {
  read: { 'zh-Hans': '查看代表联络站和履职情况', en: 'Read studios of deputies and their record' },
  manage: { 'zh-Hans': '管理联络站、接待日和反映的问题', en: 'Keep studios, reception days and what was raised' },
});
