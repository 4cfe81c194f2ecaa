import type { Words } from '@hezhi/contract/light';
import type { Measure } from './measures.ts';

type Need = { measure: Measure; at_least?: string; more_than?: string };
/** One minimum of law for one subject, and the days between which it holds. `agree_of`: what the share of agreement is measured against. */
export type LegalMinimum = {
  subject: string;
  words: Words;
  law: Words;
  article: string;
  from: string;
  to: string | null;
  take_part: readonly Need[];
  agree: readonly Need[];
  agree_of: 'taking_part' | 'roll' | 'present';
  notice_days: number;
  /** Share of the voters' roll that may call for the meeting. */
  convened_by: readonly string[];
};

const civil: Words = { 'zh-Hans': '中华人民共和国民法典', en: 'Civil Code of the People’s Republic of China' };
const property: Words = { 'zh-Hans': '中华人民共和国物权法', en: 'Property Law of the People’s Republic of China' };
const residentsFirst: Words = { 'zh-Hans': '中华人民共和国城市居民委员会组织法（1989年）', en: 'Organic Law of Urban Residents’ Committees (1989)' };
const residents: Words = {
  'zh-Hans': '中华人民共和国城市居民委员会组织法（2018年修正）',
  en: 'Organic Law of Urban Residents’ Committees (as amended in 2018)',
};
const villagers: Words = { 'zh-Hans': '中华人民共和国村民委员会组织法（2018年修正）', en: 'Organic Law of Villagers’ Committees (as amended in 2018)' };

const two: readonly Need[] = [
  { measure: 'area', at_least: '2/3' },
  { measure: 'heads', at_least: '2/3' },
];
const both = (need: { at_least?: string; more_than?: string }): readonly Need[] => [
  { measure: 'area', ...need },
  { measure: 'heads', ...need },
];

/** The nine matters of article 278; (1)-(5) and (9) more than half, (6)-(8) three quarters or more of area and heads taking part. */
const owners: readonly [subject: string, number: number, zh: string, en: string][] = [
  ['owners.rules_of_procedure', 1, '制定和修改业主大会议事规则', 'rules of procedure of the owners’ assembly'],
  ['owners.covenant', 2, '制定和修改管理规约', 'management covenant'],
  ['owners.committee', 3, '选举业主委员会或者更换业主委员会成员', 'electing the owners’ committee or replacing its members'],
  ['owners.manager', 4, '选聘和解聘物业服务企业或者其他管理人', 'hiring or dismissing the property firm or other manager'],
  ['owners.use_repair_fund', 5, '使用建筑物及其附属设施的维修资金', 'using the repair fund'],
  ['owners.raise_repair_fund', 6, '筹集建筑物及其附属设施的维修资金', 'raising the repair fund'],
  ['owners.rebuild', 7, '改建、重建建筑物及其附属设施', 'rebuilding the building or its facilities'],
  ['owners.common_parts', 8, '改变共有部分的用途或者利用共有部分从事经营活动', 'changing the use of common parts or doing business with them'],
  ['owners.other', 9, '有关共有和共同管理权利的其他重大事项', 'other major matters of co-ownership and joint management'],
];

