import type { z } from 'zod';
import { spokenIn, type Language, type Spoken, type Words, iso } from '@hezhi/contract';
import { explain, isProvisional } from '@hezhi/calendar/contract';
import { speak, type Call } from '@hezhi/server';
import { audienceOf, type EntryView, type InboxItem, type Leg, type LegView, type MatterDetail, type MatterView, type Procedure } from '../contract/index.ts';
import { calendarOf } from './calendar.ts';
import { proceduresAlong } from './along.ts';
import { kindOf, knownProcedure, procedureOf } from './procedures.ts';
import { namesOf, type Names } from './owners.ts';
import type { DetailRow, EntryRow, LinkRow } from './queries.ts';
import { snapshotOf, utc, type MatterRow, type StoredLeg, type StoredMatter } from './rows.ts';
import { sentenceOf } from './sentence.ts';
import { viewSteps } from './step-views.ts';
import { procedureIn, stepWords } from './words.ts';

type Audience = 'staff' | 'asker' | 'public';

/** A matter's row as every list shows it. */
export async function viewMatter(call: Call, row: MatterRow, names: Names): Promise<z.input<typeof MatterView>> {
  return viewRow(call, row, names, await procedureOf(call.house, row.procedure, row.procedure_version));
}

function viewRow(call: Call, row: MatterRow, names: Names, procedure: Procedure): z.input<typeof MatterView> {
  const state = procedureIn(procedure, call.language).states[row.state]!;
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    title: row.title,
    state: row.state,
    stateName: call.actor.post ? state.name : state.public,
    stage: state.stage,
    final: state.final,
    revision: row.revision,
    district: row.district,
    area: row.area,
    areaName: names.area(row.area),
    point: row.lon === null || row.lat === null ? null : [row.lon, row.lat],
    subject: row.subject,
    subjectName: spokenIn(kindOf(call.house, row.kind).subjectName(row.district, row.subject), call.language),
    tier: row.tier,
    channel: row.channel,
    public: row.public,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    dueAt: row.due_at,
    overdue: row.overdue,
    marks: row.marks,
    rating: row.rating,
  };
}

/** The procedure of a row, from memory almost always: lists wait for nothing. */
const procedureOfRow = (call: Call, row: MatterRow): Procedure | Promise<Procedure> =>
  knownProcedure(call.house, row.procedure, row.procedure_version) ?? procedureOf(call.house, row.procedure, row.procedure_version);

export async function viewMatters(call: Call, rows: readonly MatterRow[]): Promise<z.input<typeof MatterView>[]> {
  if (rows.length === 0) return [];
  const names = await namesOf(call.house, rows[0]!.district);
  const views: z.input<typeof MatterView>[] = [];
  for (const row of rows) {
    const procedure = procedureOfRow(call, row);
    views.push(viewRow(call, row, names, procedure instanceof Promise ? await procedure : procedure));
  }
  return views;
}

function viewOwner(owner: { org: string | null; post: string | null; person: string | null }, names: Names, staff: boolean, language: Language) {
  const name = names.owner(owner, staff);
  return {
    org: owner.org,
    post: staff ? owner.post : null,
    person: staff ? owner.person : null,
    name: name === '' && owner.person !== null ? speak(theAsker, language) : name,
  };
}
const theAsker: Words = { 'zh-Hans': '提出人', en: 'the person who asked' };

type ShownLeg = Pick<Leg, 'id' | 'key' | 'org' | 'post' | 'person' | 'overdue' | 'paused' | 'offer'>;

/** `startedAt` and `dueAt`: RFC 3339. */
function viewLegBase(procedure: Procedure, leg: ShownLeg, startedAt: string, dueAt: string, names: Names, staff: boolean, language: Language) {
  const reason = procedure.pause_reasons.find((one) => one.key === leg.paused?.reason);
  return {
    id: leg.id,
    key: leg.key,
    name: procedure.legs[leg.key]!.name,
    owner: viewOwner(leg, names, staff, language),
    startedAt,
    dueAt,
    overdue: leg.overdue,
    paused: leg.paused && reason ? { reason: reason.name, until: iso(leg.paused.until) } : null,
    offer: leg.offer && staff ? { to: viewOwner(leg.offer, names, staff, language), lapseAt: iso(leg.offer.lapseAt) } : null,
  };
}

function viewLeg(call: Call, procedure: Procedure, leg: Leg, names: Names, staff: boolean): z.input<typeof LegView> {
  const calendar = calendarOf(call.house);
  const working = leg.limit.unit.startsWith('working');
  return {
    ...viewLegBase(procedure, leg, iso(leg.startedAt), iso(leg.dueAt), names, staff, call.language),
    next: procedure.legs[leg.key]!.next ?? null,
    restDays: working && leg.dueAt > leg.startedAt ? explain(calendar, leg.startedAt, leg.dueAt).restDays.length : 0,
    provisional: working && isProvisional(calendar, leg.dueAt),
  };
}

export async function viewInbox(call: Call, rows: readonly { matter: MatterRow; leg: StoredLeg }[]): Promise<z.input<typeof InboxItem>[]> {
  if (rows.length === 0) return [];
  const names = await namesOf(call.house, rows[0]!.matter.district);
  const staff = call.actor.post !== null;
  const items: z.input<typeof InboxItem>[] = [];
  for (const { matter, leg } of rows) {
    const known = procedureOfRow(call, matter);
    const procedure = procedureIn(known instanceof Promise ? await known : known, call.language);
    const { id, key, org, post, person, overdue, body } = leg;
    const shown = { id, key, org, post, person, overdue, paused: body.paused, offer: body.offer };
    items.push({
      matter: viewRow(call, matter, names, procedure),
      leg: viewLegBase(procedure, shown, utc(leg.started_at), utc(leg.due_at), names, staff, call.language),
    });
  }
  return items;
}

