import { staffOf, type Staff } from '@hezhi/directory/server';
import type { Fact, Procedure } from '@hezhi/matters/contract';
import { namesOf, procedureOf, type Names } from '@hezhi/matters/server';
import type { Values } from '@hezhi/notices/contract';
import { sealContact, tellNow, type Recipient, type Telling } from '@hezhi/notices/server';
import { hearAll, type Call, type House, type Listener } from '@hezhi/server';
import { permissions } from '../contract/index.ts';
import { categoryName } from './categories.ts';
import { contactLookup, openContact } from './contact.ts';
import { resultOf } from './duplicates/answer.ts';
import { callersOf, reportersPhones, toldCases, type ToldCase, type ToldLeg } from './queries-notices.ts';

/** What other rooms are asked when a case moved on: which persons should hear of it too. */
export type AlsoTold = (call: Call, about: { district: string; matter: string; step: string; state: string }) => Promise<readonly string[]>;

const asked = (house: House): AlsoTold[] => house.memo('cases.also_told', () => []);

/** Lets a room name persons (supporters of a report, followers) who hear the public side of a case's progress. Call it when the house opens. */
export function alsoTold(house: House, fn: AlsoTold): void {
  asked(house).push(fn);
}

/** What happened longer ago (a history that is brought in, a listener long away) is told to nobody. */
const NEWS = 86_400_000;

type Stepped = { matter: string; kind: string; steps: string[]; state: string; revision: number };
type Seen = NonNullable<ToldCase['entries']>[number];
type Told = {
  district: string;
  matter: string;
  state: string;
  row: ToldCase;
  legs: ReadonlyMap<string, ToldLeg>;
  procedure: Procedure;
  names: Names;
  staff: Staff;
};
/** One thing to tell because of one entry. */
type Message = { template: string; to: readonly Recipient[]; values?: Values; key?: string; link?: string };

/** Tells who asked, who answers, those above, and who follows, what the entries of cases mean for them. */
export const caseNotices: Listener = hearAll('notices', 'matters.stepped', async (call, events) => {
  const news = events.flatMap(({ at, data }) => {
    const { matter, kind, state, steps, revision } = data as unknown as Stepped;
    return kind === 'case' && call.now - at <= NEWS ? [{ matter, state, first: revision - steps.length + 1, last: revision }] : [];
  });
  if (news.length === 0) return;
  const { district } = events[0]!;
  const rows = await toldCases(call.db, district, news);
  const [names, staff] = await Promise.all([namesOf(call.house, district), staffOf(call.house, district)]);
  const tellings: Telling[] = [];
  for (const [nth, { matter, state }] of news.entries()) {
    const row = rows.get(nth);
    if (!row) continue;
    const legs = new Map((row.legs ?? []).map((leg) => [leg.id, leg]));
    const told: Told = { district, matter, state, row, legs, procedure: await procedureOf(call.house, row.procedure, row.procedure_version), names, staff };
    const category = categoryName(call.house, district, row.subject);
    for (const entry of row.entries ?? []) {
      const { actor } = entry.body;
      for (const message of await messages(call, told, entry))
        tellings.push({
          district,
          // One thing told to each person for one entry, whatever they are to the case.
          key: message.key ?? `case ${matter} ${entry.seq}`,
          template: message.template,
          to: message.to,
          except: actor.person === null ? [] : [actor.person],
          values: { number: row.number, category, ...message.values },
          matter,
          ...(message.link ? { link: message.link } : {}),
          area: row.area,
          at: Date.parse(entry.at),
        });
    }
  }
  await tellNow(call, district, tellings);
});

/** Those who answer come first, then who asked, then who follows: of several the first one is told. */
async function messages(call: Call, told: Told, entry: Seen): Promise<Message[]> {
  if (entry.step === 'undo') return [];
  return [...forOwners(told, entry), ...forAsker(call, told, entry), ...(await forCallers(call, told, entry)), ...(await forFollowers(call, told, entry))];
}

const ofKind = <K extends Fact['f']>(entry: Seen, f: K): Extract<Fact, { f: K }>[] =>
  entry.body.facts.filter((fact): fact is Extract<Fact, { f: K }> => fact.f === f);

/** The right that a step of this leg's owner asks for: of an organisation those are told who carry it. */
function rightOf(procedure: Procedure, leg: string): string | undefined {
  for (const step of Object.values(procedure.steps))
    for (const by of step.by) if ('leg' in by && by.leg === leg && by.permission !== undefined) return by.permission;
  return undefined;
}

