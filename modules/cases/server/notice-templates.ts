import type { Template } from '@hezhi/notices/contract';

const number = '2026-1123-000042';
const category = '路灯';
const sample = { number, category, org: '渭滨社区', leg: '处置', due: '11月24日 17:30', who: '渭滨街道办', told: '街道已安排承办单位' };

/** To whoever asked: short enough for an SMS, without what was reported or who did it. */
const asker: readonly Template[] = [
  {
    key: 'cases.accepted',
    category: 'progress',
    channels: ['sms', 'wechat', 'email'],
    words: {
      title: { 'zh-Hans': '您反映的问题已受理', en: 'Your report was accepted' },
      body: {
        'zh-Hans': '您反映的“{category}”（编号 {number}）已受理，正在安排人办理。',
        en: 'Your report “{category}” (no. {number}) was accepted; somebody is being sent.',
      },
      sms: { 'zh-Hans': '您反映的问题（编号{number}）已受理，正在安排办理。', en: 'Your report {number} was accepted.' },
    },
  },
  {
    key: 'cases.dispatched',
    category: 'progress',
    channels: ['wechat'],
    words: {
      title: { 'zh-Hans': '已安排承办单位', en: 'Somebody was given your report' },
      body: {
        'zh-Hans': '您反映的“{category}”（编号 {number}）已交{org}办理，{due} 前完成。',
        en: 'Your report “{category}” (no. {number}) is with {org}, due {due}.',
      },
    },
  },
  {
    key: 'cases.declined',
    category: 'progress',
    channels: ['sms', 'wechat', 'email'],
    words: {
      title: { 'zh-Hans': '您反映的问题未予受理', en: 'Your report was not accepted' },
      body: {
        'zh-Hans': '您反映的“{category}”（编号 {number}）未予受理，原因请在办理记录里查看；有异议可以申请复核。',
        en: 'Your report “{category}” (no. {number}) was not accepted; the reason is in its record. You may ask for a review.',
      },
      sms: {
        'zh-Hans': '您反映的问题（编号{number}）未予受理，原因和复核办法请凭编号查询。',
        en: 'Your report {number} was not accepted; see its record for the reason.',
      },
    },
  },
  {
    key: 'cases.voided',
    category: 'progress',
    channels: ['sms', 'wechat', 'email'],
    words: {
      title: { 'zh-Hans': '您反映的问题已停止办理', en: 'Your report is no longer handled' },
      body: {
        'zh-Hans': '您反映的“{category}”（编号 {number}）已停止办理，原因请在办理记录里查看。',
        en: 'Your report “{category}” (no. {number}) is no longer handled; the reason is in its record.',
      },
      sms: { 'zh-Hans': '您反映的问题（编号{number}）已停止办理，原因请凭编号查询。', en: 'Your report {number} is no longer handled; see its record.' },
    },
  },
  {
    key: 'cases.handled',
    category: 'progress',
    channels: ['wechat'],
    words: {
      title: { 'zh-Hans': '问题已处置，正在核查', en: 'Handled; being verified' },
      body: {
        'zh-Hans': '您反映的“{category}”（编号 {number}）已处置，正在核查结果。',
        en: 'Your report “{category}” (no. {number}) was handled; the result is being verified.',
      },
    },
  },
  {
    key: 'cases.to_rate',
    category: 'progress',
    channels: ['sms', 'wechat', 'email'],
    words: {
      title: { 'zh-Hans': '已办完，请您评价', en: 'Done; please rate it' },
      body: {
        'zh-Hans': '您反映的“{category}”（编号 {number}）已办完并核查，请在 {due} 前评价；没有解决可以要求重新办理。',
        en: 'Your report “{category}” (no. {number}) is done and verified. Please rate it by {due}; if it is not solved you can have it reopened.',
      },
      sms: {
        'zh-Hans': '您反映的问题（编号{number}）已办完，请凭编号评价；没解决可要求重办。',
        en: 'Your report {number} is done. Please rate it, or ask for it to be reopened.',
      },
    },
  },
  {
    key: 'cases.done',
    category: 'progress',
    channels: ['sms', 'wechat', 'email'],
    words: {
      title: { 'zh-Hans': '您反映的问题已办完', en: 'Your report is done' },
      body: { 'zh-Hans': '您反映的“{category}”（编号 {number}）已办完并核查。', en: 'Your report “{category}” (no. {number}) is done and verified.' },
      sms: { 'zh-Hans': '您反映的问题（编号{number}）已办完并核查。', en: 'Your report {number} is done and verified.' },
    },
  },
  {
    key: 'cases.complaint_answered',
    category: 'progress',
    channels: ['sms', 'wechat', 'email'],
    words: {
      title: { 'zh-Hans': '上级已答复您的投诉', en: 'Your complaint was answered' },
      body: {
        'zh-Hans': '{who}已答复您对“{category}”（编号 {number}）的投诉，答复在办理记录里。',
        en: '{who} answered your complaint about “{category}” (no. {number}); the answer is in its record.',
      },
      sms: { 'zh-Hans': '您的投诉（编号{number}）已有答复，请凭编号查询。', en: 'Your complaint about {number} was answered.' },
    },
  },
  {
    key: 'cases.reviewed',
    category: 'progress',
    channels: ['sms', 'wechat', 'email'],
    words: {
      title: { 'zh-Hans': '复核已有结果', en: 'The review has a result' },
      body: {
        'zh-Hans': '{who}复核了“{category}”（编号 {number}）：{told}。',
        en: '{who} reviewed “{category}” (no. {number}): {told}.',
      },
      sms: { 'zh-Hans': '您申请的复核（编号{number}）已有结果，请凭编号查询。', en: 'The review of {number} has a result.' },
    },
  },
  {
    key: 'cases.merged',
    category: 'progress',
    channels: ['sms', 'wechat', 'email'],
    words: {
      title: { 'zh-Hans': '已与同一问题合并办理', en: 'Joined with other reports of the same' },
      body: {
        'zh-Hans': '还有其他人也反映了“{category}”（编号 {number}），已合并办理，结果会一并告诉您。',
        en: 'Others reported “{category}” (no. {number}) too. It is handled together with theirs; you will be told the result.',
      },
      sms: {
        'zh-Hans': '您反映的问题（编号{number}）已与同一问题合并办理，结果会告诉您。',
        en: 'Your report {number} was joined with others of the same; you will be told the result.',
      },
    },
  },
  {
    key: 'cases.merged_answered',
    category: 'progress',
    channels: ['sms', 'wechat', 'email'],
    words: {
      title: { 'zh-Hans': '您反映的问题已有结果', en: 'There is a result for your report' },
      body: {
        'zh-Hans': '合并办理的“{category}”（编号 {number}）已有结果：{told}。详情请在办理记录里查看。',
        en: 'The joined report “{category}” (no. {number}) has a result: {told}. See its record.',
      },
      sms: { 'zh-Hans': '您反映的问题（编号{number}）已有结果：{told}。', en: 'There is a result for your report {number}: {told}.' },
    },
  },
  {
    key: 'cases.me_too_answered',
    category: 'progress',
    channels: ['sms'],
    words: {
      title: { 'zh-Hans': '您来电说过的同一问题已有结果', en: 'There is a result for what you called about' },
      body: {
        'zh-Hans': '您来电说过的同一问题“{category}”（编号 {number}）已有结果：{told}。没有解决的，请再次来电。',
        en: 'What you called about, “{category}” (no. {number}), has a result: {told}. If it is not solved, please call again.',
      },
      sms: {
        'zh-Hans': '您来电反映的同一问题（编号{number}）已有结果：{told}。没有解决请再次来电。',
        en: 'What you called about ({number}) has a result: {told}. Not solved? Please call again.',
      },
    },
  },
  {
    key: 'cases.reopened',
    category: 'progress',
    channels: ['sms', 'wechat', 'email'],
    words: {
      title: { 'zh-Hans': '您反映的问题重新办理', en: 'Your report is handled again' },
      body: { 'zh-Hans': '“{category}”（编号 {number}）：{told}。', en: '“{category}” (no. {number}): {told}.' },
      sms: { 'zh-Hans': '您反映的问题（编号{number}）重新办理，请凭编号查询。', en: 'Your report {number} is handled again; see its record.' },
    },
  },
  {
    key: 'cases.comment_for_asker',
    category: 'progress',
    channels: ['wechat'],
    words: {
      title: { 'zh-Hans': '您反映的问题有新留言', en: 'A new comment on your report' },
      body: { 'zh-Hans': '工作人员在“{category}”（编号 {number}）下给您留了言。', en: 'The staff left you a comment on “{category}” (no. {number}).' },
    },
  },
  {
    key: 'cases.followed',
    category: 'progress',
    channels: ['wechat'],
    words: {
      title: { 'zh-Hans': '您关注的问题有进展', en: 'News of what you follow' },
      body: { 'zh-Hans': '“{category}”（编号 {number}）：{told}。', en: '“{category}” (no. {number}): {told}.' },
    },
  },
];

