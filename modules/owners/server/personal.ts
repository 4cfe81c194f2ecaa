import { inOffice, type Personal } from '@hezhi/server';
import { countCommitteeTerms } from './queries-personal.ts';

/** The register of owners is kept by law (民法典 278, 物业管理条例) whatever becomes of an account; the person reads the own entry. */
export const personal: Personal = {
  tables: [
    {
      table: 'owners.owner',
      persons: ['person'],
      copy: {
        name: ['业主登记', 'My entry in the register of owners'],
        fields: {
          at: ['登记时间', 'entered at'],
          compound: ['小区', 'compound'],
          name: ['姓名', 'name'],
          phone: ['电话', 'phone'],
          sms: ['接收短信', 'takes SMS'],
        },
        sealed: { name: 'owners.name', phone: 'owners.phone' },
      },
      closing: 'record',
    },
    inOffice('owners.history', 'by'),
    { table: 'owners.vote', persons: ['proposer'], copy: 'record', closing: 'record' },
    { table: 'owners.support', persons: ['by'], copy: 'record', closing: 'record' },
    { table: 'owners.challenge', persons: [], copy: 'record', closing: 'record' },
  ],
  ties: async (call) => {
    const count = await countCommitteeTerms(call.db, call.actor.district!, call.actor.person!);
    if (count === 0) return [];
    return [
      {
        said: ['您在 {count} 个业主委员会（或筹备组）任职，请先办理辞任', 'You sit on {count} owners’ committees or preparing groups; resign first'],
        count,
        blocks: true,
        link: null,
      },
    ];
  },
};
