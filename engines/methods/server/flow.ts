import type { Words } from '@hezhi/contract';
import { reference } from '@hezhi/directory/server';
import { speak, type Call, type House } from '@hezhi/server';
import type { Procedure, StepDef } from '@hezhi/matters/contract';
import type { z } from 'zod';
import {
  byWords,
  effectWords,
  guardWords,
  limitWords,
  namesFrom,
  ownerWords,
  procedureNames,
  valueOf,
  type FlowView,
  type Known,
  type Names,
} from '../contract/index.ts';

/** Names that packs use and do not bring themselves: rights of the rooms, roles and kinds of organisations of the house, levels. */
export async function knownNames(house: House): Promise<Known> {
  const { roles, kinds } = await reference(house);
  const rights = house.rooms.flatMap((room) => Object.values(room.permissions ?? {}).map((one): [string, Words] => [one.key, one.words]));
  return new Map([
    ...rights,
    ...[...roles].map(([key, role]): [string, Words] => [key, role.words]),
    ...[...kinds].map(([key, kind]): [string, Words] => [key, kind.words]),
  ]);
}

type Flow = z.input<typeof FlowView>;

/** A procedure as people read it, in the language of the call. States come in the order in which they are reached. */
export function flowOf(call: Call, p: Procedure, known: Known): Flow {
  const names = namesFrom(procedureNames(p), known);
  const say = (words: Words): string => speak(words, call.language);
  const steps = Object.entries(p.steps);
  const from = (state: string): Flow['states'][number]['steps'] =>
    steps.flatMap(([id, step]) => (step.from !== '*' && step.from.includes(state) ? [stepOf(id, step, p, names, say)] : []));
  return {
    key: p.key,
    name: say(p.name),
    kind: p.kind,
    states: inOrder(p).map((id) => {
      const state = p.states[id]!;
      return { id, name: say(state.name), public: say(state.public), stage: state.stage, final: state.final, first: id === p.initial, steps: from(id) };
    }),
    always: steps.flatMap(([id, step]) => (step.from === '*' ? [stepOf(id, step, p, names, say)] : [])),
    legs: Object.entries(p.legs).map(([id, leg]) => ({
      id,
      name: say(leg.name),
      owner: say(ownerWords(leg.owner, names)),
      limit: say(valueOf(leg.limit, names)),
      ladder: leg.ladder.map((rung) => say(rungWords(rung, p, names))),
      side: leg.side,
    })),
    pauses: p.pause_reasons.map((one) => ({ name: say(one.name), max: say(limitWords(one.max)) })),
  };
}

function stepOf(id: string, step: StepDef, p: Procedure, names: Names, say: (words: Words) => string): Flow['always'][number] {
  const to: { state: string; name: string; when: string }[] = (step.branches ?? []).flatMap((branch) => {
    const target = branch.to ?? step.to;
    if (target === undefined) return [];
    const when = branch.guards.map((guard) => say(guardWords(guard, names, (value) => valueOf(value, names))));
    return [{ state: target, name: say(p.states[target]!.name), when: when.join('；') }];
  });
  if (step.to !== undefined && !to.some((one) => one.state === step.to && one.when === ''))
    to.push({ state: step.to, name: say(p.states[step.to]!.name), when: '' });
  return {
    id,
    name: say(step.name),
    who: [...new Set(step.by.map((by) => say('leg' in by ? whoHas(by.leg, p, names) : byWords(by, names))))],
    clock: step.by.every((by) => 'clock' in by),
    tone: step.tone,
    to,
  };
}

/** The owner of a leg as one reads it beside a step: the organisation where it is fixed, else the leg. */
function whoHas(key: string, p: Procedure, names: Names): Words {
  const owner = p.legs[key]!.owner;
  return 'org' in owner || 'post' in owner || 'asker' in owner ? ownerWords(owner, names) : byWords({ leg: key }, names);
}

function rungWords(rung: Procedure['legs'][string]['ladder'][number], p: Procedure, names: Names): Words {
  const when = rung.after ? limitWords(rung.after) : null;
  const what = rung.step
    ? [p.steps[rung.step]!.name]
    : rung.effects.length === 0
      ? [{ 'zh-Hans': '标记超时', en: 'marked overdue' }]
      : rung.effects.map((effect) => effectWords(effect, names, (value) => valueOf(value, names)));
  const zh = what.map((one) => one['zh-Hans']).join('、');
  const en = what.map((one) => one.en).join(', ');
  return when ? { 'zh-Hans': `超时 ${when['zh-Hans']}：${zh}`, en: `${when.en} overdue: ${en}` } : { 'zh-Hans': `到期：${zh}`, en: `when due: ${en}` };
}

/** States in the order in which they are first reached; what only a step from anywhere reaches comes last. */
function inOrder(p: Procedure): string[] {
  const seen = new Set<string>([p.initial]);
  for (const state of seen) {
    for (const step of Object.values(p.steps)) {
      if (step.from === '*' || !step.from.includes(state)) continue;
      for (const to of [...(step.branches ?? []).map((branch) => branch.to ?? step.to), step.to]) if (to !== undefined) seen.add(to);
    }
  }
  const all = [...seen, ...Object.keys(p.states).filter((key) => !seen.has(key))];
  return [...all.filter((key) => !p.states[key]!.final), ...all.filter((key) => p.states[key]!.final)];
}
