import type { Personal } from '@hezhi/server';

/** Appointments with deputies and what was raised with them; the phone number left for it goes with the account. */
export const personal: Personal = {
  tables: [
    {
      table: 'deputies.signup',
      persons: ['person'],
      copy: {
        name: ['代表接待的预约', 'Appointments with deputies'],
        fields: {
          at: ['预约时间', 'made at'],
          way: ['方式', 'way'],
          topic: ['想谈的事', 'topic'],
          state: ['状态', 'state'],
          phone_sealed: ['留下的电话', 'phone I left'],
        },
        sealed: { phone_sealed: 'deputies.phone' },
      },
      closing: { phone_sealed: null },
    },
    {
      table: 'deputies.raised',
      persons: ['person'],
      copy: {
        name: ['向代表反映的意见', 'What I raised with deputies'],
        fields: {
          at: ['时间', 'at'],
          way: ['方式', 'way'],
          words: ['内容', 'words'],
          public_text: ['公开的文字', 'what the public reads'],
          answer: ['答复', 'answer'],
          answered_at: ['答复时间', 'answered at'],
        },
      },
      closing: 'record',
    },
  ],
};
