import { randomBytes } from 'node:crypto';
import { newId } from '@hezhi/contract';
import { middleOf, type Community, type Standing, type Town } from '../town.ts';
import type { Json, Ledger, Who } from './ledger.ts';
import type { Chance } from './plan.ts';

let visitors = 0;
const address = (): string => `10.${(++visitors >> 16) & 255}.${(visitors >> 8) & 255}.${visitors & 255}`;
export const visitor = (): Who => ({ token: null, from: address(), device: randomBytes(24).toString('base64url') });
export const standing = ({ token }: Standing): Who => ({ token, from: '10.255.0.1' });

/** Where the load happens: the town, its people, chance, and what is remembered. */
export type Scene = {
  readonly town: Town;
  readonly ledger: Ledger;
  readonly chance: Chance;
  /** False when the load is over: nobody begins anything more. */
  running(): boolean;
  /** Between two steps of one person; at once when the load is over. */
  pause(seconds: number): Promise<void>;
};

/** One place with those who work for it. */
export type Ward = { community: Community; clerk: Standing; street: Standing };
export function ward({ town, chance }: Scene): Ward {
  const i = chance.int(town.communities.length);
  const community = town.communities[i]!;
  return { community, clerk: town.clerks[i]!, street: town.dispatchers.find(({ area }) => area === community.street)! };
}

const subjects = ['A02', 'B03', 'C04', 'D01'];
const texts = [
  '路灯坏了三天没人修，晚上老人上下楼很不方便',
  '垃圾桶满了没人清运，味道很大',
  '下水道堵塞污水外溢，孩子经过很危险',
  '电动车在楼道里飞线充电',
  '占道经营，早市散了不收摊',
  '井盖松动，车一过就响',
];

export type Reported = { id: string; who: Who; resident: Standing | null };

/** Reports a case: a visitor with a phone, a resident, or the clerk for somebody. */
export async function report(scene: Scene, { community, clerk }: Ward, by?: Standing): Promise<Reported | null> {
  const { chance, ledger, town } = scene;
  const drawn = chance.real();
  const resident = by ?? (drawn < 0.45 ? chance.pick(town.residents) : null);
  const staff = resident === null && drawn > 0.85;
  const who = resident ? standing(resident) : staff ? standing(clerk) : visitor();
  const id = newId();
  const [lon, lat] = middleOf(chance.pick(community.grids));
  const reply = await ledger.command(who, 'POST', '/cases', {
    id,
    category: chance.pick(subjects),
    description: `${chance.pick(texts)}（${id.slice(-4)}）`,
    place: { point: [lon + (chance.real() - 0.5) * 0.001, lat + (chance.real() - 0.5) * 0.002], address: '渭滨家园3号楼2单元' },
    public: true,
    hide_name: true,
    ...(resident ? {} : { contact: { name: '李先生', phone: `199${String(10_000_000 + chance.int(9_999_999))}` } }),
  });
  if (!reply) return null;
  ledger.matters.set(id, String(reply['number']));
  ledger.count(`reports by ${resident ? 'residents' : staff ? 'staff' : 'visitors'}`);
  return { id, who, resident };
}

/** Takes a step and remembers that it was acknowledged. */
export async function step(scene: Scene, who: Standing, id: string, name: string, data: Json = {}, fair: readonly string[] = []): Promise<boolean> {
  await scene.pause(0.3 + scene.chance.real() * 2);
  const reply = await scene.ledger.command(standing(who), 'POST', `/matters/${id}/steps`, { step: name, data }, fair);
  if (!reply) return false;
  scene.ledger.noteStep(id, name);
  return true;
}

/** Another resident than the one who reported. */
export const another = ({ town, chance }: Scene, than: Standing | null): Standing => {
  const others = town.residents.filter((one) => one !== than);
  return chance.pick(others);
};
