import { iso } from '@hezhi/contract';
import { beforeListed, categoryName } from '@hezhi/cases/server';
import { namesOf } from '@hezhi/matters/server';
import { defineNotices } from '@hezhi/notices/contract';
import { notify } from '@hezhi/notices/server';
import { hearAll, setTimers, type Call, type Listener, type TimerEffect } from '@hezhi/server';
import { alertsFor, announce, findFresh, gather, takeGathered, type AlertRow } from './queries-alerts.ts';
import { uuidOf } from './uuid.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** What was reported longer ago is no news when it becomes public. */
const NEWS = 7 * DAY;
/** The hour in China at which daily alerts speak. */
const EVENING = 18;
const topic = 'publicity.digest';

/** The next evening (18:00 in China) after a moment, epoch ms. */
export function evening(now: number): number {
  const midnight = Math.floor((now + 8 * HOUR) / DAY) * DAY - 8 * HOUR;
  const today = midnight + EVENING * HOUR;
  return today > now ? today : today + DAY;
}

const named = (alert: AlertRow, fallback: string): string => alert.label || fallback;
const link = (alert: AlertRow): string => `/me/alert?id=${alert.id}`;

/** When a case becomes public, alerts that speak of it are told: at once, or with the others of the day. Each case is news once. */
export const becamePublic: Listener = hearAll('alerts', 'matters.stepped', async (call, events) => {
  const { district } = events[0]!;
  const steps = events.flatMap(({ at, data }) => {
    const { matter, kind, state, public: open } = data as { matter: string; kind: string; state: string; public: boolean };
    // Every later step asks again.
    return kind !== 'case' || !open || beforeListed.includes(state) || call.now - at > DAY ? [] : [{ matter, at, since: iso(at - NEWS) }];
  });
  if (steps.length === 0) return;
  const fresh = await findFresh(call.db, district, steps);
  for (const event of steps) {
    const { matter } = event;
    const one = fresh.get(matter);
    if (!one || !(await announce(call.db, district, matter, iso(event.at)))) continue;
    const found = await alertsFor(call.db, district, one);
    if (found.length === 0) continue;
    const place = (await namesOf(call.house, district)).area(one.area.slice(0, 12));
    const write = call.with({ key: null }).write();
    for (const alert of found.filter(({ often }) => often === 'once'))
      notify(write, {
        district,
        key: `alert ${matter}`,
        template: 'publicity.alert',
        to: [{ person: alert.person }],
        values: { alert: named(alert, place), place, category: categoryName(call.house, district, one.subject), number: one.number },
        link: link(alert),
        area: one.area,
        at: event.at,
      });
    const daily = found.filter(({ often }) => often === 'daily').map(({ id }) => id);
    gather(write, district, daily, matter, iso(event.at));
    // One timer an alert and evening, set anew each time: nothing gathered is ever without one.
    const dueAt = evening(call.now);
    setTimers(
      write,
      daily.map((alert) => ({ district, id: uuidOf(`digest ${alert} ${dueAt}`), dueAt, topic, data: { alert } })),
    );
    if (!write.empty) await write.run(call.db);
  }
});

/** The evening of a daily alert: one notice for all that came, of what is still public. */
export const digest: TimerEffect = {
  topic,
  async fire(call: Call, timer) {
    const { district } = timer;
    const found = await takeGathered(call.db, district, String(timer.data['alert']));
    const last = found?.cases.at(-1);
    if (!found || !last) return;
    const names = await namesOf(call.house, district);
    const place = names.area(last.area.slice(0, 12));
    const write = call.with({ key: null }).write();
    notify(write, {
      district,
      key: `digest ${timer.id}`,
      template: 'publicity.digest',
      to: [{ person: found.alert.person }],
      values: { alert: named(found.alert, place), count: found.cases.length, place, category: categoryName(call.house, district, last.subject) },
      link: link(found.alert),
      area: last.area,
      at: timer.dueAt,
    });
    await write.run(call.db);
  },
};

const sample = {
  alert: '我家附近',
  place: '渭滨街道渭滨社区',
  category: '路灯',
  number: '2026-1123-000042',
  count: '3',
  org: '渭滨社区',
  reason: '与本案件无关',
};

/** What this room tells. */
export const templates = defineNotices(
  'publicity',
  {
    alert: {
      category: 'progress',
      channels: ['wechat', 'email'],
      title: ['“{alert}”有新的公开案件', 'New public case: {alert}'],
      body: [
        '{place}：{category}（编号 {number}）已受理并公开。不想再收到，打开这条提醒一键停止。',
        '{place}: {category} (no. {number}) was taken on and is public. Open this alert to stop it in one touch.',
      ],
    },
    digest: {
      category: 'progress',
      channels: ['wechat', 'email'],
      title: ['“{alert}”新增 {count} 件公开案件', '{alert}: {count} new public cases'],
      body: ['最近一件：{place}，{category}。不想再收到，打开这条提醒一键停止。', 'The latest: {place}, {category}. Open this alert to stop it in one touch.'],
    },
    comment_shown: {
      category: 'progress',
      title: ['您的评论已公开', 'Your comment is public now'],
      body: ['您在“{category}”（编号 {number}）下的评论已通过审核。', 'Your comment on “{category}” (no. {number}) was let through.'],
    },
    comment_refused: {
      category: 'progress',
      title: ['您的评论未公开', 'Your comment is not shown'],
      body: [
        '您在“{category}”（编号 {number}）下的评论未予公开，理由：{reason}。可以修改后重新写。',
        'Your comment on “{category}” (no. {number}) is not shown: {reason}. You may write it anew.',
      ],
    },
    answered: {
      category: 'progress',
      channels: ['wechat'],
      title: ['{org}作了公开答复', '{org} answered in public'],
      body: [
        '您关注或评论过的“{category}”（编号 {number}）有单位公开答复。',
        'There is an official answer to “{category}” (no. {number}), which you follow or commented on.',
      ],
    },
    waiting: {
      category: 'task',
      channels: ['wechat'],
      title: ['有公众评论待审核', 'Public comments wait'],
      body: [
        '公开案件 {number} 等有新评论，审核后才会公开。',
        'There are new comments, on the public case {number} among others; they appear once they are let through.',
      ],
    },
  },
  { sample },
);
