/** The house of this room's tests: that of cases, with an open question in it. */
import type { Actor } from '@hezhi/contract';
import { newId } from '@hezhi/contract';
import { casesTest, type CasesTest } from '@hezhi/cases/testing';
import type { Room } from '@hezhi/server';
import { drain } from '@hezhi/server';
import { routes } from '../contract/index.ts';
import { room } from '../server/index.ts';

export type OpinionsTest = CasesTest & {
  /** Parameters of a question. */
  at(id: string): { district: string; id: string };
  /** A published question of the community that is open for a week, with its statements. */
  asked(statements?: readonly string[], more?: Record<string, unknown>): Promise<{ id: string; statements: string[] }>;
  vote(by: Actor, question: string, statement: string, vote: 'agree' | 'disagree' | 'pass'): Promise<void>;
  /** Lets the clock run on (ms) and everything happen that is due. */
  later(ms: number): Promise<void>;
  /** Another resident of the district. */
  someone(n: number): Actor;
};

export const texts = ['广场舞应当在晚上九点前结束', '应当给孩子留一块专门的场地', '广场周边应当允许临时停车', '应当多种树少铺砖', '应当装健身器材'];

/** `more`: further rooms of the house. */
export async function opinionsTest(more: readonly Room[] = []): Promise<OpinionsTest> {
  const t = await casesTest({ more: [...more, room] });
  const at = (id: string) => ({ district: t.town.district, id });
  const { community, resident } = t.who;
  return {
    ...t,
    at,
    async asked(statements = texts, given = {}) {
      const id = newId(t.clock.now());
      const opensAt = new Date(t.clock.now()).toISOString();
      const closesAt = new Date(t.clock.now() + 7 * 86_400_000).toISOString();
      const body = {
        id,
        title: '小区中心广场怎么用',
        about: '中心广场今年改造，请大家说说怎么用最好。',
        opensAt,
        closesAt,
        statements: [...statements],
        ...given,
      };
      await t.as(community).call(routes.create, { body });
      await t.as(community).call(routes.publish, { params: { id } });
      const { items } = await t.withToken(null).call(routes.statements, { params: at(id), query: { limit: 100 } });
      return { id, statements: items.map((one) => one.id) };
    },
    async vote(by, question, statement, vote) {
      await t.as(by).call(routes.vote, { params: at(question), body: { statement, vote } });
    },
    async later(ms) {
      await drain(t.house);
      t.clock.advance(ms);
      await drain(t.house);
    },
    someone: (n) => ({ ...resident, person: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`, name: `居民${n}` }),
  };
}
