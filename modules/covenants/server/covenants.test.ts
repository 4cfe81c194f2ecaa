import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newNonce, routes as ballotRoutes } from '@hezhi/ballots/contract';
import { addEntries, createRoll, freezeRoll, publishRoll, room as ballots } from '@hezhi/ballots/server';
import { casesTest, type CasesTest } from '@hezhi/cases/testing';
import { newId, type Actor } from '@hezhi/contract';
import { routes as directory } from '@hezhi/directory/contract';
import { routes as matters } from '@hezhi/matters/contract';
import { routes as notices } from '@hezhi/notices/contract';
import { drain, makeCall, sql, Write } from '@hezhi/server';
import sharp from 'sharp';
import { CovenantsFile, covenantsPart, routes } from '../contract/index.ts';
import { adoptCovenants } from './adopt-part.ts';
import { room } from './room.ts';

const DAY = 86_400_000;
let t: CasesTest;
let picture: string;
beforeAll(async () => {
  t = await casesTest({ more: [ballots, room] });
  const line = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120"><rect width="300" height="120" fill="white"/><path d="M20 80 C 60 20, 120 110, 260 40" stroke="black" fill="none"/></svg>',
  );
  picture = `data:image/png;base64,${(await sharp(line).png().toBuffer()).toString('base64')}`;
});
afterAll(() => t.close());

const at = (id: string) => ({ district: t.town.district, id });
const articles = () => [
  { id: newId(), chapter: '邻里', kind: 'encouraged' as const, text: '见面问好，有事相帮' },
  { id: newId(), chapter: '环境', kind: 'forbidden' as const, text: '不在楼道堆放杂物' },
];
const buildings = [
  { key: '3', label: '3号楼', households: 36 },
  { key: 'g', label: '门房', households: 1 },
];
const meeting = { name: '居民代表会议', entitled: 60, present: 40, for: 35, against: 3, abstain: 2, note: '' };
const adoption = { number: '渭滨家园公约〔2026〕1号', adopted_on: '2026-11-24', effective_on: '2026-12-01', filed: '渭滨街道办', meeting };

async function began(more: object = {}) {
  const id = newId();
  const text = articles();
  const body = {
    id,
    area: t.town.communities[0],
    scope: 'compound',
    scope_name: '渭滨家园',
    title: '渭滨家园文明公约',
    sign_by: 'person',
    buildings,
    articles: text,
    ...more,
  };
  await t.as(t.who.community).call(routes.add, { body: body as never });
  return { id, text };
}
async function consulted(more: object = {}) {
  const one = await began(more);
  await t.as(t.who.community).call(routes.consult, { params: { id: one.id }, body: { revision: 1, days: 3 } });
  return one;
}
async function adopted(more: object = {}) {
  const one = await consulted(more);
  t.clock.advance(4 * DAY);
  await t.as(t.who.community).call(routes.adopt, { params: { id: one.id }, body: { revision: 2, ...adoption } });
  return one;
}
const read = (id: string, by: Actor | null = null) => (by ? t.as(by) : t.withToken(null)).ask(routes.page, { params: at(id) });
const sign = (by: Actor, id: string, more: object = {}) =>
  t.as(by).ask(routes.sign, { params: at(id), body: { id: newId(), version: 1, image: picture, building: '3', ...more } });

