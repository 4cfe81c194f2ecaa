import { servingDistricts } from '@hezhi/cases/server';
import { resolveOwner } from '@hezhi/directory/server';
import { dayIn } from '@hezhi/matters/contract';
import { namesOf } from '@hezhi/matters/server';
import { defineNotices, writtenDay } from '@hezhi/notices/contract';
import { notify } from '@hezhi/notices/server';
import { Write, type Call, type TimerEffect } from '@hezhi/server';
import { periodWords, permissions } from '../contract/index.ts';
import { dueIn } from './posting-views.ts';
import { emitEnded, endTopic } from './posting-show.ts';
import { findPosting, postingAreas, updatePosting } from './queries-postings.ts';

/** Ends the period of a posting, unless it was taken down or begun anew meanwhile. */
export const postingEnd: TimerEffect = {
  topic: endTopic,
  async fire(call, timer) {
    const { posting, ends } = timer.data as { posting: string; ends: string };
    const row = await findPosting(call.db, timer.district, posting);
    if (row?.state !== 'shown' || row.ends_at === null || Date.parse(row.ends_at) !== Date.parse(ends)) return;
    const write = call.write();
    updatePosting(write, { ...row, state: 'ended', revision: row.revision + 1 }, row.revision);
    emitEnded(write, call, row, 'over');
    await write.run(call.db);
  },
};

/** Days before the last one on which those who post are reminded; once more when it is over. */
const SOON = 5;

/** Reminds the communities that post of the periods that are still to be shown: when it falls due, five days before the last day, and once when it is late. Once a day; each is told once. */
export async function remindOfPostings(call: Call): Promise<void> {
  const today = dayIn(call.now);
  for (const { code: district } of await servingDistricts(call.db, today)) {
    try {
      await remindDistrict(call, district, today);
    } catch (error) {
      call.house.log.error({ district, error: String(error) }, 'reminding of postings failed');
    }
  }
}

async function remindDistrict(call: Call, district: string, today: string): Promise<void> {
  const areas = await postingAreas(call.db, district);
  const open = areas.length === 0 ? [] : (await dueIn(call, district, areas)).filter((one) => one.state !== 'shown');
  if (open.length === 0) return;
  const names = await namesOf(call.house, district);
  const write = new Write();
  for (const one of open) {
    const left = Math.round((Date.parse(one.due) - Date.parse(today)) / 86_400_000);
    const stage = one.state === 'late' ? 'late' : left <= SOON ? 'soon' : 'first';
    const { org } = await resolveOwner(call.house, district, { org: 'community', at: 'community' }, one.area, call.now);
    if (org === null) continue;
    notify(write, {
      district,
      key: `posting due ${one.class} ${one.area} ${one.period} ${stage}`,
      template: one.state === 'late' ? 'publicity.posting_late' : 'publicity.posting_due',
      to: [{ org, with: permissions.post.key }],
      values: { class: one.className, place: names.area(one.area), period: periodWords(one.period), day: writtenDay(one.due, call.now) },
      link: '/postings',
      area: one.area,
      at: call.now,
    });
  }
  if (!write.empty) await write.run(call.db);
}

/** What postings tell people. */
export const postingTemplates = defineNotices('publicity', {
  posting_waits: {
    category: 'task',
    title: ['有公示等您审核', 'A posting waits for your approval'],
    body: ['《{title}》已提交，请审核后公示。', '“{title}” was submitted; look at it and have it shown.'],
    sample: { title: '2026年第三季度收支' },
  },
  posting_returned: {
    category: 'task',
    title: ['公示稿退回修改', 'A posting was given back'],
    body: ['《{title}》退回修改：{reason}', '“{title}” was given back: {reason}'],
    sample: { title: '2026年第三季度收支', reason: '合计有误' },
  },
  posting_due: {
    category: 'task',
    title: ['该公示了：{class}', 'To be posted: {class}'],
    body: ['{place}{period}的{class}还没有公示，请在{day}前公示。', '{class} of {place} for {period} is still to be posted, by {day}.'],
    sample: { class: '财务公开', place: '渭滨社区', period: '2026年第3季度', day: '10月30日（周五）' },
  },
  posting_late: {
    category: 'task',
    channels: ['sms'],
    title: ['公示已逾期：{class}', 'Posting overdue: {class}'],
    body: ['{place}{period}的{class}应在{day}前公示，现在还没有公示。', '{class} of {place} for {period} was to be posted by {day} and is not.'],
    sms: ['{place}{period}的{class}逾期未公示，请尽快公示。', '{class} of {place} for {period} is overdue for posting.'],
    sample: { class: '财务公开', place: '渭滨社区', period: '2026年第3季度', day: '10月30日（周五）' },
  },
});