/** What was typed holds ids of owners and codes of places; a reader gets their names with them. */
function named(type: string, value: unknown, names: Names, audience: Audience): unknown {
  if (type === 'owners') return (value as unknown[]).map((one) => named('owner', one, names, audience));
  if (type === 'owner') {
    const { org, post } = value as { org: string; post?: string | null };
    return { org, post: post ?? null, name: names.owner({ org, post: post ?? null, person: null }, audience === 'staff') };
  }
  if (type === 'place') return { ...(value as { area: string }), name: names.area((value as { area: string }).area) };
  return value;
}

type StepField = Procedure['opening']['fields'][number];

/** A field of an entry with only the options that were chosen: a page of a matter carries no catalogues. The subject that was given is its one option. */
function chosen(field: StepField, value: unknown, subjectName: SubjectName): StepField {
  if (field.type === 'subject' && typeof value === 'string') return { ...field, options: [{ value, label: subjectName(value) as Words }] };
  if (!field.options) return field;
  return { ...field, options: field.options.filter((one) => one.value === value || (Array.isArray(value) && value.includes(one.value))) };
}

type SubjectName = (subject: string) => Spoken;

/** An entry as an audience may see it; null when its kind is not listed for it (law 7). */
export function viewEntry(
  whole: Procedure,
  entry: EntryRow,
  audience: Audience,
  names: Names,
  language: Language,
  subjectName: SubjectName,
): z.input<typeof EntryView> | null {
  const procedure = procedureIn(whole, language);
  const def = entry.step === 'open' ? procedure.opening : procedure.steps[entry.step];
  const engine = def === undefined;
  // The engine's own entries: staff see them all, others only what concerns the waiting.
  if (engine && audience !== 'staff' && !['undo', 'pause_ended', 'overdue'].includes(entry.step)) return null;
  const allowed = engine ? [] : def.audience[audience];
  if (!engine && allowed === undefined) return null;
  const { actor } = entry.body;
  const fields = engine
    ? []
    : def.fields
        .filter((field) => allowed!.includes(field.key) && entry.body.data[field.key] !== undefined)
        .map((field) => chosen(field, entry.body.data[field.key], subjectName));
  const data = Object.fromEntries(fields.map(({ key, type }) => [key, named(type, entry.body.data[key], names, audience)]));
  // Without a post one acts as the asker, who may have asked to stay unnamed even where the directory of staff knows the name.
  const shown = actor.person === null ? '' : audience !== 'staff' ? '' : actor.org === null ? speak(theAsker, language) : (names.person(actor.person) ?? '');
  const name = spokenIn(stepWords(procedure, entry.step), language);
  const to = entry.body.facts.findLast((fact) => fact.f === 'state')?.to;
  const state = to === undefined ? undefined : procedure.states[to];
  return {
    seq: entry.seq,
    at: entry.at,
    step: entry.step,
    name,
    told: def?.told ?? name,
    actor: { kind: actor.kind, name: shown, org: actor.org === null ? null : names.org(actor.org) },
    data,
    fields,
    stateName: state ? (audience === 'staff' ? state.name : state.public) : null,
  };
}

/** A matter that hangs together with another, with its sentence, as the reader may see it. */
async function viewLinked(call: Call, link: LinkRow, row: StoredMatter, names: Names) {
  const procedure = await procedureOf(call.house, row.procedure, row.procedure_version);
  const snapshot = snapshotOf(row);
  const { number, title, stateName } = await viewMatter(call, row, names);
  return { ...link, number, title, stateName, sentence: sentenceOf(procedure, snapshot, names, audienceOf(snapshot, call.actor), call.language, call.now) };
}

/** A matter's page for this reader: only what the audience may see. */
export async function viewDetail(call: Call, row: DetailRow, links: readonly StoredMatter[]): Promise<z.input<typeof MatterDetail>> {
  const snapshot = snapshotOf(row);
  const procedure = procedureIn(await procedureOf(call.house, row.procedure, row.procedure_version), call.language);
  const along = await proceduresAlong(call.house, row.entries, procedure);
  const names = await namesOf(call.house, row.district);
  const audience = audienceOf(snapshot, call.actor);
  const staff = audience === 'staff';
  const kind = kindOf(call.house, row.kind);
  const subjectName: SubjectName = (subject) => spokenIn(kind.subjectName(row.district, subject), call.language);
  const answers = kind.answers ? await kind.answers(call, snapshot) : undefined;
  const byId = new Map(links.map((one) => [one.id, one]));
  const linked = !row.links?.length
    ? []
    : await Promise.all(
        row.links.flatMap((link) => {
          const other = byId.get(link.id);
          return other ? [viewLinked(call, link, other, names)] : [];
        }),
      );
  return {
    matter: viewRow(call, row, names, procedure),
    legs: snapshot.legs.map((leg) => viewLeg(call, procedure, leg, names, staff)),
    timeline: row.entries.map((entry, n) => viewEntry(along[n]!, entry, audience, names, call.language, subjectName)).filter((entry) => entry !== null),
    steps: audience === 'public' ? [] : viewSteps(names, call, procedure, snapshot, answers),
    audience,
    watching: row.watching,
    sentence: sentenceOf(procedure, snapshot, names, audience, call.language, call.now),
    links: linked,
  };
}
