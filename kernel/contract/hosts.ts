/**
 * The published scripts of the programs in which pages are opened, each by its whole address. The page loads exactly these, and the content policy of
 * an app lets through exactly those that are set up (engines/hosts).
 */
export const hostScripts = {
  /** WeChat JS-SDK. */
  wechat: 'https://res.wx.qq.com/open/js/jweixin-1.6.0.js',
  /** DingTalk JSAPI. */
  dingtalk: 'https://g.alicdn.com/dingding/dingtalk-jsapi/3.0.25/dingtalk.open.js',
  /** 浙里办. */
  zheliban: 'https://assets.zjzwfw.gov.cn/assets/ZWJSBridge/1.1.0/zwjsbridge.js',
} as const;
