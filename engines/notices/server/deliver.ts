import { iso } from '@hezhi/contract';
import type { Language } from '@hezhi/contract';
import { maskPhone } from '@hezhi/directory/contract';
import type { House } from '@hezhi/server';
import { caps, dayOf, expiry, quietUntil, usualQuiet, waitAfter } from '../contract/index.ts';
import { addressPurpose, maskEmail } from './masks.ts';
import type { Message, Outcome, Provider } from './message.ts';
import { providerOf } from './providers.ts';
import { claimDue, nextDelivery, settleDelivery, takeOfDay, wheretoOf, type Claimed, type Settled } from './queries-delivery.ts';
import { fill, sayValues, templateOf, withSecrets, wordsOf } from './registry.ts';
import { maskContact, openContact } from './tell.ts';

const BATCH = 20;
/** A claim holds for so long (ms); a provider answers within a fraction of it or is given up. */
const LEASE = 120_000;
const LONGEST_SLEEP = 5_000;

/**
 * Sends what is due by `house.now()`, until nothing is; returns the number of tries. Each delivery: claimed by one worker, sent under its id as the provider's token, recorded. A process
 * that dies between sending and recording leaves a claim that lapses: where the provider takes a token once it is sent again and counts once; elsewhere its end is `unknown`
 * and a person decides.
 */
export async function deliverDue(house: House): Promise<number> {
  let tried = 0;
  for (;;) {
    const now = house.now();
    const claimed = await claimDue(house.db, iso(now), iso(now + LEASE), BATCH);
    const ends = await Promise.allSettled(claimed.map((one) => deliver(house, one)));
    tried += claimed.length;
    const broken = ends.find((end) => end.status === 'rejected');
    if (broken) throw broken.reason;
    if (claimed.length < BATCH) return tried;
  }
}

async function deliver(house: House, claimed: Claimed): Promise<void> {
  const end = await tryOne(house, claimed);
  const recorded = await settleDelivery(house.db, claimed, end, iso(house.now()));
  if (recorded && (end.state === 'failed' || end.state === 'unknown'))
    house.log.warn({ delivery: claimed.id, channel: claimed.channel, template: claimed.template, reason: end.reason }, 'a notice could not be delivered');
}

async function tryOne(house: House, claimed: Claimed): Promise<Settled> {
  const now = house.now();
  const provider = providerOf(house, claimed.channel, claimed.hook);
  if (!provider) return { state: 'skipped', next: null, reason: 'no_provider' };
  if (claimed.interrupted && !provider.tokens) return { state: 'unknown', next: null, reason: 'interrupted' };
  if (now - Date.parse(claimed.created_at) > expiry + nightOf(claimed)) return { state: 'failed', next: null, reason: 'expired' };
  const target = await targetOf(house, claimed);
  if (!target) return { state: 'skipped', next: null, reason: 'no_address' };
  // What was put off may come up again within quiet hours: a retry at night waits for the morning.
  const quiet = claimed.urgent || claimed.interrupted || target.quiet === null ? null : quietUntil(now, target.quiet);
  if (quiet !== null) return { state: 'queued', next: iso(quiet), reason: 'quiet' };
  if (!claimed.urgent && !claimed.counted && !(await takeOfDay(house.db, claimed, dayOf(now), caps[claimed.channel])))
    return { state: 'skipped', next: null, reason: 'cap' };
  const message = await messageOf(house, claimed, target);
  if (!message) return { state: 'failed', next: null, reason: 'no_template' };
  return settledAs(await sendSafely(provider, message), provider, claimed, now, target.masked);
}

/** Quiet hours do not count against a delivery's day. */
const nightOf = (claimed: Claimed): number => (claimed.urgent ? 0 : 12 * 3_600_000);

async function sendSafely(provider: Provider, message: Message): Promise<Outcome> {
  try {
    return await provider.send(message);
  } catch (error) {
    // A fault of a provider's code: nobody knows how far it came.
    return { end: 'unknown', why: error instanceof Error ? error.name : 'error' };
  }
}

function settledAs(outcome: Outcome, provider: Provider, claimed: Claimed, now: number, masked: string): Settled {
  switch (outcome.end) {
    case 'sent':
      return { state: 'sent', next: null, reason: null, reference: outcome.reference, masked };
    case 'refused':
      return { state: 'failed', next: null, reason: outcome.reason ?? 'refused', reference: outcome.why, masked };
    case 'unknown':
      // Where each token is taken once the next try is harmless.
      return provider.tokens
        ? { state: 'queued', next: iso(now + waitAfter(claimed.attempts)), reason: 'away', reference: outcome.why, masked }
        : { state: 'unknown', next: null, reason: 'interrupted', reference: outcome.why, masked };
    case 'later':
      return { state: 'queued', next: iso(now + waitAfter(claimed.attempts)), reason: 'away', reference: outcome.why, masked };
  }
}

