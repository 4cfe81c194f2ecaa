import { afterEach, beforeEach, expect, test } from 'vitest';
import { clearDevice, isShared, leftBehind, lossesOf, noteWhoIsHere, setShared, type KeptHere } from './device.ts';

/** A browser's store of texts. */
function store(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (n) => [...kept.keys()][n] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => void kept.set(key, String(text)),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}
const before = { local: globalThis.localStorage, session: globalThis.sessionStorage };
const put = (local: Storage | undefined, session: Storage | undefined): void => {
  Object.defineProperty(globalThis, 'localStorage', { value: local, configurable: true, writable: true });
  Object.defineProperty(globalThis, 'sessionStorage', { value: session, configurable: true, writable: true });
};
beforeEach(() => put(store(), store()));
afterEach(() => put(before.local, before.session));

const [zhang, li] = ['0193a1b2-0000-7000-8000-000000000001', '0193a1b2-0000-7000-8000-000000000002'];
type Waiting = { id: string; person: string };
const list = (text: string): Waiting[] => JSON.parse(text) as Waiting[];
const kept: (KeptHere & { room: string })[] = [
  {
    room: 'matters',
    key: 'hezhi.pending',
    count: (text, person) => list(text).filter((one) => one.person === person).length,
    lost: 'lost',
    others: (text, person) => {
      const rest = list(text).filter((one) => one.person !== person);
      return rest.length === 0 ? null : { text: JSON.stringify(rest), files: rest.map((one) => `pending.${one.id}`) };
    },
  },
  { room: 'ballots', key: 'hezhi.ballots.receipts', device: true, count: (text) => list(text).length, lost: 'receipts' },
  { room: 'matters', key: 'hezhi.views.', device: true },
];
const keys = (): string[] => Array.from({ length: localStorage.length }, (_, n) => localStorage.key(n)!).sort();
function used(): void {
  localStorage.setItem('hezhi.language', 'en');
  localStorage.setItem('hezhi.district', '610402');
  localStorage.setItem(`hezhi.draft.${zhang}.report`, '{}');
  localStorage.setItem(`hezhi.draft.${li}.report`, '{}');
  localStorage.setItem('hezhi.draft.visitor.report', '{}');
  localStorage.setItem(
    'hezhi.pending',
    JSON.stringify([
      { id: 'a', person: zhang },
      { id: 'b', person: zhang },
      { id: 'c', person: li },
    ]),
  );
  localStorage.setItem('hezhi.ballots.receipts', '[1]');
  localStorage.setItem(`hezhi.views.${zhang}.matters`, '[]');
  localStorage.setItem('hezhi.of-a-room-that-said-nothing', 'x');
  localStorage.setItem('of another site', 'x');
  sessionStorage.setItem('hezhi.report.carry', 'x');
}

test('logging out says what would be lost, and takes the person’s things but nobody else’s', async () => {
  used();
  expect(lossesOf(zhang, kept)).toEqual([
    { text: 'web:device.drafts', count: 1 },
    { text: 'matters:lost', count: 2 },
  ]);
  await clearDevice(zhang, kept);
  expect(keys()).toEqual([
    'hezhi.ballots.receipts',
    'hezhi.district',
    `hezhi.draft.${li}.report`,
    'hezhi.language',
    'hezhi.pending',
    `hezhi.views.${zhang}.matters`,
    'of another site',
  ]);
  expect(list(localStorage.getItem('hezhi.pending')!).map((one) => one.id)).toEqual(['c']);
  expect(sessionStorage.length).toBe(0);
  expect(lossesOf(zhang, kept)).toEqual([]);
});

test('a shared device keeps its settings and nothing else', async () => {
  setShared(true);
  used();
  expect(lossesOf(zhang, kept).map((one) => one.text)).toEqual(['web:device.drafts', 'matters:lost', 'ballots:receipts']);
  await clearDevice(zhang, kept);
  expect(keys()).toEqual(['hezhi.district', 'hezhi.language', 'hezhi.shared', 'of another site']);
  expect(isShared()).toBe(true);
});

test('on a shared device who left without logging out is known until it was cleared', async () => {
  noteWhoIsHere(zhang);
  expect(leftBehind(null)).toBeNull();
  setShared(true);
  expect(leftBehind(null)).toBeNull();
  noteWhoIsHere(zhang);
  expect([leftBehind(zhang), leftBehind(li), leftBehind(null)]).toEqual([null, zhang, zhang]);
  await clearDevice(zhang, kept);
  expect(leftBehind(null)).toBeNull();
});

test('what another version wrote counts for nothing and goes; a device that keeps nothing breaks nothing', async () => {
  localStorage.setItem('hezhi.pending', 'no json');
  expect(lossesOf(zhang, kept)).toEqual([]);
  await clearDevice(zhang, kept);
  expect(keys()).toEqual([]);
  put(undefined, undefined);
  expect(lossesOf(zhang, kept)).toEqual([]);
  await clearDevice(zhang, kept);
});
