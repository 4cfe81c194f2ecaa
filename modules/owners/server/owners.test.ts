import { newId } from '@hezhi/contract';
import { sql, verifyAll } from '@hezhi/server';
import { describe, expect, it } from 'vitest';
import { DAY, matters, ownersTest, routes } from '../testing/house.ts';

const equal = (count: number) => Array.from({ length: count }, () => ({ area: '100' }));

describe('a vote of owners, its whole course', () => {
  it('is proposed, checked, its roll published, announced, voted on, counted, posted, carried out; challenged within a year', async () => {
    await using t = await ownersTest();
    const clerk = t.as(t.who.clerk);
    const { district } = t.town;
    const { id: group } = await t.compound(equal(5));
    const made = await t.propose(t.who.clerk, group);
    expect(made.body.state).toBe('checking');
    const { id } = made.body;
    expect((await t.withToken(null).ask(routes.pageVote, { params: { district, id } })).problem().status).toBe(404);
    expect((await clerk.ask(routes.publishRoll, { params: { id }, body: { id: newId() } })).problem().code).toBe('owners.state');
    const ballot = newId();
    expect((await t.step(t.who.clerk, id, 'accept')).body.state).toBe('preparing');
    const roll = newId();
    await clerk.call(routes.publishRoll, { params: { id }, body: { id: roll } }, { key: 'roll' });
    await clerk.call(routes.publishRoll, { params: { id }, body: { id: roll } }, { key: 'roll' });
    const times = (from: number) => ({
      opensAt: new Date(t.clock.now() + from).toISOString(),
      closesAt: new Date(t.clock.now() + from + 7 * DAY).toISOString(),
    });
    const announce = (body: object) => clerk.ask(routes.announce, { params: { id }, body: { id: ballot, secrecy: 'open', ...body } as never });
    expect((await announce(times(15 * DAY))).problem().code).toBe('ballots.too_early_to_freeze');
    await t.pass(7 * DAY);
    expect((await announce(times(15 * DAY - 1000))).problem()).toMatchObject({ code: 'ballots.notice_too_short' });
    expect(await t.state(id)).toBe('roll_public');
    expect((await announce(times(15 * DAY))).status).toBe(201);
    const view = await t.withToken(null).call(routes.pageVote, { params: { district, id } });
    expect(view).toMatchObject({
      state: 'noticing',
      binding: true,
      ballot: { id: ballot, state: 'announced' },
      rule: { law: { 'zh-Hans': '中华人民共和国民法典' }, noticeDays: 15 },
      result: '',
    });
    await t.pass(15 * DAY);
    expect(await t.state(id)).toBe('voting');
    await t.cast(ballot, { 0: 'yes', 1: 'yes', 2: 'yes', 3: 'no' });
    await t.pass(7 * DAY);
    expect(await t.state(id)).toBe('posting');
    expect((await t.withToken(null).call(routes.pageVote, { params: { district, id } })).result).toBe('');
    const posting = newId();
    expect((await clerk.call(routes.postResult, { params: { id }, body: { id: posting } })).state).toBe('carrying_out');
    expect((await clerk.ask(routes.postResult, { params: { id }, body: { id: posting } })).problem().code).toBe('owners.state');
    expect(await t.withToken(null).call(routes.pageVote, { params: { district, id } })).toMatchObject({
      outcome: 'passed',
      result: '是否解聘现物业企业：通过',
    });
    expect((await t.step(t.who.clerk, id, 'finish', { note: '新物业已进驻' })).body.state).toBe('done');

    const known = new Date(t.clock.now()).toISOString().slice(0, 10);
    const body = { id: newId(), name: '王大明', text: '会议公告没有送达', knownOn: known, court: '' };
    await t.pass(400 * DAY);
    expect((await clerk.ask(routes.challenge, { params: { id }, body })).problem().code).toBe('owners.challenge_late');
    const recent = new Date(t.clock.now() - 300 * DAY).toISOString().slice(0, 10);
    expect(await clerk.call(routes.challenge, { params: { id }, body: { ...body, knownOn: recent } })).toMatchObject({ state: 'pending' });
    expect((await t.withToken(null).call(routes.pageVote, { params: { district, id } })).challenges).toMatchObject([{ text: '', state: 'pending' }]);
    await clerk.call(routes.endChallenge, { params: { id, challenge: body.id }, body: { state: 'upheld', note: '（2027）陕0402民初1号' } });
    expect(await t.state(id)).toBe('revoked');
    expect((await verifyAll(t.house)).all).toEqual([]);
  });

  it('fails where area and heads disagree, and says opinion poll without own rules on record', async () => {
    await using t = await ownersTest();
    // One large owner and four small ones: three small heads for, most of the area against; and the other way round.
    const { id: group } = await t.compound([{ area: '400' }, { area: '50' }, { area: '50' }, { area: '50' }, { area: '50' }]);
    const first = (await t.propose(t.who.clerk, group)).body.id;
    const one = await t.announced(first);
    await t.voted(one, { 0: 'no', 1: 'yes', 2: 'yes', 3: 'yes', 4: 'yes' });
    expect((await t.as(t.who.clerk).call(routes.facts, { params: { id: first } })).outcome).toBe('failed');
    expect((await t.as(t.who.clerk).call(routes.postResult, { params: { id: first }, body: { id: newId() } })).state).toBe('not_passed');
    const second = (await t.propose(t.who.clerk, group, { title: '再次表决' })).body.id;
    const two = await t.announced(second);
    await t.voted(two, { 0: 'yes', 1: 'no', 2: 'no', 3: 'no', 4: 'abstain' });
    expect((await t.as(t.who.clerk).call(routes.facts, { params: { id: second } })).outcome).toBe('failed');

    const { id: plain } = await t.compound(equal(3), { name: '无规约小区', basis: '' });
    const poll = (await t.propose(t.who.clerk, plain)).body.id;
    const three = await t.announced(poll);
    expect((await t.withToken(null).call(routes.pageVote, { params: { district: t.town.district, id: poll } })).binding).toBe(false);
    await t.voted(three, { 0: 'yes', 1: 'yes', 2: 'yes' });
    expect(await t.as(t.who.clerk).call(routes.facts, { params: { id: poll } })).toMatchObject({
      outcome: 'poll',
      result: expect.stringContaining('意见征询'),
    });
    expect((await t.as(t.who.clerk).call(routes.postResult, { params: { id: poll }, body: { id: newId() } })).state).toBe('told');
  });

  it('counts several units of one owner, and all that is not handed over, as one head', async () => {
    await using t = await ownersTest();
    const { id: group } = await t.compound([
      { area: '100' },
      { area: '80', owner: 0 },
      { area: '12.5', owner: 0 },
      { area: '90' },
      { area: '100', delivered: false },
      { area: '60', kind: 'developer' },
    ]);
    expect((await t.as(t.who.clerk).call(routes.group, { params: { id: group } })).counts).toEqual({ units: 6, heads: 3, area: 4_425_000 });
    const { id } = (await t.propose(t.who.clerk, group)).body;
    const ballot = await t.announced(id);
    const frozen = await t.db.find<{ voters: number; totals: unknown }>(
      sql`SELECT r.voters, r.totals FROM ballots.roll r JOIN ballots.ballot b ON b.district = r.district AND b.roll = r.id WHERE b.id = ${ballot}`,
    );
    expect(frozen).toEqual({ voters: 3, totals: { heads: 3, area: 4_425_000 } });
    // Units of one holder are one ballot, whoever's line it comes through; two channels at once leave one.
    await t.pass(15 * DAY);
    await Promise.all([t.cast(ballot, { 0: 'yes' }), t.cast(ballot, { 0: 'no' }), t.cast(ballot, { 3: 'yes' })]);
    await t.pass(7 * DAY);
    const { outcome } = (await t.db.find<{ outcome: { conditions: { have: { num: string } }[] } }>(
      sql`SELECT outcome FROM ballots.ballot WHERE id = ${ballot}`,
    ))!;
    expect(JSON.stringify(outcome)).toContain('282.50 ㎡');
    // The copy of the register holds no whole names.
    const dump = await t.db.all<{ line: string }>(
      sql`SELECT row(e.*)::text AS line FROM ballots.entry e UNION ALL SELECT row(o.*)::text FROM owners.owner o UNION ALL SELECT row(h.*)::text FROM owners.history h`,
    );
    expect(dump.some(({ line }) => line.includes('业主1') || line.includes('13800001000'))).toBe(false);
  });
});

