/** The room's catalogue; one language is loaded per visit. */
export const words = {
  'zh-Hans': () => import('../words/zh-Hans.json', { with: { type: 'json' } }),
  'zh-Hant': () => import('../words/zh-Hant.json', { with: { type: 'json' } }),
  en: () => import('../words/en.json', { with: { type: 'json' } }),
};
