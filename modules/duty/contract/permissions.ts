import { definePermissions } from '@hezhi/contract/light';

/** Rights of this room; roles carry them by key (methods/base/roles.json). */
export const permissions = definePermissions('duty', {
  read: { 'zh-Hans': '查看值班表，签到、换班、请假', en: 'See duty rosters, check in, swap, ask for leave' },
  manage: { 'zh-Hans': '排班、公布值班表，审批换班和请假', en: 'Plan and publish duty rosters, decide on swaps and leave' },
});
