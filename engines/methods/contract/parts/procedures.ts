import type { Words } from '@hezhi/contract/light';
import { procedureFaults, procedureFaultWords, ProcedureSchema, type Procedure } from '@hezhi/matters/contract';
import { z } from 'zod';
import { fill } from '../faults.ts';
import { definePart, type PartFault, type PackWorld, type Reference } from '../part.ts';
import { ladderFaults } from './ladders.ts';
import { ownerFaults, takerFaults } from './takers.ts';

/** A procedure in a pack: its version is given when it is kept; only the base pack writes it down. */
export const PackProcedure = ProcedureSchema.extend({
  version: z.number().int().positive().optional().describe('Left out in packs of places: the house numbers what it keeps.'),
});
export type PackProcedure = z.output<typeof PackProcedure>;

/** The procedure as the engine of matters reads it. */
export const asProcedure = (value: PackProcedure): Procedure => ({ ...value, version: value.version ?? 1 });

/** 办理流程: how matters of one kind go, from opening to end. */
export const proceduresPart = definePart<PackProcedure>({
  key: 'procedures',
  file: 'procedures/*.yaml',
  name: { 'zh-Hans': '办理流程', en: 'Procedures' },
  room: 'matters',
  what: 'How matters of one kind go: states, stretches of responsibility with owner and limit, steps and who may take them.',
  schema: PackProcedure as z.ZodType<PackProcedure>,
  check: (value, world) => {
    const p = asProcedure(value);
    const faults: PartFault[] = procedureFaults(p).map(({ code, path, values }) => ({
      code,
      path,
      words: fill(procedureFaultWords[code], wordsOf(p, values)),
    }));
    // What names nothing is told once; who may do what is only asked of what hangs together.
    return faults.length > 0 ? faults : [...ownerFaults(p, world), ...takerFaults(p, world), ...ladderFaults(p)];
  },
  defines: (value) => [{ kind: 'procedure', key: value.key }],
  refers: (value) => refersTo(value),
});

/** The kind of matter must be one that a room of the house carries. */
const refersTo = (value: PackProcedure): Reference[] => [{ kind: 'matter', key: value.kind, path: ['kind'] }];

/** Keys in sentences give way to names, where the name is known. */
function wordsOf(p: Procedure, values: Readonly<Record<string, string>>): Record<string, string | Words> {
  const { name } = values;
  const known = name === undefined ? undefined : (p.states[name]?.name ?? p.steps[name]?.name ?? p.legs[name]?.name);
  return known ? { ...values, name: known } : { ...values };
}

export type { PackWorld };
