import type { z } from 'zod';
import type { Procedure } from '@hezhi/matters/contract';
import { ownVersion } from '@hezhi/matters/server';
import { bodySteps, type BodyStep, type StepTaken } from '../contract/index.ts';
import standardCase from './mappings/standard_case.json' with { type: 'json' };
import whistle from './mappings/whistle.json' with { type: 'json' };

type Given = keyof z.output<typeof StepTaken>;
/** One way to carry out what a body asked: a step of the procedure and which of its fields is filled from what. */
export type Way = { step: string; fields: Readonly<Record<string, Given>> };
/**
 * How a procedure is spoken of to bodies: data in `mappings/<procedure>.json`. `by`: whether who handles, who reported, or both may ask for it.
 * `take`: the first way that the procedure allows now is taken. `result`: steps whose words are the result when it ends, later ones first in time.
 */
export type Mapping = {
  procedure: string;
  versions: readonly number[];
  permissions: readonly string[];
  /** Fields of the opening that hold the words and the address. */
  description: string;
  address: string;
  steps: Readonly<Partial<Record<BodyStep, { by: 'handler' | 'reporter' | 'any'; take: readonly Way[] }>>>;
  remark: { step: string; field: string };
  /** Under which step the photos of a body come into the timeline: the field of the photos and that of the words beside them. */
  photos: { step: string; field: string; note: string };
  result: readonly string[];
};

const mappings: readonly Mapping[] = [standardCase as Mapping, whistle as Mapping];

/**
 * The mapping of a procedure in this version, or null: matters that have none are not exchanged. A place's own version is spoken of by the words of the product's:
 * steps of its own stay in the house, a step that it leaves out is not offered.
 */
export function mappingOf(procedure: string, version: number): Mapping | null {
  return mappings.find((one) => one.procedure === procedure && (one.versions.includes(version) || ownVersion(version))) ?? null;
}

/** The mappings of this house. */
export const allMappings = (): readonly Mapping[] => mappings;

/** What is wrong with a mapping for a procedure, in words: steps and fields that are not there, required fields that nothing fills. */
export function mappingFaults(mapping: Mapping, procedure: Procedure): string[] {
  const faults: string[] = [];
  if (!mapping.versions.includes(procedure.version) && !ownVersion(procedure.version))
    faults.push(`version ${procedure.version} of ${procedure.key} is not among ${mapping.versions.join(', ')}`);
  for (const field of [mapping.description, mapping.address])
    if (!procedure.opening.fields.some((one) => one.key === field)) faults.push(`the opening has no field ${field}`);
  for (const name of bodySteps) {
    for (const way of mapping.steps[name]?.take ?? []) {
      const def = procedure.steps[way.step];
      if (!def) {
        faults.push(`${name}: there is no step ${way.step}`);
        continue;
      }
      const known = new Set(def.fields.map((field) => field.key));
      for (const field of Object.keys(way.fields)) if (!known.has(field)) faults.push(`${name}: ${way.step} has no field ${field}`);
      for (const field of def.fields) if (field.required && !(field.key in way.fields)) faults.push(`${name}: nothing fills ${field.key} of ${way.step}`);
    }
  }
  if (!procedure.steps[mapping.remark.step]?.fields.some((one) => one.key === mapping.remark.field)) faults.push('there is no step for remarks');
  const pictures = procedure.steps[mapping.photos.step]?.fields ?? [];
  const { field, note } = mapping.photos;
  if (!pictures.some((one) => one.key === field && one.type === 'photos') || !pictures.some((one) => one.key === note))
    faults.push('there is no step for photos');
  return faults;
}
