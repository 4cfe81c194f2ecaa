/** The catalogue of the room (namespace `cases`): sections `shared`, `desk`, `field`, `resident`, `admin`, and `nav` for the entries of the apps. */
export const words = {
  'zh-Hans': () => import('../words/zh-Hans.json', { with: { type: 'json' } }),
  'zh-Hant': () => import('../words/zh-Hant.json', { with: { type: 'json' } }),
  en: () => import('../words/en.json', { with: { type: 'json' } }),
};
