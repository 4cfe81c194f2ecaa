import { createContext, createElement, useContext, useMemo, type ReactNode } from 'react';
import { draftsOf, keepBlobsOnly } from './draft-store.ts';
import { keep, recall } from './memory.ts';
import type { Screens } from './screens.ts';

/** What a room keeps in localStorage of this device; said in its screens (`kept`), so that logging out can tell what would be lost and clear it. What nobody names goes too. */
export type KeptHere = {
  /** The key; one that ends with a dot stands for all that begin so. */
  readonly key: string;
  /** The device's own (a visitor's tracking codes, receipts): stays when somebody logs out, unless the device is shared. */
  readonly device?: boolean;
  /** How many things the person would miss. */
  readonly count?: (text: string, person: string) => number;
  /** Key in the room's catalogue that says so: `{{count}}`. Needed with `count`. */
  readonly lost?: string;
  /** What belongs to other persons under the same key and stays, with the names of its files; null: nothing. */
  readonly others?: (text: string, person: string) => { readonly text: string; readonly files: readonly string[] } | null;
};
/** One line of what would be lost: `room:key` for the translator. */
export type Loss = { readonly text: string; readonly count: number };
type Kept = KeptHere & { readonly room: string };

const SHARED = 'hezhi.shared';
/** How this device is set, whoever uses it. */
const settings: readonly string[] = [SHARED, 'hezhi.language', 'hezhi.elder', 'hezhi.theme', 'hezhi.district', 'hezhi.duty.area'];

const KeptContext = createContext<readonly Kept[]>([]);
/** Tells the session what the rooms keep on the device; `startApp` does it. */
export function KeptProvider({ rooms, children }: { rooms: readonly Screens[]; children: ReactNode }): ReactNode {
  const value = useMemo(() => rooms.flatMap(({ room, kept = [] }) => kept.map((one) => ({ ...one, room }))), [rooms]);
  return createElement(KeptContext.Provider, { value }, children);
}
export const useKept = (): readonly Kept[] => useContext(KeptContext);

/** Whether somebody said that this device is shared. */
export const isShared = (): boolean => recall(SHARED) !== null;
/** Says so, or no longer. */
export const setShared = (on: boolean): void => void keep(SHARED, on ? '1' : null);

/** On a shared device remembers who is here, so that what a session left that ended by itself is cleared before anybody else comes. */
export function noteWhoIsHere(person: string): void {
  if (isShared()) keep(SHARED, person);
}
/** The person whose session ended on this shared device without logging out; null otherwise, and when it is `now` who is here. */
export function leftBehind(now: string | null): string | null {
  const noted = recall(SHARED);
  return noted === null || noted === '1' || noted === now ? null : noted;
}

const named = (kept: readonly Kept[], key: string): Kept | undefined => kept.find((one) => (one.key.endsWith('.') ? key.startsWith(one.key) : one.key === key));

function keys(store: Storage): string[] {
  return Array.from({ length: store.length }, (_, n) => store.key(n)).filter((key) => key?.startsWith('hezhi.')) as string[];
}

/** What the person would miss after logging out here: drafts, and what rooms say. */
export function lossesOf(person: string, kept: readonly Kept[]): Loss[] {
  const losses: Loss[] = [];
  const drafts = draftsOf(person);
  if (drafts > 0) losses.push({ text: 'web:device.drafts', count: drafts });
  for (const one of kept) {
    const text = one.count && (!one.device || isShared()) ? recall(one.key) : null;
    const count = text === null ? 0 : counted(one, text, person);
    if (count > 0) losses.push({ text: `${one.room}:${one.lost}`, count });
  }
  return losses;
}

/** What another version wrote counts for nothing and goes. */
function counted(one: Kept, text: string, person: string): number {
  try {
    return one.count?.(text, person) ?? 0;
  } catch {
    return 0;
  }
}

/**
 * Clears this device of a person: drafts with their files, what rooms keep, what nobody names. Settings of the device stay, and what belongs to it or to other persons, unless it is
 * shared: then all of that goes too.
 */
export async function clearDevice(person: string, kept: readonly Kept[]): Promise<void> {
  const shared = isShared();
  const files: string[] = [];
  try {
    for (const key of keys(localStorage)) {
      if (settings.includes(key)) continue;
      const one = named(kept, key);
      if (!shared && (one?.device || (key.startsWith('hezhi.draft.') && !key.startsWith('hezhi.draft.visitor.') && !key.includes(person)))) continue;
      const rest = shared || !one?.others ? null : othersOf(one, recall(key) ?? '', person);
      keep(key, rest?.text ?? null);
      files.push(...(rest?.files ?? []));
    }
    for (const key of keys(sessionStorage)) sessionStorage.removeItem(key);
  } catch {
    // The device keeps nothing: nothing to clear.
  }
  if (shared) keep(SHARED, '1');
  await keepBlobsOnly(files, shared ? null : person);
}

function othersOf(one: Kept, text: string, person: string): ReturnType<NonNullable<KeptHere['others']>> {
  try {
    return one.others?.(text, person) ?? null;
  } catch {
    return null;
  }
}
