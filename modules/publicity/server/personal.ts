import { inOffice, type Personal } from '@hezhi/server';

/** What somebody follows, says of public cases and wants to hear of; all of it goes with the account. Objections to postings are answered matters and stay. */
export const personal: Personal = {
  tables: [
    {
      table: 'publicity.follow',
      persons: ['follower'],
      where: { kind: 'person' },
      copy: { name: ['关注的公开案件', 'Public cases I follow'], fields: { at: ['开始关注', 'since'], matter: ['案件', 'case'] } },
      closing: 'delete',
    },
    {
      table: 'publicity.comment',
      persons: ['author', 'decided_by'],
      of: ['author'],
      where: { kind: 'person' },
      copy: {
        name: ['我的留言', 'My comments'],
        fields: {
          at: ['时间', 'at'],
          matter: ['案件', 'case'],
          written: ['写下的文字', 'what I wrote'],
          public_text: ['公开的文字', 'what the public reads'],
          state: ['状态', 'state'],
          reason: ['理由', 'reason'],
        },
      },
      closing: 'delete',
    },
    { table: 'publicity.comment', persons: ['author'], where: { kind: 'official' }, copy: 'office', closing: 'office' },
    {
      table: 'publicity.abuse',
      persons: ['reporter'],
      copy: { name: ['我举报的留言', 'Comments I reported'], fields: { at: ['时间', 'at'], reason: ['理由', 'reason'] } },
      closing: 'delete',
    },
    {
      table: 'publicity.alert',
      persons: ['person'],
      copy: {
        name: ['我订阅的提醒', 'My alerts'],
        fields: {
          created_at: ['时间', 'made at'],
          label: ['名称', 'name'],
          area: ['区域', 'territory'],
          lon: ['经度', 'longitude'],
          lat: ['纬度', 'latitude'],
          radius: ['半径（米）', 'radius (m)'],
          categories: ['类别', 'categories'],
          often: ['频率', 'how often'],
        },
      },
      closing: 'delete',
    },
    {
      table: 'publicity.objection',
      persons: ['person'],
      copy: {
        name: ['我对公示的异议', 'My objections to postings'],
        fields: {
          at: ['时间', 'at'],
          posting: ['公示', 'posting'],
          public_text: ['内容', 'words'],
          answer: ['答复', 'answer'],
          answered_at: ['答复时间', 'answered at'],
        },
      },
      closing: 'record',
    },
    inOffice('publicity.posting', 'draft_by'),
    inOffice('publicity.posting_version', 'by_person', 'approved_by'),
  ],
};
