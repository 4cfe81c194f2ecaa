import { defineNotices, type Template } from '@hezhi/notices/contract';

const number = '2026-1123-000042';
const category = '路灯';
const sample = { number, category, org: '渭滨社区', leg: '处置', due: '11月24日 17:30', who: '渭滨街道办', told: '街道已安排承办单位' };
const common = { channels: ['sms', 'wechat', 'email'], sample } as const;

/** To whoever asked: short enough for an SMS, without what was reported or who did it. */
const asker = defineNotices(
  'cases',
  {
    accepted: {
      category: 'progress',
      title: ['您反映的问题已受理', 'Your report was accepted'],
      body: ['您反映的“{category}”（编号 {number}）已受理，正在安排人办理。', 'Your report “{category}” (no. {number}) was accepted; somebody is being sent.'],
      sms: ['您反映的问题（编号{number}）已受理，正在安排办理。', 'Your report {number} was accepted.'],
    },
    dispatched: {
      category: 'progress',
      channels: ['wechat'],
      title: ['已安排承办单位', 'Somebody was given your report'],
      body: ['您反映的“{category}”（编号 {number}）已交{org}办理，{due} 前完成。', 'Your report “{category}” (no. {number}) is with {org}, due {due}.'],
    },
    declined: {
      category: 'progress',
      title: ['您反映的问题未予受理', 'Your report was not accepted'],
      body: [
        '您反映的“{category}”（编号 {number}）未予受理，原因请在办理记录里查看；有异议可以申请复核。',
        'Your report “{category}” (no. {number}) was not accepted; the reason is in its record. You may ask for a review.',
      ],
      sms: ['您反映的问题（编号{number}）未予受理，原因和复核办法请凭编号查询。', 'Your report {number} was not accepted; see its record for the reason.'],
    },
    voided: {
      category: 'progress',
      title: ['您反映的问题已停止办理', 'Your report is no longer handled'],
      body: [
        '您反映的“{category}”（编号 {number}）已停止办理，原因请在办理记录里查看。',
        'Your report “{category}” (no. {number}) is no longer handled; the reason is in its record.',
      ],
      sms: ['您反映的问题（编号{number}）已停止办理，原因请凭编号查询。', 'Your report {number} is no longer handled; see its record.'],
    },
    handled: {
      category: 'progress',
      channels: ['wechat'],
      title: ['问题已处置，正在核查', 'Handled; being verified'],
      body: [
        '您反映的“{category}”（编号 {number}）已处置，正在核查结果。',
        'Your report “{category}” (no. {number}) was handled; the result is being verified.',
      ],
    },
    to_rate: {
      category: 'progress',
      title: ['已办完，请您评价', 'Done; please rate it'],
      body: [
        '您反映的“{category}”（编号 {number}）已办完并核查，请在 {due} 前评价；没有解决可以要求重新办理。',
        'Your report “{category}” (no. {number}) is done and verified. Please rate it by {due}; if it is not solved you can have it reopened.',
      ],
      sms: [
        '您反映的问题（编号{number}）已办完，请凭编号评价；没解决可要求重办。',
        'Your report {number} is done. Please rate it, or ask for it to be reopened.',
      ],
    },
    done: {
      category: 'progress',
      title: ['您反映的问题已办完', 'Your report is done'],
      body: ['您反映的“{category}”（编号 {number}）已办完并核查。', 'Your report “{category}” (no. {number}) is done and verified.'],
      sms: ['您反映的问题（编号{number}）已办完并核查。', 'Your report {number} is done and verified.'],
    },
    complaint_answered: {
      category: 'progress',
      title: ['上级已答复您的投诉', 'Your complaint was answered'],
      body: [
        '{who}已答复您对“{category}”（编号 {number}）的投诉，答复在办理记录里。',
        '{who} answered your complaint about “{category}” (no. {number}); the answer is in its record.',
      ],
      sms: ['您的投诉（编号{number}）已有答复，请凭编号查询。', 'Your complaint about {number} was answered.'],
    },
    reviewed: {
      category: 'progress',
      title: ['复核已有结果', 'The review has a result'],
      body: ['{who}复核了“{category}”（编号 {number}）：{told}。', '{who} reviewed “{category}” (no. {number}): {told}.'],
      sms: ['您申请的复核（编号{number}）已有结果，请凭编号查询。', 'The review of {number} has a result.'],
    },
    merged: {
      category: 'progress',
      title: ['已与同一问题合并办理', 'Joined with other reports of the same'],
      body: [
        '还有其他人也反映了“{category}”（编号 {number}），已合并办理，结果会一并告诉您。',
        'Others reported “{category}” (no. {number}) too. It is handled together with theirs; you will be told the result.',
      ],
      sms: [
        '您反映的问题（编号{number}）已与同一问题合并办理，结果会告诉您。',
        'Your report {number} was joined with others of the same; you will be told the result.',
      ],
    },
    merged_answered: {
      category: 'progress',
      title: ['您反映的问题已有结果', 'There is a result for your report'],
      body: [
        '合并办理的“{category}”（编号 {number}）已有结果：{told}。详情请在办理记录里查看。',
        'The joined report “{category}” (no. {number}) has a result: {told}. See its record.',
      ],
      sms: ['您反映的问题（编号{number}）已有结果：{told}。', 'There is a result for your report {number}: {told}.'],
    },
    me_too_answered: {
      category: 'progress',
      channels: ['sms'],
      title: ['您来电说过的同一问题已有结果', 'There is a result for what you called about'],
      body: [
        '您来电说过的同一问题“{category}”（编号 {number}）已有结果：{told}。没有解决的，请再次来电。',
        'What you called about, “{category}” (no. {number}), has a result: {told}. If it is not solved, please call again.',
      ],
      sms: [
        '您来电反映的同一问题（编号{number}）已有结果：{told}。没有解决请再次来电。',
        'What you called about ({number}) has a result: {told}. Not solved? Please call again.',
      ],
    },
    reopened: {
      category: 'progress',
      title: ['您反映的问题重新办理', 'Your report is handled again'],
      body: ['“{category}”（编号 {number}）：{told}。', '“{category}” (no. {number}): {told}.'],
      sms: ['您反映的问题（编号{number}）重新办理，请凭编号查询。', 'Your report {number} is handled again; see its record.'],
    },
    comment_for_asker: {
      category: 'progress',
      channels: ['wechat'],
      title: ['您反映的问题有新留言', 'A new comment on your report'],
      body: ['工作人员在“{category}”（编号 {number}）下给您留了言。', 'The staff left you a comment on “{category}” (no. {number}).'],
    },
    followed: {
      category: 'progress',
      channels: ['wechat'],
      title: ['您关注的问题有进展', 'News of what you follow'],
      body: ['“{category}”（编号 {number}）：{told}。', '“{category}” (no. {number}): {told}.'],
    },
  },
  common,
);

