import { definePermissions } from '@hezhi/contract/light';

/** Rights of this room; roles carry them by key (methods/base/roles.json). */
export const permissions = definePermissions('command', {
  use: { 'zh-Hans': '使用指挥台：看在岗人员位置、批量办理、交接班', en: 'Use the command desk: positions of who is on duty, bulk steps, hand-over notes' },
  declare: { 'zh-Hans': '启动和结束应急响应，维护预案', en: 'Start and end emergencies, keep their plans' },
});
