import type { Words } from '@hezhi/contract/light';

/** The nine matters that owners decide together (民法典 278), in plain words; keys are those of the legal table of ballots. */
export const subjects = [
  'owners.rules_of_procedure',
  'owners.covenant',
  'owners.committee',
  'owners.manager',
  'owners.use_repair_fund',
  'owners.raise_repair_fund',
  'owners.rebuild',
  'owners.common_parts',
  'owners.other',
] as const;
export type Subject = (typeof subjects)[number];

export const subjectWords: Readonly<Record<Subject, Words>> = {
  'owners.rules_of_procedure': { 'zh-Hans': '定或改业主大会议事规则', en: 'Rules of the owners’ assembly' },
  'owners.covenant': { 'zh-Hans': '定或改管理规约', en: 'Management covenant' },
  'owners.committee': { 'zh-Hans': '选举或更换业主委员会成员', en: 'Electing or replacing the owners’ committee' },
  'owners.manager': { 'zh-Hans': '选聘或解聘物业企业', en: 'Hiring or dismissing the property firm' },
  'owners.use_repair_fund': { 'zh-Hans': '动用维修资金', en: 'Using the repair fund' },
  'owners.raise_repair_fund': { 'zh-Hans': '筹集维修资金', en: 'Raising the repair fund' },
  'owners.rebuild': { 'zh-Hans': '改建或重建房屋、设施', en: 'Rebuilding houses or facilities' },
  'owners.common_parts': { 'zh-Hans': '改变公共部位用途或用它经营', en: 'Changing the use of common parts or doing business with them' },
  'owners.other': { 'zh-Hans': '其他重大共同事项', en: 'Other major common matters' },
};

export const unitKinds = ['home', 'shop', 'office', 'parking', 'other'] as const;
/** Where an area comes from, in the order that the law gives them (司法解释 8): register, else survey, else contract. */
export const areaSources = ['register', 'survey', 'contract'] as const;
export const ownerKinds = ['person', 'company', 'developer'] as const;
export const memberRoles = ['chair', 'vice', 'member', 'reserve'] as const;
export const memberKinds = ['committee', 'preparing'] as const;
export const proposerKinds = ['committee', 'owners', 'community'] as const;
/** The head of everything that the developer has not sold or not handed over: together one person (司法解释 9). */
export const DEVELOPER = 'developer';

/** Last day on which a decision can be challenged: one year from the day on which it was known (民法典 280, 152). `YYYY-MM-DD`. */
export function lastDayToChallenge(knownOn: string): string {
  const [year, month, day] = knownOn.split('-').map(Number) as [number, number, number];
  const next = new Date(Date.UTC(year + 1, month - 1, day));
  // 29 February has no namesake in most years: the last day of its month stands.
  if (next.getUTCMonth() !== month - 1) return new Date(Date.UTC(year + 1, month, 0)).toISOString().slice(0, 10);
  return next.toISOString().slice(0, 10);
}
