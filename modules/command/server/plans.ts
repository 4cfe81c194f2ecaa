import { Refusal, type Words } from '@hezhi/contract';
import { reference } from '@hezhi/directory/server';
import { withTraditional, type Call, type House } from '@hezhi/server';
import type { z } from 'zod';
import { errors, PlanData, type PlanView } from '../contract/index.ts';
import shippedPlans from './plans.json' with { type: 'json' };
import { allOwnPlans, ownPlans, putPlan } from './queries.ts';
import { mustCover, standingOf } from './standing.ts';

export type Plan = z.output<typeof PlanView>;

const shipped: ReadonlyMap<string, Plan> = new Map(
  shippedPlans.map(({ key, ...body }) => [key, withTraditional({ ...PlanData.parse(body), key, version: 0, own: false })]),
);

const titles = (house: House): Map<string, Words> => house.memo('command.plan_titles', () => new Map());

/** What a plan is called, from memory: the district's own, else the shipped one, else its key. */
export function planTitle(house: House, district: string, key: string): Words {
  return titles(house).get(`${district} ${key}`) ?? shipped.get(key)?.title ?? { 'zh-Hans': key, en: key };
}

/** Reads what districts call their own plans; once, when the house opens. */
export async function openPlans(house: House): Promise<void> {
  for (const row of await allOwnPlans(house.db)) titles(house).set(`${row.district} ${row.key}`, withTraditional(PlanData.parse(row.body).title));
}

/** Plans of the caller's district: its own stand in the stead of shipped ones. */
export async function plansOf(call: Call): Promise<Plan[]> {
  const { district } = standingOf(call);
  const plans = new Map(shipped);
  for (const row of await ownPlans(call.db, district)) {
    const plan = withTraditional({ ...PlanData.parse(row.body), key: row.key, version: row.version, own: true });
    plans.set(row.key, plan);
    titles(call.house).set(`${district} ${row.key}`, plan.title);
  }
  return [...plans.values()];
}

/** The plan, in use. Errors: `command.plan_unknown`. */
export async function activePlan(call: Call, key: string): Promise<Plan> {
  const plan = (await plansOf(call)).find((one) => one.key === key);
  if (!plan?.active) throw new Refusal(errors.plan_unknown);
  return plan;
}

/** Makes or changes a district's plan. Errors: `command.plan_stale`, `command.items_same`, `command.role_unknown`. */
export async function savePlan(call: Call, key: string, { version, ...body }: z.output<typeof PlanData> & { version: number }): Promise<{ version: number }> {
  const { district } = standingOf(call);
  await mustCover(call, district);
  if (new Set(body.items.map((item) => item.key)).size < body.items.length) throw new Refusal(errors.items_same);
  const { roles, kinds } = await reference(call.house);
  for (const { owner } of body.items) {
    const known = 'post' in owner ? roles.has(owner.post) : kinds.has(owner.org);
    if (!known) throw new Refusal(errors.role_unknown, { role: 'post' in owner ? owner.post : owner.org });
  }
  await call
    .write()
    .add(putPlan(district, key, body, version), 1, () => new Refusal(errors.plan_stale))
    .run(call.db);
  return { version: version + 1 };
}
