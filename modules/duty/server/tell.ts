import type { Words } from '@hezhi/contract';
import { defineNotices, writtenDay, writtenMonth } from '@hezhi/notices/contract';
import { notify, registerTemplates } from '@hezhi/notices/server';
import { emit, type Call, type House, type Write } from '@hezhi/server';
import { clockText, countsOf, dayAt, momentAt, type Turn } from '../contract/index.ts';
import type { RosterStored } from './queries.ts';

const channels = ['sms', 'wechat', 'email'] as const;

/** Makes known what duty tells people. */
export function registerDutyNotices(house: House): void {
  registerTemplates(
    house,
    defineNotices(
      'duty',
      {
        published: {
          category: 'task',
          title: ['{month}值班表已公布', 'The duty roster of {month} is out'],
          body: ['{roster}{month}值班表已公布，您共有{n}班，第一班在{first}。', '{roster}, {month}: your shifts are {n}, the first is on {first}.'],
          sample: { roster: '渭滨社区值班', month: '2026年12月', n: '5', first: '12月3日（周四）17:30' },
        },
        turn_on: {
          category: 'task',
          title: ['值班有调整：{when}由您值班', 'Duty changed: you are on duty on {when}'],
          body: ['{roster}：{when}改由您值班。', '{roster}: the shift on {when} is yours now.'],
          sample: { roster: '渭滨社区值班', when: '12月3日（周四）17:30' },
        },
        turn_off: {
          category: 'task',
          title: ['值班有调整：{when}不用您值班了', 'Duty changed: you are not on duty on {when}'],
          body: ['{roster}：{when}的班次不再由您值。', '{roster}: the shift on {when} is not yours any more.'],
          sample: { roster: '渭滨社区值班', when: '12月3日（周四）17:30' },
        },
        swap: {
          category: 'task',
          title: ['换班{state}', 'Swap: {state}'],
          body: ['{roster} {day}的换班：{state}。请在“我的班次”里查看。', '{roster}, {day}: the swap is {state}. See it under “My shifts”.'],
          sample: { roster: '渭滨社区值班', day: '12月3日（周四）', state: '等您答复' },
        },
        leave: {
          category: 'progress',
          title: ['请假{state}', 'Leave {state}'],
          body: ['您{from}至{until}的请假{state}。{note}', 'Your leave from {from} to {until} was {state}. {note}'],
          sample: { state: '已批准', from: '12月10日（周四）', until: '12月12日（周六）', note: '' },
        },
      },
      { channels },
    ),
  );
}

const link = '/duty/mine';
/** The day of a turn and when it begins: 12月3日（周四）17:30, Thursday 3 December, 17:30. */
const when = (turn: Pick<Turn, 'day' | 'starts'>, now: number): Words =>
  writtenDay(turn.day, now, clockText(Math.round((turn.starts - momentAt(dayAt(turn.starts), 0)) / 60_000)));

/** Everybody on a month is told once, with how many turns they have. */
export function tellPublished(write: Write, call: Call, roster: RosterStored, month: string, turns: readonly Turn[]): void {
  for (const [person, n] of countsOf(turns)) {
    const first = turns.filter((turn) => turn.person === person).toSorted((a, b) => a.starts - b.starts)[0]!;
    notify(write, {
      district: call.actor.district!,
      key: `duty.published:${roster.id}:${month}`,
      template: 'duty.published',
      to: [{ person }],
      values: { roster: roster.name, month: writtenMonth(month), n, first: when(first, call.now) },
      link,
      area: roster.area,
      at: call.now,
    });
  }
}

/** Somebody was put on a turn of a published month, or taken off it. */
export function tellTurn(write: Write, call: Call, roster: RosterStored, change: { kind: 'on' | 'off'; turn: Turn; id: string; version: number }): void {
  const { turn, kind } = change;
  const district = call.actor.district!;
  emit(write, {
    district,
    topic: 'duty.turn_changed',
    data: { roster: roster.id, turn: change.id, person: turn.person, area: roster.area, change: kind },
    at: call.now,
  });
  notify(write, {
    district,
    key: `duty.turn:${change.id}:${change.version}:${kind}`,
    template: kind === 'on' ? 'duty.turn_on' : 'duty.turn_off',
    to: [{ person: turn.person }],
    except: call.actor.person === null ? [] : [call.actor.person],
    values: { roster: roster.name, when: when(turn, call.now) },
    link,
    area: roster.area,
    at: call.now,
  });
}

const swapStates = {
  asked: { 'zh-Hans': '等您答复', en: 'waiting for your answer' },
  accepted: { 'zh-Hans': '对方已同意，等待审批', en: 'accepted, waiting for approval' },
  done: { 'zh-Hans': '已生效', en: 'carried out' },
  refused: { 'zh-Hans': '未获同意', en: 'refused' },
  withdrawn: { 'zh-Hans': '已撤回', en: 'withdrawn' },
} as const;

/** A colleague is asked, or learns what came of it. */
export function tellSwap(write: Write, call: Call, roster: RosterStored, swap: { id: string; state: keyof typeof swapStates; to: string; day: string }): void {
  notify(write, {
    district: call.actor.district!,
    key: `duty.swap:${swap.id}:${swap.state}`,
    template: 'duty.swap',
    to: [{ person: swap.to }],
    values: { roster: roster.name, day: swap.day === '' ? '' : writtenDay(swap.day, call.now), state: swapStates[swap.state] },
    link,
    area: roster.area,
    at: call.now,
  });
}

/** Leave was decided. */
export function tellLeave(
  write: Write,
  call: Call,
  leave: { id: string; state: 'approved' | 'refused'; to: string; from: string; until: string; note: string },
): void {
  const state = leave.state === 'approved' ? { 'zh-Hans': '已批准', en: 'approved' } : { 'zh-Hans': '未获批准', en: 'refused' };
  notify(write, {
    district: call.actor.district!,
    key: `duty.leave:${leave.id}:${leave.state}`,
    template: 'duty.leave',
    to: [{ person: leave.to }],
    values: { state, from: writtenDay(leave.from, call.now), until: writtenDay(leave.until, call.now), note: leave.note },
    link,
    at: call.now,
  });
}
