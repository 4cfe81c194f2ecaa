import type pg from 'pg';
import type { Ledger } from './ledger.ts';
import { besides, clockEntries, findMatters, findSteps, noticeSums, toldTwice, type NoticeSums } from './queries-checks.ts';

export type Checked = { clock: Map<string, number>; notices: NoticeSums; steps: number };
/** Steps that the house takes by itself; all others stand in a timeline because somebody was told so. */
const bySystem = new Set([
  'open',
  'nearly_due',
  'overdue',
  'escalated',
  'auto_close',
  'whistle',
  'whistle_done',
  'whistle_ended',
  'answer_merged',
  'merged_reopened',
  'offer_lapsed',
  'pause_ended',
  'silent',
]);

/** Everything that was acknowledged against what is there; what does not agree goes to `ledger.breaches`. */
export async function check(db: pg.Client, ledger: Ledger): Promise<Checked> {
  const ids = [...ledger.matters.keys()];
  const found = await findMatters(db, ids);
  for (const [id, number] of ledger.matters) {
    const row = found.get(id);
    if (!row) ledger.breach(`LOST: ${number} (${id}) was acknowledged and is not there`);
    else if (row.number !== number || row.opened !== 1)
      ledger.breach(`${id} was acknowledged as ${number}, is there as ${row.number} and was opened ${row.opened} times`);
  }
  if (new Set([...found.values()].map(({ number }) => number)).size !== found.size) ledger.breach('two matters have one number');

  const steps = await findSteps(db, ids);
  let told = 0;
  for (const id of ids) {
    const [acknowledged, there] = [ledger.steps.get(id) ?? new Map<string, number>(), steps.get(id) ?? new Map<string, number>()];
    for (const [step, n] of acknowledged) {
      told += n;
      if (there.get(step) !== n)
        ledger.breach(
          `${(there.get(step) ?? 0) < n ? 'LOST' : 'TWICE'}: step ${step} of ${id} was acknowledged ${n} times and stands there ${there.get(step) ?? 0} times`,
        );
    }
    for (const [step, n] of there)
      if (!acknowledged.has(step) && !bySystem.has(step)) ledger.breach(`step ${step} of ${id} stands there ${n} times and nobody was told so`);
    for (const step of ['whistle', 'whistle_done', 'answer_merged'])
      if ((there.get(step) ?? 0) > 1) ledger.breach(`TWICE: the house took ${step} of ${id} ${there.get(step)} times`);
  }
  for (const [child, { main, answered }] of ledger.merged)
    if (answered && steps.get(child)?.get('answer_merged') !== 1)
      ledger.breach(`${child} was merged into ${main}, which has a result, and was answered ${steps.get(child)?.get('answer_merged') ?? 0} times`);

  const { counts, twice } = await clockEntries(db);
  for (const { matter, step, n } of twice) ledger.breach(`TWICE: the clock took ${step} of ${matter} ${n} times for the same leg`);
  const rows = await besides(db, ledger);
  for (const [what, n] of Object.entries(rows)) {
    const known = ledger[what as 'meToos' | 'comments' | 'calls'].length;
    if (n !== known) ledger.breach(`${known} ${what} were acknowledged and ${n} are there`);
  }
  for (const what of await toldTwice(db)) ledger.breach(`TOLD: ${what}`);
  return { clock: counts, notices: await noticeSums(db), steps: told };
}
