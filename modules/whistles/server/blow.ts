import { newId, Refusal, systemActor } from '@hezhi/contract';
import { channelOf } from '@hezhi/cases/server';
import { levelOf } from '@hezhi/directory/contract';
import { resolveOwner, territory } from '@hezhi/directory/server';
import { claimFiles, uploaderOf } from '@hezhi/documents/server';
import { coversArea, errors as matters, type Owner } from '@hezhi/matters/contract';
import { districtOf, findStored, findVisible, openMatter, procedureOf, takeStep, type Opened, type StoredMatter } from '@hezhi/matters/server';
import { locate, nearestAddress } from '@hezhi/places/server';
import { isDbError, speak, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, limitsOf, type BlowInput } from '../contract/index.ts';
import { checkDepartments, fieldRefusal } from './departments.ts';
import { activeKind } from './kinds.ts';
import { insertWhistle } from './queries.ts';
import { keepResponses } from './responses.ts';

export type BlowGiven = z.output<typeof BlowInput>;
type Where = { area: string; point: readonly [number, number] | null; address: string };

/**
 * Blows a whistle (C2): a matter of its own with one leg a department, in one write; from a case the case takes its step `whistle` in the same transaction. The whistler is the
 * actor's organisation; rated is by the community of the case, else by the whistler. Errors: those of the route.
 */
export async function blow(call: Call, given: BlowGiven): Promise<Opened> {
  const { house, actor, now } = call;
  const district = districtOf(actor);
  const post = actor.post!;
  const kind = await activeKind(call, given.kind);
  if (given.lead.length === 0) throw fieldRefusal(call, '/body/lead', errors.lead_needed);
  await checkDepartments(call, district, '/body', given);
  const from = given.case === undefined ? null : await caseOf(call, district, given.case);
  const where = from ? { area: from.area, point: pointOf(from), address: given.place.address ?? '' } : await whereIs(call, district, given.place);
  if (!coversArea(actor, where.area)) throw new Refusal(errors.out_of_area);
  const id = given.id ?? newId(now);
  const whistler: Owner = { org: post.org, post: null, person: null };
  const community = from ? await resolveOwner(house, district, { org: 'community', at: 'community' }, where.area, now) : null;
  const open = (inside: Call): Promise<Opened> =>
    openMatter(
      inside,
      {
        id,
        district,
        kind: 'whistle',
        title: titleOf(given.text),
        searchText: `${speak(kind.name, 'zh-Hans')} ${given.text} ${where.address}`,
        area: where.area,
        point: where.point,
        subject: given.kind,
        tier: kind.tier,
        channel: channelOf(actor),
        asker: null,
        public: false,
        limits: limitsOf(kind),
        params: { whistler, rater: community ? { ...community, person: null } : whistler },
        data: {
          text: given.text,
          ...(where.address === '' ? {} : { address: where.address }),
          lead: given.lead.map(({ org }) => ({ org })),
          ...(given.assist.length === 0 ? {} : { assist: given.assist.map(({ org }) => ({ org })) }),
          ...(given.photos.length === 0 ? {} : { photos: given.photos }),
        },
        ...(from ? { parent: { id: from.id, meaning: 'informs' as const } } : {}),
      },
      (write, decision) => {
        const facts = { district, id, kind: given.kind, text: given.text, address: where.address, on_site: kind.on_site };
        insertWhistle(write, { ...facts, whistler: post.org, case_id: from?.id ?? null, opened_at: new Date(now).toISOString() });
        keepResponses(call.house, write, decision, []);
        if (given.photos.length > 0)
          claimFiles(write, { district, ids: given.photos, matter: id, uploader: uploaderOf(actor, null), max: 9, kinds: ['image'], audience: ['staff'] });
      },
    );
  if (!from) return open(call);
  const again = await findStored(call.db, district, id);
  if (again) return same(again, given);
  try {
    return await call.db.tx(async (db) => {
      const step = { step: 'whistle', revision: from.revision, data: { note: titleOf(given.text) } };
      await takeStep(call.with({ actor: systemActor(district), key: null, db }), district, from.id, step);
      return open(call.with({ db }));
    });
  } catch (error) {
    // The id came twice at the same moment: inside the lost transaction the first one could not be read.
    const stored = isDbError(error) && error.code === '25P02' ? await findStored(call.house.db, district, id) : undefined;
    if (stored) return same(stored, given);
    throw error;
  }
}

function same(stored: StoredMatter, given: BlowGiven): Opened {
  if (stored.kind !== 'whistle' || stored.title !== titleOf(given.text)) throw new Refusal(errors.id_taken);
  return { id: stored.id, number: stored.number, revision: stored.revision, state: stored.state };
}

const titleOf = (text: string): string => {
  const line = text.split('\n')[0]!.trim();
  return [...line].length > 60 ? `${[...line].slice(0, 59).join('')}…` : line;
};
const pointOf = (row: StoredMatter): readonly [number, number] | null => (row.lon === null || row.lat === null ? null : [row.lon, row.lat]);

/** The case, if the actor sees it and it stands where its procedure lets it be whistled. */
async function caseOf(call: Call, district: string, id: string): Promise<StoredMatter> {
  const row = await findVisible(call.db, district, id, call.actor);
  if (row?.kind !== 'case') throw new Refusal(matters.not_found);
  const procedure = await procedureOf(call.house, row.procedure, row.procedure_version);
  const from = procedure.steps['whistle']?.from ?? [];
  if (from !== '*' && !from.includes(row.state)) throw new Refusal(errors.case_state, { state: speak(procedure.states[row.state]!.name, call.language) });
  return row;
}

/** Where a whistle without a case is: by point, else by the territory chosen. */
async function whereIs(call: Call, district: string, given: BlowGiven['place']): Promise<Where> {
  if (given.point) {
    const found = await locate(call.house, district, given.point);
    if (!found) throw fieldRefusal(call, '/body/place', errors.outside);
    const words = given.address || ((await nearestAddress(call.house, district, given.point, call.language))?.text ?? '');
    return { area: found.code, point: given.point, address: words };
  }
  if (!given.area || levelOf(given.area) === 'district') throw fieldRefusal(call, '/body/place', errors.place_needed);
  const tree = await territory(call.house).ensure(district);
  if (!tree.stands(given.area)) throw fieldRefusal(call, '/body/place', errors.place_unknown);
  return { area: given.area, point: null, address: given.address || tree.fullName(given.area) };
}
