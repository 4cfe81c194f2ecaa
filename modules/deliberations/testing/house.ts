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
import { drain, makeCall, sql, type Room } from '@hezhi/server';
import { testApp, type TestApp, type TestReply } from '@hezhi/testing';
import type { z } from 'zod';
import { bodyRoutes, meetingRoutes, routes, type TalkView } from '../contract/index.ts';
import { room } from '../server/index.ts';
export { bodyRoutes, matters, meetingRoutes, routes };

type Body = Record<string, unknown>;
type Role = 'clerk' | 'colleague' | 'street' | 'other' | 'district' | 'department' | 'resident' | 'neighbour';
export type DeliberationsTest = TestApp & {
  town: Town;
  who: Record<Role, Actor>;
  /** Further residents of the district. */
  residents: Actor[];
  propose(by: Actor, more?: Body, key?: string): Promise<TestReply<{ id: string; number: string; state: string }>>;
  proposed(more?: Body): Promise<string>;
  talk(by: Actor | null, id: string): Promise<z.output<typeof TalkView>>;
  state(id: string): Promise<string>;
  step(by: Actor, id: string, step: string, data?: Body): Promise<TestReply<{ id: string; revision: number; state: string }>>;
  /** Co-signs by as many residents as are needed. */
  cosigned(id: string): Promise<void>;
  /** Puts residents on the list of participants and the steps behind it, up to the notice. */
  settled(id: string): Promise<void>;
  /** Lets time pass (ms) and what is due happen. */
  pass(ms: number): Promise<void>;
  /** Puts the proposal to the vote of the participants; of `voters` who vote the first `yes` agree. Then the ballot is closed and counted. */
  vote(id: string, yes: number, voters?: number): Promise<void>;
  /** Holds a meeting of a topic: called, opened, `present` of the participants signed in at the desk, closed, minutes published. */
  meet(id: string, kind: string, present?: number): Promise<string>;
};
export const DAY = 86_400_000;

