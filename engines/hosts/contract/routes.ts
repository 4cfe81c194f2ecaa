import { anyone, defineRoute } from '@hezhi/contract';
import { z } from 'zod';
import { errors } from './errors.ts';

const Page = z.object({
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .meta({
      description: 'Address of the page, as the browser gives it (location.href); what follows # is left out',
      examples: ['https://hezhi.example.gov.cn/report'],
    }),
});

const signed = {
  timestamp: z.int().meta({ description: 'Epoch seconds' }),
  nonce: z.string(),
  signature: z.string().meta({ description: 'Hexadecimal, small letters' }),
};

const open = anyone('whoever opens a page inside the app needs it before logging in; a signature is good for pages of this system only and reveals nothing');

export const routes = {
  wechat: defineRoute({
    method: 'GET',
    path: '/host/wechat-config',
    summary: 'What a page says to wx.config of the WeChat JS-SDK',
    access: open,
    query: Page,
    reply: z.object({ app_id: z.string(), ...signed }).meta({ id: 'WechatPageConfig', description: 'Signature after the JS-SDK documentation, SHA-1' }),
    errors: [errors.not_set_up, errors.foreign_page, errors.away],
    rate: 120,
  }),
  dingtalk: defineRoute({
    method: 'GET',
    path: '/host/dingtalk-config',
    summary: 'What a page says to dd.config of the DingTalk JSAPI',
    access: open,
    query: Page,
    reply: z
      .object({ corp_id: z.string(), agent_id: z.string(), ...signed })
      .meta({ id: 'DingtalkPageConfig', description: 'Signature after the JSAPI documentation, SHA-256' }),
    errors: [errors.not_set_up, errors.foreign_page, errors.away],
    rate: 120,
  }),
};
