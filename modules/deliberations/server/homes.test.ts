import type { Actor } from '@hezhi/contract';
import { routes as directory } from '@hezhi/directory/contract';
import { actorForPost } from '@hezhi/directory/server';
import { sql } from '@hezhi/server';
import { expect, it } from 'vitest';
import { deliberationsTest, routes, type DeliberationsTest } from '../testing/house.ts';

const living = (actor: Actor, area: string | null, confirmed = false): Actor => ({ ...actor, home: area === null ? null : { area, confirmed } });
const cosign = (t: DeliberationsTest, by: Actor, id: string) => t.as(by).ask(routes.cosign, { params: { id } });
const demand = (t: DeliberationsTest, id: string, who: string | null) =>
  t.house.db.run(
    who === null
      ? sql`UPDATE deliberations.topic SET demands = demands - 'who' WHERE id = ${id}`
      : sql`UPDATE deliberations.topic SET demands = demands || ${JSON.stringify({ who })}::jsonb WHERE id = ${id}`,
  );

it('a topic of a community is co-signed by who lives there; others are told what to do, and moving house undoes nothing', async () => {
  await using t = await deliberationsTest();
  const { who, residents } = t;
  const there = t.town.communities[1];
  const id = await t.proposed();
  // By their own word is enough where no pack says otherwise.
  expect(await t.talk(residents[0]!, id)).toMatchObject({ who: 'community_declared', whose: '测试一社区', can: ['cosign'], you: { home: 'belongs' } });
  const nowhere = living(residents[1]!, null);
  expect(await t.talk(nowhere, id)).toMatchObject({ can: ['home'], you: { home: 'no_home' } });
  expect((await cosign(t, nowhere, id)).problem()).toMatchObject({
    status: 403,
    code: 'directory.home_needed',
    detail: '这里由测试一社区的居民参加。请先在“我的”里的“我的社区”选好您住的社区，再回来参加',
  });
  const elsewhere = living(residents[1]!, there);
  expect(await t.talk(elsewhere, id)).toMatchObject({ can: ['home'], you: { home: 'elsewhere' } });
  expect((await cosign(t, elsewhere, id)).problem()).toMatchObject({
    code: 'directory.home_elsewhere',
    detail: '这里由测试一社区的居民参加，您登记的是测试二社区。搬家了可以在“我的社区”更改',
  });
  // Staff acting in a post are no residents by that.
  expect((await cosign(t, who.street, id)).problem().code).toBe('directory.home_needed');
  expect(await t.talk(elsewhere, id)).toMatchObject({ cosigned: 0 });

  // Who has signed and moves stays counted, and neither signs again nor elsewhere for the former community.
  expect((await cosign(t, who.neighbour, id)).body).toMatchObject({ cosigned: 1 });
  await t.as(who.neighbour).call(directory.chooseHome, { body: { area: there } });
  const moved = await actorForPost(t.house, who.neighbour.person!, null);
  expect(moved.home).toEqual({ area: there, confirmed: false });
  expect(await t.talk(moved, id)).toMatchObject({ cosigned: 1, you: { cosigned: true, home: 'elsewhere' } });
  expect((await cosign(t, moved, id)).problem().code).toBe('deliberations.cosigned_already');
  for (const one of residents.slice(0, 3)) await cosign(t, one, id);
  // Of two who come last one is the last, after which it is the office's; somebody who may not is not among them.
  const last = await Promise.all([residents[3]!, residents[4]!, elsewhere].map((one) => cosign(t, one, id)));
  expect(last.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(last[2]!.status).not.toBe(200);
  expect(await t.talk(who.clerk, id)).toMatchObject({ cosigned: 5, state: 'screening' });
});

it('a place may ask for more or less; what began before homes were known stays open to the district', async () => {
  await using t = await deliberationsTest();
  const { residents, who } = t;
  const [here, there] = t.town.communities;
  const id = await t.proposed();
  await demand(t, id, 'community_confirmed');
  expect((await cosign(t, residents[0]!, id)).problem()).toMatchObject({ status: 403, code: 'directory.home_unconfirmed' });
  expect((await t.talk(residents[0]!, id)).you.home).toBe('unconfirmed');
  expect((await cosign(t, living(residents[0]!, here, true), id)).status).toBe(200);
  await demand(t, id, 'street');
  expect(await t.talk(living(residents[1]!, there), id)).toMatchObject({ who: 'street', whose: '渭滨街道', can: ['cosign'] });
  expect((await cosign(t, living(residents[1]!, there), id)).status).toBe(200);
  expect((await cosign(t, living(residents[2]!, null), id)).problem().code).toBe('directory.home_needed');
  await demand(t, id, null);
  expect(await t.talk(living(residents[2]!, null), id)).toMatchObject({ who: 'district', can: ['cosign'] });
  expect((await cosign(t, living(residents[2]!, null), id)).status).toBe(200);

  // Marks for what was done: from who took part, wherever they live now, and from residents.
  const rate = (by: Actor) => t.as(by).ask(routes.rate, { params: { id }, body: { score: 4 } });
  await demand(t, id, 'community_declared');
  await t.house.db.run(sql`UPDATE matters.matter SET state = 'evaluating' WHERE id = ${id}`);
  await t.house.db.run(sql`UPDATE deliberations.topic SET listed = true WHERE id = ${id}`);
  await t.house.db.run(sql`INSERT INTO deliberations.participant (district, id, topic, person, name, side, why)
    VALUES (${t.town.district}, ${who.neighbour.person}, ${id}, ${who.neighbour.person}, '邻居', 'affected', '住在旁边')`);
  expect((await t.talk(living(residents[3]!, there), id)).can).toEqual(['home']);
  expect((await rate(living(residents[3]!, there))).problem().code).toBe('directory.home_elsewhere');
  expect((await rate(living(who.neighbour, there))).status).toBe(204);
  expect((await rate(residents[3]!)).status).toBe(204);
});
