import type { OwnData } from '@hezhi/directory/server';
import type { Listener } from '@hezhi/server';
import { defineNotices } from '../contract/index.ts';
import { tellNow } from './tell.ts';

const ways = ['sms', 'wechat', 'email'] as const;

/** What the directory has to tell somebody about the own data: it knows nothing of notices, so it only says that it happened (`directory.own_data`). */
export const ownDataTemplates = defineNotices('directory', {
  copy_ready: {
    category: 'progress',
    title: ['您的个人信息副本已备好', 'The copy of your data is ready'],
    body: [
      '请在7天内到“我的”里的“我的信息”下载，下载前要再次验证身份。',
      'Fetch it within 7 days under “Me”, “My data”; you will be asked to prove who you are.',
    ],
  },
  copy_failed: {
    category: 'progress',
    title: ['个人信息副本没有备好', 'The copy of your data could not be made'],
    body: [
      '准备时出了问题，请到“我的信息”再索取一次；还不行请联系社区。',
      'Something went wrong. Ask for it again under “My data”; if that fails too, tell the community.',
    ],
  },
  closing_asked: {
    category: 'alert',
    channels: ways,
    urgent: true,
    title: ['您的账号将在7天后注销', 'Your account will be closed in seven days'],
    body: [
      '{due} 注销。在此之前可以到“我的信息”撤回。如果不是您本人申请，请马上撤回并修改密码。',
      'It will be closed {due}. Until then you can take it back under “My data”. If this was not you, take it back now and change your password.',
    ],
    sms: [
      '您的账号申请了注销，{due}生效。不是本人操作请登录后撤回。',
      'Closing of your account was asked for; it takes effect {due}. If this was not you, log in and take it back.',
    ],
    sample: { due: '11月30日 10:00' },
  },
  closing_undone: {
    category: 'progress',
    title: ['已撤回注销', 'The closing was taken back'],
    body: ['您的账号照常使用。', 'Your account stays as it is.'],
  },
  closing_stopped: {
    category: 'task',
    channels: ways,
    title: ['账号没有注销', 'Your account was not closed'],
    body: [
      '7天里又有了没有办结的事项或任职，账号暂不能注销。请到“我的信息”查看。',
      'Meanwhile there are open matters or offices that hold the account. See “My data”.',
    ],
  },
  home_confirmed: {
    category: 'progress',
    title: ['{community}确认您住在本社区', '{community} confirmed that you live there'],
    body: ['本社区的议题、征求意见和评议，您都可以参加。', 'You can take part in its topics, questions and ratings.'],
    sample: { community: '渭滨社区' },
  },
  home_refused: {
    category: 'alert',
    title: ['{community}没有确认您住在本社区', '{community} did not confirm that you live there'],
    body: ['理由：{reason}。可以到“我的社区”更改，或者与社区联系。', 'The reason: {reason}. You can change it under “My community”, or talk to the community.'],
    sample: { community: '渭滨社区', reason: '登记的住户中没有您' },
  },
  home_moved: {
    category: 'alert',
    title: ['您的居住社区改为{community}', 'Your community is {community} now'],
    body: ['由社区工作人员更正，理由：{reason}。有误请与社区联系。', 'Its staff corrected it: {reason}. If that is wrong, talk to the community.'],
    sample: { community: '渭滨社区', reason: '住户登记已迁入' },
  },
});

/** Tells people what happened to their own data. */
export const ownDataListener: Listener = {
  name: 'own_data',
  topic: 'directory.own_data',
  async handle(call, { district, data, at }) {
    const told = data as Partial<OwnData>;
    await tellNow(call, district, [
      {
        district,
        key: `own_data ${told.what} ${told.key}`,
        template: `directory.${told.what}`,
        // The release before named one person, and what it told last may still be on its way.
        to: (told.people ?? [String(data['person'])]).map((person) => ({ person })),
        values: { ...told.values, ...(told.due === undefined ? {} : { due: { at: told.due } }) },
        link: told.link ?? '/me/data',
        at,
      },
    ]);
  },
};
