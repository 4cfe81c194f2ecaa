import { defineErrors } from '@hezhi/contract/light';

/** Expected failures: of the interface (told as its list of errors), and of the administration of keys. */
export const errors = defineErrors('open311', {
  jurisdiction_needed: [
    400,
    {
      'zh-Hans': '缺少 jurisdiction_id：请填区县（6 位）或街道（9 位）代码',
      en: 'jurisdiction_id was not provided: the code of a district (6 digits) or street (9 digits)',
    },
  ],
  jurisdiction_unknown: [404, { 'zh-Hans': '没有 jurisdiction_id“{code}”，或尚未开通', en: 'jurisdiction_id “{code}” was not found, or is not served' }],
  service_needed: [400, { 'zh-Hans': '缺少 service_code', en: 'service_code was not provided' }],
  service_unknown: [404, { 'zh-Hans': '没有 service_code“{code}”，或已停用', en: 'service_code “{code}” was not found, or is no longer in use' }],
  key_needed: [403, { 'zh-Hans': '缺少 api_key', en: 'api_key was not provided' }],
  key_wrong: [403, { 'zh-Hans': 'api_key 不正确或已停用', en: 'api_key is invalid or was revoked' }],
  key_elsewhere: [403, { 'zh-Hans': '这个 api_key 不能用于 jurisdiction_id“{code}”', en: 'This api_key is not valid for jurisdiction_id “{code}”' }],
  key_reads_only: [403, { 'zh-Hans': '这个 api_key 只能查询，不能提交', en: 'This api_key may read but not post' }],
  place_needed: [
    400,
    {
      'zh-Hans': '请提供位置：lat 和 long，或 address_string，或 address_id',
      en: 'A location was not provided: lat and long, or address_string, or address_id',
    },
  ],
  place_wrong: [400, { 'zh-Hans': 'lat、long 应为 WGS84 经纬度', en: 'lat and long must be degrees in WGS84' }],
  place_outside: [400, { 'zh-Hans': '这个位置不在 jurisdiction_id“{code}”内', en: 'This location lies outside jurisdiction_id “{code}”' }],
  date_wrong: [
    400,
    {
      'zh-Hans': '{field} 应为带时区的 W3C 日期时间，例如 2026-01-01T00:00:00Z',
      en: '{field} must be a W3C date and time with zone, such as 2026-01-01T00:00:00Z',
    },
  ],
  window_wrong: [
    400,
    {
      'zh-Hans': 'start_date 到 end_date 不能超过 90 天，且前者不能晚于后者',
      en: 'start_date to end_date may not span more than 90 days, and the former may not be later',
    },
  ],
  status_wrong: [400, { 'zh-Hans': 'status 只能是 open 或 closed', en: 'status must be open or closed' }],
  page_wrong: [400, { 'zh-Hans': 'page 应为 1 到 1000，page_size 应为 1 到 1000', en: 'page must be 1 to 1000 and page_size 1 to 1000' }],
  too_many_ids: [400, { 'zh-Hans': 'service_request_id 一次最多 1000 个', en: 'At most 1000 service_request_id at once' }],
  field_wrong: [400, { 'zh-Hans': '{field} 格式不对或太长', en: '{field} is malformed or too long' }],
  request_needed: [400, { 'zh-Hans': '缺少 service_request_id', en: 'service_request_id was not provided' }],
  request_unknown: [404, { 'zh-Hans': '没有 service_request_id“{id}”，或未公开', en: 'service_request_id “{id}” was not found, or is not public' }],
  token_unknown: [404, { 'zh-Hans': '没有 token“{id}”', en: 'token “{id}” was not found' }],
  not_own: [403, { 'zh-Hans': '只能更新用这个 api_key 提交的 service_request_id', en: 'Only requests reported with this api_key can be updated with it' }],
  update_needed: [400, { 'zh-Hans': '缺少 update_id', en: 'update_id was not provided' }],
  update_empty: [400, { 'zh-Hans': '缺少 description 或 status', en: 'Neither description nor status was provided' }],
  used_otherwise: [400, { 'zh-Hans': '同一个 Idempotency-Key 用于了不同的请求', en: 'The Idempotency-Key was used for a different request' }],

  no_post: [403, { 'zh-Hans': '请先切换到一个岗位', en: 'Switch to one of your posts first' }],
  not_covered: [422, { 'zh-Hans': '您的岗位不管辖这个区域', en: 'Your post does not cover this territory' }],
  key_exists: [409, { 'zh-Hans': '这个密钥已经建立过了', en: 'This key has been made already' }],
  key_not_found: [404, { 'zh-Hans': '没有这个密钥', en: 'There is no such key' }],
  key_revoked: [409, { 'zh-Hans': '这个密钥已经停用', en: 'This key has been revoked already' }],
});
