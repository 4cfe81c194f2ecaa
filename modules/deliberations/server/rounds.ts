import { may, newId, Refusal } from '@hezhi/contract';
import { channelOf, reportCase, type ReportSource } from '@hezhi/cases/server';
import { findPeopleNames } from '@hezhi/directory/server';
import { emit, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, permissions, type CaseInput, type RoundInput, type RoundOrigin, type RoundView } from '../contract/index.ts';
import { coversArea } from '@hezhi/matters/contract';
import { bodySeen } from './bodies.ts';
import { cutAt } from './participants.ts';
import { propose } from './propose.ts';
import type { BodySeen } from './queries-body.ts';
import { findOrigin, findRound, insertRaised, insertRound, listRounds, type RoundRow } from './queries-rounds.ts';
import { iso } from './see.ts';
import { moment } from './view.ts';

type View = z.input<typeof RoundView>;
const view = (row: RoundRow, name: string): View => {
  const later = new Map((row.became ?? []).map((one) => [one.finding, one]));
  return {
    id: row.id,
    by: name,
    route: row.route,
    findings: row.findings.map((one, n) => {
      const became = later.get(n);
      return became ? { text: one.text, raised: became.kind, id: became.matter, number: became.number } : one;
    }),
    at: moment(row.at),
  };
};

/** The body for its members and the office that manages it. Errors: `deliberations.body_not_found`, `body_ended`, `not_organiser`. */
async function walked(call: Call, id: string): Promise<BodySeen> {
  const found = await bodySeen(call, id, true);
  if (found.ended_on !== null) throw new Refusal(errors.body_ended);
  const manages = may(call.actor, permissions.manage_bodies) && coversArea(call.actor, found.area);
  if (found.office === null && !manages) throw new Refusal(errors.not_organiser);
  return found;
}

/** A case of what was found: the timeline says on which round, whoever is a resident follows it as the own, and the category's questions stay open, since nobody was asked them. */
function report(
  call: Call,
  body: BodySeen,
  route: string,
  given: { text: string; category: string; address: string },
): Promise<{ id: string; number: string }> {
  const source: ReportSource = {
    channel: channelOf(call.actor),
    asker: call.actor.post ? null : call.actor.person,
    unasked: true,
    note: `${body.name}巡查：${route}`,
    admit: () => undefined,
    more: () => undefined,
  };
  const place = { area: body.area, address: given.address };
  const facts = { id: newId(call.now), category: given.category, description: given.text, place, photos: [], answers: {}, public: true, hide_name: false };
  return reportCase(call, facts, null, source);
}

/**
 * A round (D10): what was found is kept; what is raised becomes a case or a topic of whoever made the round, in the same transaction, so that a round is never kept
 * without what it raised. The same id twice is the same round.
 */
export async function addRound(call: Call, id: string, given: z.output<typeof RoundInput>): Promise<View> {
  const found = await walked(call, id);
  const { district } = found;
  const again = await findRound(call.db, district, given.id);
  if (again) {
    if (again.by_person !== call.actor.person) throw new Refusal(errors.id_taken);
    return view(again, call.actor.name);
  }
  return call.db.tx(async (db) => {
    const inside = call.with({ db, key: null });
    const findings: RoundRow['findings'] = [];
    for (const one of given.findings) {
      if (one.raise === 'topic') {
        const title = [...one.text.split('\n')[0]!].slice(0, 60).join('');
        const raised = await propose(inside, { id: newId(call.now), title, text: one.text, wish: '', area: found.area, named: false });
        findings.push({ text: one.text, raised: 'topic', id: raised.id, number: raised.number });
      } else if (one.raise === 'case') {
        const raised = await report(inside, found, given.route, { text: one.text, category: one.category ?? '', address: given.route });
        findings.push({ text: one.text, raised: 'case', id: raised.id, number: raised.number });
      } else findings.push({ text: one.text, raised: 'none', id: null, number: '' });
    }
    const row: RoundRow = { id: given.id, body: id, by_person: call.actor.person!, route: given.route, findings, at: iso(call.now), became: null };
    const reply = view(row, call.actor.name);
    const write = call.with({ db }).write(reply);
    insertRound(write, district, row);
    findings.forEach(({ raised, id: matter, number }, finding) => {
      if (raised !== 'none') insertRaised(write, district, { round: given.id, finding, body: id, kind: raised, matter: matter!, number, at: row.at });
    });
    emit(write, { district, topic: 'deliberations.round', data: { body: id, round: given.id, area: found.area }, at: call.now });
    await write.run(db);
    return reply;
  });
}

/** A finding that was only noted becomes a case; of two who press at once one does it. Errors: those of the route. */
export async function findingToCase(
  call: Call,
  at: { id: string; round: string; finding: number },
  given: z.output<typeof CaseInput>,
): Promise<{ id: string; number: string }> {
  const found = await walked(call, at.id);
  const { district } = found;
  const round = await findRound(call.db, district, at.round);
  const finding = round?.body === at.id ? round.findings[at.finding] : undefined;
  if (!round || !finding) throw new Refusal(errors.finding_not_found);
  if (finding.raised !== 'none' || round.became?.some((one) => one.finding === at.finding)) throw new Refusal(errors.finding_raised);
  return call.db.tx(async (db) => {
    const made = await report(call.with({ db, key: null }), found, round.route, {
      text: finding.text,
      category: given.category,
      address: given.address || round.route,
    });
    const reply = { id: made.id, number: made.number };
    const write = call.with({ db }).write(reply);
    insertRaised(write, district, { round: round.id, finding: at.finding, body: at.id, kind: 'case', matter: made.id, number: made.number, at: iso(call.now) });
    await write.run(db);
    return reply;
  });
}

/** From which round a case or topic came, for those who see the body; null for all others and where it came from none. */
export async function roundOf(call: Call, matter: string): Promise<{ round: z.input<typeof RoundOrigin> | null }> {
  const { district } = call.actor;
  const row = district === null ? undefined : await findOrigin(call.db, district, matter);
  if (!row) return { round: null };
  try {
    const body = await bodySeen(call, row.body, true);
    return { round: { id: row.id, body: body.id, bodyName: body.name, route: row.route, at: moment(row.at) } };
  } catch (error) {
    if (error instanceof Refusal) return { round: null };
    throw error;
  }
}

export async function rounds(call: Call, id: string, page: { cursor?: string | undefined; limit: number }): Promise<{ items: View[]; next: string | null }> {
  const found = await bodySeen(call, id, true);
  const rows = await listRounds(call.db, found.district, id, page.cursor ?? null, page.limit + 1);
  const { items, next } = cutAt(rows, page.limit, (row) => row.id);
  const names = await findPeopleNames(
    call.house,
    found.district,
    items.map((row) => row.by_person),
  );
  return { items: items.map((row) => view(row, names.get(row.by_person) ?? '')), next };
}
