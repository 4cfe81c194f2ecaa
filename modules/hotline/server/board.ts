import { iso } from '@hezhi/contract';
import { namesOf } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import { dayOf } from '@hezhi/calendar/contract';
import type { z } from 'zod';
import type { Board } from '../contract/index.ts';
import { serviceLevel, viewCall, viewCalls } from './call-view.ts';
import { findAgent, findCall, listAgents, listRinging } from './queries-calls.ts';
import { countCalls } from './queries-figures.ts';
import { standing } from './scope.ts';

/** Whoever did nothing for so long (ms) is off duty and leaves the board. */
const OFF_DUTY = 12 * 3_600_000;

/** What rings, who is there, my own call, and the day so far. */
export async function board(call: Call): Promise<z.input<typeof Board>> {
  const { db, now } = call;
  const at = standing(call);
  const today = dayOf(now);
  const [me, ringing, agents, counts] = await Promise.all([
    findAgent(db, at.district, at.person),
    listRinging(db, at.district, at.area),
    listAgents(db, at.district, at.area, iso(now - OFF_DUTY)),
    countCalls(db, at.district, at.area, { from: today, to: today }, serviceLevel.seconds, at.person),
  ]);
  const names = await namesOf(call.house, at.district);
  const own = me?.call ? await findCall(db, at.district, at.area, me.call) : undefined;
  const { all, answered, within, lost, mine } = counts;
  return {
    me: me ? { state: me.state, since: me.since, call: me.call } : null,
    call: own ? await viewCall(call, own) : null,
    ringing: await viewCalls(call, ringing),
    agents: agents.map((one) => ({ id: one.person, name: names.person(one.person) ?? '', state: one.state, since: one.since })),
    today: { calls: all, answered, within, lost, mine },
  };
}
