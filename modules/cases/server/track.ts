import { Refusal } from '@hezhi/contract';
import { reference } from '@hezhi/directory/server';
import type { TokenCall } from '@hezhi/documents/server';
import { matterDetailWith, takeStep, type StepTaken } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, trackSteps, type Tracked, type TrackStep } from '../contract/index.ts';
import { factsOf } from './detail.ts';
import { passedPhotos, passedVoices } from './photos.ts';
import { factsBeside, findByCode, type CaseFacts } from './queries.ts';
import { askerActor, codeLookup } from './visitor.ts';

type Proof = { number: string; code: string };

/**
 * The visitor behind a number and a code. The pair is hashed under a key and looked up as one value, so wrong numbers and wrong codes take the
 * same way and get the same answer.
 */
async function proven(call: Call, { number, code }: Proof, fileToken: string | null): Promise<{ district: string; id: string; asCall: TokenCall }> {
  const found = await findByCode(call.db, codeLookup(call.house, number.toUpperCase(), code));
  if (!found || found.asker === null) throw new Refusal(errors.not_tracked);
  const { roles } = await reference(call.house);
  const actor = askerActor(found.district, found.asker, call.language, roles.get('resident')?.permissions ?? []);
  return { district: found.district, id: found.id, asCall: { ...call.with({ actor, key: null }), fileToken } };
}

/** A visitor's own case, as a resident reads theirs. Its photos and voice notes are those of the asker's timeline, the opening included, with passes instead of a session. */
export async function track(call: Call, proof: Proof): Promise<z.input<typeof Tracked>> {
  const { district, id, asCall } = await proven(call, proof, null);
  const { detail, row } = await matterDetailWith<CaseFacts>(asCall, district, id, factsBeside(false));
  const { matter, legs, timeline, steps, sentence } = detail;
  const photos = passedPhotos(asCall, district, timeline);
  const reported = new Set(row.photos);
  const voices = passedVoices(asCall, district, row.voices, timeline);
  const facts = {
    ...factsOf(asCall, row, null),
    photos: photos.filter((photo) => reported.has(photo.id)),
    voices: voices.filter((voice) => row.voices.includes(voice.id)),
  };
  return { matter, legs, timeline, steps: steps.filter((step) => isTrackStep(step.key)), sentence, case: facts, photos, voices };
}

const isTrackStep = (step: string): boolean => (trackSteps as readonly string[]).includes(step);

/** Takes one of the asker's steps with a tracking code; photos are those uploaded under the visitor's own token. */
export async function trackStep(call: Call, { number, code, ...command }: z.output<typeof TrackStep>, fileToken: string | null): Promise<StepTaken> {
  if (!isTrackStep(command.step)) throw new Refusal(errors.step_not_here);
  const { district, id, asCall } = await proven(call, { number, code }, fileToken);
  return takeStep(asCall, district, id, command);
}
