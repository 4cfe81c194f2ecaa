import type { Words } from '@hezhi/contract/light';
import type { ByDef, EffectDef, GuardDef, OwnerRef, Procedure } from '@hezhi/matters/contract';
import { fill } from '../faults.ts';
import type { Names } from './values.ts';
import { valueNames } from './words.ts';

const w = (hans: string, en: string): Words => ({ 'zh-Hans': hans, en });
const quoted = (name: Words): Words => w(`「${name['zh-Hans']}」`, `“${name.en}”`);

const governing: Readonly<Record<string, string>> = { community: 'community', street_office: 'street', district_centre: 'district' };
const levelWords = (key: string): Words => (Object.hasOwn(valueNames, key) ? valueNames[key]! : w(String(key), String(key)));

/** Who is to own a leg, in words. */
export function ownerWords(ref: OwnerRef, names: Names): Words {
  // Who governs a level is known by that; of others the level is said.
  if ('org' in ref)
    return governing[ref.org] === ref.at ? names(ref.org) : fill(w('{level}的{org}', '{org} ({level})'), { org: names(ref.org), level: levelWords(ref.at) });
  if ('post' in ref) return fill(w('{level}的{post}', '{post} ({level})'), { post: names(ref.post), level: levelWords(ref.at) });
  if ('field' in ref) return fill(w('由“{field}”选定的单位', 'whoever is chosen in “{field}”'), { field: names(ref.field) });
  if ('each' in ref) return fill(w('“{field}”中选定的每个单位', 'each of those chosen in “{field}”'), { field: names(ref.each) });
  if ('same' in ref) return fill(w('与「{leg}」相同', 'the same as of “{leg}”'), { leg: names(ref.same) });
  if ('param' in ref)
    return ref.else
      ? fill(w('分派规则所定，否则{owner}', 'as routed, else {owner}'), { owner: ownerWords(ref.else, names) })
      : w('登记时确定', 'as fixed at the opening');
  return 'asker' in ref ? w('提出人', 'who asked') : w('经办人', 'who takes the step');
}

/** Who may take a step, in words. `right`: what a right is called. */
export function byWords(by: ByDef, names: Names): Words {
  if ('leg' in by) return fill(w('「{leg}」的责任人', 'the owner of “{leg}”'), { leg: names(by.leg) });
  if ('asker' in by) return w('提出人', 'who asked');
  if ('permission' in by) return fill(w('有“{right}”权限的岗位', 'posts with the right “{right}”'), { right: names(by.permission) });
  return 'staff' in by ? w('看得到这件事的工作人员', 'any of the staff who sees it') : w('系统自动', 'the system');
}

const effects: Readonly<Record<EffectDef['do'], Words>> = {
  open: w('开始{leg}', 'begin {leg}'),
  end: w('结束{leg}', 'end {leg}'),
  end_all: w('结束全部责任段', 'end all legs'),
  pause: w('挂起{leg}', 'pause {leg}'),
  resume: w('恢复{leg}', 'resume {leg}'),
  extend: w('延长{leg}', 'extend {leg}'),
  assign: w('{leg}转给{owner}', 'give {leg} to {owner}'),
  offer: w('{leg}移交给{owner}', 'offer {leg} to {owner}'),
  accept_offer: w('接收{leg}的移交', 'accept the offer of {leg}'),
  drop_offer: w('取消{leg}的移交', 'drop the offer of {leg}'),
  mark: w('标记“{mark}”', 'mark “{mark}”'),
  unmark: w('取消标记“{mark}”', 'take back the mark “{mark}”'),
  mark_timely: w('标记“{mark}”及是否按时', 'mark “{mark}” and whether in time'),
  rating: w('记录评分', 'keep the rating'),
  subject: w('更改类别', 'correct the category'),
  place: w('更改地点', 'correct the place'),
  publish: w('更改是否公开', 'set whether it is public'),
};
const guards: Readonly<Record<GuardDef['if'], Words>> = {
  marked: w('已标记“{mark}”', 'marked “{mark}”'),
  not_marked: w('未标记“{mark}”', 'not marked “{mark}”'),
  leg_open: w('{leg}在办', '{leg} is open'),
  leg_closed: w('{leg}不在办', '{leg} is not open'),
  leg_running: w('{leg}正在计时', '{leg} is running'),
  leg_paused: w('{leg}已挂起', '{leg} is paused'),
  only_leg: w('只有{leg}在办', 'only {leg} is open'),
  acting: w('为{leg}办理', 'taken for {leg}'),
  had_by: w('由{steps}得来', 'given by {steps}'),
  not_had_by: w('不是由{steps}得来', 'not given by {steps}'),
  offered_to_me: w('{leg}已移交给本人', '{leg} is offered to the actor'),
  no_offer: w('{leg}没有待接收的移交', 'no offer of {leg} is waiting'),
  times_below: w('“{step}”少于 {n} 次', '“{step}” taken fewer than {n} times'),
  within: w('办结后 {limit} 内', 'within {limit} of the end'),
  has_asker: w('有提出人', 'somebody asked'),
  no_asker: w('没有提出人', 'nobody is known to have asked'),
  children_ended: w('子事项均已办结', 'all children have ended'),
  answer: w('条件“{of}”成立', 'the condition “{of}” holds'),
  given: w('“{field}”为{in}', '“{field}” is {in}'),
};

