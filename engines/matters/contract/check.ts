import { procedureFaultLine, type ProcedureFault, type ProcedureFaultCode } from './check-words.ts';
import type { EffectDef, GuardDef, Procedure } from './procedure.ts';

/**
 * What a schema cannot see in a procedure: unreachable or inescapable states, steps that name what does not exist, and limbo: a
 * reachable situation without an open leg (law 3). Walks every reachable (state, open legs) pair. Returns faults in English, for the people who write procedures;
 * an empty list means that it may be loaded.
 */
export const checkProcedure = (p: Procedure): string[] => procedureFaults(p).map(procedureFaultLine);

/** The same with the place of each fault, its code and what its sentence needs (`procedureFaultWords`). */
export function procedureFaults(p: Procedure): ProcedureFault[] {
  const faults = checkNames(p);
  // A walk over names that do not exist would only repeat the same faults less clearly.
  return faults.length > 0 ? faults : checkWalk(p);
}

type Path = readonly (string | number)[];

function checkNames(p: Procedure): ProcedureFault[] {
  const faults: ProcedureFault[] = [];
  const add = (code: ProcedureFaultCode, path: Path, name = ''): void => void faults.push({ code, path, values: { name } });
  const state = (key: string, path: Path): void => void (p.states[key] ?? add('no_state', path, key));
  const effects = (list: readonly EffectDef[], at: Path, fields: ReadonlySet<string>): void => {
    for (const [n, effect] of list.entries()) {
      const path = [...at, n];
      if ('leg' in effect && !p.legs[effect.leg]) add('no_leg', path, effect.leg);
      const owner = 'owner' in effect ? effect.owner : undefined;
      for (const field of [
        owner && 'field' in owner ? owner.field : owner && 'each' in owner ? owner.each : undefined,
        'field' in effect ? effect.field : undefined,
        effect.do === 'pause' ? effect.reason_field : undefined,
      ]) {
        if (field !== undefined && !fields.has(field)) add('no_field', path, field);
      }
    }
  };
  state(p.initial, ['initial']);
  for (const [key, step] of Object.entries(p.steps)) {
    const at: Path = ['steps', key];
    if (['open', 'undo', 'overdue', 'escalated', 'nearly_due', 'upgraded'].includes(key)) add('engine_name', at, key);
    if (step.from !== '*') for (const from of step.from) state(from, [...at, 'from']);
    if (step.to) state(step.to, [...at, 'to']);
    const fields = new Set(step.fields.map((field) => field.key));
    for (const [n, by] of step.by.entries()) if ('leg' in by && !p.legs[by.leg]) add('no_leg', [...at, 'by', n], by.leg);
    effects(step.effects, [...at, 'effects'], fields);
    for (const [n, branch] of (step.branches ?? []).entries()) {
      const path = [...at, 'branches', n];
      if (branch.to !== undefined) state(branch.to, [...path, 'to']);
      for (const guard of branch.guards) if (guard.if === 'given' && !fields.has(guard.field)) add('no_field', [...path, 'guards'], guard.field);
      effects(branch.effects, [...path, 'effects'], fields);
    }
    if (step.effects.some((effect) => effect.do === 'pause') && p.pause_reasons.length === 0) add('no_pause_reasons', [...at, 'effects']);
    for (const [name, list] of Object.entries(step.audience))
      for (const field of list ?? []) if (!fields.has(field)) add('audience_field', [...at, 'audience', name], field);
    publicVoices(step, at, add);
    guardNames(p, step, at, add);
    for (const [n, effect] of step.effects.entries()) {
      if (effect.do !== 'pause') continue;
      if ((effect.reason_field === undefined) === (effect.reason === undefined)) add('pause_reason_form', [...at, 'effects', n]);
      else if (effect.reason !== undefined && !p.pause_reasons.some((one) => one.key === effect.reason))
        add('no_pause_reason', [...at, 'effects', n], effect.reason);
    }
    if (!step.audience.staff) add('staff_blind', [...at, 'audience']);
  }
  publicVoices(p.opening, ['opening'], add);
  effects(p.opening.effects, ['opening', 'effects'], new Set(p.opening.fields.map((field) => field.key)));
  for (const [key, leg] of Object.entries(p.legs)) {
    leg.ladder.forEach((rung, i) => {
      const at: Path = ['legs', key, 'ladder', i];
      if (rung.step && !p.steps[rung.step]) add('no_step', at, rung.step);
      effects(rung.effects, [...at, 'effects'], new Set());
      if (i > 0 && !rung.after) add('rung_after', at);
    });
  }
  return faults;
}

