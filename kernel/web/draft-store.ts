/** Drafts are dropped after this time (ms). */
export const month = 30 * 24 * 3600_000;
/** Somebody is logging out here: what is still on the page must not be written down again. */
let held = false;
/** Writes no draft until somebody is here again. */
export const holdDrafts = (on: boolean): void => void (held = on);
export const draftsHeld = (): boolean => held;

/** How many drafts of a person lie on this device. */
export function draftsOf(person: string): number {
  try {
    return Array.from({ length: localStorage.length }, (_, n) => localStorage.key(n)).filter((key) => key?.startsWith(`hezhi.draft.${person}.`)).length;
  } catch {
    return 0;
  }
}

/** Photographs wait in IndexedDB, which takes files; one small store, one version. */
function store(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('hezhi-drafts', 1);
    opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('blobs'));
    opening.addEventListener('success', () => resolve(opening.result));
    opening.addEventListener('error', () => reject(opening.error ?? new Error('indexedDB')));
  });
}

async function inStore<T>(mode: IDBTransactionMode, work: (blobs: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await store();
  try {
    return await new Promise<T>((resolve, reject) => {
      const asked = work(db.transaction('blobs', mode).objectStore('blobs'));
      asked.addEventListener('success', () => resolve(asked.result));
      asked.addEventListener('error', () => reject(asked.error ?? new Error('indexedDB')));
    });
  } finally {
    db.close();
  }
}

/** Keeps files of a draft on this device. */
export const saveBlobDraft = (name: string, blobs: readonly Blob[]): Promise<unknown> => inStore('readwrite', (at) => at.put({ at: Date.now(), blobs }, name));
/** The files of a draft; empty when there are none or the device keeps none. */
export const loadBlobDraft = (name: string): Promise<Blob[]> =>
  inStore<{ at: number; blobs: Blob[] } | undefined>('readonly', (at) => at.get(name)).then(
    (kept) => (kept && Date.now() - kept.at < month ? kept.blobs : []),
    () => [],
  );
/** Forgets the files of a draft. */
export const dropBlobDraft = (name: string): Promise<unknown> => inStore('readwrite', (at) => at.delete(name)).catch(() => undefined);

const ofPerson = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\./;
/** Forgets the files of drafts on this device but the named ones, and, where a `person` is named, those that stand under another person's id. */
export async function keepBlobsOnly(names: readonly string[], person: string | null): Promise<void> {
  const kept = await inStore('readonly', (at) => at.getAllKeys()).catch(() => []);
  for (const name of kept) {
    if (typeof name !== 'string') continue;
    if (names.includes(name) || (person !== null && ofPerson.test(name) && !name.startsWith(person))) continue;
    await dropBlobDraft(name);
  }
}
