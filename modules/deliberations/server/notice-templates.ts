import type { Template } from '@hezhi/notices/contract';

/** What people are told of deliberation. Short, without names of others. */
export const templates: readonly Template[] = [
  {
    key: 'deliberations.participant',
    category: 'progress',
    channels: ['sms', 'wechat', 'email'],
    words: {
      title: { 'zh-Hans': '邀请您参加议事', en: 'You are asked to take part' },
      body: {
        'zh-Hans': '议题“{title}”请您作为参与人一起商量，点开可以看内容、提意见。',
        en: 'You are asked to deliberate “{title}”. Open it to read what it is about and to say what you think.',
      },
      sms: { 'zh-Hans': '议题“{title}”邀请您参加议事，请打开“合治”查看。', en: 'You are asked to deliberate “{title}”.' },
    },
  },
  {
    key: 'deliberations.invited',
    category: 'task',
    channels: ['sms', 'wechat', 'email'],
    words: {
      title: { 'zh-Hans': '会议通知：{title}', en: 'Meeting: {title}' },
      body: { 'zh-Hans': '{at}，{place}，召开“{title}”，请您参加。', en: '“{title}” is held on {at}, {place}. You are invited.' },
      sms: { 'zh-Hans': '会议通知：{at}在{place}召开“{title}”，请参加。', en: 'Meeting “{title}”: {at}, {place}.' },
    },
  },
  {
    key: 'deliberations.cancelled',
    category: 'task',
    channels: ['sms', 'wechat', 'email'],
    words: {
      title: { 'zh-Hans': '会议取消：{title}', en: 'Called off: {title}' },
      body: { 'zh-Hans': '原定{at}在{place}召开的“{title}”取消：{reason}', en: '“{title}”, planned for {at}, {place}, is called off: {reason}' },
      sms: { 'zh-Hans': '原定{at}在{place}的“{title}”取消：{reason}', en: '“{title}” on {at}, {place} is called off: {reason}' },
    },
  },
  {
    key: 'deliberations.progress',
    category: 'progress',
    channels: ['wechat'],
    words: {
      title: { 'zh-Hans': '您提的议题有进展', en: 'News of your topic' },
      body: { 'zh-Hans': '“{title}”：{told}。', en: '“{title}”: {told}.' },
    },
  },
  {
    key: 'deliberations.to_screen',
    category: 'task',
    channels: ['wechat'],
    words: {
      title: { 'zh-Hans': '有议题待审核', en: 'A topic is to be screened' },
      body: {
        'zh-Hans': '“{title}”附议人数已够，请决定是否列入议题并说明理由。',
        en: '“{title}” has enough co-signers; decide whether to take it up, with reasons.',
      },
    },
  },
  {
    key: 'deliberations.objection',
    category: 'task',
    channels: ['wechat'],
    words: {
      title: { 'zh-Hans': '有异议待答复', en: 'An objection is to be answered' },
      body: { 'zh-Hans': '“{title}”公示期内有人提出异议，请在期限内书面答复。', en: 'Somebody objected to the result of “{title}”; answer it in time.' },
    },
  },
  {
    key: 'deliberations.task',
    category: 'task',
    channels: ['wechat'],
    words: {
      title: { 'zh-Hans': '议定任务', en: 'A task was set' },
      body: { 'zh-Hans': '请在{due}前完成“{title}”，进展和结果会公开。', en: 'Do “{title}” by {due}; progress and result are public.' },
    },
  },
];
