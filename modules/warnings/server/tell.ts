import { categoryName } from '@hezhi/cases/server';
import { reference, staffOf } from '@hezhi/directory/server';
import { namesOf } from '@hezhi/matters/server';
import { defineNotices } from '@hezhi/notices/contract';
import { notify, registerTemplates } from '@hezhi/notices/server';
import type { House, Listener } from '@hezhi/server';
import { permissions } from '../contract/index.ts';
import { findWarning } from './queries.ts';
import { sentenceIn } from './views.ts';

/** What rose longer ago (a history that is brought in) is told to nobody. */
const NEWS = 86_400_000;

const words = {
  title: ['预警：{area}“{category}”', 'Early warning: {area}, {category}'],
  body: ['{sentence}请核查、排除或静默。', '{sentence} Have it looked into, dismiss or mute it.'],
} as const;
const sample = { area: '渭滨街道', category: '垃圾清运', seen: '12', sentence: '渭滨街道“垃圾清运”11月16日至22日共12件，通常约2.1件。' };

/** Makes known what warnings tell: in the app; what rises in the whole district by SMS too, at the times that the person wants. */
export function registerWarningNotices(house: House): void {
  const opened = { category: 'alert', ...words } as const;
  const sms = [
    '预警：{area}“{category}”近7天{seen}件，超出正常波动，请处理。',
    'Early warning: {area}, {category}: {seen} in 7 days, out of the ordinary.',
  ] as const;
  registerTemplates(house, defineNotices('warnings', { opened, opened_district: { ...opened, channels: ['sms'], sms } }, { sample }));
}

/**
 * The posts that answer for a warning of `area`: those that may decide and whose territory it is; where there is none, those of the territory above, and so on
 * up to the district. Who stands higher sees it in the list and is not told of every community.
 */
async function decidersOf(house: House, district: string, area: string, now: number): Promise<{ post: string }[]> {
  const [staff, { roles }] = await Promise.all([staffOf(house, district), reference(house)]);
  const may = [...staff.posts.values()].filter(
    (post) => post.active && post.from <= now && (post.to === null || now < post.to) && roles.get(post.role)?.permissions.includes(permissions.decide.key),
  );
  for (let at = area; at.length >= district.length; at = at.slice(0, -3)) {
    const own = may.filter((post) => post.area === at);
    if (own.length > 0) return own.map(({ id }) => ({ post: id }));
  }
  return [];
}

/** A new warning is told once to those who may decide it. */
export const warningOpened: Listener = {
  name: 'notices',
  topic: 'warnings.opened',
  async handle(call, event) {
    const { warning } = event.data as unknown as { warning: string };
    const { district } = event;
    if (call.now - event.at > NEWS) return;
    const row = await findWarning(call.db, district, district, warning);
    // Another worker was faster with the same cell and tells of it, or it was decided meanwhile.
    if (row?.state !== 'open') return;
    const to = await decidersOf(call.house, district, row.area, call.now);
    const area = (await namesOf(call.house, district)).area(row.area);
    const category = categoryName(call.house, district, row.subject);
    const write = call.with({ key: null }).write();
    notify(write, {
      district,
      key: `warning ${row.id}`,
      template: row.area === district ? 'warnings.opened_district' : 'warnings.opened',
      to,
      values: {
        area,
        category,
        seen: row.seen,
        sentence: { 'zh-Hans': sentenceIn('zh-Hans', row, area, category), en: sentenceIn('en', row, area, category) },
      },
      link: `/warnings/${row.id}`,
      area: row.area,
      at: event.at,
    });
    if (!write.empty) await write.run(call.db);
  },
};
