import type { Finding, House } from '@hezhi/server';
import { brokenRounds } from './queries-rounds.ts';
import { checkedMeetings, checkedTasks, checkedTopics } from './queries-verify.ts';
import { attained } from '../contract/index.ts';

const room = 'deliberations';

/** Every topic and task has its matter and says the same; co-signers are counted right; the quorum of every meeting that is over is what its numbers give; what was published was confirmed by both; what rounds raised is there. */
export async function* verifyDeliberations(house: House, district: string, digest: (line: string) => void): AsyncIterable<Finding> {
  for (const row of await checkedTopics(house.db, district)) {
    const found = (what: string): Finding => ({ room, check: 'topics', where: row.number ?? row.id, what });
    if (row.number === null) yield found('the topic has no matter');
    if (row.cosigned !== row.signed) yield found(`${row.cosigned} co-signers are told, ${row.signed} signed`);
    if (row.cosigned > 0 && row.proposer_signed) yield found('the proposer co-signed');
    digest(`topic ${row.id} ${row.cosigned} ${row.outcome ?? ''} ${row.listed}`);
  }
  for (const row of await checkedTasks(house.db, district)) yield { room, check: 'tasks', where: row.id, what: 'the task is not what its matter says' };
  for (const row of await brokenRounds(house.db, district)) yield { room, check: 'rounds', where: row.id, what: row.what };
  for (const row of await checkedMeetings(house.db, district)) {
    const found = (what: string): Finding => ({ room, check: 'meetings', where: row.id, what });
    if (row.state === 'closed' && row.attained !== attained(row.rule.quorum, row.entitled ?? 0, row.present ?? 0))
      yield found('the quorum is not what its numbers give');
    if (row.published && row.confirmed < 2) yield found('minutes are published that were not confirmed by both');
    digest(`meeting ${row.id} ${row.state} ${row.present ?? ''} ${row.attained ?? ''}`);
  }
}