function ownerOf(procedure: Procedure, owner: { org: string | null; post: string | null }, leg: string): Recipient[] {
  if (owner.post !== null) return [{ post: owner.post }];
  if (owner.org === null) return [];
  const right = rightOf(procedure, leg);
  return [{ org: owner.org, ...(right === undefined ? {} : { with: right }) }];
}

/** The organisation one level up; none above the district's centre. */
function above({ staff }: Told, org: string | null): string | null {
  const found = org === null ? undefined : staff.orgs.get(org);
  if (!found || found.kind === 'district_centre') return null;
  return found.parent ?? [...staff.orgs.values()].find((one) => one.kind === 'district_centre' && one.to === null)?.id ?? null;
}

function forOwners(told: Told, entry: Seen): Message[] {
  const { procedure, legs, names } = told;
  const all: Message[] = [];
  const about = (leg: ToldLeg): Values => ({
    leg: procedure.legs[leg.key]!.name,
    due: { at: Date.parse(leg.due_at) },
    org: names.owner({ ...leg, person: null }, true),
  });
  const add = (template: string, id: string, to?: readonly Recipient[], values: Values = {}): void => {
    const leg = legs.get(id);
    // What ended meanwhile (settled on the spot) is no task any more.
    if (!leg || leg.ended || leg.org === null) return;
    all.push({ template, to: to ?? ownerOf(procedure, leg, leg.key), values: { ...about(leg), ...values } });
  };
  for (const fact of ofKind(entry, 'leg.open')) add('cases.task', fact.leg.id, ownerOf(procedure, fact.leg, fact.leg.key));
  for (const fact of ofKind(entry, 'leg.assign')) add('cases.task', fact.id, ownerOf(procedure, fact.owner, legs.get(fact.id)?.key ?? ''));
  for (const { id, offer } of ofKind(entry, 'leg.offer'))
    if (offer) add('cases.offered', id, ownerOf(procedure, offer, legs.get(id)?.key ?? ''), { due: { at: offer.lapseAt } });
  for (const fact of ofKind(entry, 'leg.warned')) add('cases.nearly_due', fact.id);
  if (entry.step === 'overdue') {
    for (const { id } of ofKind(entry, 'leg.rung')) {
      add('cases.overdue', id);
      const up = above(told, legs.get(id)?.org ?? null);
      if (up) add('cases.overdue_below', id, [{ org: up, with: permissions.supervise.key }]);
    }
  }
  const who = entry.body.actor.org === null ? '' : (names.org(entry.body.actor.org) ?? '');
  const side = (leg: ToldLeg): boolean => procedure.legs[leg.key]!.side;
  const main = [...legs.values()].filter((leg) => !leg.ended && leg.org !== null && !side(leg));
  const byAsker = told.row.asker !== null && entry.body.actor.person === told.row.asker;
  for (const leg of main) {
    if (entry.step === 'urge') add('cases.urged', leg.id);
    if (entry.step === 'supervise') add('cases.supervised', leg.id, undefined, { who });
    if (entry.step === 'comment' && byAsker) add('cases.comment_for_owner', leg.id);
  }
  return all;
}

/**
 * The key under which a result is told to everybody who waits for it: who asked, whose report was merged into it, and callers who met the same. Whoever is several of these hears it
 * once; after a reopening the next result is told anew.
 */
const answerKey = (main: string, reopened: readonly string[] | null, at: string): string =>
  `case ${main} answered ${(reopened ?? []).filter((one) => Date.parse(one) <= Date.parse(at)).length}`;

/** Which template a step has for who asked. What is not named changes nothing that an asker waits for. */
const plainSteps: Readonly<Record<string, string>> = {
  accept: 'cases.accepted',
  assign: 'cases.accepted',
  register: 'cases.accepted',
  dispatch: 'cases.dispatched',
  designate: 'cases.dispatched',
  reassign: 'cases.dispatched',
  decline: 'cases.declined',
  void: 'cases.voided',
  settle: 'cases.handled',
  finish: 'cases.handled',
  whistle_done: 'cases.handled',
  answer_complaint: 'cases.complaint_answered',
  uphold: 'cases.reviewed',
  dismiss: 'cases.reviewed',
  merge: 'cases.merged',
  merged_reopened: 'cases.reopened',
  split: 'cases.reopened',
  reopen: 'cases.reopened',
};

