import { defineErrors } from '@hezhi/contract/light';

/** Expected failures of hosts. None of them stops a page: it goes on as in a browser. */
export const errors = defineErrors('hosts', {
  not_set_up: [
    404,
    { 'zh-Hans': '本系统没有接入这个应用，页面按浏览器方式使用', en: 'This system is not set up for that app; the page works as in a browser' },
  ],
  foreign_page: [422, { 'zh-Hans': '只能为本系统自己的页面签名', en: 'Only pages of this system itself can be signed' }],
  away: [
    503,
    { 'zh-Hans': '暂时连不上对方平台，页面按浏览器方式使用', en: 'That app’s platform cannot be reached at the moment; the page works as in a browser' },
  ],
});
