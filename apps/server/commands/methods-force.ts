import { newId, Refusal, say, systemActor, type Language } from '@hezhi/contract';
import { territory, reference } from '@hezhi/directory/server';
import { checkPack, SettingValues, type PackManifest } from '@hezhi/methods/contract';
import { install, preview, shippedPacks, standingViews, withdraw } from '@hezhi/methods/server';
import { makeCall, speak, type Call } from '@hezhi/server';
import { print, remark, withHouse, WrongCall, type Command } from '../command.ts';
import { countOfFaults, faultLine, filesFor, ground, readable, tellIn, typed } from './packs.ts';

/** Lists the packs that ship; with a place, what is in force there, above and below. */
export const methodsList: Command = {
  name: 'methods list',
  usage: 'methods list [--at CODE] [--json] [--language zh|en]',
  help: 'the method packs of this version; with a code, those in force at that place, above and below it (needs the database)',
  run: async (args) => {
    const { values, positionals, language } = typed(args, { at: { type: 'string' }, json: { type: 'boolean' } });
    if (positionals.length > 0) throw new WrongCall('A place is said with --at.');
    if (values['at'] !== undefined) return listAt(placeOf(values['at']), values['json'] === true, language);
    const packs = [...shippedPacks().keys()].map((key) => readable(key).manifest);
    if (values['json'])
      print(
        JSON.stringify(
          packs.map(({ key, version, name, summary }) => ({ key, version, name, summary })),
          null,
          2,
        ),
      );
    else for (const { key, version, name, summary } of packs) print(`${key} ${version}  ${say(name, language)}: ${say(summary, language)}`);
    return 0;
  },
};

const listAt = (area: string, json: boolean, language: Language): Promise<number> =>
  atPlace(area, language, async (call) => {
    const found = await standingViews(call, area);
    if (json) return print(JSON.stringify(found, null, 2));
    for (const one of found) {
      const settings = one.settings.map((setting) => ` · ${setting.label} ${setting.value}`).join('');
      const since = one.since.slice(0, 10);
      tellIn(
        language,
        `${one.area} ${one.areaName}：${one.name}（${one.pack} 第 ${one.version} 版），${since} 起启用${settings}`,
        `${one.area} ${one.areaName}: ${one.name} (${one.pack} version ${one.version}), since ${since}${settings}`,
      );
    }
    if (found.length === 0) tellIn(language, '这里没有启用工作法，按基础包办理。', 'No method pack is in force here; the place works by base.');
  });

/** Puts a pack in force, as the operator of the house. */
export const methodsInstall: Command = {
  name: 'methods install',
  usage: 'methods install DIR|KEY --at CODE [--set key=value]… [--reason TEXT] [--preview] [--language zh|en]',
  help: 'put a method pack in force at a district, street or community; a limit is written as 240:working-minutes; --preview only says what would change',
  run: async (args) => {
    const { values, positionals, language } = typed(args, {
      at: { type: 'string' },
      set: { type: 'string', multiple: true },
      reason: { type: 'string' },
      preview: { type: 'boolean' },
    });
    const [name, ...more] = positionals;
    if (!name || more.length > 0) throw new WrongCall('Say which pack.');
    if (name === 'base') throw new WrongCall('base holds everywhere and is not put in force; withdraw the pack of a place to come back to it.');
    const area = placeOf(values['at']);
    const files = filesFor(name);
    const settings = settingsOf((values['set'] as string[] | undefined) ?? []);
    remark(language === 'en' ? `Checking ${name} …` : `正在检查 ${name} …`);
    // With line and column, before a database is touched: the refusal of the house names only the first fault.
    const { pack, faults } = checkPack(files, ground());
    const grave = faults.filter((fault) => !fault.note);
    if (!pack || grave.length > 0) {
      for (const fault of grave) remark(faultLine(fault, language));
      const count = countOfFaults(grave.length, language);
      remark(language === 'en' ? `The pack has ${count} and was not put in force.` : `工作法有 ${count}，没有启用。`);
      return 1;
    }
    knownSettings(pack.manifest, settings);
    const { key, version } = pack.manifest;
    return atPlace(area, language, async (call, place) => {
      if (values['preview']) return tellPreview(await preview(call, { key, version, area, settings }, files), key, version, place, language);
      const reason = typeof values['reason'] === 'string' ? values['reason'] : '';
      const done = await install(call, { id: newId(call.now), key, version, area, settings, reason }, files);
      if (!done.changed) return tellIn(language, `${place}已在按 ${key} 第 ${version} 版办理。`, `${key} version ${version} was in force at ${place} already.`);
      tellIn(language, `${key} 第 ${version} 版已在${place}启用。`, `${key} version ${version} is in force at ${place}.`);
      remark(
        language === 'en'
          ? 'Matters that are under way keep the version they began with; the desk offers them the new one where they can go on by it.'
          : '已经在办的事项仍按原版本办理；能改按新版的，在工作台“工作法”里可以改。',
      );
    });
  },
};

type Preview = Awaited<ReturnType<typeof preview>>;

