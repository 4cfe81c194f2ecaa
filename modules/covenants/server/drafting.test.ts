import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newNonce, routes as ballotRoutes } from '@hezhi/ballots/contract';
import { addEntries, createRoll, freezeRoll, publishRoll } from '@hezhi/ballots/server';
import type { CasesTest } from '@hezhi/cases/testing';
import { newId, type Actor } from '@hezhi/contract';
import { routes as notices } from '@hezhi/notices/contract';
import { drain, makeCall, sql, Write } from '@hezhi/server';
import { CovenantsFile, covenantsPart, routes } from '../contract/index.ts';
import { adoption, articles, buildings, covenantsTest, type CovenantsTest, DAY, meeting } from '../testing/house.ts';
import { adoptCovenants } from './adopt-part.ts';

let t: CasesTest;
let c: CovenantsTest;
beforeAll(async () => {
  c = await covenantsTest();
  t = c.t;
});
afterAll(() => t.close());

describe('drafting together', () => {
  test('is seen by the public once it is open for suggestions, which are answered with a reason', async () => {
    const { community, community2, resident, neighbour } = t.who;
    const { id, text } = await c.began();
    expect((await c.read(id)).problem().code).toBe('covenants.not_found');
    expect((await t.as(community2).ask(routes.detail, { params: { id } })).problem().code).toBe('covenants.not_found');
    const said = { id: newId(), article: text[1]!.id, text: '楼道里的电动车也要写上，联系13800138000' };
    const suggest = (by: Actor | null, body = said) => (by ? t.as(by) : t.withToken(null)).ask(routes.suggest, { params: c.at(id), body });
    expect((await suggest(resident)).problem().code).toBe('covenants.not_found');
    await t.as(community).call(routes.consult, { params: { id }, body: { revision: 1, days: 3 } });
    expect((await suggest(null)).status).toBe(401);
    expect((await suggest(resident, { ...said, article: newId() })).problem().code).toBe('covenants.article_unknown');
    expect((await suggest(resident)).body).toMatchObject({ state: 'open', own: true });
    // Others read it once it is answered.
    expect((await c.read(id, neighbour)).body).toMatchObject({ may_suggest: true, suggestions: [], articles: [], draft: text });
    expect((await c.read(id, resident)).body.suggestions).toHaveLength(1);
    expect((await c.read(id)).body.may_suggest).toBe(false);
    const answer = (by: Actor) => t.as(by).ask(routes.answer, { params: { id: said.id }, body: { result: 'adopted', reason: '写进第二条' } });
    expect((await answer(community2)).problem().code).toBe('covenants.suggestion_gone');
    expect((await t.as(community).ask(routes.adopt, { params: { id }, body: { revision: 2, ...adoption } })).problem().code).toBe('covenants.consulting');
    t.clock.advance(4 * DAY);
    expect((await t.as(community).ask(routes.adopt, { params: { id }, body: { revision: 2, ...adoption } })).problem().code).toBe('covenants.unanswered');
    const replies = await Promise.all([answer(community), answer(t.who.colleague)]);
    expect(replies.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    await drain(t.house);
    expect((await t.as(resident).call(notices.list, {})).items[0]).toMatchObject({
      link: `/covenant/${t.town.district}/${id}`,
      body: expect.stringContaining('写进第二条'),
    });
    const [shown] = (await c.read(id)).body.suggestions;
    expect(shown).toMatchObject({ state: 'adopted', reason: '写进第二条', own: false });
    expect(shown!.text).not.toContain('13800138000');
    expect((await suggest(resident, { ...said, id: newId() })).problem().code).toBe('covenants.not_consulting');
  });

  test('keeps every edition and compares them word by word; two who save at once: one does', async () => {
    const { community, colleague } = t.who;
    const { id, text } = await c.consulted();
    const next = [
      text[0]!,
      { ...text[1]!, text: '不在楼道堆放杂物和电动车' },
      { id: newId(), chapter: '环境', kind: 'encouraged' as const, text: '垃圾分类投放' },
    ];
    const save = (by: Actor, articlesNow = next) =>
      t.as(by).ask(routes.draft, {
        params: { id },
        body: { revision: 2, title: '渭滨家园文明公约', sign_by: 'person', buildings, articles: articlesNow, note: '采纳居民意见' },
      });
    expect((await save(community, [next[0]!, next[0]!])).problem().code).toBe('covenants.article_twice');
    const replies = await Promise.all([save(community), save(colleague)]);
    expect(replies.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const { changes } = await t.as(community).call(routes.compare, { params: { id }, query: { from: 1, to: 2 } });
    expect(changes.map((one) => one.how)).toEqual(['same', 'changed', 'added']);
    expect(changes[1]!.pieces.at(-1)).toMatchObject({ how: 'added', text: '和电动车' });
    // The public compares what is public: the draft that is open, not what stood before it.
    const open = (from: number, to: number) => t.withToken(null).ask(routes.publicCompare, { params: c.at(id), query: { from, to } });
    expect((await open(0, 2)).status).toBe(200);
    expect((await open(1, 2)).problem().code).toBe('covenants.no_edition');
    await expect(t.house.db.run(sql`UPDATE covenants.edition SET note = ''`)).rejects.toThrow(/permission/);
  });

  test('a meeting adopts by the law of meetings, with number and day of effect', async () => {
    const { community } = t.who;
    const { id } = await c.consulted();
    t.clock.advance(4 * DAY);
    const adopt = (more: object) => t.as(community).ask(routes.adopt, { params: { id }, body: { revision: 2, ...adoption, ...more } as never });
    expect((await adopt({ meeting: { ...meeting, present: 30 } })).problem().code).toBe('covenants.votes_wrong');
    expect((await adopt({ meeting: { ...meeting, present: 30, for: 25 } })).problem().code).toBe('covenants.quorum');
    expect((await adopt({ meeting: { ...meeting, for: 20 } })).problem().code).toBe('covenants.majority');
    expect((await adopt({ effective_on: '2026-11-01' })).problem().code).toBe('covenants.effective_early');
    expect((await adopt({ adopted_on: '2027-11-24', effective_on: '2027-12-01' })).problem().code).toBe('covenants.effective_early');
    expect((await adopt({})).body).toMatchObject({ phase: 'idle', version: 1 });
    expect((await adopt({})).problem().code).toBe('covenants.changed');
    const { versions, articles: inForce } = (await c.read(id)).body;
    expect(versions).toMatchObject([{ version: 1, number: adoption.number, by_what: 'meeting', meeting: { for: 35 } }]);
    expect(inForce).toHaveLength(2);
    const list = (await t.withToken(null).call(routes.publicList, { query: { district: t.town.district, area: t.town.grids[0] } })).items;
    expect(list.map((one) => one.id)).toContain(id);
    expect((await t.withToken(null).call(routes.publicList, { query: { district: t.town.district, area: t.town.communities[1] } })).items).toEqual([]);
  });
});

describe('a vote', () => {
  test('of a frozen roll adopts the text that stood when it began, or sends it back', async () => {
    const { community, resident, neighbour } = t.who;
    const clerk = () => makeCall(t.house, { actor: community, now: t.clock.now() });
    const roll = newId();
    await createRoll(clerk(), {
      id: roll,
      district: t.town.district,
      area: t.town.communities[0],
      title: '渭滨家园业主名册',
      measures: ['heads', 'area'],
      publicity_days: 0,
    });
    const units = [resident, neighbour].map(({ person }, n) => ({ id: newId(), label: `1-10${n}`, area: '80.00', person }));
    const place = { district: t.town.district, id: roll };
    await addEntries(clerk(), place, units);
    await publishRoll(clerk(), place);
    await freezeRoll(clerk(), place);
    const vote = (id: string, more: object = {}) => {
      const opens = t.clock.now() + 16 * DAY;
      const times = { opens_at: new Date(opens).toISOString(), closes_at: new Date(opens + DAY).toISOString() };
      const body = {
        revision: 2,
        roll,
        rule: 'owners',
        secrecy: 'open',
        number: '渭滨家园管理规约〔2026〕1号',
        effective_days: 7,
        filed: '',
        ...times,
        ...more,
      };
      return t.as(community).ask(routes.vote, { params: { id }, body: body as never });
    };
    const first = await c.consulted();
    expect((await vote(first.id)).problem().code).toBe('covenants.consulting');
    t.clock.advance(4 * DAY);
    expect((await vote(first.id, { opens_at: new Date(t.clock.now() + DAY).toISOString() })).problem().code).toBe('ballots.notice_too_short');
    expect((await vote(first.id)).body).toMatchObject({ phase: 'voting' });
    const { ballot } = (await c.read(first.id)).body;
    expect(
      (
        await t
          .as(community)
          .ask(routes.draft, { params: { id: first.id }, body: { revision: 3, title: '改', sign_by: 'person', buildings, articles: articles() } as never })
      ).problem().code,
    ).toMatch(/phase|invalid/);
    const held = async (id: string, voters: readonly Actor[]) => {
      t.clock.advance(16 * DAY + 60_000);
      await drain(t.house);
      for (const by of voters) {
        const entry = units.find((one) => one.person === by.person)!.id;
        await t.as(by).call(ballotRoutes.cast, { params: c.at(id), body: { id: newId(), entry, vote: { adopt: 'yes' }, nonce: newNonce() } });
      }
      t.clock.advance(DAY);
      await drain(t.house);
    };
    // Nobody came: below two thirds of area and heads.
    await held(ballot!, []);
    expect(await t.as(community).call(routes.detail, { params: { id: first.id } })).toMatchObject({ phase: 'drafting', version: 0, ballot: null });
    await t.as(community).call(routes.consult, { params: { id: first.id }, body: { revision: 4, days: 3 } });
    t.clock.advance(4 * DAY);
    expect((await vote(first.id, { revision: 5 })).status).toBe(200);
    const second = (await c.read(first.id)).body.ballot!;
    await held(second, [resident, neighbour]);
    expect((await c.read(first.id)).body).toMatchObject({
      phase: 'idle',
      version: 1,
      versions: [{ by_what: 'vote', ballot: second, number: '渭滨家园管理规约〔2026〕1号' }],
    });
  });
});

describe('a pack', () => {
  const file = {
    covenants: [
      {
        key: 'civility',
        title: { 'zh-Hans': '文明公约', en: 'Covenant of civility' },
        scope: 'community' as const,
        sign_by: 'household' as const,
        articles: [
          {
            key: 'greet',
            chapter: { 'zh-Hans': '提倡', en: 'Encouraged' },
            kind: 'encouraged' as const,
            text: { 'zh-Hans': '见面问好', en: 'Greet each other' },
          },
          { key: 'litter', kind: 'forbidden' as const, text: { 'zh-Hans': '不乱扔垃圾', en: 'Do not litter' } },
        ],
      },
    ],
  };
  test('brings drafts, each once, and no rule in force', async () => {
    const call = makeCall(t.house, { actor: t.who.community });
    const adoption = {
      district: t.town.district,
      area: t.town.communities[0],
      pack: 'qionglai',
      version: 1,
      values: [{ file: 'covenants.yaml', value: CovenantsFile.parse(file) }],
    };
    for (let n = 0; n < 2; n++) {
      const write = new Write();
      await adoptCovenants.adopt!(call, write, adoption);
      await write.run(t.house.db);
    }
    const found = (await t.as(t.who.community).call(routes.list, { query: { phase: 'drafting', limit: 100 } })).items.filter((one) => one.title === '文明公约');
    expect(found).toMatchObject([{ version: 0, org: '测试一社区' }]);
    expect((await t.as(t.who.community).call(routes.detail, { params: { id: found[0]!.id } })).articles.map((one) => [one.chapter, one.kind])).toEqual([
      ['提倡', 'encouraged'],
      ['提倡', 'forbidden'],
    ]);
    expect((await c.read(found[0]!.id)).problem().code).toBe('covenants.not_found');
    const twice = { covenants: [...file.covenants, ...file.covenants] };
    expect(covenantsPart.check!(CovenantsFile.parse(twice), null as never).map((one) => one.code)).toEqual(['covenants.key_twice']);
    expect(await t.findings()).toEqual([]);
  });
});
