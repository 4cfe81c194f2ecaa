import { newId } from '@hezhi/contract';
import { drain, fireDue, sql, statements, verify } from '@hezhi/server';
import { expect, test } from 'vitest';
import { routes } from '../contract/index.ts';
import { actorForPost, findPeopleNames, loadRoles, reference, resolveOwner, room, staffOf, unknownPermissions } from './index.ts';
import { community, district, grid, password, street, town } from './town.fixture.ts';

test('protected fields are masked in every reply; a reading with a purpose is logged and listed to the person', async () => {
  await using t = await town();
  const clerk = await t.logIn('clerk');
  const person = await clerk.call(routes.getPerson, { params: { id: t.people['grid']! } });
  expect(person).toMatchObject({ phone: '138****1200', identity_number: '110***********002X' });
  const list = await clerk.ask(routes.listPeople);
  expect(list.text).not.toContain('13800001200');
  expect(list.text).not.toContain('11010519491231002X');
  const params = { id: t.people['grid']! };
  expect((await clerk.ask(routes.revealPerson, { params, body: { purpose: '?', fields: ['phone'] } })).status).toBe(422);
  const grid_ = await t.logIn('grid');
  expect((await grid_.ask(routes.revealPerson, { params, body: { purpose: '电话回访住户', fields: ['phone'] } })).status).toBe(403);
  expect(await clerk.call(routes.revealPerson, { params, body: { purpose: '电话回访住户', fields: ['phone'] } })).toEqual({ phone: '13800001200' });
  const readings = await grid_.call(routes.myReadings);
  expect(readings.items).toMatchObject([{ reader_name: '王clerk', reader_post: '渭滨社区居委会 社区工作者', fields: ['phone'], purpose: '电话回访住户' }]);
  expect((await clerk.call(routes.myReadings)).items).toEqual([]);
  const found = await clerk.call(routes.listPeople, { query: { q: '138 0000 1200' } });
  expect(found.items.map((one) => one.id)).toEqual([t.people['grid']]);
  const rows = await t.db.all<{ line: string }>(sql`SELECT row(p.*)::text AS line FROM directory.person p`);
  expect(rows.some((row) => row.line.includes('13800001200'))).toBe(false);
});

test('nobody sees or changes what lies outside the territory of the post, nor another district', async () => {
  await using t = await town();
  const [far, streetAdmin, admin] = [await t.logIn('far'), await t.logIn('streetadmin'), await t.logIn('admin')];
  expect((await far.ask(routes.getPerson, { params: { id: t.people['grid']! } })).problem().code).toBe('directory.person_not_found');
  expect((await far.ask(routes.getOrganisation, { params: { id: t.orgs.street } })).status).toBe(404);
  expect((await far.call(routes.listAccounts)).items.map((one) => one.name)).toEqual(['far']);
  expect((await far.call(routes.listPosts)).items).toHaveLength(1);
  expect((await streetAdmin.call(routes.listAccounts)).items.map((one) => one.name)).toEqual(['clerk', 'dispatcher', 'grid', 'streetadmin']);
  expect((await streetAdmin.ask(routes.getPerson, { params: { id: t.people['handler']! } })).status).toBe(404);
  const body = { kind: 'property_firm', name: '安居物业', area: '610402011001' };
  expect((await streetAdmin.ask(routes.createOrganisation, { body })).problem().code).toBe('directory.outside_territory');
  expect((await admin.ask(routes.createOrganisation, { body: { ...body, area: '310105' } })).problem().code).toBe('directory.outside_territory');
  expect((await admin.ask(routes.createOrganisation, { body })).status).toBe(201);
});

