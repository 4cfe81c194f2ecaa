import { staffOf } from '@hezhi/directory/server';
import { findStored, procedureOf } from '@hezhi/matters/server';
import { notify, type Recipient } from '@hezhi/notices/server';
import type { Call, Listener, Write } from '@hezhi/server';
import type { MeetingRow } from './queries-meeting.ts';
import { findTopic, type TopicRow } from './queries.ts';
import { permissions } from '../contract/index.ts';
import { latestEntry } from './queries-lists.ts';

/** What happened longer ago is told to nobody. */
const NEWS = 86_400_000;
const talkPath = (district: string, id: string): string => `/talk/${district}/${id}`;
const toAll = (persons: readonly string[]): Recipient[] => persons.map((person) => ({ person }));

/** Those who were put on the list hear that they are wanted. */
export function tellParticipants(write: Write, call: Call, topic: TopicRow, persons: readonly string[]): void {
  notify(write, {
    district: topic.district,
    key: `deliberation ${topic.id} participant ${call.reference}`,
    template: 'deliberations.participant',
    to: toAll(persons),
    values: { title: topic.title },
    link: talkPath(topic.district, topic.id),
    area: topic.area,
    at: call.now,
  });
}

/** Those expected at a meeting are invited, or hear that it is off. */
export function tellMeeting(write: Write, call: Call, row: MeetingRow, what: 'invited' | 'cancelled', persons: readonly string[]): void {
  notify(write, {
    district: row.district,
    key: `meeting ${row.id} ${what}`,
    template: `deliberations.${what}`,
    to: toAll(persons),
    except: call.actor.person === null ? [] : [call.actor.person],
    values: {
      title: row.title,
      at: { at: Date.parse(row.starts_at) },
      place: row.mode === 'online' ? row.link : row.place,
      ...(what === 'cancelled' ? { reason: row.reason } : {}),
    },
    link: `/meet/${row.district}/${row.id}`,
    area: row.area,
    at: call.now,
  });
}

/** Of which steps whoever proposed it hears, and those who take part. */
const forProposer = new Set([
  'cosigned',
  'lapse',
  'accept',
  'decline',
  'merge',
  'convene',
  'settle',
  'decided',
  'publicised',
  'progress',
  'carried_out',
  'reviewed',
  'stop',
  'give_up',
  'reopen',
]);

/** Progress is told to who proposed it; the office hears of objections; who has a task hears of it. One read and one write an event. */
export const deliberationNotices: Listener = {
  name: 'notices',
  topic: 'matters.stepped',
  async handle(call, event) {
    const { matter, kind, steps, actor } = event.data as { matter: string; kind: string; steps: string[]; actor: string | null };
    const step = steps.at(-1)!;
    if (call.now - event.at > NEWS) return;
    const write = call.with({ key: null }).write();
    if (kind === 'deliberation') await aboutTopic(call, write, event.district, matter, step, actor, event.at);
    if (kind === 'task' && step === 'open') await aboutTask(call, write, event.district, matter, event.at);
    if (!write.empty) await write.run(call.db);
  },
};

async function aboutTopic(call: Call, write: Write, district: string, id: string, step: string, actor: string | null, at: number): Promise<void> {
  const topic = await findTopic(call.db, district, id);
  if (!topic) return;
  const procedure = await procedureOf(call.house, topic.procedure, topic.procedure_version);
  const seq = (await latestEntry(call.db, district, id)) ?? 0;
  const told = procedure.steps[step]?.told;
  const base = { district, link: talkPath(district, id), area: topic.area, at, except: actor === null ? [] : [actor] };
  if (forProposer.has(step) && told)
    notify(write, {
      ...base,
      key: `deliberation ${id} ${step} ${seq}`,
      template: 'deliberations.progress',
      to: [{ person: topic.proposer }],
      values: { title: topic.title, told },
    });
  const needsOffice = step === 'cosigned' ? 'deliberations.to_screen' : step === 'object' ? 'deliberations.objection' : null;
  const row = needsOffice === null ? undefined : await findStored(call.db, district, id);
  const leg = row?.legs?.find((one) => one.org !== null);
  if (needsOffice !== null && leg?.org)
    notify(write, {
      ...base,
      key: `deliberation ${id} office ${step} ${seq}`,
      template: needsOffice,
      to: [{ org: leg.org, with: permissions.organise.key }],
      values: { title: topic.title },
      matter: id,
    });
}

async function aboutTask(call: Call, write: Write, district: string, id: string, at: number): Promise<void> {
  const row = await findStored(call.db, district, id);
  const leg = row?.legs?.[0];
  if (!row || !leg?.org) return;
  const staff = await staffOf(call.house, district);
  const to: Recipient[] = leg.post !== null && staff.posts.has(leg.post) ? [{ post: leg.post }] : [{ org: leg.org, with: permissions.carry_out.key }];
  notify(write, {
    district,
    key: `task ${id} set`,
    template: 'deliberations.task',
    to,
    values: { title: row.title, due: { at: Date.parse(leg.due_at) } },
    matter: id,
    area: row.area,
    at,
  });
}
