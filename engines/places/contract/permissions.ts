import { definePermissions } from '@hezhi/contract/light';

/** Rights over the map. Borders and names are public; drawing is not. */
export const permissions = definePermissions('places', {
  read: { 'zh-Hans': '查看网格划分检查', en: 'Read the checks of the grid division' },
  manage: { 'zh-Hans': '绘制和导入边界、道路、小区', en: 'Draw and import borders, roads and compounds' },
});
