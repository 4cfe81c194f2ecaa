import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PublicCase, routes as cases } from '@hezhi/cases/contract';
import { drain, sql } from '@hezhi/server';
import { openColumns, routes } from '../contract/index.ts';
import { device, publicityTest, type PublicityTest } from '../testing/house.ts';

let t: PublicityTest;
beforeAll(async () => void (t = await publicityTest()));
afterAll(() => t.close());

describe('nothing of what is not public comes out', () => {
  test('by no list, feed, file, count, follow or comment, whatever happened to the case', async () => {
    const everywhere = async (): Promise<string> => {
      const month = new Date(t.clock.now() + 8 * 3_600_000).toISOString().slice(0, 7);
      const urls = [
        `/api/public/cases?district=${t.town.district}&limit=100`,
        `/api/public/feed.atom?district=${t.town.district}`,
        `/api/public/open-data/cases.csv?district=${t.town.district}&month=${month}`,
        `/api/public/open-data/cases.geojson?district=${t.town.district}&month=${month}`,
        `/api/publicity/following?district=${t.town.district}&limit=100`,
        `/api/public/figures?district=${t.town.district}`,
        `/api/public/figures/cases?district=${t.town.district}&measure=opened&limit=100`,
        `/api/public/counts?district=${t.town.district}`,
        `/api/public/open-data?district=${t.town.district}`,
      ];
      const replies = await Promise.all(urls.map((url) => t.visitor().inject({ method: 'GET', url, headers: device })));
      for (const reply of replies) expect(reply.statusCode).toBe(200);
      return replies.map((reply) => reply.body).join('\n');
    };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('private', 'fresh', 'voided', 'declined', 'withdrawn'), fc.stringMatching(/^[a-z]{12}$/), async (fate, secret) => {
        const { resident, community, street, neighbour } = t.who;
        const baseline = await everywhere();
        const { id, number } = (await t.report(resident, { description: `秘密${secret}`, public: fate !== 'private' })).body;
        if (fate === 'private' || fate === 'voided') await t.go(id, [community, 'accept']);
        if (fate === 'voided') {
          await t.visitor().ask(routes.follow, { params: t.at(id) }, { headers: device });
          const comment = await t.say(neighbour, id, `评论${secret}`);
          await t.as(community).call(routes.decide, { params: { id: comment }, body: { decision: 'accept' } });
          await t.go(id, [street, 'void', { reason: 'test', note: '误报' }]);
        }
        if (fate === 'declined') await t.go(id, [community, 'decline', { reason: 'repeat', note: '不属于受理范围' }]);
        if (fate === 'withdrawn') await t.go(id, [resident, 'withdraw']);
        await drain(t.house);
        const all = await everywhere();
        for (const trace of [secret, id, number]) expect(all).not.toContain(trace);
        // Sums too are those of before.
        expect(all).toBe(baseline);
        const gone = await Promise.all([
          t.visitor().ask(routes.following, { params: t.at(id) }),
          t.visitor().ask(routes.follow, { params: t.at(id) }, { headers: device }),
          t.visitor().ask(routes.comments, { params: t.at(id) }),
          t.as(neighbour).ask(routes.comments, { params: t.at(id) }),
          t.visitor().ask(routes.comment, { params: t.at(id), body: { text: '你好' } }, { headers: device }),
        ]);
        for (const reply of gone) expect(reply.problem()).toMatchObject({ status: 404, code: 'cases.not_public' });
        expect((await t.visitor().call(routes.unfollow, { params: t.at(id) }, { headers: device })).followers).toBe(0);
      }),
      {
        numRuns: 6,
        examples: [
          ['private', 'aaaaaaaaaaaa'],
          ['voided', 'bbbbbbbbbbbb'],
          ['fresh', 'cccccccccccc'],
        ],
      },
    );
  });

  test('a new column of a case is decided on before it can come out', async () => {
    // Whoever adds a column decides here whether the open data tells it, and says so in the contract.
    expect(openColumns.map(({ key }) => key)).toEqual([
      'number',
      'category',
      'category_name',
      'street',
      'community',
      'community_name',
      'opened_day',
      'closed_day',
      'state',
      'overdue',
      'reopened',
      'rating',
      'lon',
      'lat',
    ]);
    const columns = async (table: string) =>
      (
        await t.db.all<{ name: string }>(
          sql`SELECT table_schema || '.' || column_name AS name FROM information_schema.columns WHERE table_schema || '.' || table_name = ${table}`,
        )
      )
        .map(({ name }) => name.split('.')[1]!)
        .toSorted();
    const told = [
      'number',
      'procedure',
      'procedure_version',
      'state',
      'area',
      'subject',
      'public',
      'opened_at',
      'closed_at',
      'marks',
      'rating',
      'district',
      'id',
      'kind',
    ];
    const kept = ['title', 'stage', 'revision', 'lon', 'lat', 'tier', 'channel', 'asker', 'secrecy', 'due_at', 'overdue', 'memory', 'head', 'changed_at'];
    expect(await columns('matters.matter')).toEqual([...told, ...kept].toSorted());
    expect(await columns('cases.case')).toEqual(
      ['district', 'id', 'public_lon', 'public_lat']
        .concat([
          'category',
          'description',
          'public_text',
          'address',
          'answers',
          'photos',
          'voices',
          'reporter_kind',
          'reporter',
          'reporter_post',
          'hide_name',
          'contact_sealed',
          'contact_lookup',
          'code_lookup',
        ])
        .toSorted(),
    );
    expect(Object.keys(PublicCase.shape)).toEqual([
      'id',
      'district',
      'number',
      'category',
      'text',
      'stateName',
      'final',
      'areaName',
      'point',
      'openedAt',
      'closedAt',
      'rating',
      'metres',
      'me_too',
    ]);
    expect(cases.publicCases.reply.shape.items.element).toBe(PublicCase);
  });
});
