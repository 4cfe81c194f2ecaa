import { definePermissions } from '@hezhi/contract/light';

/** Rights of this room; roles carry them by key (methods/base/roles.json). */
export const permissions = definePermissions('__name__', {
  read: { 'zh-Hans': '查看__zh__', en: 'Read __name__' },
  add: { 'zh-Hans': '添加__zh__', en: 'Add __name__' },
});
