import type { Words } from '@hezhi/contract/light';

/** A number or channel that a caller is given. `number` is null where there is an office and no telephone. */
export type Channel = { readonly key: string; readonly number: string | null; readonly name: Words };
const at = (key: string, number: string | null, zh: string, en: string): Channel => ({ key, number, name: { 'zh-Hans': zh, en } });

/**
 * Where a caller is sent when a request is not for the hotline: per reason of `reasons.json` in cases (rules.md 2, six reasons to divert) the national
 * public-service numbers in force. Emergency lines come first and are never offered by way of a case.
 */
export const diversions = {
  emergency_line: [
    at('110', '110', '公安报警（正在发生的违法犯罪、人身危险）', 'Police: crime under way, danger to persons'),
    at('119', '119', '火警与救援', 'Fire and rescue'),
    at('120', '120', '医疗急救', 'Medical emergency'),
    at('122', '122', '道路交通事故', 'Road accident'),
  ],
  statutory_channel: [
    at('12368', '12368', '人民法院诉讼服务（诉讼、执行）', 'Courts: litigation and enforcement'),
    at('12309', '12309', '检察服务（申诉、控告、举报）', 'Procuratorate: complaints and reports'),
    at('12388', '12388', '纪检监察举报（党员干部违纪违法）', 'Discipline inspection: misconduct of officials'),
    at('12348', '12348', '公共法律服务（法律援助、复议、公证、仲裁咨询）', 'Legal aid; advice on review, notaries and arbitration'),
    at('12333', '12333', '人力资源和社会保障（劳动争议仲裁、欠薪）', 'Labour arbitration and unpaid wages'),
    at('petition', null, '信访接待（属地信访部门来访、书信或网上信访）', 'Petitions office: in person, by letter or online'),
  ],
  repeat: [],
  secrecy: [
    at('12339', '12339', '国家安全机关举报受理', 'State security reports'),
    at('in_person', null, '请到指定场所当面反映，不在电话中记录', 'In person at the place provided; nothing is recorded on the telephone'),
  ],
  beyond_duty: [
    at('12315', '12315', '市场监管投诉举报（消费纠纷）', 'Market regulation: consumer disputes'),
    at('12378', '12378', '金融消费者投诉维权', 'Finance: consumer complaints'),
    at('12381', '12381', '工业和信息化公共服务（电信用户申诉）', 'Telecommunications users’ complaints'),
    at('12306', '12306', '铁路客户服务', 'Railway customer service'),
    at('95598', '95598', '供电服务', 'Power supply service'),
    at('12356', '12356', '全国统一心理援助', 'Psychological help, nationwide'),
    at('12338', '12338', '妇女维权服务', 'Women’s rights'),
    at('12355', '12355', '青少年服务', 'Young people’s service'),
    at('12348', '12348', '公共法律服务', 'Public legal services'),
    at('business', null, '相关经营者或行业组织', 'The business concerned or its trade body'),
  ],
  unlawful: [at('110', '110', '公安机关（涉嫌违法犯罪的移交）', 'Police, where an offence is suspected')],
} as const satisfies Record<string, readonly Channel[]>;

export type DivertReason = keyof typeof diversions;
export const divertReasons = Object.keys(diversions) as [DivertReason, ...DivertReason[]];

/** Whether the caller must be told a number or channel for this reason. */
export const mustName = (reason: DivertReason): boolean => reason === 'emergency_line' || reason === 'statutory_channel';
