import { defineErrors } from '@hezhi/contract/light';

/** Expected failures of this room. */
export const errors = defineErrors('notices', {
  no_post: [403, { 'zh-Hans': '请先切换到一个岗位', en: 'Switch to one of your posts first' }],
  no_template: [404, { 'zh-Hans': '没有这个通知模板', en: 'There is no such template' }],
  not_found: [404, { 'zh-Hans': '没有找到这条发送记录，或您无权查看', en: 'This delivery was not found or is not visible to you' }],
  languages_differ: [422, { 'zh-Hans': '中英文里的占位符要一致，只差一个也不行', en: 'Both languages must have exactly the same placeholders' }],
  lone_brace: [422, { 'zh-Hans': '花括号只能成对用在占位符上，例如 {number}', en: 'Braces only stand around a placeholder, such as {number}' }],
  unknown_placeholder: [422, { 'zh-Hans': '只能使用这些占位符：{known}', en: 'Only these placeholders can be used: {known}' }],
  already_sent: [409, { 'zh-Hans': '这一条已经送达服务商，不再重发', en: 'The provider has taken this one already; it is not sent again' }],
  still_waiting: [409, { 'zh-Hans': '这一条正在排队或发送中', en: 'This one is waiting or being sent' }],
  contact_gone: [409, { 'zh-Hans': '联系方式已按期限清除，无法重发', en: 'The contact has been erased after its term; it cannot be sent again' }],
  no_provider: [409, { 'zh-Hans': '还没有配置这个通知渠道', en: 'This channel is not set up here' }],
  wrong_code: [422, { 'zh-Hans': '验证码不对或已过期', en: 'The code is wrong or has expired' }],
  code_too_often: [429, { 'zh-Hans': '验证码发送太频繁，请稍后再试', en: 'Codes were sent too often; please try later' }],
  code_not_sent: [503, { 'zh-Hans': '验证码没有发出，请稍后再试', en: 'The code could not be sent; please try again later' }],
  wechat_refused: [422, { 'zh-Hans': '微信没有确认这个登录，请在微信里重试', en: 'WeChat did not confirm this; please try again inside WeChat' }],
});
