import { createHash } from 'node:crypto';
import { newId } from '@hezhi/contract';
import { audit } from '@hezhi/directory/server';
import { setTimers, type Call, type TimerEffect, type TimerSetting } from '@hezhi/server';
import { canonical } from '../contract/tally.ts';
import { lockBallot, tookPart, type BallotRow } from './queries-ballots.ts';
import { insertBulletin, lanesOf, lastBulletin, type BulletinRow } from './queries-count.ts';
import { iso } from './rolls.ts';

export const HOUR = 3_600_000;

/** The digest of a bulletin: SHA-256 over the one before and what this one says. Anyone can follow the chain. */
export const bulletinDigest = (before: string | null, said: Pick<BulletinRow, 'number' | 'at' | 'lanes' | 'took_part'>): Buffer =>
  createHash('sha256')
    .update(canonical([before, said.number, iso(Date.parse(said.at)), said.lanes, said.took_part]))
    .digest();

export const nextBulletin = (district: string, ballot: string, dueAt: number, now: number): TimerSetting => ({
  district,
  id: newId(now),
  dueAt,
  topic: 'ballots.bulletin',
  data: { ballot },
});

/** The action under which the audit log keeps the digest of each bulletin. */
export const NOTED = 'ballots.bulletin';

/**
 * Puts the heads of the lanes, and participation where everybody may see it, on the public board; and the digest into the audit log, in the same statement. Every bulletin is noted,
 * whether anything came in or not, so that the log tells nobody when somebody voted.
 */
export async function bulletin(call: Call, row: BallotRow): Promise<void> {
  const { district, id } = row;
  const before = await lastBulletin(call.db, district, id);
  const lanes = (await lanesOf(call.db, district, id)).map(({ lane, seq, chain }) => ({ lane, seq, chain: chain.toString('hex') }));
  const took_part = row.face.rule.running === 'public' ? await tookPart(call.db, district, id, row.roll) : null;
  const said = { number: (before?.number ?? 0) + 1, at: iso(call.now), lanes, took_part };
  const write = call.with({ key: null }).write();
  const digest = bulletinDigest(before?.digest.toString('hex') ?? null, said);
  insertBulletin(write, district, id, { ...said, digest });
  audit(write, call, { action: NOTED, target: id, district, actor: null, detail: { number: said.number, digest: digest.toString('hex') } });
  await write.run(call.db);
}

/** Each hour while a ballot is open. */
export const hourly: TimerEffect = {
  topic: 'ballots.bulletin',
  async fire(call, { district, dueAt, data }) {
    const id = String(data['ballot']);
    const row = await lockBallot(call.db, district, id);
    if (row?.state !== 'open') return;
    await bulletin(call, row);
    const write = call.write();
    // A house that slept publishes once, not once for each hour missed.
    setTimers(write, [nextBulletin(district, id, Math.max(dueAt + HOUR, call.now + 1), call.now)]);
    await write.run(call.db);
  },
};
