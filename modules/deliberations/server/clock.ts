import { Refusal } from '@hezhi/contract';
import { lockStored } from '@hezhi/matters/server';
import type { Call, Listener, TimerEffect } from '@hezhi/server';
import { counted } from './ballot.ts';
import { courseOf } from './queries.ts';
import { stepBySystem } from './see.ts';

export const dueTopic = 'deliberations.due';

/** Steps that the clock takes when a period is over, with the state in which they are due. */
const states: Readonly<Record<string, string>> = { begin: 'informing', publicised: 'publishing', archive: 'evaluating' };

/** Takes a step if its time has come and its guards hold; what does not hold yet (an objection unanswered) is left to be done by hand, or comes again with the answer. */
export async function whenDue(call: Call, district: string, topic: string, step: string): Promise<void> {
  const row = await lockStored(call.db, district, topic);
  if (!row || row.state !== states[step]) return;
  try {
    await stepBySystem(call, district, topic, step);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

/** A period of a topic is over: notice, publicity, rating. */
export const dueTimer: TimerEffect = {
  topic: dueTopic,
  async fire(call, timer) {
    const { topic, step } = timer.data as { topic: string; step: string };
    await whenDue(call, timer.district, topic, step);
  },
};

/** The last objection was answered when publicity was over already: the topic goes on. */
export async function publicisedNow(call: Call, district: string, topic: string): Promise<void> {
  const course = await courseOf(call.db, district, topic);
  if (course && course.objections === 0 && course.publicity_until !== null && Date.parse(course.publicity_until) <= call.now)
    await whenDue(call, district, topic, 'publicised');
}

/** A ballot of a topic was counted (D5): the topic goes on with its result. */
export const ballotCounted: Listener = {
  name: 'ballot_counted',
  topic: 'ballots.counted',
  async handle(call, event) {
    const { ballot, purpose } = event.data as { ballot: string; purpose: { kind: string; id: string } };
    if (purpose.kind === 'deliberation') await counted(call, event.district, purpose.id, ballot);
  },
};
