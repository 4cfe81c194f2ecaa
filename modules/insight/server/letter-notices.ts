import { permissions as matters } from '@hezhi/matters/contract';
import { namesOf } from '@hezhi/matters/server';
import { defineNotices } from '@hezhi/notices/contract';
import { notify, registerTemplates, type Recipient } from '@hezhi/notices/server';
import type { House, Listener } from '@hezhi/server';
import { toldLetter, type ToldLetter } from './queries-letters.ts';

/** What happened longer ago (a history that is brought in) is told to nobody. */
const NEWS = 86_400_000;
const channels = ['sms', 'wechat', 'email'] as const;
const sample = { number: '秦都区督办〔2026〕3号', from: '渭滨街道办', unit: '区环卫中心', due: '11月27日 17:30' };

/** Makes known what letters tell. A letter, and one that is overdue, go by SMS to everybody who did not decline it. */
export function registerLetterNotices(house: House): void {
  registerTemplates(
    house,
    defineNotices(
      'insight',
      {
        letter_sent: {
          category: 'alert',
          title: ['收到督办函 {number}', 'Supervision letter {number}'],
          body: ['{from}发来督办函{number}，请在 {due} 前书面回复。', '{from} sent the supervision letter {number}; answer by {due}.'],
          sms: ['督办函{number}（{from}），请于{due}前书面回复。', 'Supervision letter {number} from {from}: answer by {due}.'],
        },
        letter_sent_back: {
          category: 'alert',
          title: ['督办函 {number} 的回复被退回', 'The answer to {number} was sent back'],
          body: ['{from}退回了督办函{number}的回复，请在 {due} 前重新回复。', '{from} sent the answer to {number} back; answer again by {due}.'],
          sms: ['督办函{number}的回复被退回，请于{due}前重新回复。', 'The answer to {number} was sent back: answer again by {due}.'],
        },
        letter_answered: {
          category: 'task',
          title: ['督办函 {number} 已回复', '{number} was answered'],
          body: ['{unit}回复了督办函{number}，请在 {due} 前审核。', '{unit} answered the supervision letter {number}; review it by {due}.'],
          sms: ['{unit}已回复督办函{number}，请于{due}前审核。', '{unit} answered {number}: review it by {due}.'],
        },
        letter_nearly_due: {
          category: 'deadline',
          title: ['督办函 {number} 快到期', '{number} is nearly due'],
          body: ['督办函{number}（{from}）须在 {due} 前书面回复。', 'The supervision letter {number} from {from} must be answered by {due}.'],
          sms: ['督办函{number}快到期，请于{due}前书面回复。', '{number} is nearly due: answer by {due}.'],
        },
        letter_overdue: {
          category: 'alert',
          title: ['督办函 {number} 逾期未回复', '{number} is overdue'],
          body: [
            '{unit}未在 {due} 前回复督办函{number}（{from}），请马上回复。',
            '{unit} did not answer the supervision letter {number} from {from} by {due}. Answer at once.',
          ],
          sms: ['督办函{number}逾期未回复，{unit}请马上回复。', '{number} to {unit} is overdue: answer at once.'],
        },
        letter_review_due: {
          category: 'deadline',
          channels: ['wechat', 'email'],
          title: ['督办函 {number} 的回复待审核', 'The answer to {number} waits for review'],
          body: ['{unit}对督办函{number}的回复，审核期限是 {due}。', 'The answer of {unit} to {number} is to be reviewed by {due}.'],
        },
      },
      { channels, sample },
    ),
  );
}

type Seen = NonNullable<ToldLetter['entries']>[number];
type Message = { template: string; to: readonly Recipient[]; leg: string };

/** Tells the unit that a letter came, is nearly due, overdue or sent back, and who sent it that it was answered or is late: each of one entry once. */
export const letterNotices: Listener = {
  name: 'letter_notices',
  topic: 'matters.stepped',
  async handle(call, event) {
    const { kind, matter, revision, steps } = event.data as { kind: string; matter: string; revision: number; steps: string[] };
    if (kind !== 'letter' || call.now - event.at > NEWS) return;
    const { district } = event;
    const letter = await toldLetter(call.db, district, matter, revision - steps.length + 1, revision);
    if (!letter) return;
    const names = await namesOf(call.house, district);
    const legs = new Map((letter.legs ?? []).map((leg) => [leg.id, leg]));
    const write = call.with({ key: null }).write();
    for (const entry of letter.entries ?? []) {
      for (const { template, to, leg } of messages(letter, legs, entry)) {
        notify(write, {
          district,
          key: `letter ${matter} ${entry.seq}`,
          template,
          to,
          except: entry.body.actor.person === null ? [] : [entry.body.actor.person],
          values: {
            number: letter.number,
            from: names.org(letter.issuer) ?? '',
            unit: names.org(letter.org) ?? '',
            due: { at: Date.parse(legs.get(leg)!.due_at) },
          },
          matter,
          area: letter.area,
          at: Date.parse(entry.at),
        });
      }
    }
    if (!write.empty) await write.run(call.db);
  },
};

function messages(letter: ToldLetter, legs: ReadonlyMap<string, { key: string; ended: boolean }>, entry: Seen): Message[] {
  // Of the unit those are told who may answer for it.
  const unit: Recipient = { org: letter.org, with: matters.act_for_org.key };
  const sender: Recipient = letter.sender === null ? { org: letter.issuer, with: matters.act_for_org.key } : { post: letter.sender };
  const found: Message[] = [];
  const add = (
    id: string,
    answer: { template: string; to: readonly Recipient[] } | null,
    review: { template: string; to: readonly Recipient[] } | null,
  ): void => {
    const leg = legs.get(id);
    const message = leg?.key === 'answer' ? answer : leg?.key === 'review' ? review : null;
    // What was recalled or answered meanwhile is no task any more.
    if (leg && !leg.ended && message) found.push({ ...message, leg: id });
  };
  for (const fact of entry.body.facts) {
    if (fact.f === 'leg.open')
      add(
        fact.leg.id,
        { template: entry.step === 'send_back' ? 'insight.letter_sent_back' : 'insight.letter_sent', to: [unit] },
        { template: 'insight.letter_answered', to: [sender] },
      );
    const due = { template: 'insight.letter_review_due', to: [sender] };
    if (fact.f === 'leg.warned') add(fact.id, { template: 'insight.letter_nearly_due', to: [unit] }, due);
    if (fact.f === 'leg.rung' && entry.step === 'overdue') add(fact.id, { template: 'insight.letter_overdue', to: [unit, sender] }, due);
  }
  return found;
}
