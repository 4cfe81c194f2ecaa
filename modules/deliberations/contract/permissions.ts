import { definePermissions } from '@hezhi/contract/light';

/** Rights of this room; roles carry them by key (methods/base/roles.json). */
export const permissions = definePermissions('deliberations', {
  propose: { 'zh-Hans': '提出议题', en: 'Propose topics' },
  read: { 'zh-Hans': '查看议事组织和会议', en: 'Read bodies and meetings' },
  organise: {
    'zh-Hans': '组织议事：审核议题、定参与人、开会、纪要、表决',
    en: 'Organise deliberation: screen topics, settle participants, hold meetings, minutes, ballots',
  },
  carry_out: { 'zh-Hans': '落实议定事项', en: 'Carry out what was decided' },
  supervise: { 'zh-Hans': '督查议事、终止议题', en: 'Supervise deliberation, stop topics' },
  manage_bodies: { 'zh-Hans': '管理议事组织和成员', en: 'Manage bodies and their members' },
});
