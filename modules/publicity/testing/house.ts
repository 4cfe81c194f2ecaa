/** The house of this room's tests: that of cases, with what the public does there. */
import type { Actor } from '@hezhi/contract';
import { casesTest, type CasesTest } from '@hezhi/cases/testing';
import { routes as notices } from '@hezhi/notices/contract';
import { drain, type Room } from '@hezhi/server';
import type { TestClient } from '@hezhi/testing';
import { routes } from '../contract/index.ts';
import { room } from '../server/index.ts';

type Notice = { title: string; body: string; link: string | null; matter: string | null };
export type PublicityTest = CasesTest & {
  visitor(): TestClient;
  /** Parameters of a case or comment; query of the district. */
  at(id: string): { district: string; id: string };
  there(): { district: string };
  /** A case that is public (unless `more` says otherwise), and one that was settled and rated. */
  accepted(more?: Record<string, unknown>): Promise<string>;
  finished(more?: Record<string, unknown>): Promise<string>;
  /** What somebody was told, oldest first. */
  told(by: Actor): Promise<Notice[]>;
  /** Comments as a person; the new comment's id. */
  say(by: Actor, matter: string, text: string): Promise<string>;
};

/** Two devices of visitors. */
export const device = { 'x-file-token': 'a-device-secret-of-20-letters' };
export const other = { 'x-file-token': 'another-device-secret-of-22' };

export async function publicityTest(besides: readonly Room[] = []): Promise<PublicityTest> {
  const t = await casesTest({ more: [room, ...besides] });
  const { resident, community, street, department } = t.who;
  const at = (id: string) => ({ district: t.town.district, id });
  async function accepted(more: Record<string, unknown> = {}): Promise<string> {
    const { id } = (await t.report(resident, more)).body;
    await t.go(id, [community, 'accept']);
    return id;
  }
  return {
    ...t,
    visitor: () => t.withToken(null),
    at,
    there: () => ({ district: t.town.district }),
    accepted,
    async finished(more = {}) {
      const id = await accepted(more);
      await t.go(
        id,
        [street, 'dispatch', { to: { org: t.town.orgs.department } }],
        [department, 'finish', { outcome: 'solved', note: '灯已换好' }],
        [community, 'verify'],
        [resident, 'rate', { score: 5 }],
      );
      return id;
    },
    async told(by) {
      t.clock.advance(1000);
      await drain(t.house);
      const { items } = await t.as(by).call(notices.list, { query: { limit: 100 } });
      return items.map(({ title, body, link, matter }) => ({ title, body, link, matter })).toReversed();
    },
    say: async (by, matter, text) => (await t.as(by).call(routes.comment, { params: at(matter), body: { text } })).id,
  };
}
