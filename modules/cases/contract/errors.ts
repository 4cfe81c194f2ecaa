import { defineErrors, definePermissions } from '@hezhi/contract/light';

/** Expected failures of cases. */
export const errors = defineErrors('cases', {
  category_unknown: [422, { 'zh-Hans': '没有这个类别，或该类别已停用', en: 'There is no such category, or it is no longer in use' }],
  category_not_found: [404, { 'zh-Hans': '没有这个类别', en: 'There is no such category' }],
  category_exists: [409, { 'zh-Hans': '类别代码“{code}”已被使用', en: 'The category code “{code}” is taken' }],
  category_group: [
    422,
    { 'zh-Hans': '没有“{code}”这个大类，代码应为大类字母加两位数字', en: 'There is no group for “{code}”; a code is the letter of a group and two digits' },
  ],
  category_changed: [409, { 'zh-Hans': '刚刚有人修改过这个类别，请刷新后再改', en: 'Somebody has just changed this category; reload it and try again' }],
  lead_unknown: [422, { 'zh-Hans': '没有“{lead}”这种牵头单位', en: 'There is no kind of organisation “{lead}” that could lead' }],
  place_needed: [422, { 'zh-Hans': '请在地图上标出位置，或选择所在社区', en: 'Set the place on the map, or choose the community' }],
  outside: [
    422,
    { 'zh-Hans': '这个位置不在已开通的区域内，请移动图钉或选择社区', en: 'This place lies outside the areas served; move the pin or choose a community' },
  ],
  area_unknown: [422, { 'zh-Hans': '没有这个社区或网格，请重新选择', en: 'There is no such community or grid; choose again' }],
  address_unknown: [
    422,
    { 'zh-Hans': '没有找到这个地址，请在地图上标出位置，或选择所在社区', en: 'This address was not found; set the place on the map, or choose the community' },
  ],
  other_district: [
    422,
    {
      'zh-Hans': '这个位置属于{there}，您的账号在{here}；请退出登录，以访客身份提交',
      en: 'This place belongs to {there}, your account to {here}; log out and report as a visitor',
    },
  ],
  visitors_closed: [403, { 'zh-Hans': '{district}要求登录后提交，请先登录', en: '{district} takes reports from people with an account only; please log in' }],
  not_tracked: [404, { 'zh-Hans': '编号或查询码不正确', en: 'The number or the code is not right' }],
  not_public: [404, { 'zh-Hans': '没有这个案件，或该案件未公开', en: 'There is no such case, or it is not public' }],
  step_not_here: [422, { 'zh-Hans': '凭查询码不能进行这个操作', en: 'This cannot be done with a tracking code' }],
  no_contact: [404, { 'zh-Hans': '反映人没有留下联系方式', en: 'The person who reported left no contact' }],
  device_needed: [401, { 'zh-Hans': '请登录，或在允许保存数据的浏览器中操作', en: 'Log in, or use a browser that may keep data' }],
  own_case: [409, { 'zh-Hans': '这是您自己反映的问题', en: 'You reported this one yourself' }],
  already_settled: [409, { 'zh-Hans': '这个问题已经办结；如果又出现了，请另行反映', en: 'This has been settled; if it has come again, please report it' }],
  merge_itself: [409, { 'zh-Hans': '两个案件已经是同一件，不能并入自身', en: 'Both are one case already; it cannot be merged into itself' }],
  merge_ended: [409, { 'zh-Hans': '{number}已{state}，不能再并入其他反映', en: '{number} is “{state}”: nothing can be merged into it any more' }],
  routing_changed: [
    409,
    {
      'zh-Hans': '刚刚有人改过或发布了分派规则草稿，请刷新后再试',
      en: 'Somebody has just changed or published the draft of the rules; reload it and try again',
    },
  ],
  routing_faulty: [409, { 'zh-Hans': '草稿有{n}处错误，改正后才能发布', en: 'Faults in the draft: {n}; it can be published once they are mended' }],
  routing_past: [422, { 'zh-Hans': '生效时间不能早于现在', en: 'Rules cannot come into force in the past' }],
  routing_not_found: [404, { 'zh-Hans': '没有这一版分派规则', en: 'There is no such version of the rules' }],
  not_merged: [409, { 'zh-Hans': '这个案件没有并入其他案件', en: 'This case is not merged into another' }],
});

/** Rights over cases. Which step needs which stands in the procedure. */
export const permissions = definePermissions('cases', {
  report: { 'zh-Hans': '上报问题', en: 'Report' },
  accept: { 'zh-Hans': '受理', en: 'Accept or decline' },
  dispatch: { 'zh-Hans': '派遣、退单和延期审核、挂账、作废', en: 'Dispatch, decide on returns and extensions, suspend, void' },
  handle: { 'zh-Hans': '处置', en: 'Handle' },
  verify: { 'zh-Hans': '核查', en: 'Verify' },
  supervise: { 'zh-Hans': '督办', en: 'Supervise' },
  rate: { 'zh-Hans': '评价自己提出的问题', en: 'Rate what one asked for' },
  read_contact: { 'zh-Hans': '查看反映人联系方式（须说明用途并留痕）', en: 'Read a reporter’s contact (with a purpose, logged)' },
  settle_on_spot: { 'zh-Hans': '当场办结案件', en: 'Settle cases on the spot' },
  designate: { 'zh-Hans': '裁定派遣争议', en: 'Decide disputes over who handles a case' },
  answer_complaint: { 'zh-Hans': '处理对办理的投诉和复核', en: 'Answer complaints about handling and review results' },
  call_back: { 'zh-Hans': '回访提出人', en: 'Call back the people who asked' },
  agent: { 'zh-Hans': '替居民代办（催办、重开）', en: 'Act for a resident (urge, reopen)' },
  import: { 'zh-Hans': '用表格批量导入案件（本辖区）', en: 'Import cases from spreadsheets (own territory)' },
  manage_routing: { 'zh-Hans': '维护分派规则', en: 'Maintain the rules of dispatch' },
  manage_categories: { 'zh-Hans': '维护类别和上报设置', en: 'Maintain the categories and who may report' },
});
