import { iso } from '@hezhi/contract';
import { type CopyPart, type Personal, speak } from '@hezhi/server';
import { listReadings } from './queries-audit.ts';
import { countPosts } from './queries-own-data.ts';
import { reference } from './roles.ts';

/** What the directory keeps about somebody: the person, the account, posts, sessions, who read the protected data. What closing does to person and account is in `closing.ts`. */
export const personal: Personal = {
  tables: [
    {
      table: 'directory.person',
      persons: ['id'],
      copy: {
        name: ['本人', 'Myself'],
        fields: {
          name: ['姓名', 'name'],
          phone_sealed: ['电话', 'phone'],
          identity_sealed: ['身份证号', 'identity number'],
          area: ['所属区划', 'territory'],
          language: ['语言', 'language'],
        },
        sealed: { phone_sealed: 'person.phone', identity_sealed: 'person.identity' },
      },
      closing: 'other',
    },
    {
      table: 'directory.account',
      district: false,
      persons: ['person'],
      copy: {
        name: ['账号', 'My account'],
        fields: {
          created: ['建立时间', 'made at'],
          name: ['账号名', 'name'],
          kind: ['种类', 'kind'],
          status: ['状态', 'state'],
          totp_on: ['动态验证码', 'second factor'],
        },
      },
      closing: 'other',
    },
    {
      table: 'directory.post',
      persons: ['person'],
      copy: {
        name: ['岗位', 'My posts'],
        fields: { term_from: ['从', 'from'], term_to: ['到', 'to'], role: ['角色', 'role'], org: ['组织', 'organisation'], area: ['区划', 'territory'] },
      },
      closing: 'office',
    },
    {
      table: 'directory.session',
      persons: ['person', 'account'],
      of: ['person'],
      copy: {
        name: ['登录的设备', 'Where I am logged in'],
        fields: { created: ['登录时间', 'since'], last_seen: ['最近使用', 'last used'], address: ['网络地址', 'address'], device: ['设备', 'device'] },
      },
      closing: 'delete',
    },
    {
      table: 'directory.home',
      persons: ['person', 'decided_by'],
      of: ['person'],
      copy: {
        name: ['住在哪个社区', 'Where I live'],
        fields: {
          declared_at: ['登记时间', 'declared at'],
          area: ['社区', 'community'],
          grid: ['网格', 'grid'],
          state: ['状态', 'state'],
          how: ['方式', 'how'],
          decided_at: ['核对时间', 'checked at'],
          reason: ['理由', 'reason'],
        },
      },
      closing: { area: null, grid: null, state: { to: 'withdrawn' } },
    },
    {
      table: 'directory.oidc_link',
      district: false,
      persons: ['account'],
      by: 'account',
      copy: {
        name: ['绑定的外部登录', 'Outside identities'],
        fields: { since: ['绑定时间', 'since'], issuer: ['平台', 'provider'], last_used: ['最近使用', 'last used'] },
      },
      closing: 'delete',
    },
    // By name, in `copy`.
    { table: 'directory.reading', persons: ['person', 'reader'], of: ['person'], copy: 'other', closing: 'log' },
    { table: 'directory.audit', persons: ['actor'], copy: 'log', closing: 'log' },
    {
      table: 'directory.copy',
      persons: ['person', 'account'],
      of: ['person'],
      copy: {
        name: ['索取过的个人信息副本', 'Copies I asked for'],
        fields: { asked_at: ['索取时间', 'asked at'], ready_at: ['备好时间', 'ready at'], fetched: ['下载次数', 'fetched'] },
      },
      closing: 'delete',
    },
    { table: 'directory.closing', persons: ['person', 'account'], of: ['person'], copy: 'short', closing: 'delete' },
    // Codes by SMS and sign-ins half done: minutes, without a name.
    { table: 'directory.sign_in_code', district: false, persons: [], copy: 'short', closing: 'short' },
    { table: 'directory.oidc_flow', district: false, persons: [], copy: 'short', closing: 'short' },
  ],
  copy: async (call): Promise<CopyPart[]> => {
    const { roles } = await reference(call.house);
    const rows: object[] = [];
    for (let before: string | null = null; rows.length < 10_000;) {
      const page = await listReadings(call.db, call.actor.district!, call.actor.person!, before, 500);
      for (const { at, reader_name, role, org_name, fields, purpose } of page) {
        const post = role === null ? undefined : roles.get(role);
        rows.push({ at, who: reader_name, post: post ? `${org_name ?? ''} ${speak(post.words, call.language)}`.trim() : null, fields, purpose });
      }
      if (page.length < 500) break;
      before = page.at(-1)!.id;
    }
    return [
      {
        name: ['谁看过我的信息', 'Who read my protected data'],
        fields: { at: ['时间', 'at'], who: ['谁', 'who'], post: ['岗位', 'post'], fields: ['看了什么', 'what'], purpose: ['为什么', 'why'] },
        rows,
      },
    ];
  },
  ties: async (call) => {
    const count = await countPosts(call.db, call.actor.district!, call.actor.person!, iso(call.now));
    if (count === 0) return [];
    const said = ['您担任着 {count} 个岗位，请先由管理员结束任职', 'You hold {count} posts; an administrator has to end them first'] as const;
    return [{ said, count, blocks: true, link: null }];
  },
};
