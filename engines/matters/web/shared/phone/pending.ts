import { downscale } from '@hezhi/ui';
import { newId } from '@hezhi/contract/light';
import { Away, dropBlobDraft, loadBlobDraft, Problem, request, saveBlobDraft, useOnline, useRefresh, useSession } from '@hezhi/web';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { client } from '../client.ts';

/**
 * What somebody has submitted and the server does not have yet. It is written on this device before it is sent, with the key under which
 * it is sent, so that neither a dead network nor a dead battery loses it or does it twice.
 */
export type Pending = {
  /** The Idempotency-Key. */
  readonly id: string;
  readonly person: string;
  /** The route that takes it: `POST /matters/:id/steps`, `POST /cases`. */
  readonly route: `POST /${string}`;
  /** The page with the form it came from (`/report`), where it is begun again when refused; null for a step, whose form is the matter's. */
  readonly form: string | null;
  /** What it is about, in the person's words. */
  readonly title: string;
  readonly matter: string | null;
  readonly step: string | null;
  readonly body: Readonly<Record<string, unknown>>;
  /** Photographs and voice notes that must go first: field of `data` (or of the body; `settle.photos` lies deeper) and the id each will have. */
  readonly photos: readonly { readonly field: string; readonly id: string }[];
  readonly district: string | null;
  readonly at: number;
  /** `waiting` on the device, `sending`, `refused` by the server with `said`. */
  readonly state: 'waiting' | 'sending' | 'refused';
  readonly said: string | null;
};

const storeKey = 'hezhi.pending';
const watchers = new Set<() => void>();
let held: { text: string | null; list: readonly Pending[] } = { text: null, list: [] };
/** What cannot be written down stays in memory: private windows and full phones. */
let inMemory: string | null = null;

function all(): readonly Pending[] {
  let text: string | null = inMemory;
  try {
    text = localStorage.getItem(storeKey) ?? inMemory;
    if (text !== held.text) held = { text, list: text === null ? [] : (JSON.parse(text) as Pending[]) };
  } catch {
    if (text !== held.text) held = { text, list: [] };
  }
  return held.list;
}

function write(list: readonly Pending[]): void {
  const text = list.length > 0 ? JSON.stringify(list) : null;
  try {
    if (text === null) localStorage.removeItem(storeKey);
    else localStorage.setItem(storeKey, text);
    inMemory = null;
  } catch {
    inMemory = text;
  }
  held = { text, list };
  for (const tell of watchers) tell();
}

const change = (id: string, part: Partial<Pending>): void => write(all().map((one) => (one.id === id ? { ...one, ...part } : one)));
const isSound = (file: Blob): boolean => file.type.startsWith('audio/');
const filesOf = (id: string): string => `pending.${id}`;

/** Takes a submission back from the device: done, or thrown away by the person. */
export function dropPending(id: string): void {
  write(all().filter((one) => one.id !== id));
  void dropBlobDraft(filesOf(id));
}

/** The photographs of a submission that the server refused, to begin the form with again. */
export const pendingFiles = (id: string): Promise<Blob[]> => loadBlobDraft(filesOf(id));

/** Writes a submission down; `files` are photographs and voice notes that the server does not have yet, by field. */
export async function keepPending(
  given: Pick<Pending, 'person' | 'route' | 'form' | 'title' | 'matter' | 'step' | 'body' | 'district'> & { files: Readonly<Record<string, readonly Blob[]>> },
): Promise<Pending> {
  const { files, ...rest } = given;
  const named = Object.entries(files).flatMap(([field, list]) => list.map((file) => ({ field, file, id: newId() })));
  const entry: Pending = { ...rest, id: newId(), photos: named.map(({ field, id }) => ({ field, id })), at: Date.now(), state: 'sending', said: null };
  // Made small once, here: a repeated upload must bring the same bytes.
  if (named.length > 0)
    await saveBlobDraft(filesOf(entry.id), await Promise.all(named.map(({ file }) => (isSound(file) ? Promise.resolve(file) : downscale(file)))));
  write([...all(), entry]);
  return entry;
}

export type Sent =
  | { readonly result: 'done'; readonly reply: unknown }
  | { readonly result: 'waiting' }
  | { readonly result: 'refused'; readonly problem: Problem };

const onTheWay = new Set<string>();

