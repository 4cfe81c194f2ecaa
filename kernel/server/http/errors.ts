import { defineErrors } from '@hezhi/contract';

/** Failures of the HTTP door itself, beside those of `kernelErrors`. */
export const httpErrors = defineErrors('kernel', {
  cross_site: [403, { 'zh-Hans': '这个请求来自别的网站，已被拦下', en: 'This request came from another site and was refused' }],
  key_malformed: [422, { 'zh-Hans': '幂等键须为 1 到 200 个可见字符', en: 'The idempotency key must have 1 to 200 visible characters' }],
  key_running: [409, { 'zh-Hans': '同一个请求正在处理，请稍候', en: 'The same request is still being worked on; please wait a moment' }],
  too_many_streams: [429, { 'zh-Hans': '打开的页面太多，请关闭几个再试', en: 'Too many pages are open; please close some and try again' }],
  metrics_closed: [403, { 'zh-Hans': '指标只对本机或持令牌者开放', en: 'Metrics are open to this machine or to the holder of the token only' }],
});
