import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { baseFiles, filesIn, shippedPacks } from './library.ts';
import { fileURLToPath } from 'node:url';
import { testPacks } from '../testing/house.ts';
import {
  canonical,
  checkPack,
  comparePacks,
  coreParts,
  differences,
  fileSchema,
  readPack,
  readText,
  undescribed,
  withSettings,
  type Ground,
  type PackFault,
  type PackFiles,
} from '../contract/index.ts';

const base = readPack(baseFiles(), coreParts).pack!;
const ground: Ground = { parts: coreParts, base, permissions: null, rooms: null, kinds: new Set(['sample']) };
const river: PackFiles = filesIn(fileURLToPath(new URL('rivertown/', testPacks)));
const procedure = 'procedures/sample.yaml';

/** The faults of the river pack with one file changed. */
function broken(file: string, change: (text: string) => string, more: Partial<Ground> = {}): readonly PackFault[] {
  const files = new Map(river);
  files.set(file, change(files.get(file) ?? ''));
  expect(files.get(file), 'the change must change something').not.toBe(river.get(file));
  return checkPack(files, { ...ground, ...more }).faults.filter((fault) => !fault.note);
}
const brief = (faults: readonly PackFault[]): string[] => faults.map((one) => `${one.file}:${one.line ?? ''}:${one.column ?? ''} ${one.code}`);

describe('packs that ship', () => {
  test('base and every shipped pack are sound', () => {
    expect(checkPack(baseFiles(), { ...ground, base: null, kinds: null }).faults).toEqual([]);
    for (const [key, files] of shippedPacks()) {
      const { pack, faults } = readPack(files, coreParts);
      expect([key, faults.filter((fault) => fault.code === 'syntax')]).toEqual([key, []]);
      expect(pack?.manifest.key).toBe(key);
    }
  });

  test('the pack written for tests is sound', () => {
    expect(checkPack(river, ground).faults).toEqual([]);
  });

  test('every field of every file has a description for editors', () => {
    for (const part of [null, ...coreParts]) expect([part?.key ?? 'pack', undescribed(fileSchema(part))]).toEqual([part?.key ?? 'pack', []]);
  });
});