type Add = (code: ProcedureFaultCode, path: Path, name?: string) => void;

function publicVoices({ fields, audience }: Pick<Procedure['opening'], 'fields' | 'audience'>, at: Path, add: Add): void {
  for (const key of audience.public ?? [])
    if (fields.some((field) => field.key === key && field.type === 'voices')) add('public_voice', [...at, 'audience', 'public'], key);
}

function guardNames(p: Procedure, step: Procedure['steps'][string], at: Path, add: (code: ProcedureFaultCode, path: Path, name?: string) => void): void {
  for (const [n, guard] of step.guards.entries()) {
    const path = [...at, 'guards', n];
    if ('leg' in guard && !p.legs[guard.leg]) add('no_leg', path, guard.leg);
    if (guard.if === 'given') add('given_in_step', path);
    if ('mark' in guard && !p.marks[guard.mark]) add('mark_words', path, guard.mark);
  }
  for (const guard of [...step.guards, ...(step.branches ?? []).flatMap((branch) => branch.guards)])
    if (guard.if === 'had_by' || guard.if === 'not_had_by') for (const one of guard.steps) if (one !== 'open' && !p.steps[one]) add('no_step', at, one);
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

const spotKeyOf = (state: string, legs: readonly string[]): string => spotKey({ state, legs: new Set(legs) });

/** Whether a matter of this procedure can be in a state with these legs open: only from there an end is known to be reachable. */
export const mayStandAt = (p: Procedure): ((state: string, legs: readonly string[]) => boolean) => {
  const { seen } = walk(p);
  return (state, legs) => seen.has(spotKeyOf(state, legs));
};

const checkWalk = (p: Procedure): ProcedureFault[] => walk(p).faults;

function walk(p: Procedure): { faults: ProcedureFault[]; seen: ReadonlyMap<string, Spot> } {
  const found = new Map<string, ProcedureFault>();
  const add = (code: ProcedureFaultCode, path: Path, values: Record<string, string>): void =>
    void found.set(`${code}|${JSON.stringify(values)}`, { code, path, values });
  const seen = new Map<string, Spot>();
  const queue: Spot[] = [];
  const visit = (spot: Spot, via: string): void => {
    const key = spotKey(spot);
    if (seen.has(key)) return;
    seen.set(key, spot);
    queue.push(spot);
    const def = p.states[spot.state];
    if (!def) return;
    if (!def.final && spot.legs.size === 0) add('limbo', ['states', spot.state], { via, name: spot.state });
    if (def.final && spot.legs.size > 0) add('open_at_end', ['states', spot.state], { via, name: spot.state, legs: [...spot.legs].join(', ') });
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
  for (const key of Object.keys(p.states)) if (!reached.has(key)) add('state_unreached', ['states', key], { name: key });
  for (const key of Object.keys(p.steps)) if (!taken.has(key)) add('step_untaken', ['steps', key], { name: key });
  const ends = new Set<string>([...seen].filter(([, spot]) => p.states[spot.state]?.final).map(([key]) => key));
  const stack = [...ends];
  for (let key = stack.pop(); key !== undefined; key = stack.pop()) {
    for (const from of back.get(key) ?? []) {
      if (ends.has(from)) continue;
      ends.add(from);
      stack.push(from);
    }
  }
  for (const [key, spot] of seen) if (!ends.has(key)) add('no_end', ['states', spot.state], { name: spot.state, legs: [...spot.legs].join(', ') || 'none' });
  return { faults: [...found.values()], seen };
}
