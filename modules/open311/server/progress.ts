import type { Words } from '@hezhi/contract';

/** States of an update, those of FixMyStreet's extension beside the standard's open and closed. */
export type Progress = 'open' | 'investigating' | 'action_scheduled' | 'in_progress' | 'fixed' | 'closed' | 'no_further_action' | 'duplicate';

const states: Readonly<Record<string, Progress>> = {
  reported: 'open',
  registering: 'open',
  accepted: 'investigating',
  called: 'investigating',
  reviewing: 'investigating',
  dispatched: 'action_scheduled',
  handling: 'in_progress',
  whistled: 'in_progress',
  verifying: 'in_progress',
  verifying_street: 'in_progress',
  verifying_district: 'in_progress',
  rating: 'fixed',
  closed: 'closed',
  declined: 'no_further_action',
  void: 'no_further_action',
  merged: 'duplicate',
};

/** A state of the case's procedure in the words of the extension; one that is not known is open until it is final. */
export const progressOf = (state: string, final: boolean): Progress => states[state] ?? (final ? 'closed' : 'open');

/** What another system may say of its own state, as the staff reads it. */
const said: Readonly<Record<string, Words>> = {
  open: { 'zh-Hans': '未解决', en: 'open' },
  reopen: { 'zh-Hans': '未解决，要求重新办理', en: 'reopened' },
  investigating: { 'zh-Hans': '核实中', en: 'investigating' },
  action_scheduled: { 'zh-Hans': '已安排', en: 'action scheduled' },
  planned: { 'zh-Hans': '已安排', en: 'planned' },
  in_progress: { 'zh-Hans': '处理中', en: 'in progress' },
  fixed: { 'zh-Hans': '已解决', en: 'fixed' },
  closed: { 'zh-Hans': '已关闭', en: 'closed' },
  no_further_action: { 'zh-Hans': '不再处理', en: 'no further action' },
  not_councils_responsibility: { 'zh-Hans': '认为不归本单位', en: 'not this authority’s responsibility' },
  internal_referral: { 'zh-Hans': '内部转办', en: 'referred internally' },
  duplicate: { 'zh-Hans': '重复', en: 'duplicate' },
};

/** The words for a state that another system sent; null for one that nobody knows. */
export const saidOf = (status: string): Words | null => said[status.toLowerCase().replace(/[\s-]+/g, '_')] ?? null;
