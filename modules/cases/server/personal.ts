import { inOffice, type Personal } from '@hezhi/server';

/** What a resident reported, with the contact left for it. What staff took down for others is the office's, and its contact somebody else's. */
export const personal: Personal = {
  tables: [
    {
      table: 'cases.case',
      persons: ['reporter'],
      where: { reporter_kind: 'resident' },
      copy: {
        name: ['我上报的案件', 'Cases I reported'],
        fields: {
          id: ['编号', 'number'],
          description: ['描述', 'description'],
          public_text: ['公开的文字', 'what the public reads'],
          address: ['地址', 'address'],
          category: ['类别', 'category'],
          answers: ['补充回答', 'answers'],
          photos: ['照片', 'photos'],
          voices: ['录音', 'voice notes'],
          hide_name: ['不显示姓名', 'name hidden'],
          contact_sealed: ['留下的联系方式', 'contact I left'],
        },
        sealed: { contact_sealed: 'cases.contact' },
      },
      closing: { contact_sealed: null, contact_lookup: null },
    },
    { table: 'cases.case', persons: ['reporter'], where: { reporter_kind: 'staff' }, copy: 'office', closing: 'office' },
    {
      table: 'cases.support',
      persons: ['supporter'],
      where: { kind: 'person' },
      copy: { name: ['我也遇到', 'Cases I supported'], fields: { at: ['时间', 'at'], matter: ['案件', 'case'] } },
      closing: 'record',
    },
    inOffice('cases.import', 'person'),
    // Rows of an old register hold other people's words until they are cases.
    { table: 'cases.import_row', persons: [], copy: 'office', closing: 'office' },
    inOffice('cases.routing', 'changed_by', 'published_by'),
  ],
};
