import type { Words } from '@hezhi/contract/light';
import { fill, type PackFault } from '../faults.ts';
import type { PackSetting, SettingValue } from '../manifest.ts';
import { manifestFile, type Find, type Pack, type PackFiles } from '../read.ts';
import { limitWords } from '../tell/limits.ts';
import { allowed, extremes, fileFor, lookAt, same, splitPointer } from '../settings.ts';

/** Tries a whole pack again: the check of files. */
type Check = (files: PackFiles) => readonly PackFault[];

/** Settings that point to nothing, whose default is not what the files say, or whose bounds leave the law: at each bound and option the whole pack is checked again. */
export function settingFaults(pack: Pack, raw: (file: string) => unknown, find: Find, before: readonly PackFault[], check: Check): PackFault[] {
  const { manifest, files } = pack;
  if (manifest.settings.length === 0) return [];
  const file = manifestFile(files)!;
  const plain = plainTexts(files, raw);
  const known = new Set(before.map(keyOf));
  return manifest.settings.flatMap((setting, n): PackFault[] => {
    const faults: PackFault[] = [];
    const values = { setting: setting.label };
    setting.sets.forEach((target, i) => {
      const { file: named, path } = splitPointer(target);
      const found = fileFor(files, named);
      const stands = found === null ? undefined : lookAt(plain.values.get(found), path);
      const at = ['settings', n, 'sets', i];
      if (stands === undefined) faults.push(find('setting_no_place', file, at, { ...values, pointer: target }));
      else if (!same(setting.default, stands)) faults.push(find('setting_default', file, at, values));
    });
    if (!allowed(setting, setting.default)) faults.push(find('setting_bounds', file, ['settings', n], values));
    if (faults.length > 0) return faults;
    for (const value of extremes(setting)) {
      if (same(value, setting.default)) continue;
      const fresh = check(plain.with(setting, value)).find((one) => !one.note && !known.has(keyOf(one)));
      if (fresh) faults.push(find('setting_breaks', file, ['settings', n], { ...values, value: valueWords(setting, value), what: fresh.words }));
    }
    return faults;
  });
}

/** The files as JSON under their own names, which is read in a fraction of the time: bounds are tried as often as there are bounds. */
function plainTexts(files: PackFiles, raw: (file: string) => unknown) {
  const values = new Map([...files.keys()].flatMap((name) => (/\.(yaml|json)$/.test(name) ? [[name, raw(name)] as const] : [])));
  const texts = new Map([...files].map(([name, text]) => [name, values.get(name) === undefined ? text : JSON.stringify(values.get(name))] as const));
  return {
    values,
    with(setting: PackSetting, value: SettingValue): PackFiles {
      const changed = new Map(texts);
      for (const target of setting.sets) {
        const { file, path } = splitPointer(target);
        const found = fileFor(files, file)!;
        const whole: unknown = JSON.parse(changed.get(found)!);
        (lookAt(whole, path.slice(0, -1)) as Record<string, unknown>)[path.at(-1)!] = value;
        changed.set(found, JSON.stringify(whole));
      }
      return changed;
    },
  };
}

const keyOf = (fault: PackFault): string => `${fault.code}|${fault.file}|${fault.path}`;

/** A setting's value as people read it. */
export function valueWords(setting: PackSetting, value: SettingValue): Words {
  if (typeof value === 'object') return limitWords(value);
  if (typeof value === 'boolean') return value ? { 'zh-Hans': '是', en: 'yes' } : { 'zh-Hans': '否', en: 'no' };
  if (setting.type === 'choice') return setting.options.find((option) => option.value === value)?.label ?? { 'zh-Hans': String(value), en: String(value) };
  const unit = setting.type === 'number' ? setting.unit : undefined;
  return unit ? fill({ 'zh-Hans': '{value} {unit}', en: '{value} {unit}' }, { value: String(value), unit }) : { 'zh-Hans': String(value), en: String(value) };
}
