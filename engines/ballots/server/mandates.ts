import { may, Refusal } from '@hezhi/contract';
import { within } from '@hezhi/directory/contract';
import { claimFiles, uploaderOf, type FileAccess } from '@hezhi/documents/server';
import { emit, type Call } from '@hezhi/server';
import { errors } from '../contract/errors.ts';
import { permissions } from '../contract/permissions.ts';
import { known } from './face.ts';
import { mandateMac } from './macs.ts';
import { ballotById } from './queries-ballots.ts';
import { voterOf } from './queries-casts.ts';
import { insertMandate, mandateById, mandatesHeld } from './queries-papers.ts';
import { iso } from './rolls.ts';

export type Mandate = { district: string; ballot: string; id: string; entry: string; proxy_name: string; person: string | null; files: readonly string[] };

/**
 * Records a written mandate: who may cast for a voter, with photos of the paper. One proxy stands for at most `rule.proxy.max` voters, whoever records at once. It needs no recall: the voter's own
 * ballot stands before the proxy's, whichever comes first.
 */
export async function giveMandate(call: Call, given: Mandate): Promise<{ id: string }> {
  const face = await known(call, given.district, given.ballot);
  const { proxy } = face.face.rule;
  if (!proxy) throw new Refusal(errors.no_proxies);
  if (call.now >= face.closes) throw new Refusal(errors.closed);
  const voter = await voterOf(call.db, given.district, face.roll, given.entry);
  if (!voter) throw new Refusal(errors.no_entry);
  const key = given.person ?? `name ${given.proxy_name}`;
  const taken = new Refusal(errors.paper_busy);
  for (let tries = 0; ; tries++) {
    const held = await mandatesHeld(call.db, given.district, given.ballot, key);
    if (held >= proxy.max) throw new Refusal(errors.proxy_limit, { max: proxy.max });
    const reply = { id: given.id };
    const write = call.write(reply);
    const row = { ...given, voter: voter.id, proxy: key, by: call.actor.person, at: iso(call.now) };
    insertMandate(write, { ...row, number: held + 1, mac: mandateMac(call.house, row) }, () => taken);
    if (given.files.length > 0)
      claimFiles(write, {
        district: given.district,
        ids: given.files,
        matter: given.id,
        uploader: uploaderOf(call.actor, null),
        max: 9,
        kinds: ['image'],
        audience: { ballots: 'mandate' },
      });
    emit(write, {
      district: given.district,
      topic: 'ballots.mandate_given',
      data: { ballot: given.ballot, mandate: given.id, person: given.person },
      at: call.now,
    });
    try {
      await write.run(call.db);
      return reply;
    } catch (error) {
      if (error !== taken || tries === 9 || call.db.transaction) throw error;
    }
  }
}

/** Photos of a mandate: who recorded it, and those who hold or observe ballots of the territory. */
export const seesMandate: FileAccess = async (call, asked) => {
  const found = await mandateById(call.db, asked.district, asked.matter);
  if (!found) return false;
  if (found.by !== null && found.by === call.actor.person) return true;
  const { post } = call.actor;
  if (
    post === null ||
    call.actor.district !== asked.district ||
    ![permissions.manage, permissions.collect, permissions.observe].some((right) => may(call.actor, right))
  )
    return false;
  const ballot = await ballotById(call.db, asked.district, found.ballot);
  return ballot !== undefined && within(ballot.area, post.area);
};
