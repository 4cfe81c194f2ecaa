import { kernelErrors, Refusal } from '@hezhi/contract';
import { within } from '@hezhi/directory/contract';
import { territory } from '@hezhi/directory/server';
import { claimFiles, uploaderOf } from '@hezhi/documents/server';
import { procedureOf, type Kind } from '@hezhi/matters/server';
import { locate } from '@hezhi/places/server';
import { speak, type Call, type House } from '@hezhi/server';
import { coarse, errors, subjectPath } from '../contract/index.ts';
import { activeCategory, categoryName, fieldRefusal, treeOf } from './categories.ts';
import { audienceOfPhotos } from './photos.ts';
import { moveCase } from './queries.ts';
import { fileTokenOf } from './visitor.ts';

type Typed = Record<string, unknown>;
type PlaceTyped = { area: string; point?: [number, number] };

/** What the engine of matters must know of cases. */
export function caseKind(house: House): Kind {
  return {
    kind: 'case',
    procedure: 'standard_case',
    subjectPath,
    subjectName: (district, subject) => categoryName(house, district, subject),
    terms: (district, subject) => treeOf(house, district).leaves.get(subject) ?? null,

    /** A corrected category must be in use; a corrected place must lie in the district, and its point decides the territory. */
    async prepare(call, before, _step, data) {
      const subject = data['subject'];
      if (subject !== undefined) activeCategory(call, before.district, subject, '/body/data/subject');
      const place = data['place'];
      return isPlace(place) ? { ...data, place: await placed(call, before.district, place) } : data;
    },

    /** Photos of the step become the case's; facts that follow the matter move with it, also when a step is undone. */
    async onStep(call, write, decision, before) {
      const { entry, after } = decision;
      const photos = (entry.data as Typed)['photos'];
      if (entry.step !== 'undo' && Array.isArray(photos) && photos.length > 0) {
        const procedure = await procedureOf(call.house, after.procedure, after.procedureVersion);
        const token = fileTokenOf(call);
        const uploader = token === null ? uploaderOf(call.actor, null) : { token };
        const audience = audienceOfPhotos(procedure.steps[entry.step]!.audience);
        claimFiles(write, { district: after.district, ids: photos as string[], matter: after.id, uploader, max: 9, kinds: ['image'], audience });
      }
      if (before.subject !== after.subject || before.area !== after.area || before.point?.join() !== after.point?.join()) {
        moveCase(write, after.district, after.id, {
          category: after.subject,
          lon: after.point ? coarse(after.point[0]) : null,
          lat: after.point ? coarse(after.point[1]) : null,
        });
      }
    },
  };
}

const isPlace = (value: unknown): value is PlaceTyped => typeof value === 'object' && value !== null && typeof (value as PlaceTyped).area === 'string';

async function placed(call: Call, district: string, { area, point }: PlaceTyped): Promise<PlaceTyped> {
  if (!within(area, district)) throw fieldRefusal(call, '/body/data/place', errors.area_unknown);
  if (!point) {
    if (!(await territory(call.house).ensure(district)).stands(area)) throw fieldRefusal(call, '/body/data/place', errors.area_unknown);
    return { area };
  }
  if (!Array.isArray(point) || point.length !== 2 || !point.every((one) => Number.isFinite(one))) {
    const detail = speak(kernelErrors.invalid.words, call.language);
    throw new Refusal(kernelErrors.invalid, {}, { faults: [{ path: '/body/data/place', code: 'wrong', detail }] });
  }
  const found = await locate(call.house, district, point);
  if (!found) throw fieldRefusal(call, '/body/data/place', errors.outside);
  return { area: found.code, point };
}
