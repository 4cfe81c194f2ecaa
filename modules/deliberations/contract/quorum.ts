/**
 * A quorum as data: at least (or, with `more`, more than) `share` of those entitled must be present. `share` is an exact fraction `[numerator, denominator]`; `of` says who is entitled:
 * those invited to the topic, the members of the body, or all electors, whose number the convener gives.
 */
export type Quorum = { readonly of: 'invited' | 'members' | 'electors'; readonly share: readonly [number, number]; readonly more: boolean };

/** Whether enough are present; whole numbers only, no rounding. Nobody entitled = no quorum. */
export function attained(rule: Quorum | null, entitled: number, present: number): boolean {
  if (rule === null) return present > 0;
  if (entitled <= 0) return false;
  const [share, of] = [BigInt(present) * BigInt(rule.share[1]), BigInt(entitled) * BigInt(rule.share[0])];
  return rule.more ? share > of : share >= of;
}

/** The smallest number of people who are a quorum among `entitled`. */
export function needed(rule: Quorum | null, entitled: number): number {
  if (rule === null) return 1;
  const [numerator, denominator] = [BigInt(rule.share[0]) * BigInt(Math.max(entitled, 0)), BigInt(rule.share[1])];
  const whole = numerator / denominator;
  const exact = numerator % denominator === 0n;
  return Number(rule.more ? whole + 1n : exact ? whole : whole + 1n);
}
