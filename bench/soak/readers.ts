import { another, standing, visitor, ward, type Scene } from './people.ts';

const day = (ago: number): string => new Date(Date.now() + 8 * 3_600_000 - ago * 86_400_000).toISOString().slice(0, 10);
const words = ['路灯', '垃圾', '井盖', '夜市占道经营', '三天没人修'];

/** Somebody who looks: inbox, lists, search, details, figures, map, the public side, notices; so many looks a second. */
export async function look(scene: Scene, perSecond: number): Promise<void> {
  const { ledger, chance, town } = scene;
  while (scene.running()) {
    await scene.pause((0.5 + chance.real()) / perSecond);
    const { clerk, street } = ward(scene);
    const staff = standing(chance.pick([clerk, street, town.supervisor, ...town.handlers]));
    const resident = standing(another(scene, null));
    const known = [...ledger.matters.keys()];
    const some = known.length > 0 ? known[chance.int(known.length)]! : null;
    const looks: (() => Promise<unknown>)[] = [
      () => ledger.read(staff, '/inbox?limit=20'),
      () => ledger.read(staff, '/inbox/counts'),
      () => ledger.read(staff, '/matters?limit=20&open=true'),
      () => ledger.read(staff, `/matters?limit=20&q=${encodeURIComponent(chance.pick(words))}`),
      () => ledger.read(standing(town.supervisor), `/insight/figures?by=area&from=${day(30)}&to=${day(0)}`),
      () => ledger.read(standing(street), `/insight/figures?by=area&from=${day(7)}&to=${day(0)}`),
      () => ledger.read(standing(street), '/cases/map'),
      () => ledger.read(resident, '/my/cases?limit=20'),
      () => ledger.read(resident, '/notices?limit=20'),
      () => ledger.read(staff, '/notices/unread'),
      () => ledger.read(visitor(), `/public/cases?district=${clerk.area.slice(0, 6)}&limit=20`),
      () => ledger.read(standing(street), `/whistles/figures?from=${day(30)}&to=${day(0)}&by=department`),
    ];
    if (some !== null) looks.push(() => ledger.read(standing(town.supervisor), `/matters/${some}`));
    await chance.pick(looks)();
  }
}