describe('drafting together', () => {
  test('is seen by the public once it is open for suggestions, which are answered with a reason', async () => {
    const { community, community2, resident, neighbour } = t.who;
    const { id, text } = await began();
    expect((await read(id)).problem().code).toBe('covenants.not_found');
    expect((await t.as(community2).ask(routes.detail, { params: { id } })).problem().code).toBe('covenants.not_found');
    const said = { id: newId(), article: text[1]!.id, text: '楼道里的电动车也要写上，联系13800138000' };
    const suggest = (by: Actor | null, body = said) => (by ? t.as(by) : t.withToken(null)).ask(routes.suggest, { params: at(id), body });
    expect((await suggest(resident)).problem().code).toBe('covenants.not_found');
    await t.as(community).call(routes.consult, { params: { id }, body: { revision: 1, days: 3 } });
    expect((await suggest(null)).status).toBe(401);
    expect((await suggest(resident, { ...said, article: newId() })).problem().code).toBe('covenants.article_unknown');
    expect((await suggest(resident)).body).toMatchObject({ state: 'open', own: true });
    // Others read it once it is answered.
    expect((await read(id, neighbour)).body).toMatchObject({ may_suggest: true, suggestions: [], articles: [], draft: text });
    expect((await read(id, resident)).body.suggestions).toHaveLength(1);
    expect((await read(id)).body.may_suggest).toBe(false);
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
    const [shown] = (await read(id)).body.suggestions;
    expect(shown).toMatchObject({ state: 'adopted', reason: '写进第二条', own: false });
    expect(shown!.text).not.toContain('13800138000');
    expect((await suggest(resident, { ...said, id: newId() })).problem().code).toBe('covenants.not_consulting');
  });

  test('keeps every edition and compares them word by word; two who save at once: one does', async () => {
    const { community, colleague } = t.who;
    const { id, text } = await consulted();
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
    const open = (from: number, to: number) => t.withToken(null).ask(routes.publicCompare, { params: at(id), query: { from, to } });
    expect((await open(0, 2)).status).toBe(200);
    expect((await open(1, 2)).problem().code).toBe('covenants.no_edition');
    await expect(t.house.db.run(sql`UPDATE covenants.edition SET note = ''`)).rejects.toThrow(/permission/);
  });

  test('a meeting adopts by the law of meetings, with number and day of effect', async () => {
    const { community } = t.who;
    const { id } = await consulted();
    t.clock.advance(4 * DAY);
    const adopt = (more: object) => t.as(community).ask(routes.adopt, { params: { id }, body: { revision: 2, ...adoption, ...more } as never });
    expect((await adopt({ meeting: { ...meeting, present: 30 } })).problem().code).toBe('covenants.votes_wrong');
    expect((await adopt({ meeting: { ...meeting, present: 30, for: 25 } })).problem().code).toBe('covenants.quorum');
    expect((await adopt({ meeting: { ...meeting, for: 20 } })).problem().code).toBe('covenants.majority');
    expect((await adopt({ effective_on: '2026-11-01' })).problem().code).toBe('covenants.effective_early');
    expect((await adopt({ adopted_on: '2027-11-24', effective_on: '2027-12-01' })).problem().code).toBe('covenants.effective_early');
    expect((await adopt({})).body).toMatchObject({ phase: 'idle', version: 1 });
    expect((await adopt({})).problem().code).toBe('covenants.changed');
    const { versions, articles: inForce } = (await read(id)).body;
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
    const first = await consulted();
    expect((await vote(first.id)).problem().code).toBe('covenants.consulting');
    t.clock.advance(4 * DAY);
    expect((await vote(first.id, { opens_at: new Date(t.clock.now() + DAY).toISOString() })).problem().code).toBe('ballots.notice_too_short');
    expect((await vote(first.id)).body).toMatchObject({ phase: 'voting' });
    const { ballot } = (await read(first.id)).body;
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
        await t.as(by).call(ballotRoutes.cast, { params: at(id), body: { id: newId(), entry, vote: { adopt: 'yes' }, nonce: newNonce() } });
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
    const second = (await read(first.id)).body.ballot!;
    await held(second, [resident, neighbour]);
    expect((await read(first.id)).body).toMatchObject({
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
    expect((await read(found[0]!.id)).problem().code).toBe('covenants.not_found');
    const twice = { covenants: [...file.covenants, ...file.covenants] };
    expect(covenantsPart.check!(CovenantsFile.parse(twice), null as never).map((one) => one.code)).toEqual(['covenants.key_twice']);
  });
});

describe('signatures', () => {
  test('are one a person at once, sealed, shown to the signer and, on record, to the keeper; withdrawn ones leave nothing', async () => {
    const { resident, neighbour, community, community2, street } = t.who;
    const { id } = await adopted();
    expect((await t.withToken(null).ask(routes.sign, { params: at(id), body: { id: newId(), version: 1, image: picture } })).status).toBe(401);
    const all = await Promise.all(Array.from({ length: 4 }, () => sign(resident, id)));
    expect(all.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409]);
    const mine = (await read(id, resident)).body;
    expect(mine).toMatchObject({ signed: 1, mine: { version: 1, image: expect.stringMatching(/^data:image\/png/) } });
    expect((await read(id, neighbour)).body.mine).toBeNull();
    const stored = JSON.stringify(await t.db.all(sql`SELECT * FROM covenants.signature`));
    expect(stored).not.toContain('iVBOR');
    const signature = mine.mine!.id;
    const look = (by: Actor) => t.as(by).ask(routes.signatureImage, { params: { id: signature }, body: { purpose: '核对签名' } });
    expect((await look(neighbour)).status).toBe(403);
    expect((await look(t.who.grid)).status).toBe(403);
    expect((await look(community2)).problem().code).toBe('covenants.signature_gone');
    expect((await look(community)).body.image).toMatch(/^data:image\/png/);
    expect((await t.as(resident).call(directory.myReadings, {})).items[0]).toMatchObject({ purpose: '核对签名' });
    expect((await t.as(community).call(routes.signatures, { params: { id } })).items).toMatchObject([
      { id: signature, name: '测试resident', building: '3号楼' },
    ]);
    expect((await t.as(community2).ask(routes.signatures, { params: { id } })).problem().code).toBe('covenants.not_found');
    expect((await t.as(street).call(routes.detail, { params: { id } })).by_building).toEqual([
      { key: '3', label: '3号楼', households: 36, signed: 1 },
      { key: null, label: null, households: 1, signed: 0 },
    ]);
    expect((await t.as(neighbour).ask(routes.unsign, { params: at(signature) })).problem().code).toBe('covenants.signature_gone');
    await t.as(resident).call(routes.unsign, { params: at(signature) });
    expect(await t.db.find(sql`SELECT image_sealed, home_sealed, home_lookup FROM covenants.signature WHERE id = ${signature}`)).toEqual({
      image_sealed: null,
      home_sealed: null,
      home_lookup: null,
    });
    expect((await look(community)).problem().code).toBe('covenants.signature_gone');
    expect((await sign(resident, id)).status).toBe(201);
  });

  test('of a household are one a home, however its door is written', async () => {
    const { resident, neighbour, community } = t.who;
    const { id } = await adopted({ sign_by: 'household' });
    expect((await sign(resident, id)).problem().code).toBe('covenants.home_needed');
    expect((await sign(resident, id, { building: null, room: '1-201' })).problem().code).toBe('covenants.home_needed');
    expect((await sign(resident, id, { building: '9', room: '1-201' })).problem().code).toBe('covenants.building_unknown');
    const both = await Promise.all([sign(resident, id, { room: '1-201' }), sign(neighbour, id, { room: ' １－２０１ ' })]);
    expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect(both.find((one) => one.status === 409)!.problem().code).toBe('covenants.home_signed');
    const [one] = (await t.as(community).call(routes.signatures, { params: { id } })).items;
    expect((await t.as(community).call(routes.signatureImage, { params: { id: one!.id }, body: { purpose: '核对' } })).home).toBe('3 1-201');
  });

  test('what is no picture, an empty one, or of another version is refused', async () => {
    const { resident } = t.who;
    const { id } = await adopted();
    const empty = `data:image/png;base64,${(
      await sharp({ create: { width: 20, height: 20, channels: 3, background: 'white' } })
        .png()
        .toBuffer()
    ).toString('base64')}`;
    expect((await sign(resident, id, { image: empty })).problem().code).toBe('covenants.image_wrong');
    expect((await sign(resident, id, { image: 'data:image/png;base64,AAAA' })).problem().code).toBe('covenants.image_wrong');
    expect((await sign(resident, id, { version: 2 })).problem().code).toBe('covenants.new_version');
    const draft = await consulted();
    expect((await sign(resident, draft.id)).problem().code).toBe('covenants.not_adopted');
  });
});

describe('reminders', () => {
  test('hold an article and a place, no person; are counted; become a case once', async () => {
    const { grid, grid2, community, community2, neighbour } = t.who;
    const { id, text } = await adopted();
    const body = { id: newId(), article: text[1]!.id, area: t.town.grids[0], place: '3号楼1单元201室门口', said: '请王某把纸箱收回家，电话13800138000' };
    const remind = (by: Actor, more: object = {}) => t.as(by).ask(routes.remind, { params: { id }, body: { ...body, ...more } });
    expect((await remind(neighbour)).status).toBe(403);
    expect((await remind(community2)).problem().code).toBe('covenants.not_found');
    expect((await remind(grid2)).problem().code).toBe('covenants.out_of_area');
    expect((await remind(grid, { article: newId() })).problem().code).toBe('covenants.article_unknown');
    expect((await remind(grid)).body).toMatchObject({ number: 2, text: '不在楼道堆放杂物', case_id: null });
    expect(JSON.stringify(await t.db.all(sql`SELECT * FROM covenants.reminder`))).not.toMatch(/13800138000|201室/);
    const columns = await t.db.all<{ name: string }>(
      sql`SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'covenants' AND table_name = 'reminder'`,
    );
    // A new column must be looked at: none may tell who was reminded.
    expect(columns.map((one) => one.name).toSorted()).toEqual([
      'area',
      'article',
      'at',
      'by_person',
      'case_id',
      'covenant',
      'district',
      'id',
      'place',
      'said',
      'version',
    ]);
    await remind(grid, { id: newId() });
    expect((await t.as(community).call(routes.counts, { params: { id } })).items).toMatchObject([{ number: 2, area: t.town.grids[0], n: 2, cases: 0 }]);
    expect((await t.as(grid2).call(routes.reminders, { params: { id } })).items).toEqual([]);
    expect((await read(id)).body.reminders).toEqual([{ article: text[1]!.id, n: 2 }]);
    const turn = () => t.as(grid).ask(routes.toCase, { params: { id: body.id }, body: { category: 'B03' } });
    const both = await Promise.all([turn(), turn()]);
    expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    const made = both.find((one) => one.status === 201)!.body;
    expect((await t.as(community).call(matters.get, { params: { id: made.id } })).matter.number).toBe(made.number);
    expect((await t.as(community).call(routes.counts, { params: { id } })).items[0]).toMatchObject({ n: 2, cases: 1 });
    expect(await t.findings()).toEqual([]);
  });
});
