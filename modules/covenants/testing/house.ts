import { room as ballots } from '@hezhi/ballots/server';
import { casesTest, type CasesTest } from '@hezhi/cases/testing';
import { newId, type Actor } from '@hezhi/contract';
import sharp from 'sharp';
import { routes } from '../contract/index.ts';
import { room } from '../server/room.ts';

export const DAY = 86_400_000;
/** Two articles of a draft, with new ids. */
export const articles = () => [
  { id: newId(), chapter: '邻里', kind: 'encouraged' as const, text: '见面问好，有事相帮' },
  { id: newId(), chapter: '环境', kind: 'forbidden' as const, text: '不在楼道堆放杂物' },
];
export const buildings = [
  { key: '3', label: '3号楼', households: 36 },
  { key: 'g', label: '门房', households: 1 },
];
export const meeting = { name: '居民代表会议', entitled: 60, present: 40, for: 35, against: 3, abstain: 2, note: '' };
export const adoption = { number: '渭滨家园公约〔2026〕1号', adopted_on: '2026-11-24', effective_on: '2026-12-01', filed: '渭滨街道办', meeting };

/** A drawn line, as a person's finger leaves it: a PNG as `data:` URL. */
async function drawnLine(): Promise<string> {
  const line = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120"><rect width="300" height="120" fill="white"/><path d="M20 80 C 60 20, 120 110, 260 40" stroke="black" fill="none"/></svg>',
  );
  return `data:image/png;base64,${(await sharp(line).png().toBuffer()).toString('base64')}`;
}

/** The town of cases with votes and covenants, and how a covenant comes to each state through the front door. */
export async function covenantsTest() {
  const t: CasesTest = await casesTest({ more: [ballots, room] });
  const picture = await drawnLine();
  const at = (id: string) => ({ district: t.town.district, id });
  async function began(more: object = {}) {
    const id = newId();
    const text = articles();
    const body = {
      id,
      area: t.town.communities[0],
      scope: 'compound',
      scope_name: '渭滨家园',
      title: '渭滨家园文明公约',
      sign_by: 'person',
      buildings,
      articles: text,
      ...more,
    };
    await t.as(t.who.community).call(routes.add, { body: body as never });
    return { id, text };
  }
  async function consulted(more: object = {}) {
    const one = await began(more);
    await t.as(t.who.community).call(routes.consult, { params: { id: one.id }, body: { revision: 1, days: 3 } });
    return one;
  }
  async function adopted(more: object = {}) {
    const one = await consulted(more);
    t.clock.advance(4 * DAY);
    await t.as(t.who.community).call(routes.adopt, { params: { id: one.id }, body: { revision: 2, ...adoption } });
    return one;
  }
  const read = (id: string, by: Actor | null = null) => (by ? t.as(by) : t.withToken(null)).ask(routes.page, { params: at(id) });
  const sign = (by: Actor, id: string, more: object = {}) =>
    t.as(by).ask(routes.sign, { params: at(id), body: { id: newId(), version: 1, image: picture, building: '3', ...more } });
  return { t, picture, at, began, consulted, adopted, read, sign };
}
export type CovenantsTest = Awaited<ReturnType<typeof covenantsTest>>;
