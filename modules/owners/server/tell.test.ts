import { newId } from '@hezhi/contract';
import { routes as ballots } from '@hezhi/ballots/contract';
import { routes as notices } from '@hezhi/notices/contract';
import { deliverDue } from '@hezhi/notices/server';
import { drain, sql, verifyAll } from '@hezhi/server';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { DAY, ownersTest, routes, type OwnersTest } from '../testing/house.ts';

const written: string[] = [];
const log = pino({ level: 'trace' }, { write: (line: string) => void written.push(line) });

/** What the sandbox was given for a phone, oldest first. */
const sms = async (t: OwnersTest, to: string): Promise<string[]> => {
  await deliverDue(t.house);
  const { items } = await t.withToken(null).call(notices.sandbox, { query: { to } });
  return items
    .filter(({ channel }) => channel === 'sms')
    .map(({ text }) => text)
    .toReversed();
};
const told = (t: OwnersTest): Promise<{ recipient: string; key: string }[]> =>
  t.db.all(
    sql`SELECT CASE WHEN person IS NULL THEN 'phone' ELSE person::text END AS recipient, split_part(key, ' ', 3) AS key FROM notices.notice WHERE template LIKE 'owners.%' ORDER BY id`,
  );

/** A unit whose owner has no account; `sms`: agreed at the desk. */
async function stranger(t: OwnersTest, group: string, label: string, phone: string, agreed: boolean): Promise<string> {
  const owner = newId();
  await t.as(t.who.clerk).call(routes.saveUnit, {
    params: { id: group },
    body: {
      id: newId(),
      version: 0,
      label,
      building: '1号楼',
      kind: 'home',
      area: '100',
      source: 'register',
      delivered: true,
      owner,
      holder: { kind: 'person', name: '无账号', phone, sms: agreed },
      reason: '首次登记',
    },
  });
  return owner;
}

it('tells owners of opening, close and result: accounts, and phones whose holders agreed; codes go by SMS once and stand nowhere', async () => {
  await using t = await ownersTest({ log });
  const { id: group } = await t.compound([{ area: '100' }, { area: '100' }, { area: '100' }]);
  const [agreed, silent, later] = ['13911110001', '13911110002', '13911110003'];
  await stranger(t, group, '2号楼101', agreed, true);
  await stranger(t, group, '2号楼102', silent, false);
  const third = await stranger(t, group, '2号楼103', later, false);
  const clerk = t.as(t.who.clerk);
  // Consent that comes later, and an owner without a phone.
  await clerk.call(routes.consent, { params: { id: group, owner: third }, body: { sms: true } });
  const phoneless = await stranger(t, group, '2号楼104', '', false);
  expect((await clerk.ask(routes.consent, { params: { id: group, owner: phoneless }, body: { sms: true } })).problem().code).toBe('owners.no_phone');
  expect((await clerk.call(routes.units, { params: { id: group } })).items.filter((one) => one.sms).map(({ label }) => label)).toEqual([
    '2号楼101',
    '2号楼103',
  ]);
  const made = await t.propose(t.who.clerk, group);
  const ballot = await t.announced(made.body.id);
  expect(await told(t)).toEqual([]);

  // Codes: to the two phones that agreed, once, whoever presses at the same time.
  const press = () => clerk.ask(ballots.codesBySms, { params: { id: ballot } });
  const pressed = await Promise.all([press(), press(), press()]);
  expect(pressed.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(pressed.reduce((sum, { body }) => sum + body.sent, 0)).toBe(2);
  expect((await press()).body).toEqual({ sent: 0, left: 0 });
  await drain(t.house);
  const [text, ...more] = await sms(t, agreed);
  expect(more).toEqual([]);
  const code = /[2-9A-Z]{5}-[2-9A-Z]{5}/.exec(text!)![0];
  expect(await sms(t, silent)).toEqual([]);
  const other = /[2-9A-Z]{5}-[2-9A-Z]{5}/.exec((await sms(t, later))[0]!)![0];
  expect(other).not.toBe(code);

  await t.pass(15 * DAY);
  const persons = t.residents.slice(0, 3).map(({ person }) => person!);
  expect((await told(t)).map(({ recipient, key }) => `${key} ${recipient}`).toSorted()).toEqual(
    [...persons, 'phone', 'phone'].map((one) => `opened ${one}`).toSorted(),
  );
  expect((await sms(t, agreed)).at(-1)).toContain('已开始投票');
  // The code votes; who has voted is not reminded.
  const params = { district: t.town.district, id: ballot };
  const { entry } = await t.withToken(null).call(ballots.openCode, { params, body: { code } });
  await t.withToken(null).call(ballots.castByCode, { params, body: { id: newId(), entry, code, vote: { q1: 'yes' }, nonce: 'ab'.repeat(16) } });
  await t.cast(ballot, { 0: 'yes' });
  await t.pass(6 * DAY);
  const reminded = (await told(t)).filter(({ key }) => key === 'reminder').map(({ recipient }) => recipient);
  expect(reminded.toSorted()).toEqual([...persons.slice(1), 'phone'].toSorted());
  expect((await sms(t, agreed)).some((one) => one.includes('抓紧'))).toBe(false);
  await t.pass(DAY);
  const results = (await told(t)).filter(({ key }) => key === 'result').map(({ recipient }) => recipient);
  expect(results.toSorted()).toEqual([...persons, 'phone', 'phone'].toSorted());
  expect((await sms(t, agreed)).at(-1)).toContain('已计票');
  // Nobody twice, whatever is delivered again.
  expect(new Set((await t.db.all<{ one: string }>(sql`SELECT recipient || ' ' || key AS one FROM notices.notice`)).map(({ one }) => one)).size).toBe(
    (await t.db.all(sql`SELECT 1 FROM notices.notice`)).length,
  );
  // A code stands in no table and in no line of the log; neither does a number.
  const tables = await t.db.all<{ name: string }>(
    sql`SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema IN ('kernel', 'notices', 'directory', 'ballots', 'owners', 'matters')`,
  );
  const everything = (await Promise.all(tables.map(({ name }) => t.db.all<{ line: string }>(sql`SELECT x::text AS line FROM ${sql.raw(name)} x`)))).flat();
  const said = [...written, ...everything.map(({ line }) => line)].join('\n');
  for (const secret of [code, code.replace('-', ''), other, agreed, later]) expect(said.includes(secret)).toBe(false);
  expect(written.length).toBeGreaterThan(0);
  expect((await verifyAll(t.house)).all).toEqual([]);
});
