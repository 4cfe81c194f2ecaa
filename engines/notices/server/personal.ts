import { inOffice, type Personal, type PersonalTable, type Plain } from '@hezhi/server';
import { addressPurpose } from './masks.ts';

const address = (channel: keyof typeof addressPurpose, name: Plain): PersonalTable => ({
  table: 'notices.address',
  persons: ['person'],
  where: { channel },
  copy: { name, fields: { confirmed: ['已确认', 'confirmed'], sealed: ['地址', 'address'] }, sealed: { sealed: addressPurpose[channel] } },
  closing: 'delete',
});

/** What somebody was told, by which ways, and what they wish. All of it goes with the account. */
export const personal: Personal = {
  tables: [
    {
      table: 'notices.notice',
      persons: ['person'],
      copy: {
        name: ['收到的通知', 'Notices I got'],
        fields: { at: ['时间', 'at'], words: ['内容', 'words'], category: ['种类', 'category'], read_at: ['阅读时间', 'read at'], matter: ['事项', 'matter'] },
      },
      closing: 'delete',
    },
    {
      table: 'notices.delivery',
      persons: ['person'],
      copy: {
        name: ['短信、微信、邮件的发送记录', 'Messages sent to me'],
        fields: { created_at: ['时间', 'at'], channel: ['方式', 'by'], state: ['结果', 'outcome'], masked: ['发往', 'to'] },
      },
      closing: 'delete',
    },
    {
      table: 'notices.preference',
      persons: ['person'],
      copy: {
        name: ['通知的设置', 'My wishes for notices'],
        fields: { modes: ['方式', 'ways'], quiet_from: ['勿扰从（分钟）', 'quiet from (minute)'], quiet_to: ['勿扰到（分钟）', 'quiet to (minute)'] },
      },
      closing: 'delete',
    },
    address('email', ['通知用的邮箱', 'My mail address']),
    address('wechat', ['绑定的微信', 'My WeChat']),
    inOffice('notices.template', 'person'),
    // The demo's stand-in for providers; rows live for 30 days.
    { table: 'notices.sandbox', persons: [], copy: 'short', closing: 'short' },
  ],
};
