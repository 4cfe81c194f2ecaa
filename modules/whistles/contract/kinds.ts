import type { Words } from '@hezhi/contract/light';
import type { Limit } from '@hezhi/calendar/contract';

/** Occasions of whistles (rules.md 2: residents' demands, joint enforcement, emergency, key work). */
export const kindKeys = ['routine', 'joint', 'emergency', 'key_work'] as const;
export type KindKey = (typeof kindKeys)[number];

/** What a kind demands. `on_site`: checking in needs a position. `tier` 1 (most urgent) to 4. `whole`: until when the whistler has it settled. */
export type KindRules = { check_in: Limit; handle: Limit; decision: Limit; on_site: boolean; tier: number; active: boolean };
export type ShippedKind = KindRules & { key: KindKey; name: Words; hint: Words };

const wm = (amount: number): Limit => ({ amount, unit: 'working-minutes' });
const wd = (amount: number): Limit => ({ amount, unit: 'working-days' });
const m = (amount: number): Limit => ({ amount, unit: 'minutes' });

/** As shipped; a district's own row stands in its stead (local practice differs: the times are configuration, rules.md 2). */
export const shippedKinds: readonly ShippedKind[] = [
  {
    key: 'routine',
    name: { 'zh-Hans': '例行吹哨', en: 'Routine' },
    hint: { 'zh-Hans': '群众诉求、日常治理中社区和街道解决不了的事', en: 'Demands and daily matters that community and street cannot settle' },
    check_in: wm(240),
    handle: wd(5),
    decision: wm(240),
    on_site: false,
    tier: 3,
    active: true,
  },
  {
    key: 'joint',
    name: { 'zh-Hans': '联合执法', en: 'Joint enforcement' },
    hint: { 'zh-Hans': '需要几个部门到场一起执法的事', en: 'Several departments must enforce together on the spot' },
    check_in: wm(120),
    handle: wd(7),
    decision: wm(120),
    on_site: true,
    tier: 2,
    active: true,
  },
  {
    key: 'emergency',
    name: { 'zh-Hans': '应急处置', en: 'Emergency' },
    hint: { 'zh-Hans': '危及人身或财产安全，昼夜计时', en: 'Danger to life or property; the clock runs day and night' },
    check_in: m(30),
    handle: m(1440),
    decision: m(20),
    on_site: true,
    tier: 1,
    active: true,
  },
  {
    key: 'key_work',
    name: { 'zh-Hans': '重点工作', en: 'Key work' },
    hint: { 'zh-Hans': '中心工作、专项整治中需要部门配合的事', en: 'Campaigns and key work that need the departments' },
    check_in: wd(1),
    handle: wd(15),
    decision: wd(1),
    on_site: false,
    tier: 3,
    active: true,
  },
];
export const shippedKind = (key: string): ShippedKind | undefined => shippedKinds.find((one) => one.key === key);

/** The limits that a whistle of these rules begins with, by the names that its procedure reads. */
export function limitsOf(rules: Pick<KindRules, 'check_in' | 'handle' | 'decision'>): Record<'check_in' | 'handle' | 'decision' | 'whole', Limit> {
  const { handle } = rules;
  const days = handle.unit.endsWith('days');
  return { check_in: rules.check_in, handle, decision: rules.decision, whole: { unit: handle.unit, amount: days ? handle.amount + 2 : handle.amount * 2 } };
}