/** To those who answer for it. */
const staff = defineNotices(
  'cases',
  {
    task: {
      category: 'task',
      title: ['新的待办：{leg}', 'New task: {leg}'],
      body: ['“{category}”（编号 {number}）等您{leg}，{due} 前完成。', '“{category}” (no. {number}) waits for you: {leg}, due {due}.'],
      sms: ['新待办：{number}{leg}，{due}前完成。', 'New task {number}: {leg}, due {due}.'],
    },
    offered: {
      category: 'task',
      title: ['有一件移交给您', 'A hand-over is offered to you'],
      body: [
        '“{category}”（编号 {number}）要移交给您，请在 {due} 前接收或退回；在此之前仍由原承办人负责。',
        '“{category}” (no. {number}) is offered to you. Accept or decline by {due}; until then the giver answers for it.',
      ],
      sms: ['移交待接收：{number}，{due}前。', 'Hand-over {number}: answer by {due}.'],
    },
    nearly_due: {
      category: 'deadline',
      title: ['快到期：{leg}', 'Nearly due: {leg}'],
      body: ['“{category}”（编号 {number}）的{leg}将在 {due} 到期。', '“{category}” (no. {number}): {leg} is due {due}.'],
      sms: ['快到期：{number}{leg}，{due}。', 'Nearly due {number}: {leg}, {due}.'],
    },
    overdue: {
      category: 'deadline',
      title: ['已超时：{leg}', 'Overdue: {leg}'],
      body: [
        '“{category}”（编号 {number}）的{leg}已超过 {due} 的时限，请马上办理。',
        '“{category}” (no. {number}): {leg} is overdue since {due}. Please act now.',
      ],
      sms: ['已超时：{number}{leg}，请马上办理。', 'Overdue {number}: {leg}.'],
    },
    overdue_below: {
      category: 'deadline',
      title: ['{org}有一件超时', '{org} has one overdue'],
      body: [
        '“{category}”（编号 {number}）由{org}{leg}，已超过 {due} 的时限，请督促。',
        '“{category}” (no. {number}), {leg} by {org}, is overdue since {due}. Please see to it.',
      ],
      sms: ['{org}超时：{number}{leg}。', '{org} overdue {number}: {leg}.'],
    },
    urged: {
      category: 'deadline',
      title: ['有人催办', 'Somebody urges'],
      body: ['“{category}”（编号 {number}）被催办，时限 {due}。', '“{category}” (no. {number}) is urged; it is due {due}.'],
      sms: ['催办：{number}，时限{due}。', 'Urged {number}, due {due}.'],
    },
    supervised: {
      category: 'alert',
      title: ['上级督办', 'A higher level supervises'],
      body: [
        '{who}督办“{category}”（编号 {number}），督办意见在办理记录里，时限 {due}。',
        '{who} supervises “{category}” (no. {number}); what is demanded is in its record. Due {due}.',
      ],
      sms: ['督办：{number}，{who}，时限{due}。', 'Supervised {number} by {who}, due {due}.'],
    },
    comment_for_owner: {
      category: 'task',
      channels: ['wechat'],
      title: ['提出人有补充', 'The person who asked added something'],
      body: ['“{category}”（编号 {number}）的提出人留了言，请查看。', 'The person who asked left a comment on “{category}” (no. {number}).'],
    },
  },
  common,
);

/** What cases tell, and in which words (a district may have its own). */
export const caseTemplates: readonly Template[] = [...asker, ...staff];