describe('who may call for a vote', () => {
  it('takes exactly one fifth of the owners, of two who come at once one is the last', async () => {
    await using t = await ownersTest();
    const { district } = t.town;
    const { id: group, owners } = await t.compound(equal(11));
    const made = await t.propose(t.residents[0]!, group, { as: 'owners' });
    expect(made.body.state).toBe('proposed');
    const { id } = made.body;
    const support = (n: number) => t.as(t.residents[n]!).ask(routes.supportAsOwner, { params: { district, id } });
    expect((await support(0)).problem().code).toBe('owners.supported_already');
    expect((await support(11)).problem().status).toBe(404);
    // 11 heads: two are below one fifth, three are above.
    expect((await support(1)).body).toEqual({ have: 2, need: 3, state: 'proposed' });
    const both = await Promise.all([support(2), support(3)]);
    expect(both.map((reply) => reply.status).sort((a, b) => a - b)).toEqual([200, 409]);
    expect(await t.state(id)).toBe('checking');

    const { id: ten } = await t.compound(equal(10), { name: '十户小区' });
    const paper = (await t.propose(t.who.clerk, ten, { as: 'owners' })).body.id;
    const lines = await t.as(t.who.clerk).call(routes.people, { params: { id: ten }, query: { limit: 3 } });
    const signed = lines.items.map((one) => one.id);
    expect(lines.items[0]).toMatchObject({ holder: '业**', phone: expect.stringMatching(/^138\*{4}/) });
    expect((await t.as(t.who.clerk).ask(routes.support, { params: { id: paper }, body: { owners: [owners[0]!] } })).problem().code).toBe(
      'owners.owner_not_found',
    );
    expect(await t.as(t.who.clerk).call(routes.support, { params: { id: paper }, body: { owners: signed.slice(0, 1) } })).toEqual({
      have: 1,
      need: 2,
      state: 'proposed',
    });
    expect(await t.as(t.who.clerk).call(routes.support, { params: { id: paper }, body: { owners: signed.slice(0, 2) } })).toEqual({
      have: 2,
      need: 2,
      state: 'checking',
    });
  });

  it('lets the community propose only where there is no committee, owners only their own compound; nothing is seen before it is checked', async () => {
    await using t = await ownersTest();
    const { district } = t.town;
    const { id: group, owners } = await t.compound(equal(4));
    expect((await t.propose(t.who.other, group)).problem().code).toBe('owners.outside');
    expect((await t.propose(t.who.grid, group)).problem().status).toBe(403);
    expect((await t.propose(t.residents[9]!, group, { as: 'owners' })).problem().code).toBe('owners.not_owner');
    expect((await t.propose(t.residents[0]!, group, { as: 'committee' })).problem().code).toBe('owners.not_committee');
    expect((await t.propose(t.who.clerk, group, { as: 'committee' })).problem().code).toBe('owners.no_committee');
    expect((await t.propose(t.who.clerk, group, { election: { seats: 3 } })).problem().code).toBe('owners.election_only');
    expect((await t.propose(t.who.clerk, group, { questions: [] })).problem().code).toBe('owners.question_needed');
    await t.as(t.who.clerk).call(routes.addMember, {
      params: { id: group },
      body: { id: newId(), kind: 'committee', name: '业主1', role: 'chair', owner: owners[0]!, from: '2025-01-01' },
    });
    expect((await t.propose(t.who.clerk, group)).problem().code).toBe('owners.has_committee');
    const made = await t.propose(t.residents[0]!, group, { as: 'committee' });
    expect(made.body.state).toBe('checking');
    const votes = async (client: ReturnType<typeof t.as>) => (await client.call(routes.pageVotes, { params: { district, id: group } })).items.length;
    expect([await votes(t.withToken(null)), await votes(t.as(t.residents[1]!)), await votes(t.as(t.residents[9]!)), await votes(t.as(t.who.clerk))]).toEqual([
      0, 1, 0, 1,
    ]);
    expect((await t.step(t.residents[0]!, made.body.id, 'withdraw', { note: '另行商议' })).body.state).toBe('withdrawn');
  });
});

