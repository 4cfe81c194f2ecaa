import { Refusal } from '@hezhi/contract';
import { groups } from '@hezhi/cases/contract';
import { treeOf } from '@hezhi/cases/server';
import { audit } from '@hezhi/directory/server';
import type { Call, Db } from '@hezhi/server';
import { hash } from 'node:crypto';
import type { z } from 'zod';
import { CallbackRules, errors, type RulesView } from '../contract/index.ts';
import { findRules, keepRules } from './queries-callbacks.ts';
import { standing } from './scope.ts';

export type Rules = z.output<typeof CallbackRules>;

/** Where a district has said nothing: all who are dissatisfied, all who came by the hotline, and one in five of the others. */
export const defaultRules = (district: string): Rules => ({
  rules: [
    { key: 'dissatisfied', tiers: [], categories: [], channels: [], dissatisfied: true, share: 1, after: { of: 'closing', hours: 2 } },
    { key: 'hotline', tiers: [], categories: [], channels: ['hotline'], dissatisfied: false, share: 1, after: { of: 'expiry', hours: 0 } },
    { key: 'sample', tiers: [], categories: [], channels: [], dissatisfied: false, share: 0.2, after: { of: 'closing', hours: 24 } },
  ],
  tries: 3,
  retryHours: 4,
  from: 9 * 60,
  to: 20 * 60,
  seed: district,
});

/** The rules in force in a district. */
export async function rulesOf(db: Db, district: string): Promise<{ body: Rules; version: number; own: boolean }> {
  const row = await findRules(db, district);
  return row ? { body: CallbackRules.parse(row.body), version: row.version, own: true } : { body: defaultRules(district), version: 0, own: false };
}

/** A number in [0, 1) that follows from seed and case alone. */
export function draw(seed: string, matter: string): number {
  return hash('sha256', `${seed}\n${matter}`, 'buffer').readUIntBE(0, 6) / 2 ** 48;
}

export async function readRules(call: Call): Promise<z.input<typeof RulesView>> {
  return rulesOf(call.db, standing(call).district);
}

/** New rules of the district; they hold for what is settled from now on. */
export async function saveRules(call: Call, body: Rules, version: number): Promise<z.input<typeof RulesView>> {
  const { district, whole } = standing(call);
  if (!whole) throw new Refusal(errors.district_only);
  const { leaves } = treeOf(call.house, district);
  const unknown = body.rules.flatMap((rule) => rule.categories).find((code) => !leaves.has(code) && !groups.some((group) => group.code === code));
  if (unknown !== undefined) throw new Refusal(errors.category_unknown, { code: unknown });
  const write = call.write().add(keepRules(district, body, version), 1, () => new Refusal(errors.changed));
  await audit(write, call, { action: 'hotline_rules.change', target: district, detail: { rules: body.rules.length, version: version + 1 }, district }).run(
    call.db,
  );
  return { body, version: version + 1, own: true };
}
