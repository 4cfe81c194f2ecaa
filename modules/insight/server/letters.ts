import type { z } from 'zod';
import { addLimit } from '@hezhi/calendar/contract';
import { Refusal } from '@hezhi/contract';
import { staffOf, territory } from '@hezhi/directory/server';
import { openLegs, type Owner } from '@hezhi/matters/contract';
import {
  calendarOf,
  cut,
  namesOf,
  openMatter,
  procedureOf,
  readCursor,
  snapshotOf,
  takeStep,
  viewMatters,
  writeCursor,
  type Opened,
  type StoredMatter,
} from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import { errors, type LetterGiven, type LetterLine, type LetterPage, type LetterQuery, type LetterView } from '../contract/index.ts';
import { findLetter, insertLetter, listLetters, mattersById, takeLetterNumber, type StoredLetter } from './queries-letters.ts';

const SHANGHAI = 8 * 3_600_000;

function standing(call: Call): string {
  if (call.actor.district === null) throw new Refusal(errors.outside_territory);
  return call.actor.district;
}

/**
 * Sends a letter: number, matter with the unit's leg, and the step `supervise` in each matter it is about, all in one transaction: either everything is there or nothing.
 * Errors: `insight.not_theirs` for a matter that is not with the unit, what `supervise` refuses, `matters.stale` when somebody moved one of them meanwhile.
 */
export async function sendLetter(call: Call, given: z.output<typeof LetterGiven>): Promise<Opened> {
  const district = standing(call);
  const { actor, house, now } = call;
  if (actor.post === null) throw new Refusal(errors.outside_territory);
  const org = (await staffOf(house, district)).orgs.get(given.org);
  if (!org) throw new Refusal(errors.unknown_unit);
  const post = actor.post;
  const names = await namesOf(house, district);
  const places = await territory(house).ensure(district);
  const ids = [...new Set(given.matters)];
  const answerBy = addLimit(calendarOf(house), now, { amount: given.days, unit: 'working-days' });
  const year = Number(new Date(now + SHANGHAI).toISOString().slice(0, 4));
  return call.db.tx(async (db) => {
    const rows = await mattersById(db, district, ids, actor);
    const missing = ids.find((id) => !rows.some((row) => row.id === id));
    const strange = rows.find((row) => !isWith(row, given.org));
    if (missing !== undefined || strange) throw new Refusal(errors.not_theirs, { number: strange?.number ?? '' });
    const n = await takeLetterNumber(db, district, year);
    const letter = `${places.name(district)}督办〔${year}〕${n}号`;
    const body = `${names.org(given.org) ?? ''}：${rows.length}件事项（${rows.map((row) => row.number).join('、')}）由你单位办理。${given.demand}`;
    const inside = call.with({ db });
    const owner = (one: string, at: string | null): Owner => ({ org: one, post: at, person: null });
    const opened = await openMatter(
      inside,
      {
        id: given.id,
        district,
        kind: 'letter',
        title: `${letter}（${names.org(given.org) ?? ''}）`,
        searchText: body,
        // A letter lies where its sender stands: whom it goes to is a party and sees it.
        area: post.area,
        point: null,
        subject: '',
        tier: 2,
        channel: 'letter',
        asker: null,
        public: false,
        limits: { answer: { amount: given.days, unit: 'working-days' } },
        params: { unit: owner(given.org, null), issuer: owner(post.org, post.id) },
        data: { letter, body: body.slice(0, 4000) },
      },
      (write) =>
        insertLetter(write, district, given.id, {
          year,
          n,
          letter,
          org: given.org,
          issuer: post.org,
          body,
          matters: rows.map((row) => row.id),
          answer_by: new Date(answerBy).toISOString(),
          at: new Date(now).toISOString(),
        }),
    );
    // The key stands for the letter; the steps that follow from it carry none of their own.
    const plain = inside.with({ key: null });
    for (const row of rows)
      await takeStep(plain, district, row.id, { step: 'supervise', revision: row.revision, data: { note: `${letter}：${given.demand}`.slice(0, 1000) } });
    return opened;
  });
}

const isWith = (row: StoredMatter, org: string): boolean => row.closed_at === null && openLegs(snapshotOf(row)).some((leg) => leg.org === org);

async function lineOf(call: Call, row: StoredLetter): Promise<z.input<typeof LetterLine>> {
  const names = await namesOf(call.house, row.district);
  const procedure = await procedureOf(call.house, row.procedure, row.procedure_version);
  const leg = openLegs(snapshotOf(row), 'answer')[0];
  const state = row.state === 'sent' && (leg?.overdue || (leg && leg.dueAt <= call.now)) ? 'overdue' : (row.state as 'sent');
  return {
    id: row.id,
    number: row.letter,
    org: row.org,
    orgName: names.org(row.org) ?? '',
    issuer: names.org(row.issuer) ?? '',
    issuedAt: row.at,
    dueAt: leg ? new Date(leg.dueAt).toISOString() : null,
    state,
    stateName: state === 'overdue' ? { 'zh-Hans': '逾期未回复', en: 'Overdue' } : procedure.states[row.state]!.name,
    count: row.matters.length,
  };
}

/** Letters that the caller may see, newest first. */
export async function lettersOf(call: Call, query: z.output<typeof LetterQuery>): Promise<z.input<typeof LetterPage>> {
  const rows = await listLetters(call.db, standing(call), call.actor, query.state, readCursor(query.cursor), query.limit);
  const { items, next } = cut(rows, query.limit, (row) => writeCursor(row.opened_at, row.id));
  return { items: await Promise.all(items.map((row) => lineOf(call, row))), next };
}

/** One letter and the matters it is about. Errors: `insight.no_letter`. */
export async function letterOf(call: Call, id: string): Promise<z.input<typeof LetterView>> {
  const district = standing(call);
  const row = await findLetter(call.db, district, call.actor, id);
  if (!row) throw new Refusal(errors.no_letter);
  const matters = await mattersById(call.db, district, row.matters, call.actor);
  const answerBy = new Date(Date.parse(row.answer_by) + SHANGHAI).toISOString().slice(0, 10);
  return { ...(await lineOf(call, row)), body: row.body, answerBy, matters: await viewMatters(call, matters) };
}
