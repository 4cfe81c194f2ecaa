/** The catalogue of the engine's screens (namespace `matters`): sections `shared`, `phone`, `desk`, `field`, `resident`, and `nav` for the entries of the apps. */
export const words = {
  'zh-Hans': () => import('../words/zh-Hans.json', { with: { type: 'json' } }),
  'zh-Hant': () => import('../words/zh-Hant.json', { with: { type: 'json' } }),
  en: () => import('../words/en.json', { with: { type: 'json' } }),
};
