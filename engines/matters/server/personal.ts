import { speak, type Call, type CopyPart, type Personal, type Tie } from '@hezhi/server';
import { askedBy } from './asked.ts';
import { countOpenAsked } from './queries-owners.ts';
import { matterDetail } from './routes.ts';

/** What a person asked for with its timeline as the asker reads it, what is watched, and drafts. Timelines are chained and stay. */
export const personal: Personal = {
  tables: [
    { table: 'matters.matter', persons: ['asker'], copy: 'other', closing: 'record' },
    { table: 'matters.party', persons: ['party'], copy: 'other', closing: 'record' },
    { table: 'matters.leg', persons: ['person'], copy: 'other', closing: 'record' },
    {
      table: 'matters.watch',
      persons: ['person'],
      copy: { name: ['关注的事项', 'Matters I watch'], fields: { at: ['开始关注', 'since'], matter: ['事项编号', 'matter'] } },
      closing: 'delete',
    },
    {
      table: 'matters.draft',
      persons: ['person'],
      copy: { name: ['没有提交的草稿', 'Drafts not sent'], fields: { at: ['保存时间', 'saved at'], kind: ['种类', 'kind'], body: ['内容', 'contents'] } },
      closing: 'delete',
    },
  ],
  copy: async (call) => [await asked(call)],
  ties: async (call): Promise<Tie[]> => {
    const count = await countOpenAsked(call.db, call.actor.district!, call.actor.person!);
    if (count === 0) return [];
    return [
      {
        said: ['{count} 件您提出的事项还没有办结，请等办结或先撤回', '{count} matters you asked for are not settled yet; wait for them or withdraw them'],
        count,
        blocks: true,
        link: '/mine',
      },
    ];
  },
};

/** What a copy takes at most; nobody asks for more in person. */
const MOST = 2000;

async function asked(call: Call): Promise<CopyPart> {
  const rows: object[] = [];
  const { language } = call;
  let cursor: string | undefined;
  do {
    const page = await askedBy(call, { cursor, limit: 100 });
    for (const { matter, sentence } of page.items) {
      const { timeline } = await matterDetail(call, call.actor.district!, matter.id);
      rows.push({
        number: matter.number,
        title: matter.title,
        state: speak(matter.stateName, language),
        area: matter.areaName,
        subject: speak(matter.subjectName, language),
        point: matter.point,
        opened_at: matter.openedAt,
        closed_at: matter.closedAt,
        rating: matter.rating,
        now: sentence,
        timeline: timeline.map(({ at, name, actor, data, fields, stateName }) => ({
          at,
          what: speak(name, language),
          by: actor.org ?? actor.name,
          said: Object.fromEntries(fields.map((field) => [speak(field.label, language), data[field.key]])),
          state: stateName === null ? null : speak(stateName, language),
        })),
      });
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && rows.length < MOST);
  return {
    name: ['我提出的事项和办理记录', 'Matters I asked for, with their timeline'],
    fields: {
      number: ['编号', 'number'],
      title: ['标题', 'title'],
      state: ['状态', 'state'],
      area: ['区域', 'territory'],
      subject: ['类别', 'category'],
      point: ['位置（经度、纬度）', 'place (longitude, latitude)'],
      opened_at: ['提出时间', 'asked at'],
      closed_at: ['办结时间', 'settled at'],
      rating: ['评价', 'rating'],
      now: ['现在的情况', 'how it stands'],
      timeline: ['办理记录', 'timeline'],
    },
    rows,
    more: cursor !== undefined,
  };
}
