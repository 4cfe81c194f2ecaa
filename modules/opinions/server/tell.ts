import type { Template } from '@hezhi/notices/contract';

const sample = { title: '小区中心广场怎么用', votes: '1240' };

/** What this room tells. */
export const templates: readonly Template[] = [
  {
    key: 'opinions.waiting',
    category: 'task',
    channels: ['wechat'],
    sample,
    words: {
      title: { 'zh-Hans': '有居民观点待审核', en: 'Statements of residents wait' },
      body: {
        'zh-Hans': '“{title}”等有居民提出了新观点，审核后大家才能表态。',
        en: 'Residents proposed statements, on “{title}” among others; nobody can vote on them until they are let through.',
      },
    },
  },
  {
    key: 'opinions.closed',
    category: 'progress',
    channels: ['wechat'],
    sample,
    words: {
      title: { 'zh-Hans': '“{title}”意见征集已结束', en: '“{title}” is closed' },
      body: {
        'zh-Hans': '共收到 {votes} 次表态，意见图谱已生成，可以转交议事或导出。',
        en: 'There were {votes} votes. The opinion map is ready to be handed to a deliberation or exported.',
      },
    },
  },
];
