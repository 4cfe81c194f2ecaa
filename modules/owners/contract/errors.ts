import { defineErrors } from '@hezhi/contract/light';

/** Expected failures of owners. */
export const errors = defineErrors('owners', {
  no_post: [403, { 'zh-Hans': '请先切换到一个岗位', en: 'Switch to one of your posts first' }],
  outside: [403, { 'zh-Hans': '这个小区不在您的岗位范围内', en: 'Your post does not cover this compound' }],
  group_not_found: [404, { 'zh-Hans': '没有找到这个小区', en: 'There is no such compound' }],
  not_found: [404, { 'zh-Hans': '没有找到这项业主决定，或您无权查看', en: 'There is no such vote of owners, or it is not visible to you' }],
  area_unknown: [422, { 'zh-Hans': '请选择小区所在的社区', en: 'Choose the community in which the compound lies' }],
  id_taken: [409, { 'zh-Hans': '这个编号已经用过了', en: 'This id has been used already' }],
  changed: [409, { 'zh-Hans': '别人刚刚改过，请刷新后再改', en: 'Somebody changed it just now; look again, then change it' }],
  basis_needed: [
    422,
    { 'zh-Hans': '未表态票计入多数，必须先登记业主大会议事规则', en: 'Counting silence with the majority needs the owners’ own rules on record' },
  ],
  owner_not_found: [404, { 'zh-Hans': '名册里没有这位业主', en: 'The register has no such owner' }],
  no_phone: [422, { 'zh-Hans': '名册里没有这位业主的手机号', en: 'The register has no phone of this owner' }],
  unit_not_found: [404, { 'zh-Hans': '名册里没有这一户', en: 'The register has no such unit' }],
  unit_taken: [409, { 'zh-Hans': '“{label}”已经在名册里', en: '“{label}” is in the register already' }],
  area_wrong: [422, { 'zh-Hans': '面积请填平方米，最多两位小数', en: 'The area is in square metres with at most two decimals' }],
  person_unknown: [422, { 'zh-Hans': '没有找到这位居民的账号', en: 'There is no such resident’s account' }],
  unreadable: [
    422,
    { 'zh-Hans': '表格无法读取。第一行应有“房号、面积、业主”等列名', en: 'The table cannot be read. Its first row must name the columns 房号, 面积, 业主' },
  ],
  claim_failed: [
    403,
    {
      'zh-Hans': '房号和您账号的手机号与名册对不上。请到社区核对名册',
      en: 'Unit and the phone of your account do not match the register. Please check the register at the community',
    },
  ],
  not_owner: [403, { 'zh-Hans': '只有本小区业主可以这样做。请先认领您的房屋', en: 'Only owners of this compound may do this. Claim your unit first' }],
  not_committee: [403, { 'zh-Hans': '您不是本届业主委员会成员', en: 'You are not a member of the present owners’ committee' }],
  has_committee: [409, { 'zh-Hans': '小区已有业主委员会，社区不能代为提议', en: 'There is an owners’ committee; the community cannot propose in its stead' }],
  no_committee: [409, { 'zh-Hans': '小区还没有业主委员会', en: 'There is no owners’ committee yet' }],
  register_empty: [409, { 'zh-Hans': '名册还是空的，请先登记业主和面积', en: 'The register is empty; enter owners and areas first' }],
  election_only: [422, { 'zh-Hans': '只有选举业主委员会才有候选人和席位', en: 'Only an election of the committee has candidates and seats' }],
  question_needed: [422, { 'zh-Hans': '请写明要表决什么', en: 'Say what is to be decided' }],
  state: [409, { 'zh-Hans': '目前的状态不允许这样做', en: 'Its state does not allow this now' }],
  supported_already: [409, { 'zh-Hans': '您已经联名提议', en: 'You support this proposal already' }],
  candidate_already: [409, { 'zh-Hans': '这位业主已经是候选人', en: 'This owner is a candidate already' }],
  candidate_developer: [422, { 'zh-Hans': '建设单位不能作候选人', en: 'The developer cannot be a candidate' }],
  too_few_candidates: [
    409,
    { 'zh-Hans': '候选人须多于席位：{seats} 个席位至少 {least} 名候选人', en: 'There must be more candidates than seats: at least {least} for {seats} seats' },
  ],
  times: [422, { 'zh-Hans': '结束时间必须晚于开始时间', en: 'The end must come after the beginning' }],
  rule_gone: [409, { 'zh-Hans': '没有找到这类事项现行的表决规则', en: 'No rule in force was found for this subject' }],
  not_counted: [409, { 'zh-Hans': '还没有计票，不能公布', en: 'It has not been counted; there is nothing to post' }],
  challenge_late: [
    422,
    { 'zh-Hans': '自知道或应当知道之日起超过一年，不能再申请撤销', en: 'More than a year has passed since it was known; it can no longer be challenged' },
  ],
  challenge_not_found: [404, { 'zh-Hans': '没有找到这条撤销申请', en: 'There is no such challenge' }],
  member_not_found: [404, { 'zh-Hans': '没有找到这位成员，或任期已结束', en: 'There is no such member, or the term has ended' }],
  term_wrong: [422, { 'zh-Hans': '任期结束日应晚于开始日', en: 'A term must end after it begins' }],
  no_reserve: [409, { 'zh-Hans': '没有可以递补的候补成员', en: 'There is no reserve to take the seat' }],
});