describe('electing the committee', () => {
  it('needs more candidates than seats, seats who is elected with a term, and lets a reserve take an empty seat', async () => {
    await using t = await ownersTest();
    const clerk = t.as(t.who.clerk);
    const { id: group, owners } = await t.compound(equal(8));
    const { id } = (
      await t.propose(t.who.clerk, group, { subject: 'owners.committee', title: '选举首届业主委员会', questions: [], election: { seats: 3, reserves: 1 } })
    ).body;
    const add = (n: number) =>
      clerk.ask(routes.addCandidate, { params: { id }, body: { id: newId(), owner: owners[n]!, name: `业主${n + 1}`, intro: '热心' } });
    for (const n of [0, 1, 2]) expect((await add(n)).status).toBe(201);
    expect((await add(0)).problem().code).toBe('owners.candidate_already');
    await expect(t.announced(id)).rejects.toThrow('too_few_candidates');
    expect(await t.state(id)).toBe('roll_public');
    await add(3);
    const ballot = newId();
    const opensAt = t.clock.now() + 15 * DAY;
    await clerk.call(routes.announce, {
      params: { id },
      body: { id: ballot, opensAt: new Date(opensAt).toISOString(), closesAt: new Date(opensAt + DAY).toISOString(), secrecy: 'open' },
    });
    expect((await add(4)).problem().code).toBe('owners.state');
    await t.pass(15 * DAY);
    // c1 8, c2 6, then c3 and c4 equal with 5: two are elected, the third seat needs a second round.
    await t.cast(
      ballot,
      { 0: 'c1+c2+c3', 1: 'c1+c2+c3', 2: 'c1+c2+c3', 3: 'c1+c2+c4', 4: 'c1+c2+c4', 5: 'c1+c2+c4', 6: 'c1+c3+c4', 7: 'c1+c3+c4' },
      'committee',
    );
    await t.pass(DAY);
    expect(await clerk.call(routes.facts, { params: { id } })).toMatchObject({
      state: 'posting',
      outcome: 'second_round',
      second: true,
      result: '须另行投票；当选：业主1、业主2',
    });
    expect((await clerk.call(routes.members, { params: { id: group } })).items).toEqual([]);
    const next = newId();
    const round = t.clock.now() + 15 * DAY;
    await clerk.call(routes.again, {
      params: { id },
      body: { id: next, opensAt: new Date(round).toISOString(), closesAt: new Date(round + DAY).toISOString() },
    });
    expect(await t.state(id)).toBe('noticing');
    await t.pass(15 * DAY);
    await t.cast(next, { 0: 'c3', 1: 'c3', 2: 'c3', 3: 'c4', 4: 'c3', 5: 'c4', 6: 'c3', 7: 'c3' }, 'committee');
    await t.pass(DAY);
    expect(await clerk.call(routes.facts, { params: { id } })).toMatchObject({
      state: 'posting',
      outcome: 'elected',
      result: '选出；当选：业主1、业主2、业主3',
    });
    const { items } = await clerk.call(routes.members, { params: { id: group } });
    expect(items.map(({ name, role, elected, from, to }) => [name, role, elected, from, to])).toEqual(
      ['业主1', '业主2', '业主3'].map((name) => [name, 'member', true, '2027-01-01', '2032-01-01']),
    );
    expect((await clerk.call(routes.postResult, { params: { id }, body: { id: newId() } })).state).toBe('done');
    const end = (member: string) => clerk.ask(routes.endMember, { params: { id: group, member }, body: { reason: '不再是业主', replace: true, id: newId() } });
    expect((await end(items[0]!.id)).problem().code).toBe('owners.no_reserve');
    await clerk.call(routes.addMember, {
      params: { id: group },
      body: { id: newId(), kind: 'committee', name: '业主5', role: 'reserve', owner: owners[4]!, from: '2027-01-01', to: '2032-01-01' },
    });
    // Two seats fall free at once: one reserve takes one of them.
    const both = await Promise.all([end(items[0]!.id), end(items[1]!.id)]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    const now = (await clerk.call(routes.members, { params: { id: group } })).items;
    expect(now.map(({ name, role }) => `${role} ${name}`)).toContain('member 业主5');
    expect(now).toHaveLength(3);
    expect((await verifyAll(t.house)).all).toEqual([]);
  });
});

describe('rules and matters', () => {
  it('refuses silence without own rules, and shows the matter to its office', async () => {
    await using t = await ownersTest();
    const bad = {
      id: newId(),
      name: '某小区',
      area: t.town.communities[0],
      address: '',
      developer: '',
      manager: '',
      basis: '',
      rules: { silence: 'follows' as const },
    };
    expect((await t.as(t.who.clerk).ask(routes.addGroup, { body: bad })).problem().code).toBe('owners.basis_needed');
    expect((await t.as(t.who.clerk).ask(routes.addGroup, { body: { ...bad, area: t.town.street, rules: {} } })).problem().code).toBe('owners.area_unknown');
    const { id: group } = await t.compound(equal(2));
    const { id } = (await t.propose(t.who.clerk, group)).body;
    const page = await t.as(t.who.clerk).call(matters.get, { params: { id } });
    expect(page.steps.map(({ key }) => key)).toEqual(expect.arrayContaining(['accept', 'refuse', 'withdraw']));
    expect((await t.step(t.who.clerk, id, 'refuse', { note: '不属于业主共同决定事项' })).body.state).toBe('refused');
    expect((await t.withToken(null).ask(routes.pageVote, { params: { district: t.town.district, id } })).problem().status).toBe(404);
  });
});
