import type { House } from '@hezhi/server';
import { canonical } from '../contract/tally.ts';

/** What a cast row says, as its keyed hash covers it. */
export type CastContent = {
  district: string;
  ballot: string;
  id: string;
  entry: string;
  channel: string;
  proxy: boolean;
  mandate: string | null;
  paper: string | null;
  at: string;
  vote: string | null;
  nonce: string | null;
  box: Buffer | null;
  mark: string | null;
  by: string | null;
};

const moment = (at: string): string => new Date(at).toISOString();

/** Keyed hash of a cast row's content. Its key never goes near the database. */
export function castMac(house: House, row: CastContent): Buffer {
  const { district, ballot, id, entry, channel, proxy, mandate, paper, at, vote, nonce, box, mark, by } = row;
  const said = [district, ballot, id, entry, channel, proxy, mandate, paper, moment(at), vote, nonce, box?.toString('base64url') ?? null, mark, by];
  return house.vault.lookup(JSON.stringify(said), 'ballots.cast');
}

/** The key of a ballot's lanes. With `links` 2 it makes the heads of the lanes alone and never goes near the database. */
export const laneKey = (house: House, ballot: string): Buffer => house.vault.lookup(ballot, 'ballots.lane');

/** The key of the link that one cast makes. `links` 2 (since 2026-11-23): its own, so that who sees it can make no other cast's link; 1: that of the lanes. */
export const linkKey = (house: House, ballot: string, links: number, cast: string): Buffer =>
  links === 1 ? laneKey(house, ballot) : house.vault.lookup(`${ballot} ${cast}`, 'ballots.link');

/** A key as the two padded blocks that `ballots.hmac` takes. They pass through the database while one statement runs and are stored nowhere in it. */
export function padsOf(secret: Buffer): { padIn: Buffer; padOut: Buffer } {
  const key = Buffer.alloc(64);
  secret.copy(key);
  return { padIn: Buffer.from(key.map((byte) => byte ^ 0x36)), padOut: Buffer.from(key.map((byte) => byte ^ 0x5c)) };
}

/** Keyed hash over what voters were told: face, roll, place and times of a ballot. */
export const faceSeal = (
  house: House,
  ballot: { id: string; district: string; area: string; roll: string; opens_at: string; closes_at: string; face: unknown },
): Buffer =>
  house.vault.lookup(
    canonical([ballot.id, ballot.district, ballot.area, ballot.roll, moment(ballot.opens_at), moment(ballot.closes_at), ballot.face]),
    'ballots.face',
  );

/** Keyed hash over a frozen roll's digest and totals. */
export const rollSeal = (house: House, roll: { id: string; district: string; digest: Buffer; totals: unknown; voters: number }): Buffer =>
  house.vault.lookup(canonical([roll.id, roll.district, roll.digest.toString('hex'), roll.totals, roll.voters]), 'ballots.roll');

/** Keyed hash of a mandate: who may cast for whom. */
export const mandateMac = (
  house: House,
  row: { district: string; ballot: string; id: string; voter: string; proxy: string; person: string | null; proxy_name: string; by: string | null; at: string },
): Buffer =>
  house.vault.lookup(
    JSON.stringify([row.district, row.ballot, row.id, row.voter, row.proxy, row.person, row.proxy_name, row.by, moment(row.at)]),
    'ballots.mandate',
  );

/** Keyed hash of the end of a mandate. */
export const mandateEndMac = (
  house: House,
  row: { district: string; ballot: string; mandate: string; via: string; by: string | null; reason: string; at: string },
): Buffer => house.vault.lookup(JSON.stringify([row.district, row.ballot, row.mandate, row.via, row.by, row.reason, moment(row.at)]), 'ballots.mandate_end');

/** Keyed hash of the account that a mandate was bound to. */
export const mandateAccountMac = (
  house: House,
  row: { district: string; ballot: string; mandate: string; person: string; by: string | null; at: string },
): Buffer => house.vault.lookup(JSON.stringify([row.district, row.ballot, row.mandate, row.person, row.by, moment(row.at)]), 'ballots.mandate_account');

/** Keyed hash by which a voting code is found. */
export const codeHash = (house: House, ballot: string, code: string): Buffer => house.vault.lookup(`${ballot} ${code}`, 'ballots.code');
