import { claimFiles, uploaderIn, type AskedFile } from '@hezhi/documents/server';
import { audienceOf, type Snapshot } from '@hezhi/matters/contract';
import { findVisible, snapshotOf, type Kind } from '@hezhi/matters/server';
import { locate } from '@hezhi/places/server';
import { staffOf } from '@hezhi/directory/server';
import type { Call } from '@hezhi/server';
import { errors, shippedKind, touchesResponses } from '../contract/index.ts';
import { checkDepartments, fieldRefusal, nameOf, rateable } from './departments.ts';
import { findWhistle, responseOf, responsesOf, setVerdict } from './queries.ts';
import { keepResponses } from './responses.ts';

type Typed = Record<string, unknown>;
type Chosen = { org: string }[];

const isPoint = (value: unknown): value is [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'number' && Number.isFinite(one));
const pointOf = (place: unknown): [number, number] | null => {
  const point = typeof place === 'object' && place !== null ? (place as Typed)['point'] : undefined;
  return isPoint(point) ? point : null;
};
const chosen = (value: unknown): Chosen =>
  Array.isArray(value)
    ? value.filter((one): one is { org: string } => typeof one === 'object' && one !== null && typeof (one as Typed)['org'] === 'string')
    : [];

/** What the engine of matters must know of whistles. */
export const whistleKind: Kind = {
  kind: 'whistle',
  procedure: 'whistle',
  subjectPath: (subject) => ['', subject],
  subjectName: (_, subject) =>
    shippedKind(subject)?.name ?? (subject === '' ? { 'zh-Hans': '全部类型', en: 'All kinds' } : { 'zh-Hans': subject, en: subject }),

  async prepare(call, before, step, data) {
    if (step === 'check_in' || step === 'sign_in') return positioned(call, before, step, data);
    if (step === 'add_department') {
      const lists = { lead: chosen(data['lead']), assist: chosen(data['assist']) };
      if (lists.lead.length + lists.assist.length === 0) throw fieldRefusal(call, '/body/data/lead', errors.department_needed);
      await checkDepartments(call, before.district, '/body/data', lists, await responsesOf(call.db, before.district, before.id));
    }
    if (step === 'designate') {
      const [to] = chosen([data['to']]);
      if (to) await designable(call, before, to.org);
    }
    if (step === 'rate_department') {
      const [department] = chosen([data['department']]);
      if (department) await mayBeRated(call, before, department.org);
    }
    return data;
  },

  /** Rows of the departments, the finding and the photos follow in the same write. */
  async onStep(call, write, decision) {
    const { entry, after } = decision;
    if (touchesResponses(entry)) {
      const rows = await responsesOf(call.db, after.district, after.id);
      keepResponses(call.house, write, decision, rows.map(responseOf));
    }
    if (entry.step === 'review_whistle') setVerdict(write, after.district, after.id, String(entry.data['verdict']));
    const photos = entry.data['photos'];
    if (Array.isArray(photos) && photos.length > 0) {
      const uploader = uploaderIn(call);
      claimFiles(write, { district: after.district, ids: photos as string[], matter: after.id, uploader, max: 9, kinds: ['image'], audience: ['staff'] });
    }
  },

  async answers(call, snapshot): Promise<Record<string, boolean>> {
    if (snapshot.state !== 'rating') return {};
    return { last_rating: (await responsesOf(call.db, snapshot.district, snapshot.id)).filter(rateable).length === 1 };
  },
};

/** A position must lie in the district; a kind that is answered on the spot demands one to check in. */
async function positioned(call: Call, before: Snapshot, step: string, data: Typed): Promise<Typed> {
  const point = pointOf(data['place']);
  if (!point) {
    if (step === 'check_in' && (await findWhistle(call.db, before.district, before.id))?.on_site)
      throw fieldRefusal(call, '/body/data/place', errors.position_needed);
    return data;
  }
  const found = await locate(call.house, before.district, point);
  if (!found) throw fieldRefusal(call, '/body/data/place', errors.outside);
  return { ...data, place: { area: found.code, point } };
}

/** The district may name whoever can answer and is not in yet, the department that disputes included. */
async function designable(call: Call, before: Snapshot, org: string): Promise<void> {
  const rows = await responsesOf(call.db, before.district, before.id);
  const disputing = new Set(before.legs.filter((leg) => leg.key.startsWith('designation_')).map((leg) => leg.about));
  const others = rows.filter((row) => !disputing.has(row.leg));
  try {
    await checkDepartments(call, before.district, '/body/data', { lead: [{ org }], assist: [] }, others);
  } catch (error) {
    const fault = error as { def?: (typeof errors)['department_twice']; values?: Record<string, unknown> };
    if (!fault.def) throw error;
    throw fieldRefusal(call, '/body/data/to', fault.def, fault.values);
  }
}

async function mayBeRated(call: Call, before: Snapshot, org: string): Promise<void> {
  const own = (await responsesOf(call.db, before.district, before.id)).filter((row) => row.org === org && row.checked_in_at !== null);
  const values = { name: nameOf(await staffOf(call.house, before.district), org) };
  if (own.length === 0) throw fieldRefusal(call, '/body/data/department', errors.not_rateable, values);
  if (!own.some(rateable)) throw fieldRefusal(call, '/body/data/department', errors.rated_already, values);
}

/** Whoever of the staff sees the whistle sees its photos. */
export async function maySeePhoto(call: Call, asked: AskedFile): Promise<boolean> {
  const seen = await findVisible(call.db, asked.district, asked.matter, call.actor);
  return seen?.kind === 'whistle' && audienceOf(snapshotOf(seen), call.actor) === 'staff';
}