function tellPreview(seen: Preview, key: string, version: number, place: string, language: Language): void {
  const zh = language !== 'en';
  if (seen.same)
    tellIn(
      language,
      `${place}已在按 ${key} 第 ${version} 版办理，什么都不会变。`,
      `${key} version ${version} is in force at ${place} already; nothing would change.`,
    );
  const part = (title: string, lines: readonly string[]): void => {
    if (lines.length > 0) print([title, ...lines.map((line) => `  ${line}`)].join('\n'));
  };
  if (seen.replaces && !seen.same) print(zh ? `将接替：${seen.replaces.name}` : `It takes the place of: ${seen.replaces.name}`);
  part(
    zh ? '新事项改用的流程：' : 'Procedures that new matters begin with:',
    seen.procedures.map((one) =>
      zh
        ? `${one.kindName}：${one.from} → ${one.to}（在办 ${one.open} 件仍按原流程）`
        : `${one.kindName}: ${one.from} → ${one.to} (${one.open} open ones keep theirs)`,
    ),
  );
  part(
    zh ? '还缺的岗位：' : 'Posts that are missing:',
    seen.posts.map((one) =>
      zh
        ? `${one.role}：每个${one.level}至少 ${one.least} 人，${one.of} 个中有 ${one.lacking} 个不足（${one.names.join('、')}）`
        : `${one.role}: at least ${one.least} for each ${one.level}; ${one.lacking} of ${one.of} have fewer (${one.names.join(', ')})`,
    ),
  );
  part(
    zh ? '现在没有人能做的动作：' : 'Steps that nobody may take today:',
    seen.unstaffed.map((one) => (zh ? `${one.procedure}：${one.step}（${one.roles.join('、')}）` : `${one.procedure}: ${one.step} (${one.roles.join(', ')})`)),
  );
  part(zh ? '区里没有的单位类型：' : 'Kinds of organisations that the district does not have:', seen.organisations);
  part(
    zh ? '本版本还没有的部分：' : 'What this version does not carry yet:',
    seen.needs.flatMap((one) => (one.there ? [] : [one.name])),
  );
  part(
    zh ? '内容变化：' : 'What changes:',
    seen.differences.map((one) => `${one.file}: ${one.text}`),
  );
  tellIn(language, '以上只是预览，没有改动。', 'This is a preview; nothing was changed.');
}

/** Withdraws the pack in force at a place. */
export const methodsWithdraw: Command = {
  name: 'methods withdraw',
  usage: 'methods withdraw --at CODE --reason TEXT [--language zh|en]',
  help: 'take the method pack in force at a place away; the former one is in force again',
  run: async (args) => {
    const { values, positionals, language } = typed(args, { at: { type: 'string' }, reason: { type: 'string' } });
    if (positionals.length > 0) throw new WrongCall('The pack need not be named: the one in force at the place is taken away.');
    const at = placeOf(values['at']);
    const reason = typeof values['reason'] === 'string' ? values['reason'].trim() : '';
    if (reason === '') throw new WrongCall('Say why: --reason.');
    return atPlace(at, language, async (call, place) => {
      const { pack, version } = await withdraw(call, { id: newId(call.now), area: at, reason });
      if (pack === null) tellIn(language, `已撤回；${place}改按上级的工作法或基础包办理。`, `Withdrawn; ${place} works by the level above or by base again.`);
      else tellIn(language, `已撤回；${place}改按 ${pack} 第 ${version} 版办理。`, `Withdrawn; ${pack} version ${version} is in force at ${place} again.`);
    });
  },
};

/** The code after --at: a district, street or community. Whether it exists, the house knows. */
function placeOf(value: unknown): string {
  if (typeof value !== 'string') throw new WrongCall('Say where: --at with an official code.');
  if (!/^\d{6}(\d{3}(\d{3})?)?$/.test(value)) throw new WrongCall(`${value} is no code of a district (6 digits), street (9) or community (12).`);
  return value;
}

/** Works as the system in the district of a place, which is given with its name; what is refused is said as a sentence, exit 1. */
function atPlace(area: string, language: Language, work: (call: Call, place: string) => Promise<void>): Promise<number> {
  return withHouse(async (house) => {
    await reference(house);
    const district = area.slice(0, 6);
    try {
      const tree = await territory(house).ensure(district);
      if (!tree.get(area)) {
        remark(
          language === 'en'
            ? `${area} is not among the places of this house; "import divisions" brings them in.`
            : `本系统里没有 ${area} 这个地方；可用 import divisions 导入区划。`,
        );
        return 1;
      }
      await work(
        makeCall(house, { actor: systemActor(district), language }),
        `${tree.fullName(area, { from: 'district' })}${language === 'en' ? ` (${area})` : `（${area}）`}`,
      );
      return 0;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      remark(`${speak(error.def.words, language, error.values)} (${error.def.code})`);
      return 1;
    }
  });
}

/** `accept_limit=240:working-minutes`, `quorum=60`, `open=true`, `rule=majority`. */
function settingsOf(list: readonly string[]): SettingValues {
  const entries = list.map((one): [string, unknown] => {
    const at = one.indexOf('=');
    if (at < 1) throw new WrongCall(`${one} is no setting: write key=value.`);
    const text = one.slice(at + 1);
    const limit = /^(\d+):(working-minutes|working-days|minutes|days)$/.exec(text);
    const value = limit
      ? { amount: Number(limit[1]), unit: limit[2] }
      : text === 'true' || text === 'false'
        ? text === 'true'
        : /^-?\d+(\.\d+)?$/.test(text)
          ? Number(text)
          : text;
    return [one.slice(0, at), value];
  });
  const parsed = SettingValues.safeParse(Object.fromEntries(entries));
  if (!parsed.success) throw new WrongCall('The settings are not written as key=value.');
  return parsed.data;
}

/** A wrong call where a setting is named that the pack does not have, with those that it has. */
function knownSettings(manifest: PackManifest, values: SettingValues): void {
  const known = manifest.settings.map((one) => one.key);
  const unknown = Object.keys(values).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new WrongCall(`${manifest.key} has no setting ${unknown} (${known.join(', ') || 'it has none'}).`);
}
