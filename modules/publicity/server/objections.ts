import { Refusal, iso } from '@hezhi/contract';
import { redact } from '@hezhi/cases/contract';
import { openMatter, spokenMoment, type Kind } from '@hezhi/matters/server';
import { speak, type Call, type House } from '@hezhi/server';
import type { z } from 'zod';
import { errors, type Objected, type ObjectionInput } from '../contract/index.ts';
import { classBook, classIn, classWords } from './posting-classes.ts';
import { shownPosting, workingDays } from './posting-views.ts';
import { answerObjection, insertObjection, waitsFor, withdrawObjection } from './queries-postings.ts';

/** What the engine of matters must know of objections: the answer follows to the posting in the same write. */
export const objectionKind = (house: House): Kind => ({
  kind: 'objection',
  procedure: 'objection',
  subjectPath: (subject) => ['', subject],
  subjectName: (district, subject) => classWords(house, district, subject),
  async onStep(call, write, { entry, after }) {
    const { district, id } = after;
    if (entry.step === 'answer' || entry.step === 'decide_review')
      answerObjection(write, district, id, {
        result: String(entry.data['result']),
        answer: redact(String(entry.data['answer'])),
        org: call.actor.post?.org ?? null,
        at: iso(call.now),
      });
    if (entry.step === 'withdraw') withdrawObjection(write, district, id);
  },
});

const receipt = {
  'zh-Hans': '已收到，编号{number}。{when}前答复您；不同意答复的，可以请上级复核。',
  en: 'Received as {number}. You will be answered by {when}; if you do not agree you may ask the level above.',
} as const;

/**
 * A resident objects to a posting while it stands: a matter of kind `objection` with a leg of the community that names a limit. One at a time for each person and posting.
 * Errors: `publicity.posting_gone`, `publicity.objection_over`, `publicity.objection_twice`
 */
export async function object(call: Call, district: string, posting: string, given: z.output<typeof ObjectionInput>): Promise<z.input<typeof Objected>> {
  const row = await shownPosting(call, district, posting);
  const person = call.actor.person!;
  if (row.state !== 'shown' || call.now >= Date.parse(row.ends_at!)) throw new Refusal(errors.objection_over);
  if (await waitsFor(call.db, district, posting, person)) throw new Refusal(errors.objection_twice);
  const { answer_days } = classIn(await classBook(call.house, district), row);
  const when = spokenMoment(workingDays(call, answer_days), call.now, call.language);
  const reply = (number: string): z.input<typeof Objected> => ({ id: given.id, number, sentence: speak(receipt, call.language, { number, when }) });
  const own: Call = { ...call, write: (opened) => call.write(reply((opened as { number: string }).number)) };
  const opened = await openMatter(
    own,
    {
      id: given.id,
      district,
      kind: 'objection',
      title: `对《${row.title}》的异议`.slice(0, 200),
      searchText: `${row.title} ${given.text}`,
      area: row.area,
      point: null,
      subject: row.class,
      tier: 3,
      channel: 'resident',
      asker: person,
      public: false,
      limits: { answer: { amount: answer_days, unit: 'working-days' } },
      data: { text: given.text, about: row.title.slice(0, 200) },
    },
    (write) => insertObjection(write, district, { id: given.id, posting, person, public_text: redact(given.text), at: iso(call.now) }),
  );
  return reply(opened.number);
}