/** A body with an id added to the list at a path (`settle.photos`). */
function withId(body: Readonly<Record<string, unknown>>, path: readonly string[], id: string): Record<string, unknown> {
  const [key = '', ...rest] = path;
  const below = body[key];
  return { ...body, [key]: rest.length > 0 ? withId((below ?? {}) as Record<string, unknown>, rest, id) : [...((below as string[] | undefined) ?? []), id] };
}

/** The body with the ids of its photographs in place: below `data` in a step, else in the body itself. */
function bodyWith(entry: Pending): Record<string, unknown> {
  if (entry.photos.length === 0) return { ...entry.body };
  let inside = { ...((entry.step !== null ? entry.body['data'] : entry.body) as Record<string, unknown> | undefined) };
  for (const { field, id } of entry.photos) inside = withId(inside, field.split('.'), id);
  return entry.step !== null ? { ...entry.body, data: inside } : inside;
}

/** Sends one submission: its photographs, then itself. Repeating is safe: photographs have ids, the POST has its key. */
export async function sendPending(entry: Pending): Promise<Sent> {
  if (onTheWay.has(entry.id)) return { result: 'waiting' };
  onTheWay.add(entry.id);
  change(entry.id, { state: 'sending', said: null });
  try {
    if (entry.photos.length > 0) {
      const files = await loadBlobDraft(filesOf(entry.id));
      for (const [at, { id }] of entry.photos.entries()) {
        const file = files[at];
        if (!file) continue;
        const form = new FormData();
        form.append('id', id);
        if (entry.district) form.append('district', entry.district);
        form.append('file', file, isSound(file) ? 'voice' : 'photo.jpg');
        await client.upload('POST /files', form);
      }
    }
    const params = entry.matter === null ? {} : { params: { id: entry.matter } };
    const reply: unknown = await request(entry.route, { ...params, body: bodyWith(entry), key: entry.id });
    dropPending(entry.id);
    return { result: 'done', reply };
  } catch (error) {
    // The session has ended or too much was asked: that is no refusal of what was submitted.
    const later = error instanceof Away || (error instanceof Problem && (error.status === 401 || error.status === 429 || error.status >= 500));
    if (later || !(error instanceof Problem)) {
      change(entry.id, { state: 'waiting' });
      return { result: 'waiting' };
    }
    change(entry.id, { state: 'refused', said: [error.detail, ...error.errors.map((fault) => fault.detail)].join(' ') });
    return { result: 'refused', problem: error };
  } finally {
    onTheWay.delete(entry.id);
  }
}

const noEntries: readonly Pending[] = [];

/** What this person has on this device. */
export function usePendingList(): readonly Pending[] {
  const { person } = useSession();
  const everything = useSyncExternalStore(subscribe, all, () => noEntries);
  return everything.filter((one) => one.person === person?.id);
}

/**
 * The same, and its sending: when the network is back, when the page is opened, and each half minute.
 * `done` hears of each that arrived.
 */
export function usePending(done: (entry: Pending) => void): { entries: readonly Pending[]; sendNow: () => Promise<void> } {
  const { person, status } = useSession();
  const online = useOnline();
  const refresh = useRefresh();
  const entries = usePendingList();
  const own = person?.id;
  const count = entries.filter((one) => one.state !== 'refused').length;
  const sendNow = useCallback(async () => {
    let arrived = false;
    for (const entry of all().filter((one) => one.person === own && one.state !== 'refused')) {
      const sent = await sendPending(entry);
      if (sent.result === 'done') {
        arrived = true;
        done(entry);
      } else if (sent.result === 'waiting') break;
    }
    if (arrived) await refresh();
  }, [own, refresh, done]);
  useEffect(() => {
    if (!online || status !== 'person' || count === 0) return undefined;
    const soon = setTimeout(() => void sendNow(), 1500);
    const timer = setInterval(() => document.hidden || void sendNow(), 30_000);
    return () => {
      clearTimeout(soon);
      clearInterval(timer);
    };
  }, [online, status, count, sendNow]);
  return { entries, sendNow };
}

function subscribe(tell: () => void): () => void {
  watchers.add(tell);
  addEventListener('storage', tell);
  return () => {
    watchers.delete(tell);
    removeEventListener('storage', tell);
  };
}
