import { castBallot, room as ballots } from '@hezhi/ballots/server';
import { room as cases } from '@hezhi/cases/server';
import { newId, type Actor } from '@hezhi/contract';
import { room as directory } from '@hezhi/directory/server';
import { testTown, type Town } from '@hezhi/directory/testing';
import { room as documents } from '@hezhi/documents/server';
import { room as figures } from '@hezhi/figures/server';
import { routes as matters } from '@hezhi/matters/contract';
import { room as matterRoom } from '@hezhi/matters/server';
import { room as methods } from '@hezhi/methods/server';
import { room as notices } from '@hezhi/notices/server';
import { room as places } from '@hezhi/places/server';
import { room as publicity } from '@hezhi/publicity/server';
import { drain, makeCall, sql } from '@hezhi/server';
import { testApp, type TestApp, type TestHouseOptions, type TestReply } from '@hezhi/testing';
import { routes } from '../contract/index.ts';
import { room } from '../server/index.ts';
export { matters, routes };

export const DAY = 86_400_000;
type Body = Record<string, unknown>;
type Role = 'clerk' | 'street' | 'other' | 'grid';
export type OwnersTest = TestApp & {
  town: Town;
  who: Record<Role, Actor>;
  /** Residents of the district; the first of them hold units where a compound was made by `compound`. */
  residents: Actor[];
  /** A compound with rules on record (unless `more` says otherwise), and a unit for each line; gives its id and the owners' ids in order. */
  compound(
    units: readonly { area: string; owner?: number; delivered?: boolean; kind?: 'person' | 'company' | 'developer' }[],
    more?: Body,
  ): Promise<{ id: string; owners: string[] }>;
  propose(by: Actor, group: string, more?: Body): Promise<TestReply<{ id: string; number: string; state: string }>>;
  step(by: Actor, id: string, step: string, data?: Body): Promise<TestReply<{ state: string }>>;
  state(id: string): Promise<string>;
  pass(ms: number): Promise<void>;
  /** From checked to announced: accepted, roll published for its days, announced; gives the ballot. */
  announced(id: string, secrecy?: 'open' | 'secret' | 'receipt'): Promise<string>;
  /** Casts by account: choices by resident number, for the question `q1` unless `question` says otherwise. */
  cast(ballot: string, choices: Readonly<Record<number, string>>, question?: string): Promise<void>;
  /** From announced to counted. */
  voted(ballot: string, choices: Readonly<Record<number, string>>, question?: string): Promise<void>;
};

/** A house with every room that owners stand on, the town, and twelve residents. */
export async function ownersTest(options: Omit<TestHouseOptions, 'rooms'> = {}): Promise<OwnersTest> {
  const t = await testApp({ ...options, rooms: [directory, places, figures, documents, notices, matterRoom, methods, cases, publicity, ballots, room] });
  const town = await testTown(t.house);
  const { district } = town;
  const who = {
    clerk: await town.actor('community'),
    street: await town.actor('street'),
    other: await town.actor('community2'),
    grid: await town.actor('grid'),
  };
  const resident = await town.resident();
  const people = Array.from({ length: 12 }, () => newId(t.house.now()));
  await t.house.db.run(sql`INSERT INTO directory.person (district, id, name, pinyin, area, language)
    SELECT ${district}, id, '业主' || n, 'yz', ${town.communities[0]}, 'zh-Hans' FROM unnest(${people}::uuid[]) WITH ORDINALITY AS p (id, n)`);
  const residents = people.map((person, i): Actor => ({ ...resident, person, name: `业主${i + 1}` }));
  const clerk = t.as(who.clerk);
  const step: OwnersTest['step'] = (by, id, name, data = {}) => t.as(by).ask(matters.step, { params: { id }, body: { step: name, data } });
  const pass: OwnersTest['pass'] = async (ms) => {
    t.clock.advance(ms);
    await drain(t.house);
  };
  const cast: OwnersTest['cast'] = async (ballot, choices, question = 'q1') => {
    for (const [i, choice] of Object.entries(choices)) {
      const one = residents[Number(i)]!;
      const entry = await t.house.db.find<{ id: string }>(
        sql`SELECT e.id FROM ballots.entry e JOIN ballots.ballot b ON b.district = e.district AND b.roll = e.roll WHERE b.id = ${ballot} AND e.person = ${one.person} ORDER BY e.label LIMIT 1`,
      );
      if (!entry) throw new Error(`resident ${i} is not on the roll`);
      await castBallot(makeCall(t.house, { actor: one, now: t.clock.now() }), {
        ballot,
        id: newId(),
        entry: entry.id,
        vote: { [question]: choice },
        nonce: i.padStart(32, '0'),
      });
    }
  };
  return {
    ...t,
    town,
    who,
    residents,
    step,
    pass,
    cast,
    async compound(units, more = {}) {
      const id = newId();
      const group = {
        id,
        name: '渭滨家园',
        area: town.communities[0],
        address: '渭滨路1号',
        developer: '渭滨置业有限公司',
        manager: '安居物业',
        basis: '渭滨家园业主大会议事规则（2024年）第十二条',
        ...more,
      };
      await clerk.call(routes.addGroup, { body: group as never });
      const owners: string[] = [];
      for (const [i, unit] of units.entries()) {
        const number = unit.owner ?? i;
        const kind = unit.kind ?? 'person';
        const known = owners[number];
        const owner = known ?? newId();
        owners[number] = owner;
        const holder = {
          kind,
          name: kind === 'person' ? `业主${number + 1}` : '渭滨置业有限公司',
          phone: `1380000${1000 + number}`,
          person: kind === 'person' ? (residents[number]?.person ?? null) : null,
        };
        const body = {
          id: newId(),
          version: 0,
          label: `1号楼${101 + i}`,
          building: '1号楼',
          area: unit.area,
          source: 'register',
          delivered: unit.delivered ?? true,
          owner,
          reason: '首次登记',
          ...(known ? {} : { holder }),
        };
        await clerk.call(routes.saveUnit, { params: { id }, body: body as never });
      }
      return { id, owners };
    },
    propose(by, group, more = {}) {
      const body = {
        id: newId(),
        as: 'community',
        subject: 'owners.manager',
        title: '更换物业企业',
        text: '现物业合同到期，服务差，拟更换。',
        questions: [{ title: '是否解聘现物业企业', text: '' }],
        ...more,
      };
      return by.post
        ? t.as(by).ask(routes.propose, { params: { id: group }, body: body as never })
        : t.as(by).ask(routes.proposeAsOwner, { params: { district, id: group }, body: body as never });
    },
    state: async (id) => (await t.house.db.find<{ state: string }>(sql`SELECT state FROM matters.matter WHERE district = ${district} AND id = ${id}`))!.state,
    async announced(id, secrecy = 'open') {
      const accepted = await step(who.clerk, id, 'accept');
      if (accepted.status !== 200) throw new Error(accepted.text);
      await clerk.call(routes.publishRoll, { params: { id }, body: { id: newId() } });
      await pass(7 * DAY);
      const opensAt = t.clock.now() + 15 * DAY;
      const ballot = newId();
      await clerk.call(routes.announce, {
        params: { id },
        body: { id: ballot, opensAt: new Date(opensAt).toISOString(), closesAt: new Date(opensAt + 7 * DAY).toISOString(), secrecy },
      });
      return ballot;
    },
    async voted(ballot, choices, question) {
      await pass(15 * DAY);
      await cast(ballot, choices, question);
      await pass(7 * DAY);
    },
  };
}
