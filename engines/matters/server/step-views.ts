import type { z } from 'zod';
import { spokenIn, type Language } from '@hezhi/contract';
import { speak, type Call } from '@hezhi/server';
import { available, type Fault, type Leg, type Procedure, type Snapshot, type StepView } from '../contract/index.ts';
import { calendarOf } from './calendar.ts';
import type { Names } from './owners.ts';
import { ownersOfFault, stepWords, wordsOfFault } from './words.ts';

/** Whose leg it is; of a side leg, for whom it was opened. */
function chooseName(leg: Leg, s: Snapshot, names: Names): string {
  const meant = s.legs.find((one) => one.id === leg.about) ?? leg;
  return names.owner(meant, true);
}

/** The steps of a matter's page for this reader: each offered with its form, or with the reason why not. */
export function viewSteps(
  names: Names,
  call: Call,
  procedure: Procedure,
  snapshot: Snapshot,
  answers: Record<string, boolean> | undefined,
): z.input<typeof StepView>[] {
  const world = { now: call.now, calendar: calendarOf(call.house), answers };
  const kept = keptSteps(procedure);
  return available(procedure, snapshot, call.actor, world).map(({ step, fault, choose }) => {
    if (fault) return refused(kept, names, call, procedure, step, fault);
    if (choose.length > 0)
      return { ...offered(procedure, step, call.language), choose: choose.map((leg) => ({ id: leg.id, name: chooseName(leg, snapshot, names) })) };
    return keep(kept, step, () => offered(procedure, step, call.language));
  });
}

type KeptStep = z.input<typeof StepView>;
const allSteps = new WeakMap<Procedure, Map<string, KeptStep>>();

/** Views of steps that depend on nothing but the procedure in one language and, where they are refused, the reason: made and written once. */
function keptSteps(procedure: Procedure): Map<string, KeptStep> {
  let kept = allSteps.get(procedure);
  if (!kept) allSteps.set(procedure, (kept = new Map()));
  // Reasons name offices and posts: a bound, not a leak.
  if (kept.size > 5000) kept.clear();
  return kept;
}

function keep(kept: Map<string, KeptStep>, key: string, make: () => KeptStep): KeptStep {
  let view = kept.get(key);
  if (!view) kept.set(key, (view = make()));
  return view;
}

function offered(procedure: Procedure, step: string, language: Language): KeptStep {
  const def = procedure.steps[step];
  const name = spokenIn(stepWords(procedure, step), language);
  return {
    key: step,
    name,
    tone: def?.tone ?? 'plain',
    allowed: true,
    reason: null,
    fields: [...(def?.fields ?? [])],
    confirm: def?.confirm ?? null,
    choose: [],
  };
}

/** What may not be done now needs no form: the reason is what is shown. Its sentence is made anew only when a name in it is another. */
function refused(kept: Map<string, KeptStep>, names: Names, call: Call, procedure: Procedure, step: string, { def, values }: Fault): KeptStep {
  const { owner = '', who = '' } = ownersOfFault(call, names, values);
  return keep(kept, `${step} ${def.code} ${Object.values(values).join(' ')} ${owner} ${who}`, () => ({
    ...offered(procedure, step, call.language),
    allowed: false,
    reason: { code: def.code, detail: speak(def.words, call.language, wordsOfFault(call, procedure, names, values)) },
    fields: [],
    confirm: null,
  }));
}
