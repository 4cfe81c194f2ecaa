import { defineErrors } from '@hezhi/contract/light';

/** Expected failures of this room. */
export const errors = defineErrors('methods', {
  no_post: [403, { 'zh-Hans': '请先切换到一个岗位', en: 'Switch to one of your posts first' }],
  not_found: [404, { 'zh-Hans': '没有这个工作法', en: 'There is no such method' }],
  outside: [403, { 'zh-Hans': '这个地方不在您岗位的辖区内', en: 'This place lies outside the territory of your post' }],
  bad_place: [422, { 'zh-Hans': '工作法只能在区、街道或社区启用', en: 'A method can be put in force in a district, a street or a community' }],
  faulty: [422, { 'zh-Hans': '工作法有误，不能启用：{what}', en: 'The method is faulty and cannot be put in force: {what}' }],
  bad_setting: [422, { 'zh-Hans': '设置“{setting}”超出了允许的范围', en: 'The setting “{setting}” lies outside the allowed bounds' }],
  version_taken: [
    409,
    { 'zh-Hans': '“{key}”第 {version} 版已经存在，内容不同；请提高版本号', en: 'Version {version} of “{key}” exists with other content; raise the version' },
  ],
  faster: [
    409,
    {
      'zh-Hans': '{who}刚刚改动了这里的工作法（“{what}”），请看过最新情况再操作',
      en: '{who} has just changed the method of this place (“{what}”); look again before you go on',
    },
  ],
  not_in_force: [409, { 'zh-Hans': '这里没有启用自己的工作法', en: 'This place has no method of its own in force' }],
  role_taken: [409, { 'zh-Hans': '角色“{key}”已存在，权限不同', en: 'A role “{key}” exists with other rights' }],
  key_taken: [409, { 'zh-Hans': '这个标识已被别的地方使用，请换一个', en: 'This key belongs to another place; choose another' }],
  no_upgrade: [422, { 'zh-Hans': '这件事项不能改按这里现行的流程办理：{why}', en: 'This matter cannot go on by the procedure in force here: {why}' }],
});
