import { newId, type Language } from '@hezhi/contract';
import { emit, hearAll, type Call, type House, type Listener, type Write } from '@hezhi/server';
import { maskPhone } from '@hezhi/directory/contract';
import { lately, planChannels, quietUntil, usualQuiet, type PersonalChannel, type Template, type Values } from '../contract/index.ts';
import { maskEmail } from './masks.ts';
import { providerOf } from './providers.ts';
import { insertDeliveries, insertNotices, personsToTell, type NewDelivery, type NewNotice, type NoticeBase, type PersonRow } from './queries.ts';
import { peopleOf } from './recipients.ts';
import { render, templateOf, wordsOf } from './registry.ts';

/**
 * Who is told: a person; the holder of a post; those of an organisation who may act for it and carry the right `with`; a contact that no person of the directory stands for, sealed by
 * `sealContact`; a system behind a registered webhook.
 */
export type Recipient =
  | { readonly person: string }
  | { readonly post: string }
  | { readonly org: string; readonly with?: string }
  | { readonly contact: { readonly sealed: Buffer; readonly lookup: Buffer; readonly language: Language; readonly by: 'sms' | 'email' } }
  | { readonly hook: string };

export type Telling = {
  readonly district: string;
  /** The same key is told to the same recipient once, whatever happens. */
  readonly key: string;
  readonly template: string;
  readonly to: readonly Recipient[];
  /** Persons who know already, such as whoever did it. */
  readonly except?: readonly string[];
  readonly values: Values;
  /** A page within the apps, for what is no matter. */
  readonly link?: string;
  readonly matter?: string;
  /** Territory whose staff may read in the log that it was sent; default the district. */
  readonly area?: string;
  /** Epoch ms of what is told. */
  readonly at: number;
};

/** Persons named in one hint: it has to fit into a signal between processes. */
const HINTED = 100;
const topic = 'notices.tell';
const purpose = 'notices.contact';
type StoredContact = { readonly sealed: string; readonly lookup: string; readonly language: Language; readonly by: 'sms' | 'email' };
type StoredRecipient = Exclude<Recipient, { contact: unknown }> | StoredContact;
type Told = Omit<Telling, 'to' | 'district' | 'at'> & { readonly to: readonly StoredRecipient[] };

/** A contact in the form `notify` takes: sealed, with a keyed hash by which the same contact is known again. By SMS where there is a phone, else by e-mail. */
export function sealContact(house: House, contact: ({ phone: string } | { email: string }) & { language: Language }): Extract<Recipient, { contact: unknown }> {
  const [by, to] = 'phone' in contact ? (['sms', contact.phone] as const) : (['email', contact.email] as const);
  return { contact: { sealed: house.vault.seal(to, purpose), lookup: house.vault.lookup(to, purpose), language: contact.language, by } };
}
export const openContact = (house: House, sealed: Buffer): string => house.vault.open(sealed, purpose);
export const maskContact = (to: string): string => (to.includes('@') ? maskEmail(to) : maskPhone(to));

/**
 * Tells people something as part of the caller's write: durable with it or not at all. Who exactly they are, and by which ways they are told beside the inbox, is worked out by
 * the worker a moment later.
 */
export function notify(write: Write, telling: Telling): void {
  const { district, at } = telling;
  // `secrecy`: the event itself is nobody's hint; the hint follows when the notice is there.
  if (telling.to.length > 0) emit(write, { district, topic, data: { ...stored(telling), secrecy: 1 }, at });
}

/** The same for listeners: they run by the worker already, in a transaction that takes their events away with all that they do. */
export const tellNow = (call: Call, district: string, tellings: readonly Telling[]): Promise<void> =>
  tellAll(
    call,
    district,
    tellings.filter(({ to }) => to.length > 0).map((telling) => ({ at: telling.at, told: stored(telling) })),
  );

function stored({ district: _district, at: _at, to, ...rest }: Telling): Told {
  const all = to.map((one): StoredRecipient =>
    'contact' in one ? { ...one.contact, sealed: one.contact.sealed.toString('base64'), lookup: one.contact.lookup.toString('base64') } : one,
  );
  return { ...rest, to: all };
}

/** What `notify` left for the worker. */
export const tellListener: Listener = hearAll('tell', topic, (call, events) =>
  tellAll(
    call,
    events[0]!.district,
    events.map(({ at, data }) => ({ at, told: data as unknown as Told })),
  ),
);

