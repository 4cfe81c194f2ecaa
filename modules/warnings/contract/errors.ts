import { defineErrors } from '@hezhi/contract/light';

/** Expected failures of this room. */
export const errors = defineErrors('warnings', {
  no_post: [403, { 'zh-Hans': '请先切换到一个岗位', en: 'Switch to one of your posts first' }],
  not_found: [404, { 'zh-Hans': '没有这条预警，或它不在您的辖区', en: 'There is no such warning, or it lies outside your territory' }],
  decided: [409, { 'zh-Hans': '这条预警已经有人处理，或已自行消退', en: 'Somebody decided on this warning already, or it went away by itself' }],
  no_mute: [404, { 'zh-Hans': '没有这条静默，或它已经结束', en: 'There is no such mute, or it has ended' }],
});
