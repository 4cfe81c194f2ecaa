import { contactLookup, contactNumber } from '@hezhi/cases/server';
import { newId, Refusal, iso } from '@hezhi/contract';
import { emit, isDuplicate, type Call, type House, type Wire } from '@hezhi/server';
import { errors } from '../contract/index.ts';
import { purpose } from './call-view.ts';
import { hashKey } from './lines.ts';
import { findByRef, findLineByKey, hangUp, insertCall, wrapAgent, type LineRow } from './queries-calls.ts';

/** Header in which a telephone system sends the key of its line. */
export const keyHeader = 'x-hotline-key';
/** A clock of a telephone system may be off; what it says is believed within this span (ms). */
const TRUST = 15 * 60_000;

/** A number as it is stored: sealed, found again by keyed hash. */
export const sealNumber = (house: House, phone: string) => ({
  number_sealed: house.vault.seal(contactNumber(phone), purpose),
  number_lookup: contactLookup(house, phone),
});

async function lineOf(call: Call, wire: Wire): Promise<{ district: string; line: LineRow }> {
  const key = wire.request.headers[keyHeader];
  const district = typeof key === 'string' ? (/^(\d{6})\.[\w-]{32}$/.exec(key)?.[1] ?? null) : null;
  const line = district === null ? undefined : await findLineByKey(call.db, district, hashKey(key as string));
  if (district === null || !line) throw new Refusal(errors.bad_key);
  return { district, line };
}

/** The moment that the system names, where it can be believed; else now. */
const momentOf = (call: Call, at: string | undefined): string => {
  const said = at === undefined ? NaN : Date.parse(at);
  return iso(said <= call.now && said >= call.now - TRUST ? said : call.now);
};

type Ring = { ref: string; from: string | null; at?: string | undefined };
type LineAt = Pick<LineRow, 'id' | 'area'>;

/** A call is ringing: whoever calls this has proved to be the line's telephone system. The same ref of the line again is the same call. */
export async function ringOn(call: Call, district: string, line: LineAt, given: Ring): Promise<{ id: string }> {
  const id = newId(call.now);
  const sealed = given.from === null ? { number_sealed: null, number_lookup: null } : sealNumber(call.house, given.from);
  const rang = momentOf(call, given.at);
  const row = { district, id, area: line.area, line: line.id, ref: given.ref, ...sealed, rang_at: rang, answered_at: null, agent: null, agent_post: null };
  const write = call.write({ id }).add(insertCall(row));
  emit(write, { district, topic: 'hotline.rang', data: { call: id, area: line.area }, at: call.now });
  try {
    await write.run(call.db);
  } catch (error) {
    const known = isDuplicate(error, 'call_ref') ? await findByRef(call.db, district, line.id, given.ref) : undefined;
    if (!known) throw error;
    return known;
  }
  return { id };
}

/** The line is down: given up before an answer, or the talk is over. */
export async function hangUpOn(call: Call, district: string, line: LineAt, given: Omit<Ring, 'from'>): Promise<void> {
  await call.db.tx(async (db) => {
    const row = await hangUp(db, district, line.id, given.ref, momentOf(call, given.at));
    if (!row) throw new Refusal(errors.not_found);
    const write = call.with({ key: null, db }).write();
    if (row.agent !== null) write.add(wrapAgent(district, row.id, row.agent, iso(call.now)));
    emit(write, { district, topic: 'hotline.hung_up', data: { call: row.id, area: row.area }, at: call.now });
    await write.run(db);
  });
}

/** A telephone system rings, by the key of its line. */
export async function ring(call: Call, wire: Wire, given: Ring): Promise<{ id: string }> {
  const { district, line } = await lineOf(call, wire);
  return ringOn(call, district, line, given);
}

/** A telephone system says that a call is over. */
export async function hungUp(call: Call, wire: Wire, given: Omit<Ring, 'from'>): Promise<void> {
  const { district, line } = await lineOf(call, wire);
  await hangUpOn(call, district, line, given);
}
