import { addLimit } from '@hezhi/calendar/contract';
import { Refusal, iso } from '@hezhi/contract';
import { dayIn } from '@hezhi/matters/contract';
import { calendarOf, spokenMoment } from '@hezhi/matters/server';
import { emit, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { agreed, errors, quorate, type Article, type schemas } from '../contract/index.ts';
import { countOpen } from './queries-people.ts';
import { findEdition, insertCovenant, insertEdition, insertVersion, updateCovenant, type CovenantRow, type LineRow, type VersionRow } from './queries.ts';
import { ownCovenant, standing } from './who.ts';

type Done = z.input<typeof schemas.Done>;
/** What a step answers. */
export const doneOf = ({ id, phase, edition, version, revision }: CovenantRow): Done => ({ id, phase, edition, version, revision });

function checkArticles(articles: readonly Article[]): void {
  if (new Set(articles.map((one) => one.id)).size < articles.length) throw new Refusal(errors.article_twice);
}
/** The covenant of the own territory at this revision. */
export async function current(call: Call, id: string, revision: number): Promise<LineRow> {
  const row = await ownCovenant(call, id);
  if (row.revision !== revision) throw new Refusal(errors.changed);
  return row;
}

/** Begins a covenant of the own territory with its first edition. Errors: those of the route. */
export async function addCovenant(call: Call, given: z.output<typeof schemas.CovenantInput>): Promise<Done> {
  const { district, area, org, person } = standing(call);
  if (!given.area.startsWith(area)) throw new Refusal(errors.out_of_area);
  return begin(call, { ...given, district, org, person, note: '' });
}

type Begun = Omit<z.output<typeof schemas.CovenantInput>, 'articles'> & {
  articles: Article[];
  district: string;
  org: string;
  person: string | null;
  note: string;
};
/** The same for whoever brings a covenant from elsewhere (a pack of methods): a draft, nothing more. */
export async function begin(call: Call, given: Begun): Promise<Done> {
  checkArticles(given.articles);
  const { articles, person, note, ...rest } = given;
  const fresh = { phase: 'drafting' as const, edition: 1, consult_ends: null, ballot: null, pending: null, version: 0, reason: null, revision: 1 };
  const row: CovenantRow = { ...rest, ...fresh, at: iso(call.now) };
  const reply = doneOf(row);
  const write = call.write(reply);
  insertCovenant(write, row);
  insertEdition(write, row.district, row.id, { edition: 1, articles, note, by_person: person, at: iso(call.now) });
  await write.run(call.db);
  return reply;
}

/** Saves another edition. What is voted on stays as it is; a covenant in force gets a draft beside it. */
export async function saveDraft(call: Call, id: string, given: z.output<typeof schemas.DraftInput>): Promise<Done> {
  const row = await current(call, id, given.revision);
  if (row.phase === 'voting' || row.phase === 'ended') throw new Refusal(errors.phase);
  checkArticles(given.articles);
  const next: CovenantRow = {
    ...row,
    title: given.title,
    sign_by: given.sign_by,
    buildings: given.buildings,
    phase: row.phase === 'idle' ? 'drafting' : row.phase,
    edition: row.edition + 1,
    revision: row.revision + 1,
  };
  const reply = doneOf(next);
  const write = call.write(reply);
  updateCovenant(write, next, row.revision);
  insertEdition(write, row.district, id, {
    edition: next.edition,
    articles: given.articles,
    note: given.note,
    by_person: standing(call).person,
    at: iso(call.now),
  });
  await write.run(call.db);
  return reply;
}

/** Opens the draft for suggestions for so many calendar days. */
export async function consult(call: Call, id: string, { revision, days }: { revision: number; days: number }): Promise<Done> {
  const row = await current(call, id, revision);
  if (row.phase !== 'drafting' && row.phase !== 'consulting') throw new Refusal(errors.phase);
  const ends = addLimit(calendarOf(call.house), call.now, { amount: days, unit: 'days' });
  const next: CovenantRow = { ...row, phase: 'consulting', consult_ends: iso(ends), revision: row.revision + 1 };
  const reply = doneOf(next);
  const write = call.write(reply);
  updateCovenant(write, next, row.revision);
  emit(write, { district: row.district, topic: 'covenants.consulting', data: { covenant: id, area: row.area, ends: iso(ends) }, at: call.now });
  await write.run(call.db);
  return reply;
}

/** Refuses what is not ready to be decided: still open for suggestions, or with suggestions that nobody answered. */
export async function mayDecide(call: Call, row: LineRow): Promise<void> {
  if (row.phase !== 'consulting' || row.consult_ends === null) throw new Refusal(errors.phase);
  const ends = Date.parse(row.consult_ends);
  if (call.now < ends) throw new Refusal(errors.consulting, { until: spokenMoment(ends, call.now, call.language) });
  const n = await countOpen(call.db, row.district, row.id, null);
  if (n > 0) throw new Refusal(errors.unanswered, { n });
}

/** The covenant with a new version, and that version; for meetings and votes alike. */
export function adopted(row: LineRow, how: Omit<VersionRow, 'version' | 'edition' | 'at'>, now: number): { next: CovenantRow; version: VersionRow } {
  const version: VersionRow = { ...how, version: row.version + 1, edition: row.edition, at: iso(now) };
  return { version, next: { ...row, phase: 'idle', consult_ends: null, ballot: null, pending: null, version: version.version, revision: row.revision + 1 } };
}

/** Records that a meeting adopted the draft. Its numbers must hold by the law of meetings; effect is not before adoption. */
export async function adoptByMeeting(call: Call, id: string, given: z.output<typeof schemas.AdoptInput>): Promise<Done> {
  const row = await current(call, id, given.revision);
  await mayDecide(call, row);
  const { meeting } = given;
  if (meeting.for + meeting.against + meeting.abstain > meeting.present || meeting.present > meeting.entitled) throw new Refusal(errors.votes_wrong);
  if (!quorate(meeting)) throw new Refusal(errors.quorum);
  if (!agreed(meeting)) throw new Refusal(errors.majority);
  if (given.effective_on < given.adopted_on || given.adopted_on > dayIn(call.now)) throw new Refusal(errors.effective_early);
  const { number, adopted_on, effective_on, filed } = given;
  const { next, version } = adopted(row, { number, adopted_on, effective_on, filed, by_what: 'meeting', meeting, ballot: null }, call.now);
  const reply = doneOf(next);
  const write = call.write(reply);
  updateCovenant(write, next, row.revision);
  insertVersion(write, row.district, id, version);
  emit(write, { district: row.district, topic: 'covenants.adopted', data: { covenant: id, version: version.version, area: row.area, number }, at: call.now });
  await write.run(call.db);
  return reply;
}

/** Ends a covenant. Not while it is voted on. */
export async function endCovenant(call: Call, id: string, { revision, reason }: { revision: number; reason: string }): Promise<Done> {
  const row = await current(call, id, revision);
  if (row.phase === 'voting' || row.phase === 'ended') throw new Refusal(errors.phase);
  const next: CovenantRow = { ...row, phase: 'ended', consult_ends: null, reason, revision: row.revision + 1 };
  const reply = doneOf(next);
  const write = call.write(reply);
  updateCovenant(write, next, row.revision);
  emit(write, { district: row.district, topic: 'covenants.ended', data: { covenant: id, area: row.area }, at: call.now });
  await write.run(call.db);
  return reply;
}

/** The articles of an edition; [] of edition 0 and of none. */
export const articlesOf = async (call: Call, row: Pick<CovenantRow, 'district' | 'id'>, edition: number): Promise<Article[]> =>
  edition === 0 ? [] : ((await findEdition(call.db, row.district, row.id, edition))?.articles ?? []);