function forAsker(call: Call, told: Told, entry: Seen): Message[] {
  const { procedure, names, row } = told;
  const to = askerOf(call, row);
  const { actor } = entry.body;
  if (to === null) return [];
  const who = actor.org === null ? '' : (names.org(actor.org) ?? '');
  const def = procedure.steps[entry.step];
  const said = def?.told ?? def?.name ?? { 'zh-Hans': '', en: '' };
  if (ofKind(entry, 'state').some((fact) => fact.to === 'rating')) {
    const rate = ofKind(entry, 'leg.open').find((fact) => fact.leg.key === 'rate');
    // Who has neither an account nor a code (a caller, an app of others) cannot rate.
    const template = row.reporter_kind === 'resident' || row.coded ? 'cases.to_rate' : 'cases.done';
    return [{ template, to: [to], key: answerKey(told.matter, row.reopened, entry.at), values: rate ? { due: { at: rate.leg.dueAt } } : {} }];
  }
  if (entry.step === 'verify' && ofKind(entry, 'state').some((fact) => fact.to === 'closed'))
    return [{ template: 'cases.done', to: [to], key: answerKey(told.matter, row.reopened, entry.at) }];
  if (entry.step === 'answer_merged') {
    const { outcome } = entry.body.data;
    const values = { told: typeof outcome === 'string' && outcome !== '' ? outcome : settled };
    return [{ template: 'cases.merged_answered', to: [to], values, ...(row.into ? { key: answerKey(row.into.id, row.into.reopened, entry.at) } : {}) }];
  }
  if (entry.step === 'comment') return actor.post !== null ? [{ template: 'cases.comment_for_asker', to: [to] }] : [];
  const template = plainSteps[entry.step];
  if (!template) return [];
  const handle = ofKind(entry, 'leg.open').find((fact) => fact.leg.key === 'handle')?.leg;
  const values: Values = handle ? { org: names.owner({ ...handle, person: null }, false), due: { at: handle.dueAt } } : {};
  return [{ template, to: [to], values: { ...values, who, told: said } }];
}

/** Residents in their account; visitors, and callers whose report the staff wrote down, by the phone (else the mail address) they left. */
function askerOf(call: Call, row: ToldCase): Recipient | null {
  if (row.reporter_kind === 'resident') return row.asker === null ? null : { person: row.asker };
  const contact = openContact(call.house, row);
  const language = 'zh-Hans';
  if (contact?.phone) return sealContact(call.house, { phone: contact.phone, language });
  return contact?.email ? sealContact(call.house, { email: contact.email, language }) : null;
}

const settled = { 'zh-Hans': '已办完并核查', en: 'done and verified' };
const declined = { 'zh-Hans': '未予受理', en: 'not accepted' };
const stopped = { 'zh-Hans': '已停止办理', en: 'no longer handled' };
/** The steps that verify a result, or close what was verified while somebody could still rate it. */
const verifying: ReadonlySet<string> = new Set(['verify', 'rate', 'auto_close']);

/** Who said "me too" on the telephone has no account to look into: the result comes by SMS, once. Whose own report is among these hears it with that. */
async function forCallers(call: Call, { district, matter, row }: Told, entry: Seen): Promise<Message[]> {
  const to = ofKind(entry, 'state').at(-1)?.to;
  const ended = to === 'declined' ? declined : to === 'void' ? stopped : null;
  if (!ended && !(verifying.has(entry.step) && (to === 'rating' || to === 'closed'))) return [];
  const callers = await callersOf(call.db, district, matter);
  if (callers.length === 0) return [];
  const own = new Set((await reportersPhones(call.db, district, matter)).map((one) => one.toString('base64')));
  const recipients = callers.flatMap(({ contact_sealed }) => {
    const phone = openContact(call.house, { contact_sealed })?.phone;
    return phone && !own.has(contactLookup(call.house, phone).toString('base64')) ? [sealContact(call.house, { phone, language: 'zh-Hans' })] : [];
  });
  const result = ended ?? (await resultOf(call, district, matter)).outcome ?? settled;
  return [{ template: 'cases.me_too_answered', to: recipients, key: answerKey(matter, row.reopened, entry.at), values: { told: result } }];
}

/** Followers hear what the public may read of the timeline, and nothing else. */
async function forFollowers(call: Call, told: Told, entry: Seen): Promise<Message[]> {
  const def = told.procedure.steps[entry.step];
  if (!def?.told || def.audience.public === undefined) return [];
  const { district, matter, state, row } = told;
  const watchers = new Set(row.watchers ?? []);
  const others = new Set<string>();
  for (const ask of asked(call.house))
    for (const person of await ask(call, { district, matter, step: entry.step, state })) if (!watchers.has(person)) others.add(person);
  const values = { told: def.told };
  const to = (persons: ReadonlySet<string>): Recipient[] => [...persons].filter((person) => person !== row.asker).map((person) => ({ person }));
  const sent: Message[] = [
    { template: 'cases.followed', to: to(watchers), values },
    // Who is no party may open the public page only.
    { template: 'cases.followed', to: to(others), values, link: `/near/${district}/${matter}` },
  ];
  return sent.filter((message) => message.to.length > 0);
}
