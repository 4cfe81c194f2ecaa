import { definePermissions } from '@hezhi/contract/light';

/** Rights of this room; roles carry them by key (methods/base/roles.json). */
export const permissions = definePermissions('warnings', {
  read: { 'zh-Hans': '查看辖区的预警', en: 'Read the early warnings of the territory' },
  decide: { 'zh-Hans': '处理预警（核查、排除、静默）', en: 'Decide on early warnings: have them looked into, dismiss, mute' },
});
