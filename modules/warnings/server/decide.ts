import { categoryName } from '@hezhi/cases/server';
import { newId, Refusal } from '@hezhi/contract';
import { dayIn } from '@hezhi/matters/contract';
import { namesOf, openMatter } from '@hezhi/matters/server';
import { speak, type Call, type Write } from '@hezhi/server';
import { errors, type State } from '../contract/index.ts';
import { addDays } from './days.ts';
import { decideWarning, endMute, findWarning, insertDecision, insertMute, type DecisionRow, type WarningRow } from './queries.ts';
import { sentenceIn, standing } from './views.ts';

async function open(call: Call, id: string): Promise<{ district: string; person: string; row: WarningRow }> {
  const { district, area, person } = standing(call);
  const row = await findWarning(call.db, district, area, id);
  if (!row) throw new Refusal(errors.not_found);
  return { district, person, row };
}

type Given = { district: string; row: WarningRow; what: DecisionRow['what']; state: State; reason: string; person: string; matter?: string };
function record(call: Call, write: Write, { district, row, what, state, reason, person, matter }: Given): void {
  decideWarning(write, district, row.id, state, matter ?? null, () => new Refusal(errors.decided));
  insertDecision(write, district, { id: newId(call.now), warning: row.id, what, reason, person, at: new Date(call.now).toISOString() });
}

/** Dismisses a warning with a reason. Errors: `warnings.not_found`, `warnings.decided`. */
export async function dismiss(call: Call, id: string, reason: string): Promise<void> {
  const found = await open(call, id);
  const write = call.write();
  record(call, write, { ...found, what: 'dismiss', state: 'dismissed', reason });
  await write.run(call.db);
}

/** Dismisses it and is silent about its territory and category for `days` days. */
export async function mute(call: Call, id: string, { reason, days }: { reason: string; days: number }): Promise<void> {
  const found = await open(call, id);
  const { district, person, row } = found;
  const write = call.write();
  record(call, write, { ...found, what: 'mute', state: 'dismissed', reason });
  const until = addDays(dayIn(call.now), days);
  insertMute(write, district, { id: newId(call.now), area: row.area, subject: row.subject, until, reason, person, at: new Date(call.now).toISOString() });
  await write.run(call.db);
}

/** Lets a muted cell warn again from today on. Errors: `warnings.no_mute`. */
export async function unmute(call: Call, id: string): Promise<void> {
  const { district, area } = standing(call);
  const write = call.write();
  endMute(write, district, area, id, dayIn(call.now), () => new Refusal(errors.no_mute));
  await write.run(call.db);
}

/** Has a warning looked into: opens a matter of kind `warning` in its territory, in one write with the decision. */
export async function makeMatter(call: Call, id: string, reason: string) {
  const found = await open(call, id);
  const { district, row } = found;
  const names = await namesOf(call.house, district);
  const subject = speak(categoryName(call.house, district, row.subject), 'zh-Hans');
  const sentence = sentenceIn(call.language, row, names.area(row.area), categoryName(call.house, district, row.subject));
  const matter = newId(call.now);
  return openMatter(
    call,
    {
      id: matter,
      district,
      kind: 'warning',
      title: `${names.area(row.area)}${subject}预警核查`.slice(0, 200),
      searchText: sentence,
      area: row.area,
      point: null,
      subject: row.subject,
      tier: 3,
      channel: 'warning',
      asker: null,
      public: false,
      limits: {},
      data: { sentence, reason },
    },
    (write) => record(call, write, { ...found, what: 'matter', state: 'matter', reason, matter }),
  );
}
