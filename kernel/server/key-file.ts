import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { fileTrouble, StartupError } from './postgres/errors.ts';
import type { Settings } from './settings.ts';
import { newKey, Vault, VaultError, type KeyRing } from './vault.ts';

const KeyFile = z.object({
  keys: z.array(z.object({ id: z.string(), suite: z.enum(['intl', 'gm']), secret: z.string(), created: z.string() })).min(1),
  current: z.string(),
  lookup: z.string().optional(),
});

/**
 * Opens the vault of the settings. In the demo a missing key file is made in the data folder, readable by its owner alone.
 * @throws StartupError when the file is missing, unreadable, open to everybody or unsound
 */
export function openVault(settings: Pick<Settings, 'demo' | 'keyFile' | 'data' | 'crypto'>, now: number): Vault {
  const path = keyFilePath(settings);
  if (!existsSync(path)) {
    if (settings.keyFile !== null)
      throw new StartupError(
        'not_started',
        `The key file ${path} (HEZHI_KEY_FILE) does not exist; without the right keys nothing that is encrypted can be read.`,
      );
    writeKeyFile(path, settings.crypto, now);
  }
  const ring = readKeyFile(path);
  const current = ring.keys.find((key) => key.id === ring.current);
  if (current && current.suite !== settings.crypto)
    throw new StartupError(
      'not_started',
      `HEZHI_CRYPTO is ${settings.crypto}, but the current key of ${path} is of the suite ${current.suite}; add a ${settings.crypto} key and make it current.`,
    );
  try {
    return new Vault(ring);
  } catch (error) {
    if (error instanceof VaultError) throw new StartupError('not_started', `The key file ${path} cannot be used: ${error.message}.`, error);
    throw error;
  }
}

/** Where the keys are. */
export function keyFilePath(settings: Pick<Settings, 'keyFile' | 'data'>): string {
  return settings.keyFile ?? join(settings.data, 'keys.json');
}

/** Makes a key file with one new key; never overwrites. */
export function writeKeyFile(path: string, suite: Settings['crypto'], now: number): void {
  const key = newKey(suite, now);
  const ring: KeyRing = { keys: [key], current: key.id, lookup: key.id };
  const draft = `${path}.${process.pid}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, `${JSON.stringify(ring, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    chmodSync(draft, 0o600);
    try {
      // A link fails when another process was first; its keys stand.
      linkSync(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  } catch (error) {
    throw fileTrouble(error, path);
  }
}

function readKeyFile(path: string): KeyRing {
  let text: string;
  try {
    if ((statSync(path).mode & 0o004) !== 0)
      throw new StartupError('not_started', `The key file ${path} can be read by every user of this machine; take that right away (chmod 600).`);
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw new StartupError('not_started', `The key file ${path} cannot be read: ${(error as Error).message}.`, error);
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new StartupError('not_started', `The key file ${path} is not JSON.`, error);
  }
  const parsed = KeyFile.safeParse(data);
  if (!parsed.success)
    throw new StartupError('not_started', `The key file ${path} is not of the form {"keys":[{"id","suite","secret","created"}],"current"}.`, parsed.error);
  return parsed.data;
}
