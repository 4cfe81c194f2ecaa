import { inOffice, type Personal } from '@hezhi/server';
import { countRunningVotes } from './queries-personal.ts';

/** One's lines on rolls and objections to them. Ballots are secret and chained: nothing leads from a person to a choice, and rolls stay as evidence of the vote. */
export const personal: Personal = {
  tables: [
    {
      table: 'ballots.entry',
      persons: ['person', 'by'],
      of: ['person'],
      copy: {
        name: ['表决名册中的登记', 'My lines on voting rolls'],
        fields: {
          at: ['时间', 'at'],
          label: ['房屋或户', 'unit or household'],
          holder: ['登记的姓名', 'name on the roll'],
          phone: ['登记的电话', 'phone on the roll'],
          area: ['面积（平方厘米）', 'area (cm²)'],
          shares: ['份额', 'shares'],
        },
        sealed: { phone: 'ballots.phone' },
      },
      closing: 'record',
    },
    {
      table: 'ballots.objection',
      persons: ['person', 'answered_by'],
      of: ['person'],
      copy: {
        name: ['对名册或表决的异议', 'My objections to rolls and votes'],
        fields: { at: ['时间', 'at'], name: ['姓名', 'name'], text: ['内容', 'words'], answer: ['答复', 'answer'], answered_at: ['答复时间', 'answered at'] },
      },
      closing: 'record',
    },
    { table: 'ballots.voter', persons: ['persons'], of: [], copy: 'other', closing: 'record' },
    { table: 'ballots.mandate', persons: ['person', 'by'], of: [], copy: 'record', closing: 'record' },
    { table: 'ballots.mandate_account', persons: ['person', 'by'], of: [], copy: 'record', closing: 'record' },
    inOffice('ballots.mandate_end', 'by'),
    inOffice('ballots.cast', 'by'),
    inOffice('ballots.paper', 'collector'),
    inOffice('ballots.code_sms', 'by'),
  ],
  ties: async (call) => {
    const count = await countRunningVotes(call.db, call.actor.district!, call.actor.person!);
    if (count === 0) return [];
    return [
      {
        said: [
          '{count} 项表决正在进行，注销后不能再用这个账号投票，可以改用纸质票或投票码',
          '{count} votes are running; after closing you cannot vote by this account, only on paper or by code',
        ],
        count,
        blocks: false,
        link: '/votes',
      },
    ];
  },
};
