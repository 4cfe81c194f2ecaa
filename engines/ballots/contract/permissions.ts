import { definePermissions } from '@hezhi/contract/light';

/** Rights of this room; roles carry them by key (methods/base/roles.json). */
export const permissions = definePermissions('ballots', {
  manage: { 'zh-Hans': '组织表决（名册、公告、截止、计票）', en: 'Hold ballots (roll, notice, close, count)' },
  collect: { 'zh-Hans': '录入纸质票、上门收票', en: 'Enter papers and collect at homes' },
  observe: { 'zh-Hans': '监督表决（只看，可提异议）', en: 'Observe ballots (see all, object)' },
});
