import { definePermissions } from '@hezhi/contract/light';

/** Rights of this room; roles carry them by key (methods/base/roles.json). */
export const permissions = definePermissions('publicity', {
  moderate: { 'zh-Hans': '审核公众评论，以单位名义公开答复', en: 'Moderate public comments, answer in public for the organisation' },
});