describe('what is wrong is told with its place', () => {
  test.each<[string, string, (text: string) => string, string[]]>([
    ['bad YAML', procedure, (text) => text.replace('key: sample', 'key: [sample'), ['syntax']],
    ['an unknown entry', procedure, (text) => text.replace('kind: sample', 'kind: sample\nkindly: yes'), ['unknown_key']],
    ['a missing entry', procedure, (text) => text.replace('initial: waiting\n', ''), ['missing']],
    ['a value that is none of the possible ones', procedure, (text) => text.replace('unit: working-days', 'unit: weeks'), ['not_offered']],
    ['a file that is not named by its key', procedure, (text) => text.replace('key: sample', 'key: other'), ['wrong_name']],
    ['a state without an end', procedure, (text) => text.replace('to: done', 'to: doing'), ['limbo', 'state_unreached', 'no_end']],
    ['a translation in the wrong language', procedure, (text) => text.replace('en: River matter', 'en: 巡河件'), ['untranslated']],
    ['an owner that no one can be', procedure, (text) => text.replace('org: community,', 'org: admiralty,'), ['unknown_organisation']],
    ['a level that does not exist', procedure, (text) => text.replace('at: street }\n    limit', 'at: province }\n    limit'), ['unknown_level']],
    ['a step that nobody may take', procedure, (text) => text.replace('by: [{ leg: look }]', 'by: [{ permission: sample.fly }]'), ['nobody']],
    [
      'an escalation that returns',
      procedure,
      (text) => text.replace('{ org: street_office, at: street } }] }', '{ org: community, at: community } }] }'),
      ['ladder_returns'],
    ],
    [
      'rungs out of order',
      procedure,
      (text) => text.replace('- effects: []', '- { after: { amount: 90, unit: working-minutes }, effects: [] }'),
      ['ladder_order'],
    ],
    ['a kind of matter that nobody carries', procedure, (text) => text.replace('kind: sample', 'kind: voyage'), ['unknown_reference']],
    ['a role of base', 'roles.yaml', (text) => text.replace('river_warden', 'grid_worker'), ['base_role']],
    ['a right of administration', 'roles.yaml', (text) => text.replace('matters.read_area', 'directory.manage_roles'), ['strong_right']],
    ['a role that does not exist', 'posts.yaml', (text) => text.replace('river_warden', 'admiral'), ['unknown_reference']],
    ['a setting that points to nothing', 'pack.yaml', (text) => text.replace('#/legs/look/limit', '#/legs/looks/limit'), ['setting_no_place']],
    ['a default that is not in the files', 'pack.yaml', (text) => text.replace('default: 2', 'default: 3'), ['setting_default']],
    ['bounds around nothing', 'pack.yaml', (text) => text.replace('min: 1', 'min: 3'), ['setting_bounds']],
    ['bounds that leave what is possible', 'pack.yaml', (text) => text.replace('min: 1\n', 'min: 0\n'), ['setting_breaks']],
    ['no source', 'pack.yaml', (text) => text.replace(/sources:[\s\S]*?extends/, 'extends'), ['no_source']],
    ['a file of no part', 'strategies.yaml', () => 'a: 1', ['unknown_file']],
    ['a file of a later room that is not listed', 'items.yaml', () => 'x', ['wrong_type']],
    ['an upgrade of what does not exist', 'pack.yaml', (text) => `${text}upgrade: [{ procedure: sample, states: { old: gone } }]\n`, ['upgrade_unknown']],
  ])('%s', (_, file, change, codes) => {
    const faults = broken(file, change);
    expect(faults.map((one) => one.code)).toEqual(expect.arrayContaining(codes));
    for (const fault of faults.filter((one) => one.code !== 'unknown_file')) expect([fault.code, fault.line]).toEqual([fault.code, expect.any(Number)]);
    for (const { words } of faults) expect([/\p{Script=Han}/u.test(words['zh-Hans']), /\{\w+\}/.test(words.en + words['zh-Hans'])]).toEqual([true, false]);
  });

  test('line and column are those of the thing itself', () => {
    expect(brief(broken(procedure, (text) => text.replace('org: community,', 'org: admiralty,')))).toContain(`${procedure}:20:14 unknown_organisation`);
  });

  test('rooms that are missing: a note where they are listed, a fault where they are not', () => {
    const rooms = new Set(['matters', 'directory']);
    const form = 'key: sheet\nname: { zh-Hans: 巡河表, en: River sheet }\nfields: [{ key: note, label: { zh-Hans: 说明, en: Note }, type: text }]\n';
    expect(brief(broken('forms/sheet.yaml', () => form, { rooms }))).toEqual(['forms/sheet.yaml:1:1 needs_module']);
    const files = new Map(river).set('forms/sheet.yaml', form).set('pack.yaml', `${river.get('pack.yaml')!}needs: [ledgers]\n`);
    const { faults } = checkPack(files, { ...ground, rooms });
    expect(faults.map((one) => [one.code, one.note])).toEqual([
      ['needs_later', true],
      ['needs_later', true],
    ]);
  });

  test('an escalation that goes round while nobody acts', () => {
    const ring = (text: string): string =>
      text
        .replace('    limit: { amount: 2, unit: working-days }', '    limit: { amount: 2, unit: working-days }\n    ladder: [{ step: back }]')
        .replace('- effects: []', '- { step: give }')
        .replace(
          'steps:\n',
          'steps:\n  back:\n    name: { zh-Hans: 退回, en: Back }\n    from: [doing]\n    by: [{ clock: true }]\n    effects: [{ do: end, leg: work, result: back }, { do: open, leg: look }]\n    to: waiting\n    audience: { staff: [] }\n',
        );
    expect(broken(procedure, ring).map((one) => one.code)).toContain('ladder_loops');
  });
});

