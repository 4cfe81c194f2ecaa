import { kernelErrors, Refusal } from '@hezhi/contract';
import { within } from '@hezhi/directory/contract';
import { territory } from '@hezhi/directory/server';
import { claimFiles, uploaderIn } from '@hezhi/documents/server';
import { procedureOf, type Kind } from '@hezhi/matters/server';
import { locate } from '@hezhi/places/server';
import { speak, type Call, type House } from '@hezhi/server';
import { coarse, errors, subjectPath } from '../contract/index.ts';
import { activeCategory, categoryName, fieldRefusal, treeOf } from './categories.ts';
import { audienceOfFiles } from './photos.ts';
import { moveCase } from './queries.ts';

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

    /** Photos and voice notes of the step become the case's; facts that follow the matter move with it, also when a step is undone. */
    async onStep(call, write, decision, before) {
      const { entry, after } = decision;
      const def = (await procedureOf(call.house, after.procedure, after.procedureVersion)).steps[entry.step];
      for (const { key, type } of def?.fields ?? []) {
        const ids = (entry.data as Typed)[key];
        if ((type !== 'photos' && type !== 'voices') || !Array.isArray(ids) || ids.length === 0) continue;
        const audience = audienceOfFiles(def!.audience, key, type);
        claimFiles(write, {
          district: after.district,
          ids: ids as string[],
          matter: after.id,
          uploader: uploaderIn(call),
          max: 9,
          kinds: [type === 'photos' ? 'image' : 'sound'],
          audience,
        });
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
