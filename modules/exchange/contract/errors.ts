import { defineErrors } from '@hezhi/contract/light';

/** Expected failures of this room. Those of the door for bodies are listed with remedies in docs/how-to/write-a-body.md. */
export const errors = defineErrors('exchange', {
  // The administration.
  endpoint_not_found: [404, { 'zh-Hans': '没有这个对接方', en: 'There is no such endpoint' }],
  endpoint_changed: [409, { 'zh-Hans': '刚刚有人修改过这个对接方，请刷新后再改', en: 'Somebody has just changed this endpoint; reload it and try again' }],
  org_unknown: [422, { 'zh-Hans': '没有这个单位，或该单位已撤销', en: 'There is no such organisation, or it has ended' }],
  org_unstaffed: [
    422,
    {
      'zh-Hans': '这个单位还没有任何岗位，派给它的事项会逐级上报；请先为它设一个联络岗位',
      en: 'This organisation has no post yet, so what is given to it would go up the ladder; give it a liaison post first',
    },
  ],
  org_taken: [409, { 'zh-Hans': '这个单位已经接入了另一个系统', en: 'Another body is already tied to this organisation' }],
  address_bad: [
    422,
    {
      'zh-Hans': '地址必须以 https:// 开头，不含用户名和密码；http:// 只用于管理员放行的内网地址',
      en: 'The address must begin with https:// and hold no user or password; http:// is for networks that the administrator has allowed only',
    },
  ],
  address_private: [
    422,
    {
      'zh-Hans': '“{host}”是内网或本机地址，未放行；需要时由运维在 HEZHI_EXCHANGE_ALLOW 中放行其网段',
      en: '“{host}” is a private or local address that is not allowed; operations can allow its network by HEZHI_EXCHANGE_ALLOW',
    },
  ],
  topic_unknown: [422, { 'zh-Hans': '没有“{topic}”这个主题', en: 'There is no topic “{topic}”' }],
  outside_district: [422, { 'zh-Hans': '区域不在您的辖区内', en: 'The area lies outside your territory' }],
  secret_limit: [
    409,
    {
      'zh-Hans': '已有两个有效密钥，请等旧密钥失效后再更换',
      en: 'Two secrets are valid already; wait until the older one has lapsed before you change it again',
    },
  ],
  message_not_found: [404, { 'zh-Hans': '没有这条消息', en: 'There is no such message' }],
  not_dead: [409, { 'zh-Hans': '只有死信可以重发或放弃', en: 'Only dead letters can be sent again or dropped' }],
  schema_not_found: [404, { 'zh-Hans': '没有这个消息格式', en: 'There is no such schema' }],

  // The door for bodies: transport.
  signature_missing: [
    401,
    {
      'zh-Hans': '缺少请求头 webhook-id、webhook-timestamp 或 webhook-signature，或格式不对',
      en: 'A header is missing or malformed: webhook-id, webhook-timestamp or webhook-signature',
    },
  ],
  signature_wrong: [401, { 'zh-Hans': '签名不符', en: 'The signature does not match' }],
  timestamp_old: [
    401,
    {
      'zh-Hans': 'webhook-timestamp 与本机时间相差超过 {minutes} 分钟，请校时后重新签名',
      en: 'webhook-timestamp is more than {minutes} minutes away from our clock; set your clock and sign again',
    },
  ],
  paused: [403, { 'zh-Hans': '对接已暂停，请联系管理员', en: 'The exchange with this body is paused; speak to the administrator' }],
  not_events: [
    422,
    {
      'zh-Hans': '请求体必须是一个 CloudEvents 1.0 JSON 对象，或不超过 {most} 个这样对象的数组',
      en: 'The body must be one CloudEvents 1.0 JSON object, or an array of at most {most} of them',
    },
  ],
  // The door for bodies: one message.
  invalid_message: [422, { 'zh-Hans': '消息内容有误，逐项说明见 errors', en: 'The message is not valid; see errors for each field' }],
  type_unknown: [422, { 'zh-Hans': '不认识消息类型“{type}”', en: 'The message type “{type}” is not known' }],
  id_reused: [409, { 'zh-Hans': '同一来源的消息编号“{id}”用于过另一内容', en: 'The message id “{id}” of this source was used for other content' }],
  order_known: [409, { 'zh-Hans': '工单“{order}”已经收过，对应案件{number}', en: 'Order “{order}” was taken before; it is case {number}' }],
  orders_closed: [403, { 'zh-Hans': '这个对接方没有推送工单的权限', en: 'This body may not report orders' }],
  unknown_matter: [
    404,
    {
      'zh-Hans': '没有与您相关的这件事项；如工单刚推送，请稍后再试',
      en: 'No such matter concerns this body; if its order was sent just now, try again shortly',
    },
  ],
  unknown_step: [422, { 'zh-Hans': '这类事项没有“{step}”这个动作', en: 'Matters of this kind know no step “{step}”' }],
  step_not_yours: [403, { 'zh-Hans': '“{step}”只能由{role}提出', en: '“{step}” is for {role} only' }],
  mapping_missing: [
    409,
    {
      'zh-Hans': '事项流程“{procedure}”第{version}版没有对接映射，请联系管理员',
      en: 'Procedure “{procedure}” version {version} has no mapping for the exchange; speak to the administrator',
    },
  ],
  category_unclear: [
    422,
    { 'zh-Hans': '无法从内容判断类别，请在 category 中给出类别代码', en: 'The category cannot be told from the words; give its code as category' },
  ],
  one_name: [422, { 'zh-Hans': 'matter、number、order 三者必须且只能给出一个', en: 'Exactly one of matter, number and order must be given' }],
  one_photo: [422, { 'zh-Hans': '每张照片的 url、data 必须且只能给出一个', en: 'Exactly one of url and data must be given for each photo' }],
  photos_not_taken: [422, { 'zh-Hans': '“{step}”不带照片，请用 comment 另发', en: '“{step}” takes no photos; send them with a comment' }],
  no_dead_photos: [409, { 'zh-Hans': '这条消息没有取不到的照片', en: 'No photo of this message was given up' }],
  unknown_message: [404, { 'zh-Hans': '没有发给您的这条消息', en: 'No such message was sent to this body' }],
});