describe('hostile text', () => {
  test.each([
    ['aliases', `a: &a [x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]`],
    ['a tag that makes objects', '!!js/function "x"'],
    ['a name that occurs twice', 'a: 1\na: 2'],
    ['nesting without end', '['.repeat(50_000)],
    ['more levels than a pack has', `${'{a: '.repeat(60)}1${'}'.repeat(60)}`],
    ['two documents', 'a: 1\n---\nb: 2'],
  ])('%s is a problem, not a value', (_, text) => {
    expect(readText(text).problem).not.toBeNull();
  });

  test('any text is read or refused, never thrown', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const { faults } = readPack(new Map([['pack.yaml', text]]), coreParts);
        expect(faults.length).toBeGreaterThan(0);
      }),
      { numRuns: 200, seed: 20261122 },
    );
  });

  test('a name of the prototype is only a name', () => {
    const { faults } = checkPack(new Map(river).set('pack.yaml', `${river.get('pack.yaml')!}__proto__: { polluted: true }\n`), ground);
    expect(faults.map((one) => one.code)).toContain('unknown_key');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('comparing', () => {
  const pack = readPack(river, coreParts).pack!;
  const tell = (file: string, change: (text: string) => string): string[] =>
    comparePacks(pack, readPack(new Map(river).set(file, change(river.get(file)!)), coreParts).pack).map((one) => one.words['zh-Hans']);

  test('says it in words', () => {
    expect(tell(procedure, (text) => text.replaceAll('limit: { amount: 60,', 'limit: { amount: 240,'))).toEqual([
      '责任段「查看」的时限：1 工作小时 → 4 工作小时',
    ]);
    expect(tell(procedure, (text) => text.replace('by: [{ leg: look }]', 'by: [{ staff: true }]'))).toEqual([
      '动作「交办」的由谁办理：「查看」的责任人 → 看得到这件事的工作人员',
    ]);
    expect(
      tell(procedure, (text) => text.replace('        { do: open, leg: work }', '').replace('- { do: open, leg: work }', '- { do: mark, mark: river }')),
    ).toEqual(['动作「交办」的效果：开始「办理」 → 标记“river”']);
    expect(tell('roles.yaml', (text) => text.replace('[matters.read_area]', '[matters.read_area, cases.report]'))).toEqual([
      '角色「巡河员」的权限：增加 cases.report',
    ]);
    expect(tell('pack.yaml', (text) => text.replace('value: 12', 'value: 13'))).toEqual(['数据的第 1 项的数值：12 → 13']);
  });

  test('what reads the same in a language is told by what changed', () => {
    const both = (change: (text: string) => string, file = 'pack.yaml'): (readonly [string, string])[] =>
      comparePacks(pack, readPack(new Map(river).set(file, change(river.get(file)!)), coreParts).pack).map(
        ({ words }) => [words['zh-Hans'], words.en] as const,
      );
    expect(both((text) => text.replace('zh-Hans: 河镇巡河法', 'zh-Hans: 河镇巡河办法'))).toEqual([
      ['名称：河镇巡河法 → 河镇巡河办法', 'Name: only the Chinese wording was changed'],
    ]);
    expect(both((text) => text.replace('en: The river watch of Rivertown', 'en: The watch of Rivertown'))).toEqual([
      ['名称：只改了英文：The river watch of Rivertown → The watch of Rivertown', 'Name: The river watch of Rivertown → The watch of Rivertown'],
    ]);
    expect(both((text) => text.replace('zh-Hans: 河镇巡河法,', 'zh-Hans: 河镇巡河法, zh-Hant: 河鎮巡河辦法,'))).toEqual([
      ['名称：只改了繁体中文的文字', 'Name: only the wording in traditional Chinese was changed'],
    ]);
    // Far behind what a sentence holds.
    const long = '一'.repeat(150);
    const [first, second] = ['甲', '乙'].map(
      (end) => readPack(new Map(river).set('pack.yaml', river.get('pack.yaml')!.replace('河镇巡河法', `${long}${end}`)), coreParts).pack!,
    );
    expect(comparePacks(first!, second!).map((one) => one.words['zh-Hans'])).toEqual([`名称：…${'一'.repeat(20)}甲 → …${'一'.repeat(20)}乙`]);
    // A part that the words of a taker leave out.
    expect(both((text) => text.replace('by: [{ leg: look }]', 'by: [{ leg: look, permission: cases.accept }]'), procedure)).toEqual([
      ['动作「交办」的由谁办理：权限：无 → cases.accept', 'Step “Give”: who may take it: right: none → cases.accept'],
    ]);
  });

  test('a pack does not differ from itself, nor from itself in another order', () => {
    expect(comparePacks(pack, pack)).toEqual([]);
    expect(comparePacks(base, base)).toEqual([]);
    // Former versions stand in base for cases on their way; new ones begin by the newest.
    const newest = readPack(new Map([...baseFiles()].filter(([file]) => file !== 'procedures/standard_case.json')), coreParts).pack!;
    expect(newest.entries.length).toBe(base.entries.length - 1);
    expect(comparePacks(base, newest)).toEqual([]);
    const turned = readPack(new Map([...river].toReversed()), coreParts).pack!;
    expect(comparePacks(pack, turned)).toEqual([]);
    expect(differences({ a: 1, b: [{ key: 'x' }, { key: 'y' }] }, { b: [{ key: 'y' }, { key: 'x' }], a: 1 })).toEqual([]);
  });

  test('every single change of a value is told, with words in both languages', () => {
    const spots: { file: string; path: (string | number)[] }[] = [];
    const walk = (file: string, value: unknown, path: (string | number)[]): void => {
      if (typeof value === 'object' && value !== null) {
        for (const [key, one] of Object.entries(value)) walk(file, one, [...path, Array.isArray(value) ? Number(key) : key]);
        if (path.length > 0) spots.push({ file, path });
      } else spots.push({ file, path });
    };
    for (const entry of [...pack.entries, ...base.entries]) walk(entry.file, entry.value, []);
    const mutate = (value: unknown, path: readonly (string | number)[], how: number): unknown => {
      const copy = structuredClone(value) as Record<string, unknown>;
      let here = copy;
      for (const step of path.slice(0, -1)) here = here[step] as Record<string, unknown>;
      const last = path.at(-1)!;
      const was = here[last];
      if (how === 0 && Array.isArray(here)) here.splice(Number(last), 1);
      else if (how === 0) delete here[last];
      else if (typeof was === 'number') here[last] = was + 1;
      else if (typeof was === 'boolean') here[last] = !was;
      else if (typeof was === 'string') here[last] = `${was}x`;
      else if (Array.isArray(was)) here[last] = [...(was as unknown[]), 'another'];
      else here[last] = { ...(was as object), another: 1 };
      return copy;
    };
    fc.assert(
      fc.property(fc.nat(spots.length - 1), fc.nat(1), (n, how) => {
        const { file, path } = spots[n]!;
        const whole = pack.entries.some((entry) => entry.file === file) ? pack : base;
        const entry = whole.entries.find((one) => one.file === file)!;
        const parsed = entry.part!.schema.safeParse(mutate(entry.value, path, how));
        // What no pack can say is not asked; what is left out and so means the default may be the same as before.
        fc.pre(parsed.success && canonical(parsed.data) !== canonical(entry.value));
        const value = parsed.data;
        const changes = comparePacks({ ...whole, entries: [entry] }, { ...whole, entries: [{ ...entry, value }] });
        expect([path, changes.length > 0]).toEqual([path, true]);
        for (const { words } of changes) {
          // Nobody is shown a change from X to X.
          for (const text of [words['zh-Hans'], words.en]) {
            const [was = '', is, ...more] = text.split(' → ');
            if (is !== undefined && more.length === 0) expect([text, was.endsWith(`：${is}`) || was.endsWith(`: ${is}`)]).toEqual([text, false]);
          }
          expect([words['zh-Hans'].length > 2, words.en.length > 2, `${words['zh-Hans']}${words.en}`.includes('undefined')]).toEqual([true, true, false]);
        }
      }),
      { numRuns: 150, seed: 20261122 },
    );
  });
});

test('settings are written where they point, and nowhere else', () => {
  const { manifest } = readPack(river, coreParts).pack!;
  const files = withSettings(river, manifest, { work_days: 4, look_limit: { amount: 120, unit: 'working-minutes' } });
  const words = comparePacks(readPack(river, coreParts).pack, readPack(files, coreParts).pack).map((one) => one.words.en);
  expect(words).toEqual(['Leg “Look”: limit: 1 working hour → 2 working hours', 'Leg “Work”: limit: 2 working days → 4 working days']);
  expect(files.get(procedure)).toContain('# yaml-language-server');
  expect(withSettings(river, manifest, {})).toEqual(river);
});