type Target = { to: string; masked: string; quiet: { from: number; to: number } | null; staff: boolean };

/** The clear address, opened for this try only. */
async function targetOf(house: House, claimed: Claimed): Promise<Target | null> {
  if (claimed.hook !== null) return { to: claimed.hook, masked: claimed.hook, quiet: null, staff: true };
  if (claimed.person === null) {
    if (!claimed.contact_sealed) return null;
    const to = openContact(house, claimed.contact_sealed);
    return { to, masked: maskContact(to), quiet: usualQuiet, staff: false };
  }
  const row = await wheretoOf(house.db, claimed.district, claimed.person, claimed.channel);
  if (!row) return null;
  const quiet = row.wished ? (row.quiet_from === null || row.quiet_to === null ? null : { from: row.quiet_from, to: row.quiet_to }) : usualQuiet;
  const rest = { quiet, staff: row.staff };
  if (claimed.channel === 'sms') {
    if (!row.phone_sealed) return null;
    const to = house.vault.open(row.phone_sealed, 'person.phone');
    return { to, masked: maskPhone(to), ...rest };
  }
  if (!row.sealed || (claimed.channel !== 'email' && claimed.channel !== 'wechat')) return null;
  const to = house.vault.open(row.sealed, addressPurpose[claimed.channel]);
  return { to, masked: claimed.channel === 'email' ? maskEmail(to) : `${to.slice(0, 4)}***`, ...rest };
}

async function messageOf(house: House, claimed: Claimed, target: Target): Promise<Message | null> {
  const template = templateOf(house, claimed.template);
  if (!template) return null;
  const language: Language = claimed.language;
  const at = Date.parse(claimed.at);
  const words = await wordsOf(house, claimed.district, template);
  const given = withSecrets(house, claimed.district, claimed.given);
  const path = pathOf(claimed, target.staff);
  const { publicUrl } = house.settings;
  return {
    token: claimed.id,
    to: target.to,
    language,
    template: claimed.template,
    title: claimed.words.title[language],
    body: claimed.words.body[language],
    short: fill(words.sms ?? words.body, words, given, language, at),
    values: sayValues(words, given, language, at),
    link: path === null || publicUrl === null ? null : `${publicUrl}${target.staff ? '/desk' : ''}${path}`,
    path,
    at,
  };
}

/** Where the notice leads: its own link, else the matter's page in the recipient's app. A contact without account has no page of its own. */
function pathOf(claimed: Claimed, staff: boolean): string | null {
  if (claimed.person === null) return null;
  if (claimed.link !== null) return claimed.link;
  if (claimed.matter !== null) return staff ? `/matters/${claimed.matter}` : `/mine/${claimed.matter}`;
  return null;
}

/** The loop of a worker process: wakes when something is queued, looks each five seconds anyway. */
export function startDelivery(house: House): { stop: () => Promise<void> } {
  let stopped = false;
  let woken = false;
  let rouse: (() => void) | null = null;
  const wake = (): void => {
    woken = true;
    rouse?.();
  };
  const quiet = house.live.subscribe((hint) => {
    if (hint.topic === 'notices.queued') wake();
  });
  const loop = async (): Promise<void> => {
    let complained = -Infinity;
    while (!stopped) {
      woken = false;
      let pause = LONGEST_SLEEP;
      try {
        await deliverDue(house);
        const next = await nextDelivery(house.db);
        if (next !== null) pause = Math.min(LONGEST_SLEEP, Math.max(50, Date.parse(next) - house.now()));
      } catch (error) {
        if (!stopped && performance.now() - complained > 60_000) {
          complained = performance.now();
          house.log.error({ err: error }, 'notices could not be delivered and are tried again');
        }
      }
      if (woken || stopped) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause);
        rouse = () => {
          clearTimeout(timer);
          resolve();
        };
        if (stopped) rouse();
      });
      rouse = null;
    }
  };
  const running = loop();
  return {
    async stop(): Promise<void> {
      stopped = true;
      quiet();
      wake();
      await running;
    },
  };
}