test('accounts: created with a one-time code, recovered, locked, unlocked; lists page and sort', async () => {
  await using t = await town();
  const admin = await t.logIn('admin');
  const person = await admin.call(routes.createPerson, { body: { name: '仇小波', phone: '0910-3301234' } });
  expect((await admin.call(routes.listPeople, { query: { q: 'qxb' } })).items.map((one) => one.name)).toEqual(['仇小波']);
  const key = { key: newId() };
  const made = await admin.call(routes.createAccount, { body: { name: 'qiu', person: person.id } }, key);
  const repeated = await admin.ask(routes.createAccount, { body: { name: 'qiu', person: person.id } }, key);
  expect(repeated.headers['idempotency-replayed']).toBe('true');
  expect(repeated.body).toEqual({ ...made, recovery: null });
  expect((await admin.ask(routes.createAccount, { body: { name: 'QIU', person: t.people['grid']! } })).problem().code).toBe('directory.account_taken');
  const nobody = t.withToken(null);
  const recovery = made.recovery!;
  expect((await nobody.ask(routes.recover, { body: { account: 'qiu', recovery: 'aaaa-bbbb-cccc', password: 'tall ships sail' } })).problem().code).toBe(
    'directory.recovery_invalid',
  );
  expect((await nobody.ask(routes.recover, { body: { account: 'qiu', recovery, password: 'tall ships sail' } })).status).toBe(204);
  expect((await nobody.ask(routes.recover, { body: { account: 'qiu', recovery, password: 'tall ships sail' } })).status).toBe(422);
  const qiu = await t.logIn('qiu', 'tall ships sail');
  const params = { id: made.id };
  expect((await admin.call(routes.lockAccount, { params, body: { reason: '离职' } })).status).toBe('locked');
  expect((await qiu.ask(routes.whoAmI)).status).toBe(401);
  expect((await nobody.ask(routes.logIn, { body: { account: 'qiu', password: 'tall ships sail' } })).problem().code).toBe('directory.wrong_credentials');
  expect((await admin.call(routes.unlockAccount, { params })).status).toBe('active');
  const reset = await admin.call(routes.resetAccount, { params, body: { reason: '忘记密码' } });
  expect((await nobody.ask(routes.logIn, { body: { account: 'qiu', password: 'tall ships sail' } })).status).toBe(401);
  expect((await nobody.ask(routes.recover, { body: { account: 'qiu', recovery: reset.recovery, password: 'nine tall ships' } })).status).toBe(204);

  const names: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await admin.call(routes.listAccounts, { query: { limit: 3, sort: '-name', ...(cursor ? { cursor } : {}) } });
    names.push(...page.items.map((one) => one.name));
    if (!page.next) break;
    cursor = page.next;
  }
  expect(names).toEqual(['streetadmin', 'supervisor', 'security', 'qiu', 'handler', 'grid', 'dispatcher', 'clerk', 'auditor', 'admin'].toSorted().toReversed());
  expect((await admin.call(routes.listAccounts, { query: { sort: 'created', limit: 100 } })).items).toHaveLength(10);
  expect((await admin.ask(routes.listAccounts, { query: { cursor: 'nonsense' } })).status).toBe(422);
});

test('administration, security and audit are separate: reserved roles, own standing, audit log', async () => {
  await using t = await town();
  const [admin, security, auditor, clerk] = [await t.logIn('admin'), await t.logIn('security'), await t.logIn('auditor'), await t.logIn('clerk')];
  const post = { person: t.people['clerk']!, role: 'auditor', org: t.orgs.centre, area: district };
  expect((await admin.ask(routes.createPost, { body: post })).problem().code).toBe('directory.role_reserved');
  expect((await admin.ask(routes.createPost, { body: { ...post, role: 'district_supervisor', person: t.people['admin']! } })).problem().code).toBe(
    'directory.own_standing',
  );
  expect((await security.ask(routes.createPost, { body: { ...post, person: t.people['admin']! } })).problem().code).toBe('directory.role_conflict');
  expect((await security.ask(routes.createPost, { body: post })).status).toBe(201);
  const ofSecurity = (await admin.call(routes.listAccounts, { query: { q: 'security' } })).items[0]!;
  expect((await admin.ask(routes.resetAccount, { params: { id: ofSecurity.id }, body: { reason: '想要接管' } })).problem().code).toBe(
    'directory.role_reserved',
  );
  expect((await admin.ask(routes.listAudit)).status).toBe(403);
  expect((await auditor.ask(routes.listAccounts)).status).toBe(403);
  expect((await clerk.ask(routes.createPerson, { body: { name: '王五' } })).status).toBe(403);
  expect((await t.withToken(null).ask(routes.listAccounts)).status).toBe(401);
  const log = await auditor.call(routes.listAudit, { query: { action: 'post.create' } });
  expect(log.items).toMatchObject([{ actor_name: '王security', detail: { role: 'auditor' } }]);
  for (const change of [
    sql`UPDATE directory.audit SET action = 'x'`,
    sql`DELETE FROM directory.audit`,
    sql`TRUNCATE directory.audit`,
    sql`UPDATE directory.reading SET purpose = ''`,
  ])
    await expect(t.house.db.run(change)).rejects.toMatchObject({ code: '42501' });
});

test('the verifier finds a changed audit entry; concurrent entries keep one chain', async () => {
  await using t = await town();
  await Promise.all([...Object.keys(t.people), 'grid', 'clerk'].map((name) => t.logIn(name)));
  const findings = async (): Promise<string[]> => {
    const found: string[] = [];
    for await (const one of verify(t.house)) if ('what' in one) found.push(`${one.check}: ${one.what}`);
    return found;
  };
  expect(await findings()).toEqual([]);
  await t.db.run(sql`UPDATE directory.audit SET entry = replace(entry, 'password', 'sso') WHERE district = ${district} AND seq = 5`);
  expect((await findings()).join()).toContain('the hash does not follow');
});

