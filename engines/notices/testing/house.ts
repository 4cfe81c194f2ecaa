/** The house of this room's tests: the directory's town, a sample room that tells, phones for its people. */
import { newId, type Actor } from '@hezhi/contract';
import { room as directory } from '@hezhi/directory/server';
import { testTown, type Town } from '@hezhi/directory/testing';
import { defineRoom, drain, sql, systemCall, type Room } from '@hezhi/server';
import { testApp, type TestApp, type TestAppOptions } from '@hezhi/testing';
import type { Template } from '../contract/index.ts';
import { notify, registerTemplates, room as notices, type Telling } from '../server/index.ts';

export const templates: readonly Template[] = [
  {
    key: 'sample.news',
    category: 'progress',
    channels: ['sms', 'wechat', 'email'],
    words: {
      title: { 'zh-Hans': '{what}有进展', en: 'News of {what}' },
      body: { 'zh-Hans': '“{what}”将在 {due} 前办完，由 {who} 负责。', en: '“{what}” will be done by {due}, by {who}.' },
      sms: { 'zh-Hans': '{what}：{due}前办完。', en: '{what}: by {due}.' },
    },
    sample: { what: '路灯', due: '11月24日 17:30', who: '渭滨社区' },
  },
  {
    key: 'sample.alarm',
    category: 'alert',
    urgent: true,
    channels: ['sms', 'wechat', 'email'],
    words: { title: { 'zh-Hans': '紧急：{what}', en: 'Urgent: {what}' }, body: { 'zh-Hans': '{what}，请马上到场。', en: '{what}: please go there now.' } },
  },
];

/** Tells what the tests say; stands for any room above. */
export const sample = defineRoom({ name: 'sample', open: async (house) => registerTemplates(house, templates) });

export type NoticesTest = TestApp & {
  town: Town;
  /** Tells in a write of its own, and lets the house work out who that is. */
  tell(telling: Partial<Telling> & Pick<Telling, 'to'>): Promise<void>;
  actor(role: Parameters<Town['actor']>[0], ...rights: string[]): Promise<Actor>;
  resident(who?: 'resident' | 'neighbour'): Promise<Actor>;
  /** Gives a person a phone number. */
  phone(person: string, number: string): Promise<void>;
  /** Lets the person be seen in the app at a moment. */
  seen(person: string, at: number): Promise<void>;
  deliveries(): Promise<
    { id: string; channel: string; state: string; reason: string | null; attempts: number; masked: string; reference: string | null; next_at: string | null }[]
  >;
};

export const values = { what: { 'zh-Hans': '路灯', en: 'Street lamp' }, due: { at: Date.parse('2026-11-24T17:30:00+08:00') }, who: '渭滨社区' };

export async function noticesTest(options: TestAppOptions & { more?: readonly Room[] } = {}): Promise<NoticesTest> {
  const { more = [], ...rest } = options;
  const t = await testApp({ rooms: [directory, notices, sample, ...more], ...rest });
  const town = await testTown(t.house);
  const { district } = town;
  return {
    ...t,
    town,
    async tell(telling) {
      const now = t.house.now();
      const write = systemCall(t.house, district, t.house.db).write();
      notify(write, { district, key: newId(now), template: 'sample.news', values, at: now, ...telling });
      await write.run(t.house.db);
      await drain(t.house);
    },
    async actor(role, ...rights) {
      const actor = await town.actor(role);
      const permissions = [...actor.permissions, ...rights];
      return { ...actor, permissions, post: actor.post && { ...actor.post, permissions } };
    },
    resident: (who) => town.resident(who),
    async phone(person, number) {
      const sealed = t.house.vault.seal(number, 'person.phone');
      await t.db.run(
        sql`UPDATE directory.person SET phone_sealed = ${sealed}, phone_lookup = ${t.house.vault.lookup(number, 'person.phone')} WHERE id = ${person}`,
      );
    },
    async seen(person, at) {
      const [account] = await t.db.all<{ id: string }>(sql`SELECT id FROM directory.account WHERE person = ${person}`);
      await t.db.run(sql`INSERT INTO directory.session (district, token_hash, id, person, account, created, last_seen, expires)
        VALUES (${district}, ${Buffer.from(newId())}, ${newId()}, ${person}, ${account!.id}, ${new Date(at)}, ${new Date(at)}, ${new Date(at + 86_400_000)})`);
    },
    deliveries: () => t.db.all(sql`SELECT id, channel, state, reason, attempts, masked, reference, next_at FROM notices.delivery ORDER BY created_at, id`),
  };
}