/** A house with every room that deliberations stand on (and `besides`), the town, and ten residents. */
export async function deliberationsTest(besides: readonly Room[] = []): Promise<DeliberationsTest> {
  const t = await testApp({ rooms: [directory, places, figures, documents, notices, matterRoom, methods, cases, ballots, room, ...besides] });
  const town = await testTown(t.house);
  const { district } = town;
  const who: DeliberationsTest['who'] = {
    clerk: await town.actor('community'),
    colleague: await town.actor('colleague'),
    street: await town.actor('street'),
    other: await town.actor('community2'),
    district: await town.actor('district'),
    department: await town.actor('department'),
    resident: await town.resident(),
    neighbour: await town.resident('neighbour'),
  };
  const people = Array.from({ length: 10 }, () => newId(t.house.now()));
  await t.house.db.run(sql`INSERT INTO directory.person (district, id, name, pinyin, area, language)
    SELECT ${district}, id, '居民' || n, 'jm', ${town.communities[0]}, 'zh-Hans' FROM unnest(${people}::uuid[]) WITH ORDINALITY AS p (id, n)`);
  const residents = people.map((person, i): Actor => ({ ...who.resident, person, name: `居民${i + 1}` }));
  const propose: DeliberationsTest['propose'] = (by, more = {}, key) =>
    t.as(by).ask(
      routes.propose,
      {
        body: {
          title: '二号楼前加装充电桩',
          text: '有人从楼上拉线充电，很危险，电话13800000000',
          wish: '装一排充电桩',
          area: town.communities[0],
          ...more,
        } as never,
      },
      key ? { key } : {},
    );
  const step: DeliberationsTest['step'] = (by, id, name, data = {}) => t.as(by).ask(matters.step, { params: { id }, body: { step: name, data } });
  const ok = async (reply: Promise<TestReply<unknown>>): Promise<void> => {
    const got = await reply;
    if (got.status >= 300) throw new Error(got.text);
  };
  const pass: DeliberationsTest['pass'] = async (ms) => {
    t.clock.advance(ms);
    await drain(t.house);
  };
  const talk: DeliberationsTest['talk'] = (by, id) => (by ? t.as(by) : t.withToken(null)).call(routes.talk, { params: { district, id } });
  return {
    ...t,
    town,
    who,
    residents,
    propose,
    step,
    pass,
    talk,
    async proposed(more) {
      const reply = await propose(who.resident, more);
      if (reply.status !== 201) throw new Error(reply.text);
      return reply.body.id;
    },
    state: async (id) => (await t.house.db.find<{ state: string }>(sql`SELECT state FROM matters.matter WHERE district = ${district} AND id = ${id}`))!.state,
    async cosigned(id) {
      for (const one of residents.slice(0, 5)) await t.as(one).call(routes.cosign, { params: { id } });
    },
    async settled(id) {
      const listed = residents
        .slice(0, 6)
        .map((one, i) => ({ id: newId(), person: one.person!, name: one.name, side: i < 2 ? ('affected' as const) : ('resident' as const), why: '住二号楼' }));
      await t.as(who.clerk).call(routes.addParticipants, { params: { id }, body: { people: listed } });
      await ok(step(who.clerk, id, 'settle', { content: '装不装，装在哪里', rules: '每户一票，过半数通过' }));
    },
    async vote(id, yes, voters = 6) {
      const ballot = newId();
      const now = t.clock.now();
      const how = { question: '装在哪里', options: ['东侧空地', '西侧车棚'] };
      const opensAt = new Date(now + 1000).toISOString();
      const closesAt = new Date(now + DAY).toISOString();
      const given = {
        id: ballot,
        voters: 'participants' as const,
        secrecy: 'open' as const,
        do: '是否加装充电桩',
        how,
        opensAt,
        closesAt,
        binding: false,
        basis: '议事规则',
      };
      await t.as(who.clerk).call(routes.ballot, { params: { id }, body: given });
      await pass(2000);
      for (const [i, one] of residents.slice(0, voters).entries()) {
        const entry = await t.house.db.find<{ id: string }>(
          sql`SELECT e.id FROM ballots.entry e JOIN ballots.ballot b ON b.district = e.district AND b.roll = e.roll WHERE b.id = ${ballot} AND e.person = ${one.person}`,
        );
        if (!entry) continue;
        const call = makeCall(t.house, { actor: one, now: t.clock.now() });
        await castBallot(call, {
          ballot,
          id: newId(),
          entry: entry.id,
          vote: { whether: i < yes ? 'yes' : 'no', how: 'option1' },
          nonce: `${i}`.padStart(32, '0'),
        });
      }
      await pass(DAY);
    },
    async meet(id, kind, present = 6) {
      const meeting = newId();
      const start = t.clock.now() + 9 * DAY;
      await t.as(who.clerk).call(meetingRoutes.announce, {
        body: {
          id: meeting,
          kind,
          topic: id,
          title: '充电桩协商会',
          mode: 'on_site',
          place: '社区议事厅',
          startsAt: new Date(start).toISOString(),
          agenda: [{ text: '说明情况' }, { text: '大家发言' }],
          chair: { person: who.clerk.person, name: '王芳' },
          secretary: { person: who.colleague.person, name: '李强' },
        },
      });
      await pass(9 * DAY);
      await t.as(who.clerk).call(meetingRoutes.open, { params: { id: meeting }, body: {} });
      const { items } = await t.as(who.clerk).call(meetingRoutes.seats, { params: { id: meeting }, query: { limit: 100 } });
      for (const seat of items.slice(0, present))
        await t.as(who.clerk).call(meetingRoutes.attend, { params: { id: meeting }, body: { id: newId(), seat: seat.seat } });
      await t.as(who.clerk).call(meetingRoutes.close, { params: { id: meeting }, body: {} });
      await t
        .as(who.clerk)
        .call(meetingRoutes.writeMinutes, { params: { id: meeting }, body: { text: '居民1说同意，居民2住3号楼2单元501，担心噪声。', base: 0 } });
      await t.as(who.clerk).call(meetingRoutes.confirmMinutes, { params: { id: meeting }, body: { role: 'chair', version: 1 } });
      await t.as(who.colleague).call(meetingRoutes.confirmMinutes, { params: { id: meeting }, body: { role: 'secretary', version: 1 } });
      await t.as(who.clerk).call(meetingRoutes.publishMinutes, { params: { id: meeting }, body: { version: 1 } });
      return meeting;
    },
  };
}
