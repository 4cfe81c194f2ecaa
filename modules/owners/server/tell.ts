import { ballotOf, toTell } from '@hezhi/ballots/server';
import type { Words } from '@hezhi/contract';
import { newId } from '@hezhi/contract';
import { defineNotices } from '@hezhi/notices/contract';
import { notify } from '@hezhi/notices/server';
import { setTimers, type Call, type Listener, type TimerEffect } from '@hezhi/server';
import { findVote, type VoteRow } from './queries-votes.ts';

const DAY = 86_400_000;
/** What happened longer ago is told to nobody. */
const NEWS = DAY;
/** Recipients named in one event. */
const AT_ONCE = 500;
const REMIND = 'owners.remind';

/** What owners are told of a vote. Short; nobody's name. */
export const templates = defineNotices(
  'owners',
  {
    vote_opened: {
      category: 'progress',
      title: ['业主表决开始：{title}', 'Owners’ vote is open: {title}'],
      body: [
        '{group}的“{title}”已开始投票，{closes}截止。请点开查看内容并投票。',
        '{group}: voting on “{title}” is open until {closes}. Open it to read and vote.',
      ],
      sms: ['{group}“{title}”已开始投票，{closes}截止，请及时参加。', '{group}: voting on “{title}” is open until {closes}.'],
    },
    vote_reminder: {
      category: 'progress',
      title: ['投票即将截止：{title}', 'Voting closes soon: {title}'],
      body: [
        '{group}的“{title}”{closes}截止投票，请抓紧参加。已投票的不必理会。',
        '{group}: voting on “{title}” closes {closes}. If you have voted, there is nothing to do.',
      ],
      sms: ['{group}“{title}”{closes}截止投票，请抓紧参加。已投票的不必理会。', '{group}: voting on “{title}” closes {closes}.'],
    },
    vote_result: {
      category: 'progress',
      title: ['表决结果：{title}', 'Result: {title}'],
      body: [
        '{group}的“{title}”已计票：{outcome}。点开查看比例和计票文件。',
        '{group}: “{title}” was counted: {outcome}. Open it for the shares and the tally.',
      ],
      sms: ['{group}“{title}”已计票：{outcome}。', '{group}: “{title}” was counted: {outcome}.'],
      sample: { group: '渭滨家园', title: '更换物业企业', outcome: '通过' },
    },
  },
  { channels: ['sms', 'wechat', 'email'], sample: { group: '渭滨家园', title: '更换物业企业', closes: '12月8日 18:00' } },
);

const outcomes: Readonly<Record<string, Words>> = {
  passed: { 'zh-Hans': '通过', en: 'passed' },
  failed: { 'zh-Hans': '未通过', en: 'not passed' },
  elected: { 'zh-Hans': '已选出委员', en: 'members were elected' },
  second_round: { 'zh-Hans': '需要另行投票', en: 'a second round is needed' },
  tied: { 'zh-Hans': '票数相同', en: 'a tie' },
  no_quorum: { 'zh-Hans': '参与人数或面积不足，未通过', en: 'too few took part' },
  poll: { 'zh-Hans': '意见征询已完成（不具约束力）', en: 'the opinion poll is done; it binds nobody' },
};

/** Tells those who vote, each once for each ballot and happening. */
async function tell(
  call: Call,
  vote: VoteRow,
  what: 'opened' | 'reminder' | 'result',
  values: Record<string, string | Words | { at: number }>,
  at: number,
): Promise<void> {
  const to = await toTell(call, vote.district, vote.ballot!, what === 'reminder');
  if (to.length === 0) return;
  const write = call.with({ key: null }).write();
  for (let from = 0; from < to.length; from += AT_ONCE)
    notify(write, {
      district: vote.district,
      key: `owners_vote ${vote.ballot} ${what}`,
      template: `owners.vote_${what}`,
      to: to.slice(from, from + AT_ONCE),
      values: { group: vote.group_name, title: vote.title, ...values },
      link: `/owners-vote/${vote.district}/${vote.id}`,
      area: vote.area,
      at,
    });
  await write.run(call.db);
}

/** Voting begins: owners hear of it, and the reminder is set: a day before the close, of a short ballot when a quarter of its time is left. */
export const openedTold: Listener = {
  name: 'opened_told',
  topic: 'ballots.opened',
  async handle(call, event) {
    const { ballot, purpose } = event.data as { ballot: string; purpose?: { kind: string; id: string } };
    if (purpose?.kind !== 'owners_vote') return;
    const [vote, found] = [await findVote(call.db, event.district, purpose.id), await ballotOf(call, ballot, event.district)];
    if (!vote || vote.ballot !== ballot || found?.state !== 'open' || call.now >= found.closesAt) return;
    const lead = Math.min(DAY, Math.floor((found.closesAt - found.opensAt) / 4));
    const write = call.with({ key: null }).write();
    const due = { district: event.district, id: newId(call.now), dueAt: found.closesAt - lead, topic: REMIND, data: { vote: vote.id, ballot } };
    if (due.dueAt > call.now) setTimers(write, [due]);
    await write.run(call.db);
    if (call.now - event.at <= NEWS) await tell(call, vote, 'opened', { closes: { at: found.closesAt } }, event.at);
  },
};

/** Before the close, those who have not voted. */
export const reminding: TimerEffect = {
  topic: REMIND,
  async fire(call, { district, data }) {
    const { vote: id, ballot } = data as { vote: string; ballot: string };
    const [vote, found] = [await findVote(call.db, district, id), await ballotOf(call, ballot, district)];
    if (!vote || vote.ballot !== ballot || found?.state !== 'open' || call.now >= found.closesAt) return;
    await tell(call, vote, 'reminder', { closes: { at: found.closesAt } }, call.now);
  },
};

/** What came out, once it is counted. */
export const resultTold: Listener = {
  name: 'result_told',
  topic: 'owners.counted',
  async handle(call, event) {
    const { vote: id, outcome } = event.data as { vote: string; outcome: string };
    const vote = await findVote(call.db, event.district, id);
    if (!vote?.ballot || call.now - event.at > NEWS) return;
    await tell(call, vote, 'result', { outcome: outcomes[outcome] ?? outcome }, event.at);
  },
};