test('posts: given, switched between, ended; what ends tells the other rooms', async () => {
  const heard: unknown[] = [];
  const ear = {
    name: 'ear',
    listeners: [{ name: 'ended', topic: 'directory.post_ended', handle: async (_: unknown, event: { data: unknown }) => void heard.push(event.data) }],
  };
  await using t = await town({ rooms: [room, ear] });
  const admin = await t.logIn('admin');
  const clerk = await t.logIn('clerk');
  const body = { person: t.people['clerk']!, role: 'street_dispatcher', org: t.orgs.street, area: street, to: '2026-11-23T10:20:00+08:00' };
  expect((await admin.ask(routes.createPost, { body: { ...body, role: 'nobody' } })).problem().code).toBe('directory.role_not_found');
  expect((await admin.ask(routes.createPost, { body: { ...body, area: grid } })).problem().code).toBe('directory.post_level');
  expect((await admin.ask(routes.createPost, { body: { ...body, to: '2026-11-23T09:00:00+08:00' } })).problem().code).toBe('directory.post_term');
  const post = await admin.call(routes.createPost, { body });
  expect((await admin.ask(routes.createPost, { body })).problem().code).toBe('directory.post_exists');
  const me = await clerk.call(routes.switchPost, { body: { post: post.id } });
  expect(me.current).toMatchObject({ role: 'street_dispatcher', area: street });
  expect(me.permissions).toContain('cases.supervise');
  expect((await clerk.ask(routes.switchPost, { body: { post: t.posts['grid']! } })).status).toBe(404);
  expect((await clerk.call(routes.switchPost, { body: { post: null } })).permissions).toEqual(['cases.report', 'cases.rate', 'deliberations.propose']);
  await clerk.call(routes.switchPost, { body: { post: post.id } });
  t.clock.set('2026-11-23T10:20:01+08:00');
  await fireDue(t.house);
  await drain(t.house);
  expect(heard).toMatchObject([{ post: post.id, reason: 'term' }]);
  expect((await clerk.call(routes.whoAmI)).current).toBeNull();
  const held = (await admin.call(routes.listPosts, { query: { person: t.people['grid']! } })).items[0]!;
  expect((await admin.ask(routes.endPost, { params: { id: held.id }, query: { version: 9 } })).status).toBe(409);
  expect((await admin.ask(routes.endPost, { params: { id: held.id }, query: { version: 1 } })).status).toBe(204);
  const account = (await admin.call(routes.listAccounts, { query: { q: 'dispatcher' } })).items[0]!;
  await admin.call(routes.lockAccount, { params: { id: account.id }, body: { reason: '调离岗位' } });
  await drain(t.house);
  expect(heard.slice(1)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ post: held.id, reason: 'ended' }),
      expect.objectContaining({ post: t.posts['dispatcher'], reason: 'locked' }),
    ]),
  );
});

test('organisations: searched by pinyin initials, no loops, no end while people work there', async () => {
  await using t = await town();
  const admin = await t.logIn('admin');
  expect((await admin.call(routes.listOrganisations, { query: { q: 'wbjdbsc' } })).items.map((one) => one.name)).toEqual(['渭滨街道办事处']);
  const params = { id: t.orgs.centre };
  expect((await admin.ask(routes.changeOrganisation, { params, body: { parent: t.orgs.community, version: 1 } })).problem().code).toBe('directory.org_loop');
  expect((await admin.ask(routes.endOrganisation, { params, query: { version: 1 } })).problem().code).toBe('directory.org_has_posts');
  const firm = await admin.call(routes.createOrganisation, { body: { kind: 'property_firm', name: '安居物业', area: community, parent: t.orgs.community } });
  expect(firm).toMatchObject({ kind_name: '物业服务企业', area_name: '渭滨社区', parent_name: '渭滨社区居委会' });
  expect((await admin.ask(routes.createOrganisation, { body: { kind: 'merchant', name: '安居物业', area: community } })).problem().code).toBe(
    'directory.org_name_taken',
  );
  expect((await admin.call(routes.changeOrganisation, { params: { id: firm.id }, body: { name: '安居乐业物业', version: 1 } })).version).toBe(2);
  expect((await admin.ask(routes.changeOrganisation, { params: { id: firm.id }, body: { name: '安居', version: 1 } })).problem().code).toBe('kernel.conflict');
  expect((await admin.ask(routes.endOrganisation, { params: { id: firm.id }, query: { version: 2 } })).status).toBe(204);
});

