import { Refusal } from '@hezhi/contract';
import { redact } from '@hezhi/cases/contract';
import { findPeopleNames } from '@hezhi/directory/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, type MinutesInput, type MinutesView } from '../contract/index.ts';
import { happened, organisedMeeting, underMeeting, wrongState } from './meetings.ts';
import { listAttendance, updateMeeting, type MeetingRow } from './queries-meeting.ts';
import { confirmationsOf, insertConfirmation, insertMinutes, minutesOf } from './queries-minutes.ts';
import { iso, organisesArea } from './see.ts';
import { moment } from './view.ts';

type View = z.input<typeof MinutesView>;

/** Names of those who came, longest first, for taking them out of what is published; those who chaired and wrote stay. */
async function namesIn(call: Call, row: MeetingRow): Promise<string[]> {
  const officers = new Set([row.chair.name, row.secretary.name]);
  const came = await listAttendance(call.db, row.district, row.id, null, 5000);
  const all = new Set(came.flatMap((one) => [one.name, one.proxy ?? '']));
  return [...all].filter((name) => [...name].length >= 2 && !officers.has(name)).toSorted((a, b) => b.length - a.length);
}

/** Minutes as they are published: without phones, homes and the like, and without the names of residents who came (王某某). */
export function published(text: string, names: readonly string[]): string {
  const hidden = names.reduce((all, name) => all.replaceAll(name, /^\p{Script=Han}/u.test(name) ? `${[...name][0]!}某某` : '…'), text);
  return redact(hidden);
}

async function viewOf(call: Call, row: MeetingRow): Promise<View> {
  const drafts = await minutesOf(call.db, row.district, row.id);
  const confirmed = await confirmationsOf(call.db, row.district, row.id);
  const names = await findPeopleNames(
    call.house,
    row.district,
    drafts.map((one) => one.by_person),
  );
  return {
    versions: drafts.map((one) => ({
      version: one.version,
      text: one.text,
      note: one.note,
      by: names.get(one.by_person) ?? '',
      at: moment(one.at),
      confirmed: confirmed
        .filter((each) => each.version === one.version)
        .map((each) => ({ role: each.role, name: each.name, onPaper: each.on_paper, at: moment(each.at) })),
    })),
    shown: drafts[0] ? published(drafts[0].text, await namesIn(call, row)) : '',
    published: row.published_version,
  };
}

export const minutes = async (call: Call, id: string): Promise<View> => viewOf(call, await organisedMeeting(call, id));

/** A new draft over the newest; earlier ones stay, and it must be confirmed anew. */
export async function writeMinutes(call: Call, id: string, given: z.output<typeof MinutesInput>): Promise<View> {
  const row = await organisedMeeting(call, id);
  return underMeeting(call, row, async (inside, held) => {
    if (held.published_at !== null) throw new Refusal(errors.minutes_published);
    if (held.state !== 'open' && held.state !== 'closed') throw wrongState(call, held);
    const newest = (await minutesOf(inside.db, row.district, id))[0]?.version ?? 0;
    if (given.base !== newest) throw new Refusal(errors.minutes_changed);
    const write = inside.write();
    insertMinutes(write, row.district, id, { version: newest + 1, text: given.text, note: given.note, by_person: call.actor.person!, at: iso(call.now) });
    await write.run(inside.db);
    return viewOf(inside, held);
  });
}

/**
 * Chair or secretary confirms the newest draft. Who has an account does it in person; for who has none the office records the signature on paper. The same person cannot be both.
 */
export async function confirmMinutes(call: Call, id: string, given: { role: 'chair' | 'secretary'; version: number }): Promise<View> {
  const row = await organisedMeeting(call, id);
  const me = call.actor.person!;
  return underMeeting(call, row, async (inside, held) => {
    if (held.published_at !== null) throw new Refusal(errors.minutes_published);
    if (held.state !== 'closed') throw wrongState(call, held);
    const [newest] = await minutesOf(inside.db, row.district, id);
    if (!newest) throw new Refusal(errors.minutes_none);
    if (newest.version !== given.version) throw new Refusal(errors.minutes_changed);
    const officer = held[given.role];
    const onPaper = officer.person === null;
    if (onPaper ? !organisesArea(call.actor, row.area) : officer.person !== me) throw new Refusal(errors.confirm_other, { name: officer.name });
    const others = (await confirmationsOf(inside.db, row.district, id)).filter((one) => one.version === newest.version);
    if (others.some((one) => one.role === given.role)) throw new Refusal(errors.minutes_confirmed);
    if (others.some((one) => one.by_person === me && !one.on_paper && !onPaper)) throw new Refusal(errors.confirm_twice);
    const write = inside.write();
    insertConfirmation(write, row.district, id, {
      version: newest.version,
      role: given.role,
      by_person: me,
      name: officer.name,
      on_paper: onPaper,
      at: iso(call.now),
    });
    await write.run(inside.db);
    return viewOf(inside, held);
  });
}

/** Publishes the newest draft once both have confirmed it; what is published stays as it is. */
export async function publishMinutes(call: Call, id: string, version: number): Promise<View> {
  const row = await organisedMeeting(call, id);
  return underMeeting(call, row, async (inside, held) => {
    if (held.published_at !== null) throw new Refusal(errors.minutes_published);
    if (held.state !== 'closed') throw wrongState(call, held);
    const [newest] = await minutesOf(inside.db, row.district, id);
    if (!newest) throw new Refusal(errors.minutes_none);
    if (newest.version !== version) throw new Refusal(errors.minutes_changed);
    const confirmed = (await confirmationsOf(inside.db, row.district, id)).filter((one) => one.version === version);
    if (confirmed.length < 2) throw new Refusal(errors.minutes_unconfirmed);
    const published_at = iso(call.now);
    const published_text = published(newest.text, await namesIn(inside, held));
    const write = inside.write();
    updateMeeting(write, row.district, id, { published_at, published_version: version, published_text }, ['closed'], () => wrongState(call, held));
    happened(write, call, row, 'published');
    await write.run(inside.db);
    return viewOf(inside, { ...held, published_at, published_version: version });
  });
}
