import { pathOf } from './faults.ts';
import type { PackManifest, PackSetting, SettingValue, SettingValues } from './manifest.ts';
import type { PackFiles } from './read.ts';
import { withValue } from './text.ts';

/** `procedures/x.yaml#/legs/a` as file and path. A file written as JSON answers to the same pointer. */
export function splitPointer(text: string): { file: string; path: string[] } {
  const at = text.indexOf('#');
  return { file: text.slice(0, at), path: pathOf(text.slice(at + 1)) };
}

/** The file of the pack that a pointer means, in whichever notation it is written; null when there is none. */
export function fileFor(files: PackFiles, file: string): string | null {
  if (files.has(file)) return file;
  const other = file.endsWith('.yaml') ? file.replace(/\.yaml$/, '.json') : file.replace(/\.json$/, '.yaml');
  return files.has(other) ? other : null;
}

/** What stands at a path of a value; undefined where nothing does. Only own properties are looked at. */
export function lookAt(value: unknown, path: readonly string[]): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<string, unknown>)[step];
  }
  return here;
}

/** Whether a value lies within the bounds that a setting declares. */
export function allowed(setting: PackSetting, value: SettingValue): boolean {
  switch (setting.type) {
    case 'number':
      return typeof value === 'number' && value >= setting.min && value <= setting.max && (Number.isInteger(value) || !Number.isInteger(setting.default));
    case 'limit':
      return (
        typeof value === 'object' &&
        [setting.default, setting.min, setting.max].every(({ unit }) => unit === value.unit) &&
        value.amount >= setting.min.amount &&
        value.amount <= setting.max.amount
      );
    case 'choice':
      return typeof value === 'string' && setting.options.some((option) => option.value === value);
    case 'boolean':
      return typeof value === 'boolean';
  }
}

/** The values with which a setting is tried: its bounds and options. */
export function extremes(setting: PackSetting): SettingValue[] {
  if (setting.type === 'choice') return setting.options.map((option) => option.value);
  return setting.type === 'boolean' ? [false, true] : [setting.min, setting.max];
}

/** Chosen values that name no setting or lie outside its bounds. */
export function badSettings(manifest: PackManifest, values: SettingValues): string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const setting = manifest.settings.find((one) => one.key === key);
    return setting && allowed(setting, value) ? [] : [key];
  });
}

/** The files with chosen values written into them; the rest stays as it is. Values must have been checked (`badSettings`). */
export function withSettings(files: PackFiles, manifest: PackManifest, values: SettingValues): PackFiles {
  const changed = new Map(files);
  for (const setting of manifest.settings) {
    const value = values[setting.key];
    if (value === undefined || same(value, setting.default)) continue;
    for (const target of setting.sets) {
      const { file, path } = splitPointer(target);
      const found = fileFor(changed, file);
      if (found !== null) changed.set(found, withValue(changed.get(found)!, path, value));
    }
  }
  return changed;
}

/** Values that say what the files say anyway, or nothing: left out, so that equal choices are equal. */
export function chosenOf(manifest: PackManifest, values: SettingValues): SettingValues {
  const settings = new Map(manifest.settings.map((one) => [one.key, one]));
  return Object.fromEntries(
    Object.entries(values)
      .filter(([key, value]) => settings.has(key) && !same(value, settings.get(key)!.default))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Equal as settings: amounts of time by amount and unit. */
export const same = (a: SettingValue, b: unknown): boolean =>
  typeof a === 'object' ? typeof b === 'object' && b !== null && (b as typeof a).amount === a.amount && (b as typeof a).unit === a.unit : a === b;
