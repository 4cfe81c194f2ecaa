import { iso } from '@hezhi/contract';
import { contactLookup } from '@hezhi/cases/server';
import { personContact } from '@hezhi/directory/server';
import type { Call, Listener } from '@hezhi/server';
import { hash } from 'node:crypto';
import { intoWindow, meet, pick } from '../contract/index.ts';
import { findWish } from './queries-calls.ts';
import { dropCallbacks, findSettled, insertCallback, lastSaid, settleCallback, type SettledRow } from './queries-callbacks.ts';
import { draw, rulesOf, type Rules } from './rules.ts';

const HOUR = 3_600_000;
/** A call-back that is later than this (ms) when it is picked helps nobody: histories that are brought in make none. */
const TOO_LATE = 7 * 24 * HOUR;

type Stepped = { matter: string; kind: string; steps: string[]; state: string; before: string | null; ended: boolean; revision: number };

/** The id follows from case and closing, so that an event delivered twice makes one call-back. */
function idOf(matter: string, round: number, at: number): string {
  const digest = hash('sha256', `hotline.callback\n${matter}\n${round}`, 'hex');
  const time = Math.max(0, at).toString(16).padStart(12, '0').slice(-12);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digest.slice(1, 4)}-a${digest.slice(5, 8)}-${digest.slice(8, 20)}`;
}

/** The keyed hash of the number that would be called; null where there is none. */
async function numberOf(call: Call, district: string, row: SettledRow): Promise<Buffer | null> {
  if (row.contact_lookup) return row.contact_lookup;
  if (row.reporter_kind !== 'resident' || row.reporter === null) return null;
  const phone = (await personContact(call.house, call.db, district, row.reporter))?.phone ?? null;
  return phone === null ? null : contactLookup(call.house, phone);
}

/** When to call: by the rule, within the hours of the district and of the caller's own wish. */
async function dueOf(call: Call, district: string, row: SettledRow, rules: Rules, after: Rules['rules'][number]['after'], number: Buffer): Promise<number> {
  const closed = Date.parse(row.closed_at!);
  const begin = after.of === 'expiry' && row.expiry !== null ? Math.max(closed, Date.parse(row.expiry)) : closed;
  const wish = await findWish(call.db, district, number);
  const own = wish && wish.from_min !== null && wish.to_min !== null && wish.from_min < wish.to_min ? ([wish.from_min, wish.to_min] as const) : null;
  const [from, to] = meet([rules.from, rules.to], own);
  return intoWindow(begin + after.hours * HOUR, from, to);
}

/** Picks who is called back when a case closes; drops it when the case opens again; settles it when somebody called from the page of the case. */
export const caseStepped: Listener = {
  name: 'callbacks',
  topic: 'matters.stepped',
  async handle(call, event) {
    const stepped = event.data as Stepped;
    if (stepped.kind !== 'case') return;
    const { district } = event;
    const { matter } = stepped;
    const write = call.with({ key: null }).write();
    if (stepped.before === 'closed' && stepped.state !== 'closed') write.add(dropCallbacks(district, matter));
    else if (stepped.ended && stepped.state === 'closed') {
      const row = await findSettled(call.db, district, matter);
      const number = row?.closed_at ? await numberOf(call, district, row) : null;
      if (!row || number === null) return;
      const { body } = await rulesOf(call.db, district);
      const settled = { matter, tier: row.tier, category: row.subject, channel: row.channel, rating: row.rating, marks: row.marks };
      const rule = pick(body.rules, settled, draw(body.seed, matter));
      if (!rule) return;
      const due = await dueOf(call, district, row, body, rule.after, number);
      if (due < call.now - TOO_LATE) return;
      write.add(
        insertCallback(district, {
          id: idOf(matter, stepped.revision, event.at),
          matter,
          round: stepped.revision,
          area: row.area,
          rule: rule.key,
          due_at: iso(due),
        }),
      );
    } else if (stepped.steps.includes('call_back')) {
      const said = await lastSaid(call.db, district, matter);
      if (said?.data.reached === 'yes') write.add(settleCallback(district, matter, said.person, said.at, said.data));
    }
    if (!write.empty) await write.run(call.db);
  },
};
