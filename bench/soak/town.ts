import { randomUUID } from 'node:crypto';
import { composeApp } from '@hezhi/app-server/compose';
import { rooms } from '@hezhi/app-server/rooms';
import { migrate, openHouse, readSettings } from '@hezhi/server';
import { pino } from 'pino';
import { makeTown, type Standing, type Town } from '../town.ts';

const minutes = (amount: number): { amount: number; unit: 'minutes' } => ({ amount, unit: 'minutes' });

/**
 * Founds the bench's town and shortens, by the product's own settings, what would take hours: the limits of the categories that are reported and of routine whistles are one or two minutes, day
 * and night; residents and staff wish SMS always and no quiet hours, so that clocks and notices have much to do in a short time.
 */
export async function foundTown(url: string, data: string, say: (text: string) => void): Promise<Town> {
  await migrate(url, rooms);
  const settings = { ...readSettings({ HEZHI_DATA: data, HEZHI_LOG: 'silent' }), databaseUrl: url };
  const house = await openHouse({ settings, rooms, url, log: pino({ level: 'silent' }) });
  const app = composeApp(house, { rateFactor: Infinity, pages: false });
  try {
    const town = await makeTown(house, app);
    const ask = async ({ token }: Standing, method: 'GET' | 'PUT', path: string, body?: object): Promise<Record<string, unknown>> => {
      const reply = await app.inject({
        method,
        url: `/api${path}`,
        headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
        ...(body ? { payload: body } : {}),
      });
      if (reply.statusCode >= 300) throw new Error(`${method} ${path} answered ${reply.statusCode}: ${reply.body}`);
      return reply.body === '' ? {} : (reply.json() as Record<string, unknown>);
    };
    const { groups } = await ask(town.supervisor, 'GET', '/case-categories/admin');
    const leaves = (groups as { leaves: Record<string, unknown>[] }[]).flatMap((group) => group.leaves);
    for (const leaf of leaves.filter(({ code }) => ['A02', 'B03', 'C04', 'D01'].includes(String(code)))) {
      const { code, name, hints, tier, lead, settle, questions, example, active, version } = leaf;
      const limits = { accept: minutes(1), dispatch: minutes(1), handle: minutes(2), verify: minutes(1) };
      await ask(town.supervisor, 'PUT', `/case-categories/${String(code)}`, { name, hints, tier, limits, lead, settle, questions, example, active, version });
    }
    const { items } = await ask(town.supervisor, 'GET', '/whistle-kinds');
    const routine = (items as Record<string, unknown>[]).find(({ key }) => key === 'routine')!;
    await ask(town.supervisor, 'PUT', '/whistle-kinds/routine', {
      check_in: minutes(1),
      handle: minutes(2),
      decision: minutes(1),
      on_site: false,
      tier: routine['tier'],
      active: true,
      version: routine['version'],
    });
    const always = { sms: 'always' };
    for (const one of [...town.residents, ...town.clerks, ...town.dispatchers, ...town.handlers, town.supervisor])
      await ask(one, 'PUT', '/notices/preferences', { modes: { progress: always, task: always, deadline: always, news: always }, quiet: null });
    say('the town is founded; limits in minutes, SMS wished by everybody');
    return town;
  } finally {
    await app.close();
    await house.close();
  }
}