/** To those who answer for it. */
const staff: readonly Template[] = [
  {
    key: 'cases.task',
    category: 'task',
    channels: ['sms', 'wechat', 'email'],
    words: {
      title: { 'zh-Hans': '新的待办：{leg}', en: 'New task: {leg}' },
      body: { 'zh-Hans': '“{category}”（编号 {number}）等您{leg}，{due} 前完成。', en: '“{category}” (no. {number}) waits for you: {leg}, due {due}.' },
      sms: { 'zh-Hans': '新待办：{number}{leg}，{due}前完成。', en: 'New task {number}: {leg}, due {due}.' },
    },
  },
  {
    key: 'cases.offered',
    category: 'task',
    channels: ['sms', 'wechat', 'email'],
    words: {
      title: { 'zh-Hans': '有一件移交给您', en: 'A hand-over is offered to you' },
      body: {
        'zh-Hans': '“{category}”（编号 {number}）要移交给您，请在 {due} 前接收或退回；在此之前仍由原承办人负责。',
        en: '“{category}” (no. {number}) is offered to you. Accept or decline by {due}; until then the giver answers for it.',
      },
      sms: { 'zh-Hans': '移交待接收：{number}，{due}前。', en: 'Hand-over {number}: answer by {due}.' },
    },
  },
  {
    key: 'cases.nearly_due',
    category: 'deadline',
    channels: ['sms', 'wechat', 'email'],
    words: {
      title: { 'zh-Hans': '快到期：{leg}', en: 'Nearly due: {leg}' },
      body: { 'zh-Hans': '“{category}”（编号 {number}）的{leg}将在 {due} 到期。', en: '“{category}” (no. {number}): {leg} is due {due}.' },
      sms: { 'zh-Hans': '快到期：{number}{leg}，{due}。', en: 'Nearly due {number}: {leg}, {due}.' },
    },
  },
  {
    key: 'cases.overdue',
    category: 'deadline',
    channels: ['sms', 'wechat', 'email'],
    words: {
      title: { 'zh-Hans': '已超时：{leg}', en: 'Overdue: {leg}' },
      body: {
        'zh-Hans': '“{category}”（编号 {number}）的{leg}已超过 {due} 的时限，请马上办理。',
        en: '“{category}” (no. {number}): {leg} is overdue since {due}. Please act now.',
      },
      sms: { 'zh-Hans': '已超时：{number}{leg}，请马上办理。', en: 'Overdue {number}: {leg}.' },
    },
  },
  {
    key: 'cases.overdue_below',
    category: 'deadline',
    channels: ['sms', 'wechat', 'email'],
    words: {
      title: { 'zh-Hans': '{org}有一件超时', en: '{org} has one overdue' },
      body: {
        'zh-Hans': '“{category}”（编号 {number}）由{org}{leg}，已超过 {due} 的时限，请督促。',
        en: '“{category}” (no. {number}), {leg} by {org}, is overdue since {due}. Please see to it.',
      },
      sms: { 'zh-Hans': '{org}超时：{number}{leg}。', en: '{org} overdue {number}: {leg}.' },
    },
  },
  {
    key: 'cases.urged',
    category: 'deadline',
    channels: ['sms', 'wechat', 'email'],
    words: {
      title: { 'zh-Hans': '有人催办', en: 'Somebody urges' },
      body: { 'zh-Hans': '“{category}”（编号 {number}）被催办，时限 {due}。', en: '“{category}” (no. {number}) is urged; it is due {due}.' },
      sms: { 'zh-Hans': '催办：{number}，时限{due}。', en: 'Urged {number}, due {due}.' },
    },
  },
  {
    key: 'cases.supervised',
    category: 'alert',
    channels: ['sms', 'wechat', 'email'],
    words: {
      title: { 'zh-Hans': '上级督办', en: 'A higher level supervises' },
      body: {
        'zh-Hans': '{who}督办“{category}”（编号 {number}），督办意见在办理记录里，时限 {due}。',
        en: '{who} supervises “{category}” (no. {number}); what is demanded is in its record. Due {due}.',
      },
      sms: { 'zh-Hans': '督办：{number}，{who}，时限{due}。', en: 'Supervised {number} by {who}, due {due}.' },
    },
  },
  {
    key: 'cases.comment_for_owner',
    category: 'task',
    channels: ['wechat'],
    words: {
      title: { 'zh-Hans': '提出人有补充', en: 'The person who asked added something' },
      body: { 'zh-Hans': '“{category}”（编号 {number}）的提出人留了言，请查看。', en: 'The person who asked left a comment on “{category}” (no. {number}).' },
    },
  },
];

/** What cases tell, and in which words (a district may have its own). */
export const caseTemplates: readonly Template[] = [...asker, ...staff].map((template) => ({ ...template, sample }));
