import { Refusal } from '@hezhi/contract';
import { homeProven, personContact, territory } from '@hezhi/directory/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, type GroupPage, type MyGroup, type OwnUnit } from '../contract/index.ts';
import { viewLine, viewMember } from './groups.ts';
import { findGroup, listMembers, sitsInCommittee } from './queries-groups.ts';
import { bindByPhone, unitsOfPerson, type UnitRow } from './queries-register.ts';
import { phoneKey } from './sealed.ts';

const ownUnit = ({ label, kind, area, source, delivered }: UnitRow): z.input<typeof OwnUnit> => ({ label, kind, area, source, delivered });

/** The page of a compound: committee, how it votes, one's own lines of the register. */
export async function groupPage(call: Call, district: string, id: string): Promise<z.input<typeof GroupPage>> {
  const group = await findGroup(call.db, district, id);
  if (!group) throw new Refusal(errors.group_not_found);
  const person = call.actor.district === district ? call.actor.person : null;
  const members = await listMembers(call.db, district, id, { former: false, after: null, limit: 60 });
  const own = person === null ? [] : await unitsOfPerson(call.db, district, person, id);
  return {
    ...(await viewLine(call, group)),
    buildings: group.buildings,
    manager: group.manager,
    basis: group.basis,
    basisOn: group.basis_on,
    members: members.map(viewMember),
    mine: own.length === 0 ? null : own.map(ownUnit),
    committeeMember: person !== null && (await sitsInCommittee(call.db, district, id, person)),
  };
}

/** Compounds in which one has claimed a unit. */
export async function myGroups(call: Call): Promise<{ items: z.input<typeof MyGroup>[] }> {
  const { district, person } = call.actor;
  if (district === null || person === null) return { items: [] };
  const tree = await territory(call.house).ensure(district);
  const groups = new Map<string, z.input<typeof MyGroup>>();
  for (const { compound, name, area_code, label } of await unitsOfPerson(call.db, district, person, null)) {
    const known = groups.get(compound) ?? { id: compound, district, name, areaName: tree.fullName(area_code), units: [] };
    known.units.push(label);
    groups.set(compound, known);
  }
  return { items: [...groups.values()] };
}

/**
 * Claims a unit: the phone of the account, which was proven when it was made, must be the one of the register. All units of that phone in the compound are claimed together. One refusal for every
 * failure: nobody learns whether a unit or a phone is in the register.
 */
export async function claim(call: Call, place: { district: string; id: string }, label: string): Promise<{ units: string[] }> {
  const { district, id } = place;
  const group = call.actor.district === district ? await findGroup(call.db, district, id) : undefined;
  if (!group) throw new Refusal(errors.group_not_found);
  const person = call.actor.person!;
  const contact = await personContact(call.house, call.db, district, person);
  if (!contact?.phone) throw new Refusal(errors.claim_failed);
  return call.db.tx(async (db) => {
    const binding = call.with({ key: null }).write();
    bindByPhone(binding, district, id, label, phoneKey(call.house, contact.phone!), person);
    await binding.run(db);
    const own = await unitsOfPerson(db, district, person, id);
    if (!own.some((one) => one.label === label)) throw new Refusal(errors.claim_failed);
    const reply = { units: own.map((one) => one.label) };
    const write = call.write(reply);
    // Who holds a home here and says to live in this community is confirmed by the register.
    if (own.some((one) => one.kind === 'home')) homeProven(write, call, { district, person, area: group.area, proof: 'owners' });
    await write.run(db);
    return reply;
  });
}
