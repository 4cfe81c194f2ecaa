import { Refusal, iso } from '@hezhi/contract';
import { redact } from '@hezhi/cases/contract';
import { defineNotices } from '@hezhi/notices/contract';
import { notify } from '@hezhi/notices/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, type schemas } from '../contract/index.ts';
import { articlesOf } from './drafting.ts';
import { answerSuggestion, countOpen, findSuggestion, insertSuggestion, withdrawSuggestion, type SuggestionRow } from './queries-people.ts';
import { most, suggestionOf } from './views.ts';
import { publicCovenant, standing } from './who.ts';

type View = z.input<typeof schemas.SuggestionView>;

/** Takes a suggestion while the draft is open for them. Errors: those of the route. */
export async function suggest(call: Call, district: string, id: string, given: z.output<typeof schemas.SuggestInput>): Promise<View> {
  const row = await publicCovenant(call, district, id);
  if (row.phase !== 'consulting' || row.consult_ends === null || call.now >= Date.parse(row.consult_ends)) throw new Refusal(errors.not_consulting);
  if (given.article !== null && !(await articlesOf(call, row, row.edition)).some((one) => one.id === given.article)) throw new Refusal(errors.article_unknown);
  const person = call.actor.person!;
  if ((await countOpen(call.db, district, id, person)) >= most) throw new Refusal(errors.too_many, { max: most });
  const one: SuggestionRow = {
    id: given.id,
    covenant: id,
    article: given.article,
    edition: row.edition,
    person,
    public_text: redact(given.text),
    state: 'open',
    reason: null,
    at: iso(call.now),
  };
  const reply = suggestionOf(one, person);
  const write = call.write(reply);
  insertSuggestion(write, district, one);
  await write.run(call.db);
  return reply;
}

/** Takes back one's own while it is not answered; its words are erased. */
export async function unsuggest(call: Call, district: string, id: string): Promise<void> {
  const write = call.write();
  withdrawSuggestion(write, district, id, call.actor.person!, iso(call.now));
  await write.run(call.db);
}

/** Answers a suggestion once, with the reason; its author is told, everybody reads it. */
export async function answer(call: Call, id: string, given: z.output<typeof schemas.AnswerInput>): Promise<View> {
  const { district, area, person } = standing(call);
  const row = await findSuggestion(call.db, district, id);
  if (!row?.area.startsWith(area) || row.state === 'withdrawn') throw new Refusal(errors.suggestion_gone);
  if (row.state !== 'open') throw new Refusal(errors.answered);
  const reason = redact(given.reason);
  const reply = suggestionOf({ ...row, state: given.result, reason }, person);
  const write = call.write(reply);
  answerSuggestion(write, district, id, given.result, reason, iso(call.now));
  notify(write, {
    district,
    key: `suggestion ${id}`,
    template: 'covenants.answered',
    to: [{ person: row.person }],
    values: { title: row.title, result: words[given.result], reason },
    link: `/covenant/${district}/${row.covenant}`,
    area: row.area,
    at: call.now,
  });
  await write.run(call.db);
  return reply;
}

const words = {
  adopted: { 'zh-Hans': '已采纳', en: 'adopted' },
  partly: { 'zh-Hans': '部分采纳', en: 'adopted in part' },
  declined: { 'zh-Hans': '未采纳', en: 'not adopted' },
} as const;

/** What covenants tell people. */
export const templates = defineNotices('covenants', {
  answered: {
    category: 'progress',
    title: ['您对公约的意见有了答复', 'Your suggestion to a covenant was answered'],
    body: ['《{title}》：您的意见{result}。{reason}', '“{title}”: your suggestion was {result}. {reason}'],
    sample: { title: '渭滨家园文明公约', result: '已采纳', reason: '写进第三条' },
  },
});
