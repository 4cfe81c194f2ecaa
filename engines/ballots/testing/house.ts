import { newId, type Actor } from '@hezhi/contract';
import { room as directory } from '@hezhi/directory/server';
import { testTown, type Town, type TownRole } from '@hezhi/directory/testing';
import { room as documents } from '@hezhi/documents/server';
import { drain, makeCall, type Call, type Room } from '@hezhi/server';
import { testApp, type TestApp, type TestClient, type TestHouseOptions } from '@hezhi/testing';
import type { z } from 'zod';
import { newNonce, Rule, sealVote, voteText, type Question, type schemas, type Vote } from '../contract/index.ts';
import { addEntries, announceBallot, createBallot, createRoll, freezeRoll, room, type NewBallot } from '../server/index.ts';

export const ballotRooms: readonly Room[] = [directory, documents, room];
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** Article 278 of the Civil Code, more than half: what most tests decide by. */
export const halfRule = (more: Partial<z.input<typeof Rule>> = {}): Rule =>
  Rule.parse({
    key: 'owners_half',
    name: { 'zh-Hans': '业主共同决定（过半数）', en: 'Owners’ decision (more than half)' },
    subject: 'owners.other',
    article: { law: { 'zh-Hans': '中华人民共和国民法典', en: 'Civil Code' }, article: '278', from: '2021-01-01' },
    binding: true,
    questions: ['yes_no', 'choose', 'ranking', 'rating'],
    take_part: [
      { measure: 'area', at_least: '2/3' },
      { measure: 'heads', at_least: '2/3' },
    ],
    agree: [
      { measure: 'area', more_than: '1/2' },
      { measure: 'heads', more_than: '1/2' },
    ],
    notice_days: 15,
    ...more,
  });

/** A rule without law behind it: for polls and small bodies. */
export const plainRule = (more: Partial<z.input<typeof Rule>> = {}): Rule =>
  Rule.parse({
    key: 'plain',
    name: { 'zh-Hans': '简单多数', en: 'Plain majority' },
    article: { law: { 'zh-Hans': '小区议事规则', en: 'Rules of the compound' }, article: '1', from: '2020-01-01' },
    binding: true,
    questions: ['yes_no', 'choose', 'ranking', 'rating'],
    agree: [{ measure: 'heads', more_than: '1/2' }],
    ...more,
  });

export const yesNo = (key = 'q1'): Question => ({
  key,
  kind: 'yes_no',
  title: '是否同意更换物业服务企业',
  text: '',
  options: [],
  seats: 1,
  reserves: 0,
  most: null,
  scale: null,
});

export type BallotsTest = TestApp & {
  town: Town;
  who: Record<TownRole, Actor>;
  by(role: TownRole): TestClient;
  /** A call as somebody, at the house's moment. */
  call(actor: Actor): Call;
  /** A person without a post who votes; `actor` and id. */
  voters(count: number): Actor[];
  /** A frozen roll: one unit for each voter; areas in square metres. */
  roll(
    units: readonly { person?: string | null; area?: string; head?: string; label?: string }[],
    measures?: readonly ('heads' | 'area' | 'shares')[],
  ): Promise<{ roll: string; entries: string[] }>;
  /** An announced ballot that opens an hour from now for a day (or as `more` says). */
  ballot(roll: string, more?: Partial<NewBallot>): Promise<string>;
  /** The same, open. */
  openBallot(roll: string, more?: Partial<NewBallot>): Promise<string>;
  /** Puts the clock on and does what is due. */
  pass(ms: number): Promise<void>;
  /** Seals a vote as the voter's browser does. */
  sealed(ballot: string, voter: string, vote: Vote): Promise<{ box: string; nonce: string }>;
};

/** A house with ballots, the town and a client for each of its people. It is Monday 2026-11-23 10:00. */
export async function ballotsTest(besides: readonly Room[] = [], options: Omit<TestHouseOptions, 'rooms'> = {}): Promise<BallotsTest> {
  const t = await testApp({ ...options, rooms: [...ballotRooms, ...besides] });
  const town = await testTown(t.house);
  const roles: TownRole[] = [
    'grid',
    'grid2',
    'grid3',
    'community',
    'colleague',
    'community2',
    'street',
    'street2',
    'department',
    'department2',
    'district',
    'admin',
  ];
  const who = Object.fromEntries(await Promise.all(roles.map(async (role) => [role, await town.actor(role)] as const))) as Record<TownRole, Actor>;
  const clients = new Map<TownRole, TestClient>();
  const call = (actor: Actor): Call => makeCall(t.house, { actor });
  const clerk = (): Call => call(who.community);
  const made: BallotsTest = {
    ...t,
    town,
    who,
    call,
    by(role) {
      if (!clients.has(role)) clients.set(role, t.as(who[role]));
      return clients.get(role)!;
    },
    voters: (count) =>
      Array.from({ length: count }, (_, i): Actor => ({
        kind: 'person',
        person: newId(t.clock.now()),
        name: `业主${i + 1}`,
        district: town.district,
        post: null,
        permissions: [],
        language: 'zh-Hans',
      })),
    async roll(units, measures = ['heads', 'area']) {
      const id = newId(t.clock.now());
      await createRoll(clerk(), { id, district: town.district, area: town.communities[0], title: '第一小区业主名册', measures });
      const rows: z.input<typeof schemas.EntryInput>[] = units.map(({ person, area, head, label }, i) => ({
        id: newId(t.clock.now()),
        label: label ?? `${i + 1}号`,
        area: area ?? '100',
        head,
        person: person ?? null,
      }));
      await addEntries(clerk(), { district: town.district, id }, rows);
      await freezeRoll(clerk(), { district: town.district, id });
      return { roll: id, entries: rows.map((row) => row.id!) };
    },
    async ballot(roll, more = {}) {
      const id = more.id ?? newId(t.clock.now());
      const given: NewBallot = {
        district: town.district,
        area: town.communities[0],
        title: '更换物业服务企业',
        rule: plainRule(),
        purpose: { kind: 'owners_vote', id: newId(t.clock.now()) },
        questions: [yesNo()],
        roll,
        secrecy: 'open',
        binding: { binding: true, basis: '业主大会议事规则' },
        opensAt: t.clock.now() + HOUR,
        closesAt: t.clock.now() + HOUR + DAY,
        channels: ['online', 'code', 'paper', 'home', 'meeting'],
        ...more,
        id,
      };
      await createBallot(clerk(), given);
      await announceBallot(clerk(), town.district, id);
      return id;
    },
    async openBallot(roll, more = {}) {
      const id = await made.ballot(roll, more);
      await made.pass(HOUR);
      return id;
    },
    async pass(ms) {
      t.clock.advance(ms);
      await drain(t.house);
    },
    async sealed(ballot, voter, vote) {
      const { routes } = await import('../contract/routes.ts');
      const view = await t.withToken(null).call(routes.publicOne, { params: { district: town.district, id: ballot } });
      const nonce = newNonce();
      return { nonce, box: await sealVote(view.seal!.key, { ballot, voter }, voteText(view.questions as Question[], vote), nonce, view.seal!.length) };
    },
  };
  return made;
}
