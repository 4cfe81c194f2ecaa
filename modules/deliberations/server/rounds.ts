import { may, newId, Refusal } from '@hezhi/contract';
import { reportCase } from '@hezhi/cases/server';
import { findPeopleNames } from '@hezhi/directory/server';
import { emit, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, permissions, type RoundInput, type RoundView } from '../contract/index.ts';
import { coversArea } from '@hezhi/matters/contract';
import { bodySeen } from './bodies.ts';
import { cutAt } from './participants.ts';
import { propose } from './propose.ts';
import { findRound, insertRound, listRounds, type RoundRow } from './queries-body.ts';
import { iso } from './see.ts';
import { moment } from './view.ts';

type View = z.input<typeof RoundView>;
const view = (row: RoundRow, name: string): View => ({ id: row.id, by: name, route: row.route, findings: row.findings, at: moment(row.at) });

/**
 * A round (D10): what was found is kept; what is raised becomes a case or a topic of whoever made the round, in the same transaction, so that a round is never kept
 * without what it raised. The same id twice is the same round.
 */
export async function addRound(call: Call, id: string, given: z.output<typeof RoundInput>): Promise<View> {
  const found = await bodySeen(call, id, true);
  const { district } = found;
  if (found.ended_on !== null) throw new Refusal(errors.body_ended);
  const manages = may(call.actor, permissions.manage_bodies) && coversArea(call.actor, found.area);
  if (found.office === null && !manages) throw new Refusal(errors.not_organiser);
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
        const raised = await reportCase(inside, {
          id: newId(call.now),
          category: one.category ?? '',
          description: one.text,
          place: { area: found.area, address: given.route },
          photos: [],
          answers: {},
          public: true,
          hide_name: false,
        });
        findings.push({ text: one.text, raised: 'case', id: raised.id, number: raised.number });
      } else findings.push({ text: one.text, raised: 'none', id: null, number: '' });
    }
    const row: RoundRow = { id: given.id, by_person: call.actor.person!, route: given.route, findings, at: iso(call.now) };
    const reply = view(row, call.actor.name);
    const write = call.with({ db }).write(reply);
    insertRound(write, district, id, row);
    emit(write, { district, topic: 'deliberations.round', data: { body: id, round: given.id, area: found.area }, at: call.now });
    await write.run(db);
    return reply;
  });
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
