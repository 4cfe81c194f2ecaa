/** Words of what everybody meets: signing in, one's own security, readings. The desk adds the administration's. */
export const words = {
  'zh-Hans': () => import('../words/zh-Hans.json', { with: { type: 'json' } }),
  'zh-Hant': () => import('../words/zh-Hant.json', { with: { type: 'json' } }),
  en: () => import('../words/en.json', { with: { type: 'json' } }),
};
