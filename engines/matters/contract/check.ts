import type { EffectDef, GuardDef, Procedure } from './procedure.ts';

/**
 * What a schema cannot see in a procedure: unreachable or inescapable states, steps that name what does not exist, and limbo: a
 * reachable situation without an open leg (law 3). Walks every reachable (state, open legs) pair. Returns faults in English, for the people who write procedures;
 * an empty list means that it may be loaded.
 */
export function checkProcedure(p: Procedure): string[] {
  const faults = checkNames(p);
  // A walk over names that do not exist would only repeat the same faults less clearly.
  return faults.length > 0 ? faults : checkWalk(p);
}

function checkNames(p: Procedure): string[] {
  const faults: string[] = [];
  const state = (key: string, where: string): void => void (p.states[key] ?? faults.push(`${where}: no state "${key}"`));
  const effects = (list: readonly EffectDef[], where: string, fields: ReadonlySet<string>): void => {
    for (const effect of list) {
      if ('leg' in effect && !p.legs[effect.leg]) faults.push(`${where}: no leg "${effect.leg}"`);
      const owner = 'owner' in effect ? effect.owner : undefined;
      for (const field of [
        owner && 'field' in owner ? owner.field : owner && 'each' in owner ? owner.each : undefined,
        'field' in effect ? effect.field : undefined,
        effect.do === 'pause' ? effect.reason_field : undefined,
      ]) {
        if (field !== undefined && !fields.has(field)) faults.push(`${where}: no field "${field}"`);
      }
    }
  };
  state(p.initial, 'initial');
  for (const [key, step] of Object.entries(p.steps)) {
    const where = `step "${key}"`;
    if (['open', 'undo', 'overdue', 'escalated', 'nearly_due'].includes(key)) faults.push(`${where}: the name belongs to the engine`);
    if (step.from !== '*') for (const from of step.from) state(from, where);
    if (step.to) state(step.to, where);
    const fields = new Set(step.fields.map((field) => field.key));
    for (const by of step.by) if ('leg' in by && !p.legs[by.leg]) faults.push(`${where}: no leg "${by.leg}"`);
    for (const guard of step.guards) if ('leg' in guard && !p.legs[guard.leg]) faults.push(`${where}: no leg "${guard.leg}"`);
    effects(step.effects, where, fields);
    for (const branch of step.branches ?? []) {
      if (branch.to !== undefined) state(branch.to, where);
      for (const guard of branch.guards) if (guard.if === 'given' && !fields.has(guard.field)) faults.push(`${where}: no field "${guard.field}"`);
      effects(branch.effects, where, fields);
    }
    if (step.effects.some((effect) => effect.do === 'pause') && p.pause_reasons.length === 0) faults.push(`${where}: pauses, but no pause reason is listed`);
    for (const audience of Object.values(step.audience))
      for (const field of audience ?? []) if (!fields.has(field)) faults.push(`${where}: audience names no field "${field}"`);
    for (const guard of [...step.guards, ...(step.branches ?? []).flatMap((branch) => branch.guards)])
      if (guard.if === 'had_by' || guard.if === 'not_had_by')
        for (const one of guard.steps) if (one !== 'open' && !p.steps[one]) faults.push(`${where}: no step "${one}"`);
    for (const guard of step.guards) if (guard.if === 'given') faults.push(`${where}: only a branch can look at what was typed`);
    for (const effect of step.effects)
      if (effect.do === 'pause' && (effect.reason_field === undefined) === (effect.reason === undefined))
        faults.push(`${where}: a pause needs a reason or the field of one`);
      else if (effect.do === 'pause' && effect.reason !== undefined && !p.pause_reasons.some((one) => one.key === effect.reason))
        faults.push(`${where}: no pause reason "${effect.reason}"`);
    for (const guard of step.guards) if ('mark' in guard && !p.marks[guard.mark]) faults.push(`${where}: mark "${guard.mark}" has no words`);
    if (!step.audience.staff) faults.push(`${where}: the staff would not see it`);
  }
  effects(p.opening.effects, 'opening', new Set(p.opening.fields.map((field) => field.key)));
  for (const [key, leg] of Object.entries(p.legs)) {
    leg.ladder.forEach((rung, i) => {
      if (rung.step && !p.steps[rung.step]) faults.push(`leg "${key}" rung ${i}: no step "${rung.step}"`);
      effects(rung.effects, `leg "${key}" rung ${i}`, new Set());
      if (i > 0 && !rung.after) faults.push(`leg "${key}" rung ${i}: needs "after", or it would fire together with the one before`);
    });
  }
  return faults;
}

type Spot = { state: string; legs: ReadonlySet<string> };
const spotKey = (spot: Spot): string => `${spot.state}|${[...spot.legs].sort().join(',')}`;