/** What law demands at least, by subject and time (rules.md 3 and 4). Newer law is another line; old lines stay, for decisions of their time. */
export const legalMinima: readonly LegalMinimum[] = [
  ...owners.map(([subject, number, zh, en]): LegalMinimum => ({
    subject,
    words: { 'zh-Hans': zh, en },
    law: civil,
    article: `278(1)(${number})`,
    from: '2021-01-01',
    to: null,
    take_part: two,
    agree: number >= 6 && number <= 8 ? both({ at_least: '3/4' }) : both({ more_than: '1/2' }),
    agree_of: 'taking_part',
    notice_days: 15,
    convened_by: ['1/5'],
  })),
  // Before the Civil Code: article 76 of the Property Law measured against all owners, two thirds for the fund and for rebuilding.
  ...owners
    .filter(([, number]) => number !== 8)
    .map(([subject, number, zh, en]): LegalMinimum => ({
      subject,
      words: { 'zh-Hans': zh, en },
      law: property,
      article: '76',
      from: '2007-10-01',
      to: '2020-12-31',
      take_part: [],
      agree: number >= 5 && number <= 7 ? both({ at_least: '2/3' }) : both({ more_than: '1/2' }),
      agree_of: 'roll',
      notice_days: 15,
      convened_by: ['1/5'],
    })),
  // The amendment of 2018 changed the term of office only. From 2026 see `legalGaps`.
  ...(
    [
      [residentsFirst, '1990-01-01', '2018-12-28'],
      [residents, '2018-12-29', '2025-12-31'],
    ] as const
  ).map(([law, from, to]): LegalMinimum => ({
    subject: 'residents.meeting',
    words: { 'zh-Hans': '居民会议', en: 'residents’ meeting' },
    law,
    article: '9',
    from,
    to,
    take_part: [{ measure: 'heads', more_than: '1/2' }],
    agree: [{ measure: 'heads', more_than: '1/2' }],
    agree_of: 'present',
    notice_days: 0,
    // Article 10.
    convened_by: ['1/5', '1/3'],
  })),
  {
    subject: 'villagers.meeting',
    words: { 'zh-Hans': '村民会议', en: 'villagers’ meeting' },
    law: villagers,
    article: '22',
    from: '2010-10-28',
    to: null,
    take_part: [{ measure: 'heads', more_than: '1/2' }],
    agree: [{ measure: 'heads', more_than: '1/2' }],
    agree_of: 'present',
    notice_days: 10,
    convened_by: ['1/10', '1/3'],
  },
  {
    subject: 'villagers.meeting_of_households',
    words: { 'zh-Hans': '村民会议（户的代表）', en: 'villagers’ meeting of households' },
    law: villagers,
    article: '22',
    from: '2010-10-28',
    to: null,
    take_part: [{ measure: 'heads', at_least: '2/3' }],
    agree: [{ measure: 'heads', more_than: '1/2' }],
    agree_of: 'present',
    notice_days: 10,
    convened_by: ['1/10', '1/3'],
  },
  {
    subject: 'villagers.representatives',
    words: { 'zh-Hans': '村民代表会议', en: 'meeting of villagers’ representatives' },
    law: villagers,
    article: '26',
    from: '2010-10-28',
    to: null,
    take_part: [{ measure: 'heads', at_least: '2/3' }],
    agree: [{ measure: 'heads', more_than: '1/2' }],
    agree_of: 'present',
    notice_days: 0,
    convened_by: ['1/5'],
  },
  {
    subject: 'villagers.election',
    words: { 'zh-Hans': '村民委员会选举', en: 'election of the villagers’ committee' },
    law: villagers,
    article: '15',
    from: '2010-10-28',
    to: null,
    take_part: [{ measure: 'heads', more_than: '1/2' }],
    agree: [{ measure: 'heads', more_than: '1/2' }],
    agree_of: 'taking_part',
    notice_days: 0,
    convened_by: [],
  },
  {
    subject: 'villagers.recall',
    words: { 'zh-Hans': '罢免村民委员会成员', en: 'recall of members of the villagers’ committee' },
    law: villagers,
    article: '16',
    from: '2010-10-28',
    to: null,
    take_part: [{ measure: 'heads', more_than: '1/2' }],
    agree: [{ measure: 'heads', more_than: '1/2' }],
    agree_of: 'taking_part',
    notice_days: 0,
    convened_by: ['1/5', '1/3'],
  },
];

/** A subject that a law in force governs but whose text was not among the sources: no minimum is made up, `note` says so wherever a rule of that time is checked. */
export type LegalGap = { subject: string; law: Words; from: string; note: Words };
export const legalGaps: readonly LegalGap[] = [
  {
    subject: 'residents.meeting',
    law: {
      'zh-Hans': '中华人民共和国城市居民委员会组织法（2025年修订，2026年1月1日起施行）',
      en: 'Organic Law of Urban Residents’ Committees (revised 2025, in force since 1 January 2026)',
    },
    from: '2026-01-01',
    note: {
      'zh-Hans': '修订后第四章的条文原文不在编制时的资料中，系统不替法律填写比例；请对照原文，在规则中写明条款和比例',
      en: 'the text of its chapter 4 was not among the sources, so no share is filled in for it; state article and shares in the rule from the text itself',
    },
  },
];
