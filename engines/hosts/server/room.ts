import { defineRoom, implement } from '@hezhi/server';
import { errors, routes } from '../contract/index.ts';
import { dingtalkConfig, wechatConfig } from './config.ts';

/** 宿主 hosts: signs our pages for the programs of others in which they are opened. Keeps nothing. */
export const room = defineRoom({
  name: 'hosts',
  routes: [
    implement(routes.wechat, (call, { query }) => wechatConfig(call, query.url)),
    implement(routes.dingtalk, (call, { query }) => dingtalkConfig(call, query.url)),
  ],
  errors,
});
