import { defineNotices } from '@hezhi/notices/contract';

/** What people are told of deliberation. Short, without names of others. */
export const templates = defineNotices('deliberations', {
  participant: {
    category: 'progress',
    channels: ['sms', 'wechat', 'email'],
    title: ['邀请您参加议事', 'You are asked to take part'],
    body: [
      '议题“{title}”请您作为参与人一起商量，点开可以看内容、提意见。',
      'You are asked to deliberate “{title}”. Open it to read what it is about and to say what you think.',
    ],
    sms: ['议题“{title}”邀请您参加议事，请打开“合治”查看。', 'You are asked to deliberate “{title}”.'],
  },
  invited: {
    category: 'task',
    channels: ['sms', 'wechat', 'email'],
    title: ['会议通知：{title}', 'Meeting: {title}'],
    body: ['{at}，{place}，召开“{title}”，请您参加。', '“{title}” is held on {at}, {place}. You are invited.'],
    sms: ['会议通知：{at}在{place}召开“{title}”，请参加。', 'Meeting “{title}”: {at}, {place}.'],
  },
  cancelled: {
    category: 'task',
    channels: ['sms', 'wechat', 'email'],
    title: ['会议取消：{title}', 'Called off: {title}'],
    body: ['原定{at}在{place}召开的“{title}”取消：{reason}', '“{title}”, planned for {at}, {place}, is called off: {reason}'],
    sms: ['原定{at}在{place}的“{title}”取消：{reason}', '“{title}” on {at}, {place} is called off: {reason}'],
  },
  progress: {
    category: 'progress',
    channels: ['wechat'],
    title: ['您提的议题有进展', 'News of your topic'],
    body: ['“{title}”：{told}。', '“{title}”: {told}.'],
  },
  to_screen: {
    category: 'task',
    channels: ['wechat'],
    title: ['有议题待审核', 'A topic is to be screened'],
    body: ['“{title}”附议人数已够，请决定是否列入议题并说明理由。', '“{title}” has enough co-signers; decide whether to take it up, with reasons.'],
  },
  objection: {
    category: 'task',
    channels: ['wechat'],
    title: ['有异议待答复', 'An objection is to be answered'],
    body: ['“{title}”公示期内有人提出异议，请在期限内书面答复。', 'Somebody objected to the result of “{title}”; answer it in time.'],
  },
  task: {
    category: 'task',
    channels: ['wechat'],
    title: ['议定任务', 'A task was set'],
    body: ['请在{due}前完成“{title}”，进展和结果会公开。', 'Do “{title}” by {due}; progress and result are public.'],
  },
});
