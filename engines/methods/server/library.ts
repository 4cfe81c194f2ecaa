import { readdirSync, readFileSync, existsSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { limits, manifestFile, type PackFiles } from '../contract/index.ts';
import { shipped } from './base.ts';

/**
 * The files of a pack in a folder: path with `/` to text. Links are not followed out of the folder, hidden files are left out, and what is larger than a pack may be is cut short, so that the
 * reader says so. Throws when the folder is none.
 */
export function filesIn(folder: string): PackFiles {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join('/');
    if (name.split('/').some((part) => part.startsWith('.'))) continue;
    files.set(name, statSync(path).size > 4 * limits.fileBytes ? 'x'.repeat(limits.fileBytes + 1) : readFileSync(path, 'utf8'));
    if (files.size > limits.files) break;
  }
  return files;
}

/** The packs that ship with the product, by the name of their folder; `base` is not among them. Folders without pack.yaml are none. */
export function shippedPacks(folder: URL = shipped): ReadonlyMap<string, PackFiles> {
  const root = fileURLToPath(folder);
  const found = new Map<string, PackFiles>();
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name === 'base' || entry.name === 'schemas' || entry.name.startsWith('.')) continue;
    const files = filesIn(join(root, entry.name));
    if (manifestFile(files) !== null) found.set(entry.name, files);
  }
  return found;
}

/** The files of the base pack. */
export const baseFiles = (folder: URL = shipped): PackFiles => filesIn(join(fileURLToPath(folder), 'base'));

/** Whether a folder is there at all, for the command line. */
export const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();
