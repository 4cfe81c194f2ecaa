import type { CasesTest } from './house.ts';

const stages = ['reported', 'accepted', 'dispatched', 'handling', 'verifying', 'rating', 'closed'] as const;
export type Stage = (typeof stages)[number];

/** A fresh case of the resident, at the state asked for: accepted by the community, dispatched to the department, handled, verified, rated. */
export async function caseAt(t: CasesTest, stage: Stage): Promise<string> {
  const { id } = (await t.report(t.who.resident)).body;
  const { community, street, department, resident } = t.who;
  const road = [
    [community, 'accept'],
    [street, 'dispatch', { to: { org: t.town.orgs.department } }],
    [department, 'take'],
    [department, 'finish', { outcome: 'solved', note: '灯已换' }],
    [community, 'verify'],
    [resident, 'rate', { score: 5 }],
  ] as const;
  await t.go(id, ...road.slice(0, stages.indexOf(stage)));
  return id;
}
