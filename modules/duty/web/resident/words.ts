/** What residents read of duty; the staff's catalogue stays out of their app. */
export const words = {
  'zh-Hans': () => import('./words/zh-Hans.json', { with: { type: 'json' } }),
  'zh-Hant': () => import('./words/zh-Hant.json', { with: { type: 'json' } }),
  en: () => import('./words/en.json', { with: { type: 'json' } }),
};