/** Makes the notices and their deliveries: two statements and one read, whatever the number of tellings and recipients. Of tellings with one key to one recipient the first counts. */
async function tellAll(call: Call, district: string, tellings: readonly { readonly at: number; readonly told: Told }[]): Promise<void> {
  const { house } = call;
  const known = tellings.flatMap(({ at, told }) => {
    const template = templateOf(house, told.template);
    if (template) return [{ at, told, template }];
    // A room that is no longer part of the house: there is nobody left to say it.
    house.log.error({ template: told.template }, 'a notice of an unknown template was dropped');
    return [];
  });
  const meant = await Promise.all(
    known.map(async ({ told }) => (await peopleOf(house, district, told.to, call.now)).filter((person) => !told.except?.includes(person))),
  );
  const read = await personsToTell(call.db, district, [...new Set(meant.flat())], new Date(call.now - lately).toISOString());
  const people = new Map(read.map((row) => [row.person, row]));
  const drafts: (Draft & NewNotice)[] = [];
  const bases: NoticeBase[] = [];
  for (const [nth, { at, told, template }] of known.entries()) {
    bases.push({
      key: told.key,
      template: template.key,
      category: template.category,
      urgent: template.urgent ?? false,
      area: told.area ?? district,
      matter: told.matter ?? null,
      link: told.link ?? null,
      words: render(await wordsOf(house, district, template), told.values, at),
      given: told.values,
      at: new Date(at).toISOString(),
    });
    const persons = meant[nth]!.flatMap((person) => people.get(person) ?? []);
    for (const draft of [
      ...persons.map((row) => forPerson(house, template, row, call.now)),
      ...told.to.flatMap((one) => beyond(house, template, one, call.now)),
    ])
      drafts.push({ ...draft, id: newId(call.now), base: nth });
  }
  const made = await insertNotices(call.db, district, bases, drafts);
  const fresh = drafts.filter(({ id }) => made.has(id));
  const deliveries = fresh.flatMap(({ id, ways }) => ways.map((way): NewDelivery => ({ ...way, id: newId(call.now), notice: id })));
  if (deliveries.length > 0) await insertDeliveries(call.db, district, deliveries, new Date(call.now).toISOString());
  const news = [...new Set(fresh.flatMap(({ person }) => person ?? []))];
  call.db.after(() => {
    for (let at = 0; at < news.length; at += HINTED)
      house.live.publish({ district, topic: 'notices.new', data: { persons: news.slice(at, at + HINTED), secrecy: 1 } });
    if (deliveries.length > 0) house.live.publish({ district, topic: 'notices.queued', data: { secrecy: 1 } });
  });
}

type Way = Omit<NewDelivery, 'id' | 'notice'>;
type Draft = { recipient: string; person: string | null; ways: Way[] };

function forPerson(house: House, template: Template, row: PersonRow, now: number): Draft {
  const quiet = row.wished ? (row.quiet_from === null || row.quiet_to === null ? null : { from: row.quiet_from, to: row.quiet_to }) : usualQuiet;
  const until = template.urgent || quiet === null ? null : quietUntil(now, quiet);
  const has: Record<PersonalChannel, boolean> = { sms: row.has_phone, email: row.has_email, wechat: row.has_wechat };
  const reachable = template.channels.filter((channel) => has[channel] && providerOf(house, channel) !== null);
  const channels = planChannels(template, { wishes: row.modes ?? {}, reachable, lately: row.lately });
  const ways = channels.map((channel): Way => ({
    channel,
    person: row.person,
    hook: null,
    sealed: null,
    masked: '',
    language: row.language,
    next: new Date(until ?? now).toISOString(),
    state: 'queued',
    reason: until === null ? null : 'quiet',
  }));
  return { recipient: row.person, person: row.person, ways };
}

/** Who is no person of the directory: one way and no inbox. */
function beyond(house: House, template: Template, one: StoredRecipient, now: number): Draft[] {
  const way = { person: null, hook: null, sealed: null, masked: '', language: 'zh-Hans' as Language, next: new Date(now).toISOString() };
  if ('hook' in one) {
    const set = providerOf(house, 'webhook', one.hook) !== null;
    const draft: Way = { ...way, channel: 'webhook', hook: one.hook, masked: one.hook, state: set ? 'queued' : 'skipped', reason: set ? null : 'no_provider' };
    return [{ recipient: `hook:${one.hook}`, person: null, ways: [draft] }];
  }
  if (!('sealed' in one)) return [];
  if (!template.channels.includes(one.by)) return [];
  const sealed = Buffer.from(one.sealed, 'base64');
  const set = providerOf(house, one.by) !== null;
  const until = template.urgent ? null : quietUntil(now, usualQuiet);
  const draft: Way = {
    ...way,
    channel: one.by,
    sealed,
    masked: maskContact(openContact(house, sealed)),
    language: one.language,
    next: new Date(until ?? now).toISOString(),
    state: set ? 'queued' : 'skipped',
    reason: set ? (until === null ? null : 'quiet') : 'no_provider',
  };
  return [{ recipient: `contact:${Buffer.from(one.lookup, 'base64').toString('base64url')}`, person: null, ways: [draft] }];
}
