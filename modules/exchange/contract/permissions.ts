import { definePermissions } from '@hezhi/contract/light';

/** Rights of this room; roles carry them by key (methods/base/roles.json). */
export const permissions = definePermissions('exchange', {
  read: { 'zh-Hans': '查看数据交换往来', en: 'See the traffic with other systems' },
  manage: { 'zh-Hans': '管理数据交换对接方', en: 'Manage bodies and webhooks' },
});
