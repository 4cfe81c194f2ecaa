import { routes as matters } from '@hezhi/matters/contract';
import { lastPeriod, postingRoutes as routes, type PostingContent } from '@hezhi/publicity/contract';
import { dayOf, type Hood, type Story, type Told } from './hood.ts';

const DAY = 86_400_000;
type Posting = { key: string; class: string; ago: number; content: (hood: Hood, period: string) => Omit<PostingContent, 'files'> };

const money = (name: string) => ({ name, type: 'money' as const });
const text = (name: string) => ({ name, type: 'text' as const });
const periodWords = (key: string): string => key.replace(/^(\d{4})-Q(\d)$/u, '$1年第$2季度');

/** One posting of each class that a community shows, newest last. */
const postings: readonly Posting[] = [
  {
    key: 'finance',
    class: 'finance',
    ago: 7,
    content: ({ communityName }, period) => ({
      title: `${communityName}${periodWords(period)}财务收支公开`,
      text: '本季度收支经居务监督小组核对。有疑问可在公示期内提出异议，五个工作日内答复。',
      tables: [
        {
          title: '收入',
          columns: [text('项目'), money('金额'), text('说明')],
          rows: [
            ['为民服务专项资金', 5_000_000, '区级拨付'],
            ['公共收益（停车、广告）', 1_864_500, '物业按季结算'],
            ['社会捐赠', 200_000, '定向用于重阳节活动'],
          ],
        },
        {
          title: '支出',
          columns: [text('项目'), money('金额'), text('说明')],
          rows: [
            ['活动室水电和维修', 623_480, ''],
            ['楼道灯和扶手更换', 1_412_000, '三家比价，合同编号2026-08'],
            ['重阳节慰问', 356_000, '89户，每户40元'],
            ['议事厅桌椅', 298_000, ''],
          ],
        },
      ],
    }),
  },
  {
    key: 'affairs',
    class: 'affairs',
    ago: 6,
    content: ({ communityName }, period) => ({
      title: `${communityName}${periodWords(period)}居务公开`,
      text: '一、居民代表会议召开一次，通过公共晾晒区方案。\n二、低保动态调整：新增2户，退出1户，名单在社区公示栏张贴。\n三、助残服务站每周一、三、五开放。',
      tables: [],
    }),
  },
  {
    key: 'party_affairs',
    class: 'party_affairs',
    ago: 5,
    content: ({ communityName }, period) => ({
      title: `${communityName}党组织${periodWords(period)}党务公开`,
      text: '一、主题党日三次，参加84人次。\n二、党员认领楼道清理、助老陪诊等服务岗27个。\n三、党费收缴情况已在党员大会通报。',
      tables: [],
    }),
  },
  {
    key: 'service',
    class: 'service',
    ago: 3,
    content: ({ communityName }) => ({
      title: `${communityName}社区服务中心冬季服务时间`,
      text: '工作日9:00至17:30办理各项事务；周六上午9:00至12:00只办理老年优待证和居住证明。行动不便的居民可以打电话预约上门。',
      tables: [],
    }),
  },
  {
    key: 'project',
    class: 'project',
    ago: 1,
    content: ({ compound }) => ({
      title: `${compound}楼道照明改造项目公示`,
      text: '计划更换楼道灯186盏，工期20天，分楼栋施工，每栋停电不超过2小时并提前一天通知。',
      tables: [
        {
          title: '报价',
          columns: [text('单位'), money('报价（元）'), text('质保')],
          rows: [
            ['甲单位', 2_976_000, '三年'],
            ['乙单位', 3_124_800, '两年'],
            ['丙单位', 3_050_400, '三年'],
          ],
        },
      ],
    }),
  },
];

/** Postings of the community, and an objection to the accounts with its answer. */
export const stories: readonly Story[] = [
  ...postings.map((posting): Story => ({ key: `posting-${posting.key}`, begin: (_, until) => until - posting.ago * DAY, tell: (told) => show(told, posting) })),
];

async function show({ past, hood }: Told, posting: Posting): Promise<void> {
  const every = ['finance', 'affairs', 'party_affairs'].includes(posting.class) ? lastPeriod('quarter', dayOf(past.now)).key : null;
  const id = past.id();
  const content = { ...posting.content(hood, every ?? ''), files: [] };
  await past.ask(hood.clerk, routes.addPosting, { body: { id, area: hood.community, class: posting.class, period_of: every, content } });
  const sent = await past.ask(hood.clerk, routes.submitPosting, { params: { id }, body: { revision: 1 } });
  await past.hours(2);
  if (sent.waiting) await past.ask(hood.colleague, routes.approvePosting, { params: { id }, body: { revision: sent.revision } });
  if (posting.key !== 'finance') return;
  const objection = past.id();
  await past.hours(20);
  const asker = await hood.actor(hood.people[2]!);
  const words = '楼道灯更换花了一万四，哪几栋换的？单价多少？';
  await past.ask(asker, routes.object, { params: { district: hood.district, id }, body: { id: objection, text: words } });
  await past.hours(22);
  const answer = '更换的是1号、3号、5号楼共94盏，每盏150元，另扶手两处20元；比价单和验收照片可以到居委会查看。';
  await past.ask(hood.clerk, matters.step, { params: { id: objection }, body: { step: 'answer', data: { result: 'explained', answer } } });
  await past.hours(5);
  await past.ask(asker, matters.step, { params: { id: objection }, body: { step: 'accept', data: {} } });
}
