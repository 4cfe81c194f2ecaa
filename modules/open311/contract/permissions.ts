import { definePermissions } from '@hezhi/contract/light';

/** Rights of this room; roles carry them by key (methods/base/roles.json). */
export const permissions = definePermissions('open311', {
  manage_keys: { 'zh-Hans': '管理 Open311 接口密钥', en: 'Manage keys of the Open311 interface' },
});
