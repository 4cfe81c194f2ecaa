import { speak } from '@hezhi/server';
import type { Language, Words } from '@hezhi/contract';
import type { Leg, Procedure, Snapshot } from '../contract/index.ts';
import type { Names } from './owners.ts';
import { stepWords } from './words.ts';

/** "Who has it now and why, until when, what happens next" (C3): one sentence on every matter, in the person's language. */
const sentences = {
  leg: { 'zh-Hans': '{owner}正在{leg}{why}，{due}{next}', en: '{owner} is at “{leg}”{why}, {due}{next}' },
  given: { 'zh-Hans': '（{org}：{step}）', en: ' ({org}: {step})' },
  escalated: { 'zh-Hans': '（系统：{step}）', en: ' (by the clock: {step})' },
  placed: { 'zh-Hans': '（按地点和类别）', en: ' (by place and category)' },
  due: { 'zh-Hans': '{when} 前完成', en: 'due {when}' },
  late: { 'zh-Hans': '已超过 {when} 的时限', en: 'overdue since {when}' },
  paused: { 'zh-Hans': '{owner}的{leg}因“{reason}”暂停计时，最迟 {when} 恢复', en: '“{leg}” of {owner} is paused ({reason}) until {when} at the latest' },
  final: { 'zh-Hans': '{state}（{when}）', en: '{state} ({when})' },
  next: { 'zh-Hans': '；之后{next}', en: '; then {next}' },
  asker: { 'zh-Hans': '等您{leg}，{due}', en: 'Waiting for you: “{leg}”, {due}' },
  waiting: { 'zh-Hans': '提出人', en: 'The person who asked' },
  today: { 'zh-Hans': '今天 {time}', en: 'today {time}' },
  tomorrow: { 'zh-Hans': '明天 {time}', en: 'tomorrow {time}' },
  day: { 'zh-Hans': '{month}月{day}日 {time}', en: '{day} {name} {time}' },
  year: { 'zh-Hans': '{year}年{month}月{day}日 {time}', en: '{day} {name} {year} {time}' },
} satisfies Record<string, Words>;

/** As they are named in English. */
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** A moment as people say it, in China's time. */
export function spokenMoment(ms: number, now: number, language: Language): string {
  const at = new Date(ms + 8 * 3_600_000);
  const today = Math.floor((now + 8 * 3_600_000) / 86_400_000);
  const distance = Math.floor((ms + 8 * 3_600_000) / 86_400_000) - today;
  const time = at.toISOString().slice(11, 16);
  const values = { time, month: at.getUTCMonth() + 1, name: months[at.getUTCMonth()], day: at.getUTCDate(), year: at.getUTCFullYear() };
  if (distance === 0) return speak(sentences.today, language, values);
  if (distance === 1) return speak(sentences.tomorrow, language, values);
  return speak(at.getUTCFullYear() === new Date(now + 8 * 3_600_000).getUTCFullYear() ? sentences.day : sentences.year, language, values);
}

/** The leg a person wants to hear about: no side leg, rather a running one, the one that is due first. */
function mainLeg(procedure: Procedure, legs: readonly Leg[]): Leg | undefined {
  const side = (leg: Leg): number => Number(procedure.legs[leg.key]!.side);
  return legs.toSorted((a, b) => side(a) - side(b) || Number(a.paused !== null) - Number(b.paused !== null) || a.dueAt - b.dueAt)[0];
}

/** Why this owner has it (C3): who gave it by which step, the clock's ladder, or place and category. */
function whyOf(procedure: Procedure, leg: Leg, names: Names, language: Language): string {
  if (!leg.why) return '';
  const { step, org } = leg.why;
  const owner = procedure.legs[leg.key]!.owner;
  // Whom the opening itself chose was called by whoever opened it; others follow from place and category.
  if (step === 'open' && ('org' in owner || 'post' in owner || org === null)) return speak(sentences.placed, language);
  const values = { step: speak(stepWords(procedure, step), language), org: org === null ? '' : (names.org(org) ?? '') };
  return speak(values.org === '' ? sentences.escalated : sentences.given, language, values);
}

export function sentenceOf(procedure: Procedure, s: Snapshot, names: Names, audience: 'staff' | 'asker' | 'public', language: Language, now: number): string {
  const staff = audience === 'staff';
  const state = procedure.states[s.state]!;
  const leg = mainLeg(procedure, s.legs);
  if (!leg)
    return speak(sentences.final, language, {
      when: spokenMoment(s.closedAt ?? s.openedAt, now, language),
      state: speak(staff ? state.name : state.public, language),
    });
  const def = procedure.legs[leg.key]!;
  const name = speak(def.name, language);
  const owner = names.owner(leg, staff);
  if (leg.paused) {
    const reason = procedure.pause_reasons.find((one) => one.key === leg.paused!.reason);
    return speak(sentences.paused, language, {
      owner,
      leg: name,
      reason: reason ? speak(reason.name, language) : '',
      when: spokenMoment(leg.paused.until, now, language),
    });
  }
  const when = spokenMoment(leg.dueAt, now, language);
  const due = speak(leg.dueAt < now ? sentences.late : sentences.due, language, { when });
  if (leg.person !== null && audience === 'asker') return speak(sentences.asker, language, { leg: name, due });
  const next = def.next ? speak(sentences.next, language, { next: speak(def.next, language) }) : '';
  return speak(sentences.leg, language, {
    owner: owner || speak(sentences.waiting, language),
    leg: name,
    due,
    next,
    why: whyOf(procedure, leg, names, language),
  });
}
