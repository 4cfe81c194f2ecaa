import { defineErrors } from '@hezhi/contract/light';

/** Expected failures of this room. */
export const errors = defineErrors('__name__', {
  no_post: [403, { 'zh-Hans': '请先切换到一个岗位', en: 'Switch to one of your posts first' }],
  exists: [409, { 'zh-Hans': '这一条已经添加过了', en: 'This one has been added already' }],
});
