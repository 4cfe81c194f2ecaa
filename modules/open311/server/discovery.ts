import { iso } from '@hezhi/contract';
import { createHash } from 'node:crypto';
import type { Words } from '@hezhi/contract';
import { treeOf } from '@hezhi/cases/server';
import { speak, type Call, type Wire } from '@hezhi/server';
import { bases } from '../contract/index.ts';
import { districts } from './jurisdiction.ts';
import { w3c } from './moments.ts';
import { changesetOf } from './queries-receipts.ts';
import { originOf } from './requests.ts';
import type { Answer, Row } from './xml.ts';

const specification = 'http://wiki.open311.org/GeoReport_v2';
const formats = { item: 'format', of: ['text/xml', 'application/json'] };
const contact: Words = { 'zh-Hans': '请联系所在区县的治理中心：{origin}/', en: 'Please contact the governance centre of the district: {origin}/' };
const keys: Words = {
  'zh-Hans': '接口密钥由区县治理中心的管理员发放（工作台“Open311 接口”）：{origin}/desk/admin/open311',
  en: 'Keys are given by the administrators of the district’s governance centre (desk, “Open311”): {origin}/desk/admin/open311',
};

/** The service discovery document: production, and test where all is checked and nothing kept. `changeset` moves when the services of a district change. */
export async function discover(call: Call, wire: Wire): Promise<Answer> {
  const origin = originOf(call, wire);
  const trees = (await districts(call)).map((district) => treeOf(call.house, district).document.etag);
  const tag = createHash('sha256').update(trees.join()).digest('base64url');
  const known = call.house.memo('open311.changeset', () => ({ tag: '', at: '' }));
  if (known.tag !== tag) Object.assign(known, { tag, at: await changesetOf(call.db, tag, iso(call.now)) });
  const changeset = w3c(known.at);
  const endpoint = (type: 'production' | 'test'): Row => ({ specification, url: origin + bases[type], changeset, type, formats });
  return {
    root: 'discovery',
    body: {
      changeset,
      contact: speak(contact, call.language, { origin }),
      key_service: speak(keys, call.language, { origin }),
      endpoints: { item: 'endpoint', of: [endpoint('production'), endpoint('test')] },
    },
  };
}