test('territory: ancestors, children, press names, a new grid at once in memory, an end with successors', async () => {
  await using t = await town();
  const admin = await t.logIn('admin');
  const nobody = t.withToken(null);
  expect(await nobody.call(routes.getTerritory, { params: { code: community } })).toMatchObject({
    children: 2,
    ancestors: [{ name: '陕西省' }, { name: '咸阳市' }, { name: '秦都区' }, { name: '渭滨街道' }],
  });
  expect((await nobody.call(routes.servedDistricts)).items.map((one) => one.full_name)).toEqual(['上海市长宁区', '陕西省咸阳市秦都区']);
  await admin.call(routes.setPressName, { body: { name: '荣华', codes: [community, '610402010002'] } });
  expect((await nobody.call(routes.listTerritory, { query: { q: '荣华' } })).items).toHaveLength(2);
  expect((await admin.ask(routes.setPressName, { body: { name: '荣华', codes: ['310105'] } })).problem().code).toBe('directory.outside_territory');
  const code = '610402010001003';
  expect((await admin.call(routes.addTerritory, { body: { code, name: '第三网格' } })).level).toBe('grid');
  expect((await admin.ask(routes.addTerritory, { body: { code, name: '第三网格' } })).problem().code).toBe('directory.territory_exists');
  expect((await admin.ask(routes.addTerritory, { body: { code: '610402999001', name: '无街道' } })).problem().code).toBe('directory.territory_parent');
  expect((await admin.ask(routes.changeTerritory, { params: { code: community }, body: { valid_to: '2026-11-23' } })).problem().code).toBe(
    'directory.territory_in_use',
  );
  await admin.call(routes.changeTerritory, { params: { code }, body: { valid_to: '2026-11-23', successors: [grid] } });
  expect((await nobody.call(routes.getTerritory, { params: { code } })).replaced_by).toMatchObject([{ code: grid, name: '第一网格' }]);
  expect((await nobody.ask(routes.getTerritory, { params: { code: '999999' } })).status).toBe(404);
  expect((await nobody.ask(routes.getTerritory, { params: { code: '12345' } })).status).toBe(422);
});

test('hot paths need no statement: a known session and a resolved owner come from memory', async () => {
  await using t = await town();
  const me = await t.logIn('grid');
  await me.call(routes.myArea);
  const before = statements.count;
  await me.call(routes.myArea);
  expect(statements.count - before).toBe(0);
  expect(await resolveOwner(t.house, district, { post: 'grid_worker', at: 'grid' }, grid)).toEqual({ org: t.orgs.community, post: t.posts['grid'] });
  const actor = await actorForPost(t.house, t.people['grid']!, t.posts['grid']!);
  expect(actor).toMatchObject({ district, name: '王grid', post: { area: grid, role: 'grid_worker' } });
  await expect(actorForPost(t.house, t.people['grid']!, t.posts['clerk']!)).rejects.toThrow('directory.post_not_found');
  expect(await findPeopleNames(t.house, district, [t.people['grid']!])).toEqual(new Map([[t.people['grid'], '王grid']]));
  expect((await staffOf(t.house, district)).posts.size).toBe(9);
  await t.logIn('grid', password);
});

test('roles: administration handles no cases, audit only reads the log, reserved roles share no right that changes standing', async () => {
  await using t = await town();
  const { roles } = await reference(t.house);
  const of = (key: string): readonly string[] => roles.get(key)!.permissions;
  expect(of('auditor')).toEqual(['directory.read_audit']);
  const work = [
    'cases.report',
    'cases.accept',
    'cases.dispatch',
    'cases.handle',
    'cases.verify',
    'cases.read_contact',
    'matters.read_area',
    'directory.read_audit',
    'directory.manage_roles',
  ];
  for (const right of work) expect(of('administrator')).not.toContain(right);
  for (const right of [...work.slice(0, -1), 'directory.manage_accounts', 'directory.manage_posts', 'directory.reveal'])
    expect(of('security_officer')).not.toContain(right);
  expect(unknownPermissions(t.house, [...roles.values()]).filter((key) => key.startsWith('directory.'))).toEqual([]);
  expect(
    await loadRoles(t.house, {
      roles: [{ key: 'auditor', words: { 'zh-Hans': '审计员', en: 'Auditor' }, reserved: true, permissions: ['directory.read_audit'] }],
    }),
  ).toBe(1);
  await expect(loadRoles(t.house, { roles: [{ key: 'Bad Key', words: {}, permissions: [] }] })).rejects.toThrow();
});
