import { definePermissions } from '@hezhi/contract/light';

/** Rights of this room; roles carry them by key (methods/base/roles.json). */
export const permissions = definePermissions('methods', {
  read: { 'zh-Hans': '查看工作法', en: 'Read methods of work' },
  install: { 'zh-Hans': '启用、撤回工作法，把在办事项改按新版流程办理', en: 'Put methods in force, withdraw them, bring running matters to a new version' },
  publish: { 'zh-Hans': '发布本地方的工作法', en: 'Publish the own place’s method of work' },
});