/** Whether a value is an effect, a condition of procedures: only these have words of their own. */
export const isEffect = (value: object): value is EffectDef => 'do' in value && Object.hasOwn(effects, String(value.do));
export const isGuard = (value: object): value is GuardDef => 'if' in value && Object.hasOwn(guards, String(value.if));

type Bits = Readonly<Record<string, unknown>>;
function bits(value: Bits, names: Names, say: (value: unknown) => Words): Record<string, Words> {
  const found: Record<string, Words> = {};
  for (const [key, one] of Object.entries(value)) {
    if (key === 'leg') found[key] = quoted(names(String(one)));
    else if (key === 'owner' && typeof one === 'object' && one !== null) found[key] = ownerWords(one as OwnerRef, names);
    else if (key === 'steps' && Array.isArray(one)) found[key] = list((one as string[]).map((step) => quoted(names(step))));
    else found[key] = say(one);
  }
  return found;
}
const list = (all: readonly Words[]): Words => w(all.map((one) => one['zh-Hans']).join('、'), all.map((one) => one.en).join(', '));

/** An effect in words, with the owner, limit or result it names. */
export function effectWords(effect: EffectDef, names: Names, say: (value: unknown) => Words): Words {
  const told = fill(effects[effect.do], bits(effect, names, say));
  const { do: _, leg: __, mark: ___, ...rest } = effect as Bits & { do: string };
  const more = Object.entries(rest).filter(([key]) => !effects[effect.do].en.includes(`{${key}}`));
  if (more.length === 0) return told;
  const words = list(
    more.map(([key, value]) => (key === 'owner' && typeof value === 'object' && value !== null ? ownerWords(value as OwnerRef, names) : say(value))),
  );
  return w(`${told['zh-Hans']}（${words['zh-Hans']}）`, `${told.en} (${words.en})`);
}

/** A condition in words. */
export const guardWords = (guard: GuardDef, names: Names, say: (value: unknown) => Words): Words => fill(guards[guard.if], bits(guard, names, say));

/** The names of everything in a procedure, by key. */
export function procedureNames(p: Procedure): Map<string, Words> {
  const found = new Map<string, Words>();
  const put = (key: string, name: Words): void => void (found.has(key) || found.set(key, name));
  for (const part of [p.states, p.legs, p.steps]) for (const [key, { name }] of Object.entries(part)) put(key, name);
  for (const [key, name] of Object.entries(p.marks)) put(key, name);
  for (const { key, name } of p.pause_reasons) put(key, name);
  for (const { fields } of [p.opening, ...Object.values(p.steps)]) for (const field of fields) put(field.key, field.label);
  return found;
}
