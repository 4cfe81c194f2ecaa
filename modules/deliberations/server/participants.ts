import { Refusal } from '@hezhi/contract';
import { findPeopleNames } from '@hezhi/directory/server';

import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, type ParticipantView, type PersonInput, type PositionInput, type PositionsPage } from '../contract/index.ts';
import { redact } from '@hezhi/cases/contract';
import { findParticipant, insertParticipants, listParticipants, listPositions, namedTwice, putPosition, updateParticipant } from './queries-course.ts';
import type { TopicRow } from './queries.ts';
import { iso, organisedTopic, topicFor, underLock } from './see.ts';
import { tellParticipants } from './tell.ts';

type Page = { cursor?: string | undefined; limit: number };
export const cutAt = <T>(rows: readonly T[], limit: number, key: (row: T) => string): { items: T[]; next: string | null } => ({
  items: rows.slice(0, limit),
  next: rows.length > limit ? key(rows[limit - 1]!) : null,
});

/** Participants with names, for who organises. */
export async function participants(call: Call, id: string, page: Page): Promise<{ items: z.input<typeof ParticipantView>[]; next: string | null }> {
  const topic = await organisedTopic(call, id);
  const rows = await listParticipants(call.db, topic.district, id, page.cursor ?? null, page.limit + 1);
  const { items, next } = cutAt(rows, page.limit, (row) => row.id);
  return { items: items.map(({ told_by, told_at, ...row }) => ({ ...row, toldBy: told_by, toldAt: told_at })), next };
}

/** While who takes part may still change: until the deliberation is over. */
const settling = ['settling', 'informing', 'deliberating'];
const assertSettling = (topic: TopicRow): void => {
  if (!settling.includes(topic.state)) throw new Refusal(errors.not_settling);
};

/**
 * Puts people on the list (D1). Those with an account are told through the app in the same write; of the others it is recorded later how they were told.
 * Errors: `deliberations.participant_already`, `person_unknown`, `not_settling`.
 */
export async function addParticipants(call: Call, id: string, people: readonly z.output<typeof PersonInput>[]): Promise<{ added: number }> {
  const seen = await organisedTopic(call, id);
  const { district } = seen;
  const persons = people.flatMap((one) => (one.person === undefined ? [] : [one.person]));
  const known = await findPeopleNames(call.house, district, persons);
  if (persons.some((person) => !known.has(person))) throw new Refusal(errors.person_unknown);
  return underLock(call, district, id, async (inside, topic) => {
    assertSettling(topic);
    const twice = (await namedTwice(inside.db, district, id, persons)) ?? (new Set(persons).size < persons.length ? people[0]!.name : undefined);
    if (twice !== undefined) throw new Refusal(errors.participant_already, { name: twice });
    const reply = { added: people.length };
    const at = iso(call.now);
    const write = inside.write(reply);
    insertParticipants(
      write,
      district,
      id,
      people.map((one) => ({
        id: one.id,
        person: one.person ?? null,
        name: one.person === undefined ? one.name : known.get(one.person)!,
        side: one.side,
        why: one.why,
        told_by: one.person === undefined ? null : 'app',
        told_at: one.person === undefined ? null : at,
      })),
    );
    tellParticipants(write, call, topic, persons);
    await write.run(inside.db);
    return reply;
  });
}

export async function toldParticipant(call: Call, id: string, participant: string, by: string): Promise<void> {
  const topic = await organisedTopic(call, id);
  const write = call.write();
  updateParticipant(write, topic.district, id, participant, { told_by: by, told_at: iso(call.now) });
  await write.run(call.db);
}

export async function removeParticipant(call: Call, id: string, participant: string): Promise<void> {
  const topic = await organisedTopic(call, id);
  await underLock(call, topic.district, id, async (inside, held) => {
    assertSettling(held);
    const write = inside.write();
    updateParticipant(write, topic.district, id, participant, { removed_at: iso(call.now) });
    await write.run(inside.db);
  });
}

const speaking = ['informing', 'deliberating', 'forming'];

/** A participant's own position; the last word stands until the proposal is put to the vote. Errors: `deliberations.not_participant`, `positions_closed`. */
export async function position(call: Call, id: string, given: z.output<typeof PositionInput>): Promise<void> {
  const topic = await topicFor(call, id);
  if (topic.participant === null) throw new Refusal(errors.not_participant);
  await keepPosition(call, topic.district, id, topic.participant, given);
}

/** A position said on site, written down by who organises. */
export async function recordPosition(call: Call, id: string, participant: string, given: z.output<typeof PositionInput>): Promise<void> {
  const topic = await organisedTopic(call, id);
  if (!(await findParticipant(call.db, topic.district, id, participant))) throw new Refusal(errors.participant_not_found);
  await keepPosition(call, topic.district, id, participant, given);
}

async function keepPosition(call: Call, district: string, id: string, participant: string, given: z.output<typeof PositionInput>): Promise<void> {
  await underLock(call, district, id, async (inside, topic) => {
    if (!speaking.includes(topic.state)) throw new Refusal(errors.positions_closed);
    const write = inside.write();
    putPosition(write, { district, topic: id, participant, ...given, by_person: call.actor.person!, at: iso(call.now) });
    await write.run(inside.db);
  });
}

/** What the participants think, for everybody who sees the topic: words without personal data, names only of those who agreed. */
export async function positions(call: Call, district: string, id: string, page: Page): Promise<z.input<typeof PositionsPage>> {
  await topicFor(call, id, district);
  const rows = await listPositions(call.db, district, id, page.cursor ?? null, page.limit + 1);
  const { items, next } = cutAt(rows, page.limit, (row) => row.participant);
  return { items: items.map((row) => ({ ...row, words: redact(row.words) })), next };
}
