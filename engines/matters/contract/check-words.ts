import type { Words } from '@hezhi/contract/light';

const w = (hans: string, en: string): Words => ({ 'zh-Hans': hans, en });

/** What may be wrong with a procedure beside its schema, in the words of those who write procedures. */
export const procedureFaultWords = {
  no_state: w('没有“{name}”这个状态', 'no state "{name}"'),
  no_leg: w('没有“{name}”这个责任段', 'no leg "{name}"'),
  no_field: w('没有“{name}”这个字段', 'no field "{name}"'),
  no_step: w('没有“{name}”这个动作', 'no step "{name}"'),
  engine_name: w('“{name}”这个名称由系统使用', 'the name "{name}" belongs to the engine'),
  no_pause_reasons: w('可以挂起，但没有列出挂起原因', 'pauses, but no pause reason is listed'),
  pause_reason_form: w('挂起须写明原因，或写明由哪个字段选择原因，二者取一', 'a pause needs a reason or the field of one'),
  no_pause_reason: w('没有“{name}”这个挂起原因', 'no pause reason "{name}"'),
  audience_field: w('公开范围提到了不存在的字段“{name}”', 'audience names no field "{name}"'),
  public_voice: w('语音属于个人信息，不能公开：“{name}”', 'a voice is personal data and never public: "{name}"'),
  given_in_step: w('只有分支可以按填写的内容判断', 'only a branch can look at what was typed'),
  mark_words: w('标记“{name}”没有名称', 'mark "{name}" has no words'),
  staff_blind: w('工作人员看不到这个动作', 'the staff would not see it'),
  rung_after: w('须写明 after，否则与上一级同时发生', 'needs "after", or it would fire together with the one before'),
  limbo: w('{via}之后停在“{name}”，没有任何责任段在办', 'limbo: after {via} the matter is "{name}" with no leg open'),
  open_at_end: w('{via}之后已到“{name}”（办结），但还有责任段未结束：{legs}', 'after {via} the matter is "{name}" (final) with open legs: {legs}'),
  state_unreached: w('状态“{name}”永远到不了', 'state "{name}" can never be reached'),
  step_untaken: w('动作“{name}”永远做不了', 'step "{name}" can never be taken'),
  no_end: w('从“{name}”（责任段：{legs}）走不到办结', 'from "{name}" (legs: {legs}) no end can be reached'),
} as const satisfies Record<string, Words>;

export type ProcedureFaultCode = keyof typeof procedureFaultWords;
/** One fault of a procedure: its place (keys from the root), and what its sentence needs. */
export type ProcedureFault = {
  readonly code: ProcedureFaultCode;
  readonly path: readonly (string | number)[];
  readonly values: Readonly<Record<string, string>>;
};

/** `step "give"`, `leg "look" rung 1`: where it is, for the English sentence. */
function placeOf(path: ProcedureFault['path']): string {
  const [part, name, , rung] = path;
  if (part === 'steps') return `step "${String(name)}": `;
  if (part === 'legs') return `leg "${String(name)}" rung ${String(rung)}: `;
  return path.length === 0 || part === 'states' ? '' : `${String(part)}: `;
}

/** A fault as one English line with its place, for logs and refusals. */
export function procedureFaultLine({ code, path, values }: ProcedureFault): string {
  const place = code === 'step_untaken' || code === 'state_unreached' ? '' : placeOf(path);
  return `${place}${procedureFaultWords[code].en.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')}`;
}
