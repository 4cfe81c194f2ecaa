import { defineNotices } from '@hezhi/notices/contract';

const sample = { title: '小区中心广场怎么用', votes: '1240' };

/** What this room tells. */
export const templates = defineNotices(
  'opinions',
  {
    waiting: {
      category: 'task',
      channels: ['wechat'],
      title: ['有居民观点待审核', 'Statements of residents wait'],
      body: [
        '“{title}”等有居民提出了新观点，审核后大家才能表态。',
        'Residents proposed statements, on “{title}” among others; nobody can vote on them until they are let through.',
      ],
    },
    closed: {
      category: 'progress',
      channels: ['wechat'],
      title: ['“{title}”意见征集已结束', '“{title}” is closed'],
      body: [
        '共收到 {votes} 次表态，意见图谱已生成，可以转交议事或导出。',
        'There were {votes} votes. The opinion map is ready to be handed to a deliberation or exported.',
      ],
    },
  },
  { sample },
);