/** Keys of which several legs may run side by side: opened for each of those chosen, or in the stead of such a one. */
function parallelKeys(p: Procedure): ReadonlySet<string> {
  const parallel = new Set<string>();
  const effects = [
    ...p.opening.effects,
    ...Object.values(p.steps).flatMap((step) => [...step.effects, ...(step.branches ?? []).flatMap((one) => one.effects)]),
  ];
  const opens = effects.flatMap((effect) => (effect.do === 'open' ? [{ leg: effect.leg, owner: effect.owner ?? p.legs[effect.leg]!.owner }] : []));
  for (const { leg, owner } of opens) if ('each' in owner) parallel.add(leg);
  for (let grown = true; grown;) {
    grown = false;
    for (const { leg, owner } of opens) {
      if (!('same' in owner) || !parallel.has(owner.same) || parallel.has(leg)) continue;
      parallel.add(leg);
      grown = true;
    }
  }
  return parallel;
}

/** Every set of open legs that the effects can leave: the end of one of several may leave others of its key. */
function run(list: readonly EffectDef[], legs: ReadonlySet<string>, parallel: ReadonlySet<string>): Set<string>[] {
  let ways = [new Set(legs)];
  for (const effect of list) {
    if (effect.do === 'open') for (const open of ways) open.add(effect.leg);
    else if (effect.do === 'end_all') for (const open of ways) open.clear();
    else if (effect.do === 'end') {
      const others = parallel.has(effect.leg) && !effect.all ? ways.filter((open) => open.has(effect.leg)).map((open) => new Set(open)) : [];
      for (const open of ways) open.delete(effect.leg);
      ways = [...ways, ...others];
    }
  }
  return ways;
}

function checkWalk(p: Procedure): string[] {
  const faults = new Set<string>();
  const seen = new Map<string, Spot>();
  const queue: Spot[] = [];
  const visit = (spot: Spot, via: string): void => {
    const key = spotKey(spot);
    if (seen.has(key)) return;
    seen.set(key, spot);
    queue.push(spot);
    const def = p.states[spot.state];
    if (!def) return;
    if (!def.final && spot.legs.size === 0) faults.add(`limbo: after ${via} the matter is "${spot.state}" with no leg open`);
    if (def.final && spot.legs.size > 0) faults.add(`after ${via} the matter is "${spot.state}" (final) with open legs: ${[...spot.legs].join(', ')}`);
  };
  const back = new Map<string, Set<string>>();
  const parallel = parallelKeys(p);
  for (const legs of run(p.opening.effects, new Set(), parallel)) visit({ state: p.initial, legs }, 'opening');
  const taken = new Set<string>();
  for (let spot = queue.shift(); spot; spot = queue.shift()) {
    for (const [key, step] of Object.entries(p.steps)) {
      const from = step.from === '*' ? !p.states[spot.state]!.final : step.from.includes(spot.state);
      if (!from || step.by.every((by) => 'leg' in by && !spot.legs.has(by.leg))) continue;
      const needs = step.guards.some(
        (guard) =>
          ((guard.if === 'leg_open' || guard.if === 'leg_running' || guard.if === 'leg_paused') && !spot.legs.has(guard.leg)) ||
          (guard.if === 'leg_closed' && spot.legs.has(guard.leg)),
      );
      if (needs) continue;
      taken.add(key);
      // Without a `to` of its own a step with branches always goes one of them.
      const ways: { to?: string | undefined; guards: readonly GuardDef[]; effects: readonly EffectDef[] }[] = [...(step.branches ?? [])];
      if (!step.branches || step.to) ways.push({ to: step.to ?? spot.state, guards: [], effects: [] });
      for (const legs of run(step.effects, spot.legs, parallel)) {
        for (const way of ways) {
          if (
            way.guards.some(
              (guard) =>
                (guard.if === 'leg_closed' && legs.has(guard.leg)) ||
                (guard.if === 'leg_open' && !legs.has(guard.leg)) ||
                (guard.if === 'acting' && !spot.legs.has(guard.leg)),
            )
          )
            continue;
          for (const open of run(way.effects, legs, parallel)) {
            const next: Spot = { state: way.to ?? step.to ?? spot.state, legs: open };
            const nextKey = spotKey(next);
            if (!back.has(nextKey)) back.set(nextKey, new Set());
            back.get(nextKey)!.add(spotKey(spot));
            visit(next, `"${key}"`);
          }
        }
      }
    }
  }
  const reached = new Set([...seen.values()].map((spot) => spot.state));
  for (const key of Object.keys(p.states)) if (!reached.has(key)) faults.add(`state "${key}" can never be reached`);
  for (const key of Object.keys(p.steps)) if (!taken.has(key)) faults.add(`step "${key}" can never be taken`);
  const ends = new Set<string>([...seen].filter(([, spot]) => p.states[spot.state]?.final).map(([key]) => key));
  const stack = [...ends];
  for (let key = stack.pop(); key !== undefined; key = stack.pop()) {
    for (const from of back.get(key) ?? []) {
      if (ends.has(from)) continue;
      ends.add(from);
      stack.push(from);
    }
  }
  for (const [key, spot] of seen) if (!ends.has(key)) faults.add(`from "${spot.state}" (legs: ${[...spot.legs].join(', ') || 'none'}) no end can be reached`);
  return [...faults];
}
