import { lazy } from 'react';
import { expect, test } from 'vitest';
import { allowed, bannersOf, defineScreens, headItems, navigation, ownPages, type Page } from './screens.ts';
import { readSession } from './session.tsx';

const element = lazy(async () => ({ default: () => null }));
const words = { 'zh-Hans': async () => ({ default: {} }), 'zh-Hant': async () => ({ default: {} }), en: async () => ({ default: {} }) };
const page = (path: string, order: number, permission?: Page['permission']): Page => ({
  path,
  element,
  ...(permission ? { permission } : {}),
  nav: { label: `nav${path}`, order },
});

test('navigation shows what one may enter, in order over all rooms', () => {
  const rooms = [
    defineScreens({ room: 'cases', words, pages: [page('/b', 20, 'cases.read'), page('/d', 40, ['x', 'cases.read'])] }),
    defineScreens({ room: 'insight', words, pages: [page('/a', 10), page('/c', 30, 'insight.read')] }),
  ];
  expect(navigation(rooms, (key) => key === 'cases.read').map((entry) => entry.text)).toEqual(['insight:nav/a', 'cases:nav/b', 'cases:nav/d']);
});

test('what stands at the head of or above every page comes from all rooms, in order', () => {
  const [bell, storm, drill] = [element, lazy(async () => ({ default: () => null })), lazy(async () => ({ default: () => null }))];
  const rooms = [
    defineScreens({ room: 'notices', words, pages: [], head: [{ order: 10, element: bell }], banners: [{ order: 20, element: drill }] }),
    defineScreens({ room: 'command', words, pages: [], banners: [{ order: 10, element: storm }] }),
    defineScreens({ room: 'cases', words, pages: [] }),
  ];
  expect(headItems(rooms).map((one) => one.element)).toEqual([bell]);
  expect(bannersOf(rooms).map((one) => one.element)).toEqual([storm, drill]);
});

test('no permission named means anybody logged in', () => {
  expect(allowed(undefined, () => false)).toBe(true);
  expect(allowed('a', () => false)).toBe(false);
});

test('the session reply is read, and what is missing does not break the page', () => {
  const post = { id: 'p', role: 'r', role_name: '调度员', org: 'o', org_name: '街道', area: '610402010', area_name: '渭滨街道' };
  const read = readSession({
    person: { id: 'u', name: '王' },
    account: { name: 'street', kind: 'staff' },
    posts: [post],
    current: post,
    permissions: ['a'],
    district: '610402',
    district_name: '秦都区',
    tasks: ['change_password'],
  });
  expect([read.current?.area_name, read.account.name, read.permissions, read.tasks]).toEqual(['渭滨街道', 'street', ['a'], ['change_password']]);
  expect(readSession({})).toMatchObject({ posts: [], current: null, permissions: [], district: null });
});

test('one’s own pages stand apart from the navigation', () => {
  const own = { path: '/me/security', element: page('/x', 1).element, nav: { group: 'me' as const, label: 'nav/me', order: 1 } };
  const rooms = [defineScreens({ room: 'directory', words, pages: [own, page('/a', 10)] })];
  expect(navigation(rooms, () => true).map((entry) => entry.path)).toEqual(['/a']);
  expect(ownPages(rooms, () => true).map((entry) => entry.text)).toEqual(['directory:nav/me']);
});
