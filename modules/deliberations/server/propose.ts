import { newId, Refusal, systemActor } from '@hezhi/contract';
import { channelOf } from '@hezhi/cases/server';
import { mustBelong, resolveOwner, territory } from '@hezhi/directory/server';
import { levelOf, whoAt } from '@hezhi/directory/contract';
import { kindOf, districtOf, findStored, openMatter, procedureFor, takeStep } from '@hezhi/matters/server';
import { emit, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, type Demands, type ProposeInput, type Proposed } from '../contract/index.ts';
import { findBodyFor, type BodySeen } from './queries-body.ts';
import { insertCosign, insertTopic, updateTopic } from './queries.ts';
import { demandsOf, settingsAt } from './settings.ts';
import { iso, organisesArea, topicFor, underLock, whoOf } from './see.ts';

type Given = z.output<typeof ProposeInput>;
type Reply = z.input<typeof Proposed>;

/**
 * Proposes a topic (D1, D2): a matter of kind deliberation with its facts in one write. In the name of a body, or where nobody need co-sign, it goes on to be screened at once,
 * in the same transaction. The same id twice is the same topic. Errors: those of the route.
 */
export async function propose(call: Call, given: Given): Promise<Reply> {
  const { house, actor, now } = call;
  const district = districtOf(actor);
  const tree = await territory(house).ensure(district);
  if (!given.area.startsWith(district) || !tree.stands(given.area)) throw new Refusal(errors.area_unknown);
  if (levelOf(given.area) === 'district') throw new Refusal(errors.area_needed);
  const body = given.body === undefined ? null : await bodyFor(call, district, given.body);
  const id = given.id ?? newId(now);
  const again = await findStored(call.db, district, id);
  if (again) return sameTopic(call, id, given);
  const procedure = await procedureFor(house, kindOf(house, 'deliberation'), { district, area: given.area }, given.procedure);
  const settings = settingsAt(house, given.area);
  const demands: Demands = { ...demandsOf(settings, procedure.key), who: whoAt(settings.who, given.area) };
  const office = await resolveOwner(house, district, body ? { org_id: body.org } : { org: 'community', at: 'community' }, given.area, now);
  return call.db.tx(async (db) => {
    const inside = call.with({ db });
    const opened = await openMatter(
      inside.with({ key: null }),
      {
        id,
        district,
        kind: 'deliberation',
        procedure: procedure.key,
        title: given.title,
        searchText: `${given.title} ${given.text} ${given.wish}`,
        area: given.area,
        point: null,
        subject: procedure.key,
        tier: 3,
        channel: channelOf(actor),
        asker: actor.post ? null : actor.person,
        public: false,
        limits: {},
        params: { convener: { ...office, person: null } },
        data: { text: given.text, ...(given.wish === '' ? {} : { wish: given.wish }) },
      },
      (write) => {
        const { title, text, wish, named, area } = given;
        insertTopic(write, { district, id, area, body: body?.id ?? null, proposer: actor.person!, named, title, text, wish, opened_at: iso(now), demands });
        emit(write, { district, topic: 'deliberations.proposed', data: { topic: id, area, body: body?.id ?? null }, at: now });
      },
    );
    const screened = procedure.steps['cosigned'] !== undefined && (body !== null || demands.cosigners === 0);
    const state = screened
      ? (await takeStep(inside.with({ actor: systemActor(district), key: null }), district, id, { step: 'cosigned', data: {} })).state
      : opened.state;
    const reply: Reply = { id, number: opened.number, state };
    await inside.write(reply).run(db);
    return reply;
  });
}

async function sameTopic(call: Call, id: string, given: Given): Promise<Reply> {
  const topic = await topicFor(call, id).catch(() => null);
  if (!topic || topic.proposer !== call.actor.person || topic.title !== given.title) throw new Refusal(errors.id_taken);
  return { id, number: topic.number, state: topic.state };
}

/** The body in whose name somebody speaks: its chair or secretary, or the office that organises there. */
async function bodyFor(call: Call, district: string, id: string): Promise<BodySeen> {
  const body = await findBodyFor(call.db, district, id, call.actor.person);
  if (!body) throw new Refusal(errors.body_not_found);
  if (body.ended_on !== null) throw new Refusal(errors.body_ended);
  if (body.office !== 'chair' && body.office !== 'secretary' && !organisesArea(call.actor, body.area)) throw new Refusal(errors.not_organiser);
  return body;
}

/**
 * Co-signs, once a person, by those whom the topic asks (residents of its community, as it was settled when it began); who signed stays counted after moving house. With the last one that is needed the topic goes on to be screened, in the same transaction: of two who come at once one is the last.
 * Errors: `deliberations.cosign_closed`, `cosigned_already`, `own_topic`, `directory.home_needed`, `home_elsewhere`, `home_unconfirmed`.
 */
export async function cosign(call: Call, id: string): Promise<{ cosigned: number; state: string }> {
  const district = districtOf(call.actor);
  const person = call.actor.person!;
  await topicFor(call, id);
  return underLock(call, district, id, async (inside, topic) => {
    const mine = await topicFor(inside, id);
    if (mine.has_cosigned) throw new Refusal(errors.cosigned_already);
    if (topic.state !== 'raised' || topic.demands.cosigners === 0) throw new Refusal(errors.cosign_closed);
    if (topic.proposer === person) throw new Refusal(errors.own_topic);
    await mustBelong(call, whoOf(topic), topic.area);
    const cosigned = topic.cosigned + 1;
    const enough = cosigned >= topic.demands.cosigners;
    const state = enough
      ? (await takeStep(inside.with({ actor: systemActor(district), key: null }), district, id, { step: 'cosigned', data: {} })).state
      : topic.state;
    const reply = { cosigned, state };
    const write = inside.write(reply);
    insertCosign(write, district, id, person, iso(call.now));
    updateTopic(write, district, id, { cosigned });
    await write.run(inside.db);
    return reply;
  });
}
