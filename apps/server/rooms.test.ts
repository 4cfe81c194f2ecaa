import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { unknownPermissions } from '@hezhi/directory/server';
import { describeApi } from '@hezhi/server';
import { rooms } from './rooms.ts';

const routes = rooms.flatMap((room) => (room.routes ?? []).map(({ route }) => ({ room: room.name, route, label: `${route.method} ${route.path}` })));

test('every route says who may call it, and no two rooms answer one address', () => {
  expect(routes.length).toBeGreaterThan(20);
  expect(new Set(routes.map(({ label }) => label)).size).toBe(routes.length);
  for (const { route, label } of routes) {
    expect(route.summary.length, label).toBeGreaterThan(3);
    if (route.access.kind === 'permission') expect(route.access.permissions.length, label).toBeGreaterThan(0);
    else expect(route.access.why.length, label).toBeGreaterThan(3);
    if (route.access.kind === 'anyone') expect(route.features ?? [], label).toBeInstanceOf(Array);
  }
});

test('every right that a route asks for belongs to a room of the house', () => {
  const known = new Set(rooms.flatMap((room) => Object.values(room.permissions ?? {}).map(({ key }) => key)));
  for (const { route, label } of routes)
    if (route.access.kind === 'permission') for (const { key } of route.access.permissions) expect(known.has(key), `${label} asks for ${key}`).toBe(true);
});

const { roles } = JSON.parse(readFileSync(new URL('../../methods/base/roles.json', import.meta.url), 'utf8')) as {
  roles: { key: string; permissions: string[] }[];
};

/** Rights that no role of `methods/base` carries, each with its reason. */
const unassigned: Readonly<Record<string, string>> = {};

test('the roles of every installation ask for no right that no room declares', () => {
  expect(unknownPermissions({ rooms }, roles)).toEqual([]);
  expect(unknownPermissions({ rooms }, [...roles, { permissions: ['cases.report', 'cases.fly'] }])).toEqual(['cases.fly']);
});

/** Routes whose repetition is looked up first, for their work cannot be one transaction with its answer: each says why. */
const lookedUpFirst: Readonly<Record<string, string>> = {
  'POST /sessions/current/post': 'sets a cookie',
  'POST /sessions/codes': 'sends an SMS',
  'POST /registrations': 'counts what it refuses',
  'POST /me/proof-code': 'sends an SMS',
  'POST /sessions/recovery': 'counts what it refuses',
  'POST /me/second-factor/removal': 'counts what it refuses',
  'POST /me/identities': 'asks the provider',
  'POST /me/copies': 'counts what it refuses',
  'POST /me/closing': 'counts what it refuses',
  'POST /places/shapes': 'takes in thousands of shapes under its own lock',
  'POST /files': 'writes a file',
  'POST /notices/read': 'the same twice is the same',
  'POST /notices/addresses/email': 'sends an e-mail',
  'POST /notices/addresses/email/confirm': 'counts what it refuses',
  'POST /notices/addresses/wechat': 'asks the provider',
  'POST /notices/templates/:key/preview': 'changes nothing',
  'POST /case-categories/guess': 'changes nothing',
  'POST /public/track': 'changes nothing',
  'POST /case-imports': 'reads a file',
  'POST /duty/check-ins/forget': 'the same twice is the same',
  'POST /hotline/rings': 'knows a ring by its reference',
  'POST /hotline/hang-ups': 'knows a ring by its reference',
  'POST /exchange/in/:district/:id': 'knows a message by its id',
  'POST /methods/preview': 'changes nothing',
  'POST /ballots/rolls/:id/import': 'reads a file',
  'POST /public/ballots/:district/:id/code': 'counts what it refuses',
  'POST /my/calendar': 'a new address takes the place of the one before',
  'POST /owners/:id/import': 'reads a file',
  'POST /owners/:id/people/:owner/reveal': 'only notes that it was read',
  'POST /covenants/signatures/:id/image': 'only notes that it was read',
  'POST /deputies/signups/:id/phone': 'only notes that it was read',
};

test('whoever is killed between work and answer leaves neither, or it is said here why not', () => {
  const keyed = routes.filter(({ route }) => route.method === 'POST' && (route.reply_kind ?? 'json') === 'json');
  const first = keyed.filter(({ route }) => (route.idempotency ?? 'check') === 'check').map(({ label }) => label);
  expect(first.toSorted()).toEqual(Object.keys(lookedUpFirst).toSorted());
});

test('every right is carried by a role, or it is said here why not', () => {
  const declared = rooms.flatMap((room) => Object.values(room.permissions ?? {}).map(({ key }) => key));
  const carried = new Set(roles.flatMap(({ permissions }) => permissions));
  expect(declared.length).toBeGreaterThan(20);
  expect(new Set(declared).size).toBe(declared.length);
  expect(declared.filter((key) => !carried.has(key)).toSorted()).toEqual(Object.keys(unassigned).toSorted());
  for (const why of Object.values(unassigned)) expect(why.length).toBeGreaterThan(10);
});

test('every error code is one room’s alone and has its two languages', () => {
  const codes = rooms.flatMap((room) => Object.values(room.errors ?? {}).map((def) => ({ room: room.name, ...def })));
  expect(new Set(codes.map(({ code }) => code)).size).toBe(codes.length);
  for (const { code, room, status, words } of codes) {
    expect(code.startsWith(`${room}.`), code).toBe(true);
    expect(status, code).toBeGreaterThanOrEqual(400);
    expect([words['zh-Hans'].length > 0, words.en.length > 0], code).toEqual([true, true]);
  }
});

test('the description of the whole house can be made, each operation with its own name', () => {
  const { paths } = describeApi({ rooms }, 'test') as { paths: Record<string, Record<string, { operationId: string }>> };
  const names = Object.values(paths).flatMap((item) => Object.values(item).map(({ operationId }) => operationId));
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBe(routes.length + 4);
});
