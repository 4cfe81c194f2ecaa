import type { Words } from '@hezhi/contract';
import { staffed } from '@hezhi/directory/contract';
import { reference, staffOf, territory } from '@hezhi/directory/server';
import { permissions as matters } from '@hezhi/matters/contract';
import { calendarOf } from '@hezhi/matters/server';
import { speak, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { groups, routingFaults, type RoutingFinding, type RoutingRule } from '../../contract/index.ts';
import { treeOf } from '../categories.ts';
import { fitness } from './book.ts';

type Finding = z.input<typeof RoutingFinding>;
type Code = Finding['code'];

const sentences: Record<Code, Words> = {
  tie: { 'zh-Hans': '与第{other}条范围相同、时间重叠，分不出先后', en: 'Same range as rule {other} and overlapping times: nothing decides between them' },
  never: { 'zh-Hans': '几个时间条件不会同时成立，这条规则永远用不上', en: 'Its conditions of time never hold together' },
  unreachable: { 'zh-Hans': '更具体的规则已经全部覆盖，这条规则用不上', en: 'More special rules cover all of it: it will never be used' },
  org_gone: { 'zh-Hans': '指定的单位不存在或已撤销', en: 'The organisation does not exist or has been closed' },
  org_unstaffed: { 'zh-Hans': '“{org}”目前没有在岗人员', en: 'Nobody serves at “{org}” at present' },
  post_gone: { 'zh-Hans': '指定的岗位已经结束', en: 'The post has ended' },
  post_elsewhere: { 'zh-Hans': '指定的岗位不属于“{org}”', en: 'The post does not belong to “{org}”' },
  no_right: { 'zh-Hans': '“{org}”没有人有权{leg}', en: 'Nobody at “{org}” has the right to {leg}' },
  area_unknown: { 'zh-Hans': '没有这个区划，或不在本区', en: 'There is no such territory in the district' },
  subject_unknown: { 'zh-Hans': '没有这个类别', en: 'There is no such category' },
  subject_off: { 'zh-Hans': '这个类别已停用', en: 'The category is no longer in use' },
};
const legWords = { accept: { 'zh-Hans': '受理', en: 'take cases on' }, handle: { 'zh-Hans': '处置', en: 'handle cases' } } satisfies Record<string, Words>;
/** A category out of use and a rule that is covered do no harm. */
const harmless: ReadonlySet<Code> = new Set<Code>(['subject_off', 'unreachable']);

/** Everything that is wrong with rules, in the order of the rules: among themselves, and with those whom they name. No statement. */
export async function findingsOf(call: Call, district: string, rules: readonly RoutingRule[]): Promise<Finding[]> {
  const { house, now, language } = call;
  const staff = await staffOf(house, district);
  const { roles } = await reference(house);
  const tree = await territory(house).ensure(district);
  const categories = treeOf(house, district);
  const may = await fitness(house, now);
  const place = new Map(rules.map((rule, index) => [rule.id, index + 1]));
  const found: Finding[] = [];
  const add = (rule: string, code: Code, values: Record<string, unknown> = {}): void =>
    void found.push({ rule, code, error: !harmless.has(code), sentence: speak(sentences[code], language, values) });

  for (const rule of rules) {
    if (!rule.area.startsWith(district) || !tree.stands(rule.area)) add(rule.id, 'area_unknown');
    if (rule.subject.length === 1 && !groups.some((group) => group.code === rule.subject)) add(rule.id, 'subject_unknown');
    if (rule.subject.length === 3) {
      const leaf = categories.leaves.get(rule.subject);
      if (!leaf) add(rule.id, 'subject_unknown');
      else if (!leaf.active) add(rule.id, 'subject_off');
    }
    const org = staff.orgs.get(rule.org);
    if (!org || org.from > now || (org.to !== null && org.to <= now)) {
      add(rule.id, 'org_gone');
      continue;
    }
    const names = staff.orgNames.get(org.id);
    const name = { org: names?.short_name || names?.name || '' };
    const unable = { ...name, leg: speak(legWords[rule.leg], language) };
    if (rule.post !== null) {
      const post = staff.posts.get(rule.post);
      if (!post || !post.active || post.from > now || (post.to !== null && post.to <= now)) add(rule.id, 'post_gone');
      else if (post.org !== rule.org) add(rule.id, 'post_elsewhere', name);
      else if (!may(post, rule.leg)) add(rule.id, 'no_right', unable);
    } else if (!staffed(staff, org, now)) add(rule.id, 'org_unstaffed', name);
    else {
      // What an organisation has is worked on by those who act for it.
      const able = (staff.postsOf.get(org.id) ?? []).some((post) => may(post, rule.leg) && roles.get(post.role)!.permissions.includes(matters.act_for_org.key));
      if (!able) add(rule.id, 'no_right', unable);
    }
  }
  const places: string[] = [];
  const walk = (code: string): void => {
    for (const node of tree.children(code)) {
      places.push(node.code);
      walk(node.code);
    }
  };
  walk(district);
  const leaves = [...categories.leaves.values()].filter((leaf) => leaf.active).map((leaf) => leaf.code);
  const lost = new Set(found.filter((one) => ['area_unknown', 'subject_unknown', 'subject_off'].includes(one.code)).map((one) => one.rule));
  const spans = calendarOf(house).spans.map(([from, to]) => [from / 60_000, to / 60_000] as const);
  for (const { rule, fault, other } of routingFaults(rules, { leaves, places, spans })) {
    if (fault === 'unreachable' && lost.has(rule)) continue;
    add(rule, fault, { other: other === null ? '' : place.get(other) });
  }
  return found.toSorted((a, b) => place.get(a.rule)! - place.get(b.rule)! || Number(b.error) - Number(a.error));
}
