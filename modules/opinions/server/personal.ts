import { inOffice, type Personal } from '@hezhi/server';

/** Statements that somebody proposed. Votes and places on the map stand under a pseudonym of each question that leads back to nobody. */
export const personal: Personal = {
  tables: [
    inOffice('opinions.question', 'made_by'),
    {
      table: 'opinions.statement',
      persons: ['author', 'decided_by'],
      of: ['author'],
      where: { source: 'resident' },
      copy: {
        name: ['我提出的看法', 'Statements I proposed'],
        fields: {
          at: ['时间', 'at'],
          question: ['问题', 'question'],
          written: ['写下的文字', 'what I wrote'],
          public_text: ['公开的文字', 'what the public reads'],
          state: ['状态', 'state'],
          reason: ['理由', 'reason'],
        },
      },
      closing: 'record',
    },
  ],
};
