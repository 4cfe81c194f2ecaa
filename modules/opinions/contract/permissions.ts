import { definePermissions } from '@hezhi/contract/light';

/** Rights of this room; roles carry them by key (methods/base/roles.json). */
export const permissions = definePermissions('opinions', {
  read: { 'zh-Hans': '查看意见征集和意见图谱', en: 'Watch open questions and their opinion maps' },
  manage: { 'zh-Hans': '发起、发布、结束意见征集，导出数据，转交议事', en: 'Make, publish and close open questions, export them, hand them to a deliberation' },
  moderate: { 'zh-Hans': '审核居民提出的观点', en: 'Moderate statements that residents propose' },
});
