import { defineErrors } from '@hezhi/contract/light';

/** Expected failures of places. */
export const errors = defineErrors('places', {
  outside: [
    404,
    { 'zh-Hans': '这个位置不在已开通的区域内，请移动图钉或选择社区', en: 'This place lies outside the areas served; move the pin or choose a community' },
  ],
  unknown_area: [404, { 'zh-Hans': '没有这个区域，或还没有绘制边界', en: 'There is no such area, or its border is not drawn yet' }],
  wrong_box: [422, { 'zh-Hans': '地图范围有误，应为“西,南,东,北”四个经纬度', en: 'The map extent is not valid; give west,south,east,north in degrees' }],
  box_too_large: [422, { 'zh-Hans': '地图范围太大，请放大后再看', en: 'The map extent is too large; zoom in' }],
  outside_territory: [403, { 'zh-Hans': '不在您岗位的管辖范围内', en: 'This lies outside the territory of your post' }],
  changed: [409, { 'zh-Hans': '刚刚有人改动过这些边界，请刷新后再试', en: 'Somebody has just changed these borders; reload and try again' }],
  rows: [422, { 'zh-Hans': '有 {count} 处错误，没有导入任何内容', en: 'Faults: {count}; nothing was imported' }],
});

/** What can be wrong with one row of an import; `{…}` is filled per row. */
export const rowErrors = defineErrors('places', {
  row_code: [422, { 'zh-Hans': '区划代码“{code}”不属于本区，或位数不对', en: 'The code “{code}” is not one of this district, or has a wrong length' }],
  row_twice: [422, { 'zh-Hans': '“{code}”重复出现', en: '“{code}” appears twice' }],
  row_grid: [422, { 'zh-Hans': '没有填写正确的网格代码', en: 'The grid code is missing or wrong' }],
  row_compound: [422, { 'zh-Hans': '没有这个小区', en: 'There is no such compound' }],
  row_name: [422, { 'zh-Hans': '名称为空或太长', en: 'The name is empty or too long' }],
  row_number: [422, { 'zh-Hans': '楼层或单元数有误', en: 'The number of floors or units is not valid' }],
  row_geometry: [422, { 'zh-Hans': '图形类型应为多边形或多个多边形', en: 'The shape must be a Polygon or MultiPolygon' }],
  row_line: [422, { 'zh-Hans': '道路应为折线，至少两个点', en: 'A road must be a LineString of at least two points' }],
  row_position: [422, { 'zh-Hans': '坐标不是有效的经纬度', en: 'A coordinate is not a valid longitude and latitude' }],
  row_ring: [422, { 'zh-Hans': '边界没有围成面积，至少需要三个不同的点', en: 'A border encloses no area; it needs three different points at least' }],
  row_crossing: [422, { 'zh-Hans': '边界在 {lon},{lat} 附近与自己相交', en: 'The border crosses itself near {lon},{lat}' }],
});
