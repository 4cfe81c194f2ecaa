import type { RouteMap, RouteResult } from '@hezhi/contract';
import { createClient } from '@hezhi/web';
import type { Routes } from '../../contract/index.ts';

type Table = RouteMap<Routes>;
export const client = createClient<Table>();
export const { useRoute, useList, useCommand } = client;

export type State = RouteResult<Table['GET /case-routing']>;
export type Draft = NonNullable<State['draft']>;
export type Rule = Draft['rules'][number];
export type Finding = Draft['findings'][number];
export type Version = State['later'][number];
export type Preview = RouteResult<Table['GET /case-routing/preview']>;
export type RuleInput = Omit<Rule, 'subject_name' | 'area_name' | 'owner_name'>;

/** What is sent of a rule. */
export const toSend = ({ id, leg, subject, area, days, hours, from, to, org, post, duty }: RuleInput): RuleInput => ({
  id,
  leg,
  subject,
  area,
  days,
  hours,
  from,
  to,
  org,
  post,
  duty,
});
