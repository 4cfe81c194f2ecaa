import { inOffice, type Personal } from '@hezhi/server';
import { countTerms } from './queries-body.ts';

/** What somebody proposed, said and attended. Minutes, positions and rolls are records that others rely on and stay; the calendar's feed goes. */
export const personal: Personal = {
  tables: [
    {
      table: 'deliberations.member',
      persons: ['person'],
      copy: {
        name: ['议事组织中的任职', 'Offices in bodies of deliberation'],
        fields: {
          from_day: ['从', 'from'],
          to_day: ['到', 'to'],
          ended_on: ['结束于', 'ended on'],
          name: ['姓名', 'name'],
          role: ['职务', 'office'],
          body: ['组织', 'body'],
        },
      },
      closing: 'record',
    },
    {
      table: 'deliberations.feed',
      persons: ['person'],
      copy: { name: ['日历订阅', 'My calendar feed'], fields: { made_at: ['建立时间', 'made at'] } },
      closing: 'delete',
    },
    {
      table: 'deliberations.topic',
      persons: ['proposer'],
      copy: {
        name: ['我提出的议题', 'Topics I proposed'],
        fields: {
          opened_at: ['时间', 'at'],
          title: ['标题', 'title'],
          text: ['内容', 'words'],
          wish: ['希望', 'wish'],
          named: ['显示姓名', 'with my name'],
          result: ['结果', 'result'],
        },
      },
      closing: 'record',
    },
    {
      table: 'deliberations.cosign',
      persons: ['person'],
      copy: { name: ['我联署的议题', 'Topics I cosigned'], fields: { at: ['时间', 'at'], topic: ['议题', 'topic'] } },
      closing: 'record',
    },
    {
      table: 'deliberations.participant',
      persons: ['person'],
      copy: {
        name: ['我参加的协商', 'Deliberations I take part in'],
        fields: { told_at: ['通知时间', 'told at'], topic: ['议题', 'topic'], name: ['姓名', 'name'], side: ['身份', 'as'] },
      },
      closing: 'record',
    },
    {
      table: 'deliberations.position',
      persons: ['by_person'],
      copy: {
        name: ['我表达的意见', 'Positions I took'],
        fields: { at: ['时间', 'at'], topic: ['议题', 'topic'], stance: ['态度', 'stance'], words: ['意见', 'words'], named: ['显示姓名', 'with my name'] },
      },
      closing: 'record',
    },
    {
      table: 'deliberations.attendance',
      persons: ['person'],
      copy: {
        name: ['我的会议签到', 'Meetings I attended'],
        fields: { at: ['时间', 'at'], meeting: ['会议', 'meeting'], name: ['姓名', 'name'], how: ['方式', 'how'], proxy: ['受托人', 'proxy'] },
      },
      closing: 'record',
    },
    {
      table: 'deliberations.objection',
      persons: ['person', 'answered_by'],
      of: ['person'],
      copy: {
        name: ['我提出的异议', 'Objections I raised'],
        fields: {
          at: ['时间', 'at'],
          topic: ['议题', 'topic'],
          words: ['内容', 'words'],
          answer: ['答复', 'answer'],
          answered_at: ['答复时间', 'answered at'],
        },
      },
      closing: 'record',
    },
    {
      table: 'deliberations.rating',
      persons: ['person'],
      copy: {
        name: ['我的评价', 'My ratings'],
        fields: { at: ['时间', 'at'], topic: ['议题', 'topic'], score: ['分数', 'score'], words: ['内容', 'words'] },
      },
      closing: 'record',
    },
    inOffice('deliberations.meeting', 'convener'),
    inOffice('deliberations.minutes', 'by_person'),
    inOffice('deliberations.confirmation', 'by_person'),
    inOffice('deliberations.round', 'by_person'),
  ],
  ties: async (call) => {
    const count = await countTerms(call.db, call.actor.district!, call.actor.person!);
    if (count === 0) return [];
    return [
      {
        said: ['您在 {count} 个议事组织中任职，请先与社区办理退出', 'You hold office in {count} bodies of deliberation; ask the community to end it first'],
        count,
        blocks: true,
        link: null,
      },
    ];
  },
};
